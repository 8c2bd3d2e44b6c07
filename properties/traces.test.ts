import { describe, expect, it } from 'vitest';
import { answered, type Facets, type OperationKind, type Outcome, type RequirementId } from '../model/index.ts';
import { isAccepted, judgeTrace, traces, type Call, type Trace } from './traces/index.ts';
import { refused } from './traces/trace.ts';

describe('what AWS was recorded answering', () => {
  it.each(traces.map((trace) => [trace.id, trace] as const))('%s is accepted, call by call', (_id, trace) => {
    const calls = judgeTrace(trace);
    expect(calls.filter((call) => call.ending === null || call.breaches.length > 0)).toEqual([]);
    expect(calls).toHaveLength(trace.calls.length);
    expect(isAccepted(calls)).toBe(true);
  });

  it('was recorded in order', () => {
    for (const { calls } of traces) {
      const times = calls.flatMap((call) => call.at ?? []);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('is not taken for a task that nobody can judge', () => {
    const met = traces.flatMap(judgeTrace).map((call) => call.ending);
    expect(met).not.toContain('unexplained-task');
    expect(met).toEqual(expect.arrayContaining(['task-succeeded', 'task-failed', 'deletion-already-under-way']));
  });
});

const named = (id: string): Trace => traces.find((trace) => trace.id === id) as Trace;
const asg = named('autoscaling-2026-09-11');
const suffix = named('ecs-suffix-2026-09-11');
const ecs = named('ecs-2026-09-16');

/** One line of a trace edited, and the call at which the difference must be seen. */
interface Edit {
  readonly step: number;
  readonly calls: (calls: readonly Call[]) => readonly Call[];
}

/** The position of the nth call of a kind, from 1. */
const find = (trace: Trace, kind: OperationKind, nth: number): number =>
  trace.calls.flatMap((call, index) => (call.operation.kind === kind ? [index] : []))[nth - 1] as number;

type NearMiss = readonly [title: string, trace: Trace, edit: Edit, blamed: RequirementId];

/** Another outcome (or another time) for the nth call of a kind. */
const change = (trace: Trace, kind: OperationKind, nth: number, edited: (call: Call) => Partial<Call>): Edit => {
  const step = find(trace, kind, nth);
  return { step, calls: (calls) => calls.map((call, i) => (i === step ? { ...call, ...edited(call) } : call)) };
};

const says = (outcome: Outcome, at?: number) => (): Partial<Call> => ({ outcome, ...(at === undefined ? {} : { at }) });

/** Other values of some facets of an answer; undefined leaves one out. */
const shows =
  (facets: { readonly [K in keyof Facets]: Facets[K] | undefined }) =>
  ({ outcome }: Call): Partial<Call> => {
    const all = { ...(outcome.kind === 'answered' ? outcome.facets : {}), ...facets };
    return { outcome: answered(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))) };
  };

/** The nth call of a kind never happened, and so the call at `step` (counted without it) differs. */
const without = (trace: Trace, kind: OperationKind, nth: number, step: number): Edit => {
  const gone = find(trace, kind, nth);
  return { step, calls: (calls) => calls.filter((_, i) => i !== gone) };
};

/** A call more, after the nth of a kind. */
const insert = (trace: Trace, kind: OperationKind, nth: number, call: Call): Edit => {
  const step = find(trace, kind, nth) + 1;
  return { step, calls: (calls) => [...calls.slice(0, step), call, ...calls.slice(step)] };
};

/** Two edits, one after the other; the second is the one that is noticed. */
const both = (first: Edit, second: Edit): Edit => ({
  step: second.step,
  calls: (calls) => second.calls(first.calls(calls)),
});

/** The nth call of a kind and the one after it change places. */
const swapped = (trace: Trace, kind: OperationKind, nth: number): Edit => {
  const step = find(trace, kind, nth);
  return {
    step,
    calls: (calls) =>
      calls.map(
        (call, i) =>
          (i === step
            ? { ...calls[i + 1], at: call.at }
            : i === step + 1
              ? { ...calls[i - 1], at: call.at }
              : call) as Call,
      ),
  };
};

const of = (trace: Trace, kind: OperationKind, nth: number): Call => trace.calls[find(trace, kind, nth)] as Call;

const STATUS = 'GetServiceLinkedRoleDeletionStatus';
const DELETE = 'DeleteServiceLinkedRole';
const CREATE = 'CreateServiceLinkedRole';
const done = answered();
const noSuchRole = refused('NoSuchEntity', 404, 'The role cannot be found.');
const inProgress = answered({ status: 'IN_PROGRESS' });
const succeeded = answered({ status: 'SUCCEEDED' });
const failed = answered({ status: 'FAILED', reason: 'Role in use.', usage: [] });
const usage = (region: number, ...holders: readonly string[]): Facets => ({ usage: [{ region, holders }] });
const taskId = (calls: Trace, nth: number): Outcome => of(calls, DELETE, nth).outcome;
const otherTask = (trace: Trace, nth: number, edit: (id: string) => string): Outcome => {
  const outcome = taskId(trace, nth);
  return answered({ taskId: edit(String(outcome.kind === 'answered' ? outcome.facets.taskId : '')) });
};

const creation: readonly NearMiss[] = [
  [
    'the role is refused although nothing has its name',
    asg,
    change(asg, CREATE, 1, says(of(asg, CREATE, 2).outcome)),
    'creation/by-iam',
  ],
  ['the refusal of the second creation comes first', asg, swapped(asg, CREATE, 1), 'creation/by-iam'],
  [
    'the role is made a second time',
    asg,
    change(asg, CREATE, 2, says(of(asg, CREATE, 1).outcome)),
    'creation/duplicate',
  ],
  [
    'a duplicate is EntityAlreadyExists',
    asg,
    change(asg, CREATE, 2, says(refused('EntityAlreadyExists', 409, 'It exists.'))),
    'creation/duplicate',
  ],
  [
    'a duplicate is InvalidInput with HTTP 409',
    asg,
    change(asg, CREATE, 2, says(refused('InvalidInput', 409, 'Taken.'))),
    'protocol/status-code',
  ],
  [
    'the creation answers without the role id',
    asg,
    change(asg, CREATE, 1, shows({ roleId: undefined })),
    'creation/by-iam-answer',
  ],
  [
    'the creation answers without the trust policy',
    asg,
    change(asg, CREATE, 1, shows({ trust: undefined })),
    'creation/by-iam-answer',
  ],
  [
    'a role made without a description has one',
    asg,
    change(asg, 'GetRole', 1, shows({ description: 'Default' })),
    'creation/duplicate',
  ],
  [
    'a custom suffix is taken by a service that allows none',
    suffix,
    change(suffix, CREATE, 1, says(done)),
    'creation/suffix',
  ],
  [
    'a custom suffix is refused as a ValidationError',
    suffix,
    change(suffix, CREATE, 1, says(refused('ValidationError', 400, 'No.'))),
    'creation/suffix',
  ],
  [
    'the role is there before anything used it',
    ecs,
    change(ecs, 'GetRole', 1, says(of(ecs, 'GetRole', 3).outcome)),
    'protocol/missing-role',
  ],
  [
    'a denied caller makes the role',
    ecs,
    change(ecs, 'GetRole', 2, says(of(ecs, 'GetRole', 3).outcome)),
    'protocol/missing-role',
  ],
  [
    'a role in use is not found once things have settled',
    ecs,
    insert(ecs, 'CreateResource', 3, { at: 60, operation: { kind: 'GetRole', role: 'linked' }, outcome: noSuchRole }),
    'regions/one-role',
  ],
];

const identity: readonly NearMiss[] = [
  [
    'the suffix is left out of the name',
    asg,
    change(asg, CREATE, 1, shows({ name: 'AWSServiceRoleForAutoScaling' })),
    'permissions/name',
  ],
  [
    'the name is spelt in another way',
    ecs,
    change(ecs, 'GetRole', 3, shows({ name: 'AWSServiceRoleForEcs' })),
    'permissions/name',
  ],
  ['the path is /', ecs, change(ecs, 'GetRole', 3, shows({ path: '/' })), 'permissions/path'],
  [
    'the ARN leaves out the path',
    ecs,
    change(ecs, 'GetRole', 3, shows({ arn: 'arn:aws:iam::123456789012:role/AWSServiceRoleForECS' })),
    'permissions/arn',
  ],
  [
    'another service may assume the role',
    asg,
    change(asg, CREATE, 1, shows({ trust: ['Allow sts:AssumeRole to Service ec2.amazonaws.com'] })),
    'permissions/trust',
  ],
  [
    'a second service may assume the role',
    asg,
    change(
      asg,
      CREATE,
      1,
      shows({
        trust: [
          'Allow sts:AssumeRole to Service autoscaling.amazonaws.com',
          'Allow sts:AssumeRole to Service ec2.amazonaws.com',
        ],
      }),
    ),
    'permissions/trust',
  ],
  [
    'two managed policies are attached',
    asg,
    change(
      asg,
      'ListAttachedRolePolicies',
      1,
      shows({
        attached: [
          'arn:aws:iam::aws:policy/ReadOnlyAccess',
          'arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy',
        ],
      }),
    ),
    'permissions/policy-attached',
  ],
  [
    'no policy is attached',
    asg,
    change(asg, 'ListAttachedRolePolicies', 1, shows({ attached: [] })),
    'permissions/policy-attached',
  ],
  [
    'there is an inline policy',
    asg,
    change(asg, 'ListRolePolicies', 1, shows({ inline: ['extra'] })),
    'permissions/policy-attached',
  ],
  [
    'a session may last two hours',
    asg,
    change(asg, 'GetRole', 1, shows({ sessionDuration: 7200 })),
    'permissions/session-duration',
  ],
  [
    'the role has a permissions boundary',
    asg,
    change(asg, 'GetRole', 1, shows({ boundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })),
    'permissions/no-boundary',
  ],
  [
    'the refused duplicate gives the role a new id',
    asg,
    change(asg, 'GetRole', 1, shows({ roleId: 'AROAEXAMPLEASG0000002' })),
    'creation/duplicate',
  ],
];

const PROTECTED: readonly (readonly [OperationKind, RequirementId])[] = [
  ['UpdateAssumeRolePolicy', 'editing/trust'],
  ['PutRolePolicy', 'editing/inline-put'],
  ['AttachRolePolicy', 'editing/attach'],
  ['DetachRolePolicy', 'editing/detach'],
  ['DeleteRolePolicy', 'editing/inline-delete'],
  ['PutRolePermissionsBoundary', 'editing/boundary-put'],
  ['DeleteRolePermissionsBoundary', 'editing/boundary-delete'],
  ['DeleteRole', 'editing/delete-role'],
  ['AddRoleToInstanceProfile', 'editing/instance-profile'],
  ['RemoveRoleFromInstanceProfile', 'editing/instance-profile'],
];

const editing: readonly NearMiss[] = [
  ...PROTECTED.map(([kind, id]): NearMiss => [`${kind} is accepted`, asg, change(asg, kind, 1, says(done)), id]),
  ...PROTECTED.map(([kind, id]): NearMiss => [
    `${kind} is AccessDenied`,
    asg,
    change(asg, kind, 1, says(refused('AccessDenied', 403, 'No.'))),
    id,
  ]),
  [
    'deleting a policy that is not there is NoSuchEntity',
    asg,
    change(asg, 'DeleteRolePolicy', 1, says(noSuchRole)),
    'editing/inline-delete',
  ],
  [
    'DeleteRole complains of an attached policy',
    asg,
    change(asg, 'DeleteRole', 1, says(refused('DeleteConflict', 409, 'Detach first.'))),
    'editing/delete-role',
  ],
  [
    'a protected role is refused with HTTP 403',
    asg,
    change(asg, 'AttachRolePolicy', 1, says(refused('UnmodifiableEntity', 403, 'No.'))),
    'protocol/status-code',
  ],
  ['a session of two hours is accepted', asg, change(asg, 'UpdateRole', 2, says(done)), 'editing/session-duration'],
  [
    'a session of two hours is a ValidationError',
    asg,
    change(asg, 'UpdateRole', 2, says(refused('ValidationError', 400, 'No.'))),
    'editing/session-duration',
  ],
  [
    'a description is refused',
    asg,
    change(asg, 'UpdateRole', 1, says(of(asg, 'UpdateRole', 2).outcome)),
    'editing/description',
  ],
  [
    'the older call for a description is refused',
    asg,
    change(asg, 'UpdateRoleDescription', 1, says(of(asg, 'DeleteRole', 1).outcome)),
    'editing/description-legacy',
  ],
  ['tagging is refused', asg, change(asg, 'TagRole', 1, says(of(asg, 'DeleteRole', 1).outcome)), 'editing/tags'],
];

const acceptance: readonly NearMiss[] = [
  [
    'an ordinary role is deleted as one of a service',
    asg,
    change(asg, DELETE, 1, says(taskId(asg, 2))),
    'deletion/ordinary-role',
  ],
  [
    'an ordinary role is UnmodifiableEntity',
    asg,
    change(asg, DELETE, 1, says(refused('UnmodifiableEntity', 400, 'No.'))),
    'deletion/ordinary-role',
  ],
  [
    'the deletion is refused',
    asg,
    change(asg, DELETE, 2, says(refused('LimitExceeded', 409, 'No.'))),
    'deletion/accepted',
  ],
  [
    'the deletion of a role in use is refused at once',
    ecs,
    change(ecs, DELETE, 1, says(refused('DeleteConflict', 409, 'In use.'))),
    'deletion/accepted',
  ],
  ['the deletion answers without a task id', asg, change(asg, DELETE, 2, says(done)), 'deletion/task-id'],
  ['deleting again answers without a task id', asg, change(asg, DELETE, 3, says(done)), 'deletion/task-id'],
  [
    'deleting again after FAILED answers without a task id',
    ecs,
    change(ecs, DELETE, 2, says(done)),
    'deletion/task-id',
  ],
  [
    'the task id names no service',
    asg,
    change(asg, DELETE, 2, says(otherTask(asg, 2, (id) => id.replace('/autoscaling.amazonaws.com', '')))),
    'deletion/task-id',
  ],
  [
    'the task id names the role without its suffix',
    asg,
    change(asg, DELETE, 2, says(otherTask(asg, 2, (id) => id.replace(/_\w+\//, '/')))),
    'deletion/task-id',
  ],
  [
    'the task id ends in capitals',
    ecs,
    change(ecs, DELETE, 1, says(otherTask(ecs, 1, (id) => id.toUpperCase()))),
    'deletion/task-id',
  ],
  [
    'deleting again gives another task, and the first succeeds',
    asg,
    both(
      change(asg, DELETE, 3, says(otherTask(asg, 3, (id) => id.replace(/.$/, '2')))),
      change(asg, STATUS, 2, () => ({ operation: { kind: STATUS, task: 'previous' }, outcome: succeeded })),
    ),
    'deletion/task-same-while-open',
  ],
  [
    'deleting again after FAILED gives the same task',
    ecs,
    change(ecs, DELETE, 2, says(taskId(ecs, 1))),
    'deletion/task-new-after-failed',
  ],
  [
    'the third deletion gives the first task again',
    ecs,
    change(ecs, DELETE, 3, says(taskId(ecs, 1))),
    'deletion/task-new-after-failed',
  ],
  [
    'a role that is gone is deleted again',
    asg,
    insert(asg, 'GetRole', 2, { at: 40, operation: of(asg, DELETE, 2).operation, outcome: taskId(ecs, 1) }),
    'deletion/missing-role',
  ],
];

const ends: readonly NearMiss[] = [
  ['a role in use is deleted', ecs, change(ecs, STATUS, 3, says(succeeded)), 'deletion/in-use-each'],
  [
    'a role in use in another region alone is deleted',
    ecs,
    change(ecs, STATUS, 6, says(succeeded)),
    'deletion/in-use-each',
  ],
  [
    'a role is deleted although its last cluster is still there',
    ecs,
    without(ecs, 'DeleteResource', 3, 22),
    'deletion/in-use-each',
  ],
  [
    'a released role is still in use after the window',
    ecs,
    change(ecs, STATUS, 8, says(failed)),
    'deletion/after-resource-deleted',
  ],
  ['a role that nothing ever used is in use', asg, change(asg, STATUS, 2, says(failed)), 'deletion/after-disable'],
  [
    'a task is still under way after the window',
    ecs,
    change(ecs, STATUS, 8, says(inProgress, 115)),
    'deletion/task-ends',
  ],
  [
    'a task has not started after the window',
    ecs,
    change(ecs, STATUS, 8, says(answered({ status: 'NOT_STARTED' }), 115)),
    'deletion/task-ends',
  ],
  [
    'a task of a role in use is not found after the window',
    ecs,
    change(ecs, STATUS, 3, says(of(ecs, STATUS, 1).outcome, 77)),
    'deletion/task-ends',
  ],
  [
    'a task has a status that does not exist',
    ecs,
    change(ecs, STATUS, 8, says(answered({ status: 'DONE' }))),
    'deletion/task-ends',
  ],
  [
    'FAILED comes without a reason',
    ecs,
    change(ecs, STATUS, 3, shows({ reason: undefined })),
    'deletion/failed-reason',
  ],
  ['FAILED comes with an empty reason', ecs, change(ecs, STATUS, 3, shows({ reason: '' })), 'deletion/failed-reason'],
  [
    'a cluster that does not exist is listed as using the role',
    ecs,
    change(ecs, STATUS, 3, shows(usage(0, 'user/0/1', 'user/0/7'))),
    'deletion/failed-reason',
  ],
  [
    'a region without a cluster is listed as using the role',
    ecs,
    change(ecs, STATUS, 6, shows(usage(2))),
    'deletion/failed-reason',
  ],
  ['the cluster that is listed was never made', ecs, without(ecs, 'CreateResource', 3, 16), 'deletion/failed-reason'],
  [
    'FAILED goes back to IN_PROGRESS',
    ecs,
    insert(ecs, STATUS, 3, { at: 74.5, operation: of(ecs, STATUS, 3).operation, outcome: inProgress }),
    'deletion/task-final',
  ],
  [
    'FAILED becomes SUCCEEDED',
    ecs,
    insert(ecs, STATUS, 3, { at: 74.5, operation: of(ecs, STATUS, 3).operation, outcome: succeeded }),
    'deletion/task-final',
  ],
  ['FAILED is forgotten', ecs, without(ecs, DELETE, 2, 14), 'deletion/task-final'],
  [
    'SUCCEEDED goes back to IN_PROGRESS',
    asg,
    insert(asg, STATUS, 2, { operation: of(asg, STATUS, 2).operation, outcome: inProgress }),
    'deletion/task-final',
  ],
  [
    'SUCCEEDED becomes FAILED',
    asg,
    insert(asg, STATUS, 2, { operation: of(asg, STATUS, 2).operation, outcome: failed }),
    'deletion/task-final',
  ],
];

const aftermath: readonly NearMiss[] = [
  ['the role is gone after FAILED', ecs, change(ecs, 'GetRole', 4, says(noSuchRole)), 'deletion/failed-keeps-role'],
  [
    'the role has another id after FAILED',
    ecs,
    change(ecs, 'GetRole', 4, shows({ roleId: 'AROAEXAMPLEECS0000002' })),
    'deletion/failed-keeps-role',
  ],
  [
    'the description is lost by FAILED',
    ecs,
    change(ecs, 'GetRole', 4, shows({ description: null })),
    'deletion/failed-keeps-role',
  ],
  [
    'the session is longer after FAILED',
    ecs,
    change(ecs, 'GetRole', 5, shows({ sessionDuration: 7200 })),
    'deletion/failed-keeps-role',
  ],
  ['the role goes with its last cluster', ecs, change(ecs, 'GetRole', 6, says(noSuchRole)), 'deletion/by-hand-only'],
  [
    'the role changes its id when a cluster goes',
    ecs,
    change(ecs, 'GetRole', 6, shows({ roleId: 'AROAEXAMPLEECS0000002' })),
    'editing/identity-fixed',
  ],
  [
    'the role is still there after SUCCEEDED',
    ecs,
    change(ecs, 'GetRole', 7, says(of(ecs, 'GetRole', 6).outcome, 116)),
    'deletion/removes',
  ],
  [
    'a role with a suffix is still there after SUCCEEDED',
    asg,
    change(asg, 'GetRole', 2, says(of(asg, 'GetRole', 1).outcome, 40)),
    'deletion/removes',
  ],
  [
    'an unknown task is InvalidInput',
    asg,
    change(asg, STATUS, 3, says(refused('InvalidInput', 400, 'Invalid task id'))),
    'deletion/task-unknown',
  ],
  ['an unknown task has SUCCEEDED', asg, change(asg, STATUS, 3, says(succeeded)), 'deletion/task-unknown'],
  [
    'a malformed task id is NoSuchEntity',
    asg,
    change(asg, STATUS, 4, says(of(asg, STATUS, 3).outcome)),
    'deletion/task-malformed',
  ],
  [
    'a malformed task id is InvalidInput with HTTP 404',
    asg,
    change(asg, STATUS, 4, says(refused('InvalidInput', 404, 'Invalid task id'))),
    'protocol/status-code',
  ],
];

describe.each([
  ['creation', creation],
  ['identity', identity],
  ['editing', editing],
  ['the request to delete', acceptance],
  ['the end of a deletion', ends],
  ['what a deletion leaves behind', aftermath],
])('a near miss in %s', (_part, nearMisses) => {
  it.each(nearMisses)('is noticed: %s', (_title, trace, edit, blamed) => {
    const calls = judgeTrace({ ...trace, calls: edit.calls(trace.calls) });
    const step = calls.findIndex((call) => call.breaches.length > 0);
    expect({ step, blamed: calls[step]?.breaches[0]?.suspects[0] }).toEqual({ step: edit.step, blamed });
  });
});
