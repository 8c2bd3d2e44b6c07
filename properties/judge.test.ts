import { describe, expect, it } from 'vitest';
import {
  adopt,
  answered,
  atTime,
  type Facets,
  type Operation,
  type Outcome,
  type Program,
  type RequirementId,
  type State,
} from '../model/index.ts';
import { usual, world } from '../model/world.fixture.ts';
import { judge, type Frame, type Judgement } from './judge.ts';
import {
  prompt,
  slow,
  create,
  remove,
  status,
  getRole,
  channel,
  enable,
  disable,
  wait,
  refused,
  noRole,
  inProgress,
  succeeded,
  failed,
  NAME,
  PATH,
  ROLE,
  blamed,
  after,
} from './judged.fixture.ts';

describe('while it is left open what becomes of the role', () => {
  const contested: State = { ...world(prompt, create, remove), contested: true };
  const attached: Operation = { kind: 'ListAttachedRolePolicies', role: 'linked' };
  const lookalike: Operation = { kind: 'CreateRole', role: 'lookalike' };

  it('a role by its name in other letters may be made', () => {
    expect(blamed(judge(prompt, world(prompt, create), lookalike, answered()))).toEqual([
      'creation/name-unique-any-case',
    ]);
    expect(judge(prompt, contested, lookalike, answered()).breaches).toEqual([]);
  });

  it('what is shown of it is believed, and held against nobody', () => {
    const judged = judge(prompt, contested, attached, answered({ attached: ['a', 'b'] }));
    expect([judged.breaches, judged.next.roles.linked?.stray]).toEqual([[], true]);
  });
});

it('a role that may have gone meanwhile is taken to be gone rather than hidden', () => {
  const deleting = world(prompt, create, remove);
  const judged = judge(prompt, deleting, { kind: 'ListRoles' }, answered({ listed: false, others: [] }));
  expect([judged.breaches, judged.ending?.leap, judged.next.roles.linked]).toEqual([[], true, undefined]);
});

it('the right code of a refusal vouches for the first of those whom another code would be held against', () => {
  const judged = judge(
    prompt,
    world(prompt, create),
    { kind: 'AttachUserPolicy' },
    refused('PolicyNotAttachable', 400),
  );
  expect(judged.breaches).toEqual([]);
  expect(judged.upheld).toContain('permissions/policy-exclusive-user');
  expect(judged.upheld).not.toContain('permissions/policy-document');
});

describe('facets are judged apart', () => {
  it.each<readonly [string, Facets, readonly RequirementId[]]>([
    ['a role as AWS makes it breaks nothing', {}, []],
    [
      'another name breaks naming alone',
      { name: 'other', arn: `arn:aws:iam::123456789012:role${PATH}other` },
      ['permissions/name'],
    ],
    [
      'another path breaks the path alone',
      { path: '/', arn: `arn:aws:iam::123456789012:role/${NAME}` },
      ['permissions/path'],
    ],
    [
      'an ARN without the path breaks the ARN alone',
      { arn: `arn:aws:iam::123456789012:role/${NAME}` },
      ['permissions/arn'],
    ],
    [
      'an ARN of another account breaks the ARN alone',
      { arn: `arn:aws:iam::0:role${PATH}${NAME}` },
      ['permissions/arn'],
    ],
    [
      'trust in another service breaks the trust alone',
      { trust: ['Allow sts:AssumeRole to Service ec2.amazonaws.com'] },
      ['permissions/trust'],
    ],
    [
      'two differences are two breaches',
      { name: 'other', arn: `arn:aws:iam::123456789012:role${PATH}other`, trust: [] },
      ['permissions/name', 'permissions/trust'],
    ],
  ])('%s', (_title, other, expected) => {
    const judged = after([], create, answered({ ...ROLE, ...other }));
    expect(blamed(judged)).toEqual(expected);
    expect(judged.breaches.map((breach) => breach.suspects.length)).toEqual(expected.map(() => 1));
    expect(judged.ending?.id).toBe('role-made');
    for (const id of expected) expect(judged.upheld).not.toContain(id);
  });

  it('and a difference that was reported is believed from then on', () => {
    const named = { ...ROLE, name: 'other', arn: `arn:aws:iam::123456789012:role${PATH}other` };
    const made = judge(prompt, world(prompt), create, answered(named));
    expect(judge(prompt, made.next, getRole, answered(named)).breaches).toEqual([]);
    const back = judge(prompt, made.next, getRole, answered(ROLE));
    expect(blamed(back)).toEqual(['editing/identity-fixed', 'editing/identity-fixed']);
  });

  it('and a value that differs from a deviant one is nobody’s', () => {
    const trusting = { ...ROLE, trust: ['Allow sts:AssumeRole to Service ec2.amazonaws.com'] };
    const made = judge(prompt, world(prompt), create, answered(trusting));
    const judged = judge(prompt, made.next, getRole, answered(ROLE), () => ['editing/refused-means-unchanged']);
    expect(judged.breaches.map((breach) => breach.suspects)).toEqual([[]]);
    expect(judged.upheld).not.toContain('permissions/trust');
  });

  it('and what an answer does not show is not judged', () => {
    const judged = after([create], getRole, answered({}));
    expect([judged.breaches, judged.ending?.id]).toEqual([[], 'role-shown']);
    expect(judged.upheld).not.toContain('permissions/session-duration');
  });

  it('unless it must be shown', () => {
    const { trust: _, ...without } = ROLE;
    expect(blamed(after([], create, answered(without)))).toEqual(['creation/by-iam-answer']);
  });
});

describe('guards are climbed in order', () => {
  const inUse = atTime(world(slow, channel, enable, wait, remove), 100_000);
  const free = atTime(world(slow, create, wait, remove), 100_000);

  it.each<readonly [string, State, Outcome, RequirementId]>([
    ['a task of a role in use that has not ended blames the end, not the use', inUse, inProgress, 'deletion/task-ends'],
    [
      'a task that has not even started blames the end',
      inUse,
      answered({ status: 'NOT_STARTED' }),
      'deletion/task-ends',
    ],
    ['a task that is not found blames the end', inUse, noRole, 'deletion/task-ends'],
    ['a task with an unknown status blames the end', inUse, answered({ status: 'DONE' }), 'deletion/task-ends'],
    ['a task without a status blames the end', inUse, answered({}), 'deletion/task-ends'],
    ['a task that ended the wrong way blames the use', inUse, succeeded, 'deletion/in-use-ingress'],
    ['a task of a free role that has not ended blames the end', free, inProgress, 'deletion/task-ends'],
    ['a task of a free role that failed blames the release', free, failed, 'deletion/after-disable'],
  ])('%s', (_title, state, outcome, expected) => {
    const judged = judge(slow, state, status, outcome);
    expect([judged.ending, blamed(judged)]).toEqual([null, [expected]]);
    expect(judged.next).toBe(state);
  });

  it('and within the window a task may still be on its way', () => {
    const early = world(slow, channel, enable, wait, remove);
    expect(judge(slow, early, status, inProgress).breaches).toEqual([]);
    expect(blamed(judge(slow, early, status, succeeded))).toEqual(['deletion/in-use-ingress']);
  });

  it('and every guard that holds brings an outcome nearer: a wrong code is no wrong kind', () => {
    expect(
      blamed(after([], { kind: 'CreateServiceLinkedRole', service: 'unknown' }, refused('InvalidInput', 400))),
    ).toEqual(['creation/unknown-service-code']);
    expect(blamed(after([], { kind: 'CreateServiceLinkedRole', service: 'unknown' }, answered(ROLE)))).toEqual([
      'creation/unknown-service',
    ]);
  });
});

describe('a look at the world after a call', () => {
  const edit: Operation = { kind: 'UpdateRole', role: 'linked', maxSessionDuration: 7200 };
  const before = judge(prompt, world(prompt), create, answered(ROLE)).next;
  const edited = usual(prompt, before, edit);
  const state = edited.next({});
  const frame: Frame = (spot) => edited.frame?.(spot);
  const look = (facets: Facets): Judgement => judge(prompt, state, getRole, answered({ ...ROLE, ...facets }), frame);

  it('suspects the call first, then whoever guards the facet', () => {
    expect(look({ description: 'changed' }).breaches[0]?.suspects).toEqual([
      'editing/refused-means-unchanged',
      'creation/by-iam-description',
    ]);
    expect(look({ sessionDuration: 7200 }).breaches[0]?.suspects).toEqual([
      'editing/refused-means-unchanged',
      'permissions/session-duration',
    ]);
  });

  it('vouches for the call when nothing has changed', () => {
    expect(look({ description: null, sessionDuration: 3600 }).upheld).toContain('editing/refused-means-unchanged');
  });

  it('suspects the call when the role is gone', () => {
    const judged = judge(prompt, state, getRole, noRole, frame);
    expect(judged.breaches[0]?.suspects).toEqual(['editing/refused-means-unchanged', 'creation/by-iam']);
  });
});

describe('a requirement counts as exercised', () => {
  it('only by what can last', () => {
    const hidden = judge(slow, world(slow, create), getRole, noRole);
    expect([hidden.ending?.passing, hidden.breaches]).toEqual([true, []]);
    expect(hidden.upheld).toEqual(['protocol/declared-errors', 'protocol/status-code']);
  });

  it('only where its antecedent occurred', () => {
    const never = after([create, remove], status, succeeded);
    expect(never.breaches).toEqual([]);
    expect(never.upheld).toContain('deletion/task-ends');
    expect(never.upheld).not.toContain('deletion/after-disable');
    expect(after([channel, enable, disable, remove], status, succeeded).upheld).toContain('deletion/after-disable');
  });

  it('not by an answer that shows nothing of it', () => {
    expect(after([], { kind: 'GetPolicy' }, answered({ policyPath: '/aws-service-role/' })).upheld).toEqual([]);
  });

  it('not by a wish that was not refused for its own sake', () => {
    expect(after([], { kind: 'AssumeRole', role: 'linked' }, refused('AccessDenied', 403)).upheld).not.toContain(
      'permissions/assume',
    );
    expect(after([create], { kind: 'AssumeRole', role: 'linked' }, refused('AccessDenied', 403)).upheld).toContain(
      'permissions/assume',
    );
  });
});

describe('what happened meanwhile', () => {
  it('is believed last: a lagging view explains an absent role before a deletion does', () => {
    const deleting = world(slow, create, remove);
    const judged = judge(slow, deleting, getRole, noRole);
    expect([judged.ending?.id, judged.next.roles.linked?.life]).toEqual(['role-not-visible-yet', 1]);
  });

  it('is believed where nothing else can be it, and then binds the end of the deletion', () => {
    const deleting = world(slow, create, wait, remove);
    const judged = judge(slow, deleting, getRole, noRole);
    expect([judged.ending?.leap, judged.breaches, judged.next.roles]).toEqual([true, [], {}]);
    expect(blamed(judge(slow, judged.next, status, failed))).toEqual(['deletion/failed-keeps-role']);
    expect(judge(slow, judged.next, status, succeeded).breaches).toEqual([]);
  });
});

describe('while a use begins beside a deletion', () => {
  const contested = world(prompt, create, channel, remove, enable);

  it.each<readonly [string, Operation, Outcome]>([
    ['a role that is gone', getRole, noRole],
    ['a role with another id', getRole, answered({ ...ROLE, roleId: 'AROAOTHER' })],
    ['a task that succeeds', status, succeeded],
    ['a task that fails', status, failed],
  ])('%s is believed and not judged', (_title, operation, outcome) => {
    expect(contested.contested).toBe(true);
    const judged = judge(prompt, contested, operation, outcome);
    expect([judged.breaches, judged.upheld.filter((id) => !id.startsWith('protocol/'))]).toEqual([[], []]);
  });

  it('the laws of every refusal still hold', () => {
    expect(blamed(judge(prompt, contested, getRole, refused('NoSuchEntity', 400)))).toEqual(['protocol/status-code']);
  });

  it('what does not touch the role is judged as ever', () => {
    const look: Operation = { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 };
    expect(blamed(judge(prompt, contested, look, answered({ 'side:ingress': null, 'side:egress': null })))).toEqual([
      'logging/enable',
    ]);
  });

  it('the end of the task ends the openness', () => {
    expect(judge(prompt, contested, status, failed).next.contested).toBe(false);
  });
});

describe('an outcome from which nothing can be concluded', () => {
  const malformed: Operation = { kind: 'CreateServiceLinkedRole', service: 'malformed' };

  it('is undecided, and names what it would have decided', () => {
    const judged = after([create], remove, { kind: 'indeterminate', why: 'HTTP 503', http: 503 });
    expect([judged.breaches, judged.upheld, judged.ending]).toEqual([[], [], null]);
    expect(judged.undecided).toEqual({
      why: 'HTTP 503',
      suspects: ['deletion/accepted', 'deletion/task-id'],
      atStake: ['deletion/accepted'],
    });
  });

  it('is a breach when a malformed input brings the server down', () => {
    expect(blamed(after([], malformed, { kind: 'indeterminate', why: 'HTTP 500', http: 500 }))).toEqual([
      'creation/malformed-input',
    ]);
  });

  it.each<readonly [string, Outcome]>([
    ['a time-out on malformed input', { kind: 'indeterminate', why: 'no answer' }],
    ['throttling on malformed input', { kind: 'indeterminate', why: 'HTTP 429', http: 429 }],
  ])('is undecided for %s', (_title, outcome) => {
    const judged = after([], malformed, outcome);
    expect([judged.breaches, judged.undecided?.suspects]).toEqual([[], ['creation/malformed-input']]);
  });

  it.each<readonly [string, Operation]>([
    ['an operation that works', create],
    ['malformed input', malformed],
    ['a read', getRole],
  ])('is never a breach where the target lacks the operation: %s', (_title, operation) => {
    const judged = after([], operation, { kind: 'unsupported', evidence: 'HTTP 501' });
    expect([judged.breaches, judged.upheld, judged.undecided?.why]).toEqual([[], [], 'HTTP 501']);
  });
});

it('leaves open whether the linked role is found by its name in other letters, and not that a role is missing', () => {
  const reads: readonly Operation[] = [
    { kind: 'GetRole', role: 'lookalike' },
    { kind: 'ListAttachedRolePolicies', role: 'lookalike' },
  ];
  const policy = answered({ attached: ['arn:aws:iam::aws:policy/aws-service-role/MediaPackageServiceRolePolicy'] });
  for (const read of reads) {
    expect(after([create], read, policy)).toMatchObject({ breaches: [], upheld: [] });
    expect(after([create], read, noRole).upheld).not.toContain('protocol/missing-role');
    expect(blamed(after([], read, policy))).toEqual(['protocol/missing-role']);
    expect(after([], read, noRole).upheld).toContain('protocol/missing-role');
  }
  const lagging = world(slow, create, wait, remove, { ...status, await: true });
  expect(judge(slow, lagging, { kind: 'GetRole', role: 'lookalike' }, policy).breaches).toEqual([]);
});

it('leaves open whether the role of a principal in other letters has taken the name', () => {
  const otherCase: Operation = { kind: 'CreateServiceLinkedRole', service: 'wrong-case' };
  const taken = refused('InvalidInput', 400);
  const strange = adopt(prompt, world(prompt), otherCase, answered({}));
  expect(judge(prompt, strange, create, taken).breaches).toEqual([]);
  expect(judge(prompt, strange, create, answered(ROLE)).upheld).toContain('creation/by-iam');
  expect(judge(prompt, world(prompt), create, taken).breaches[0]?.suspects).toContain('creation/by-iam');
  const task = answered({
    taskId: `task/aws-service-role/Mediapackage.amazonaws.com/${NAME}/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`,
  });
  const found = adopt(prompt, strange, getRole, answered(ROLE));
  expect(judge(prompt, found, remove, task).breaches).toEqual([]);
  expect(judge(prompt, world(prompt, create), remove, task).breaches.flatMap(({ suspects }) => suspects)).toContain(
    'deletion/task-id',
  );
});

it('holds no law of refusals against a role as AWS never lets one be', () => {
  const inProfile: Operation = { kind: 'AddRoleToInstanceProfile', role: 'linked' };
  const before = world(prompt, create);
  const strayed = adopt(prompt, before, inProfile, { kind: 'answered', facets: {} });
  const conflict = refused('DeleteConflict', 409);
  expect(judge(prompt, strayed, remove, conflict).breaches).toEqual([]);
  expect(judge(prompt, before, remove, conflict).breaches.flatMap(({ suspects }) => suspects)).toContain(
    'protocol/declared-errors',
  );
});

it('what a stray role left behind may answer to its name once it is gone, and nothing else may', () => {
  const inProfile: Operation = { kind: 'AddRoleToInstanceProfile', role: 'linked' };
  const outOfProfile: Operation = { kind: 'RemoveRoleFromInstanceProfile', role: 'linked' };
  const gone = (state: State): State =>
    [remove, { ...status, await: true } as Operation].reduce((one, operation) => {
      const ending = usual(prompt, one, operation);
      return ending.next({ taskId: 'task/1', status: 'SUCCEEDED' });
    }, state);
  const clean = gone(world(prompt, create));
  const strayed = gone(adopt(prompt, world(prompt, create), inProfile, answered()));
  expect(strayed.roles.linked).toBeUndefined();
  expect(blamed(judge(prompt, clean, outOfProfile, answered()))).toEqual(['protocol/missing-role']);
  expect(judge(prompt, strayed, outOfProfile, answered())).toMatchObject({ breaches: [], upheld: [] });
  expect(judge(prompt, strayed, outOfProfile, noRole).breaches).toEqual([]);
  for (const edit of [
    inProfile,
    { kind: 'PutRolePolicy', role: 'linked' },
    { kind: 'DeleteRole', role: 'linked' },
  ] as const)
    expect(blamed(judge(prompt, strayed, edit, answered()))).toEqual(['protocol/missing-role']);
  expect(blamed(judge(prompt, strayed, getRole, answered(ROLE)))).not.toEqual([]);
});

describe('the laws of every refusal', () => {
  it.each<readonly [string, Outcome, readonly RequirementId[]]>([
    ['the declared code with its status', refused('NotFoundException', 404), []],
    ['the declared code with another status', refused('NotFoundException', 400), ['protocol/status-code']],
    ['another declared code with its status', refused('ForbiddenException', 403), ['logging/unknown-resource']],
    [
      'another declared code with another status',
      refused('ForbiddenException', 404),
      ['logging/unknown-resource', 'protocol/status-code'],
    ],
    [
      'a code that AWS does not have, whatever its status',
      refused('NoSuchChannel', 404),
      ['logging/unknown-resource', 'protocol/declared-errors'],
    ],
    ['a code common to all operations', refused('AccessDeniedException', 403), ['logging/unknown-resource']],
  ])('judge %s', (_title, outcome, expected) => {
    expect(blamed(after([], enable, outcome))).toEqual(expected);
  });

  it('are exercised by a refusal that keeps them, not by a success', () => {
    expect(after([], enable, refused('NotFoundException', 404)).upheld).toEqual(
      expect.arrayContaining(['protocol/declared-errors', 'protocol/status-code', 'logging/unknown-resource']),
    );
    expect(after([create], getRole, answered({})).upheld).not.toContain('protocol/status-code');
  });
});

describe('what AWS leaves open', () => {
  it('is observed, not judged', () => {
    const judged = after([channel, enable], getRole, answered({ description: 'Made by the service.' }));
    expect(judged.breaches).toEqual([]);
    expect(judged.observations).toEqual([
      { about: 'the description of a role that the service makes', value: 'Made by the service.' },
    ]);
  });

  it('is bound by the first answer', () => {
    const first = after([channel, enable], getRole, answered({ description: 'Made by the service.' })).next;
    expect(judge(prompt, first, getRole, answered({ description: null })).breaches).toHaveLength(1);
  });
});

describe('after a contradiction', () => {
  it('nothing new is believed until the target is read again', () => {
    const state = world(prompt, create);
    const judged = judge(prompt, state, remove, answered({ taskId: 'task-1' }));
    expect([judged.ending?.id, blamed(judged)]).toEqual(['deletion-accepted', ['deletion/task-id']]);
    const refusedIt = judge(prompt, state, remove, refused('LimitExceeded', 409));
    expect([refusedIt.ending, refusedIt.next]).toEqual([null, state]);
    expect(adopt(prompt, refusedIt.next, remove, refused('LimitExceeded', 409))).toEqual(state);
  });
});

describe('what is believed after an answer', () => {
  const look: Operation = { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 };

  it('that could be up to date or not is that it was', () => {
    const edit: Operation = { kind: 'UpdateRoleDescription', role: 'linked', description: 'plain' };
    const judged = judge(slow, world(slow, create, wait, edit), getRole, answered({}));
    expect([judged.ending?.passing, judged.upheld]).toEqual([undefined, ['creation/by-iam']]);
  });

  it('which tells of a deletion by a refusal alone is nothing, until a read shows it', () => {
    const state = world(slow, create, wait, remove);
    const judged = judge(slow, state, remove, noRole);
    expect([judged.ending?.leap, judged.breaches]).toEqual([true, []]);
    expect(judged.next).toBe(state);
    expect(judge(slow, state, getRole, noRole).next.roles).toEqual({});
  });

  it('that shows logs as off which nobody turned off is that the role was released', () => {
    const state = world(prompt, channel, enable, remove, { ...status, await: true });
    const judged = judge(prompt, state, look, answered({ 'side:ingress': null, 'side:egress': null }));
    expect(blamed(judged)).toEqual(['logging/enable']);
    expect(judged.next.released).toEqual([{ key: 'channel/0/0', at: state.now, by: 'disable' }]);
    const right = judge(
      prompt,
      state,
      look,
      answered({ 'side:ingress': '/aws/MediaPackage/IngressAccessLogs', 'side:egress': null }),
    );
    expect([right.breaches, right.next.released]).toEqual([[], []]);
  });

  it('while a use begins beside a deletion, is what it shows', () => {
    const contested = world(prompt, create, channel, remove, enable);
    const other = judge(prompt, contested, getRole, answered({ ...ROLE, roleId: 'AROAOTHER' }));
    expect([other.breaches, other.observations, other.next.roles.linked?.facets.roleId]).toEqual([[], [], 'AROAOTHER']);
    expect(judge(prompt, contested, status, succeeded).next.roles).toEqual({});
    const again = judge(prompt, contested, create, answered(ROLE));
    expect([again.breaches, again.next.roles.linked?.life]).toEqual([[], 2]);
    for (const [operation, outcome] of [
      [{ kind: 'ListRoles' }, answered({ listed: null })],
      [create, noRole],
      [{ kind: 'CreateRole', role: 'lookalike' }, refused('LimitExceeded', 409)],
    ] as const)
      expect(judge(prompt, contested, operation, outcome).breaches).toEqual([]);
    expect(blamed(judge(prompt, contested, { kind: 'GetRole', role: 'ordinary' }, answered(ROLE)))).toEqual([
      'protocol/missing-role',
    ]);
  });
});

describe('where AWS leaves a choice', () => {
  const lookalike: Operation = { kind: 'CreateRole', role: 'lookalike' };
  const edit = (description: 'too-long' | 'bad-characters'): Operation => ({
    kind: 'UpdateRole',
    role: 'linked',
    description,
  });
  const legacy: Operation = { kind: 'UpdateRoleDescription', role: 'linked', description: 'too-long' };

  it.each([edit('too-long'), edit('bad-characters'), legacy])(
    'an ill-formed description of a missing role is refused for either reason: $kind $description',
    (operation) => {
      for (const outcome of [noRole, refused('ValidationError', 400)])
        expect(after([], operation, outcome).breaches).toEqual([]);
      expect(after([], operation, refused('ValidationError', 400)).upheld).not.toContain('protocol/missing-role');
      expect(blamed(after([], operation, answered()))).toEqual(['protocol/missing-role']);
      expect(blamed(after([], operation, refused('LimitExceeded', 409)))).toContain('protocol/missing-role');
    },
  );

  it.each<readonly [string, Operation, Outcome]>([
    ['read', getRole, answered({ ...ROLE, path: '/' })],
    ['edited', { kind: 'UpdateRole', role: 'linked', description: 'plain' }, answered()],
    ['deleted', { kind: 'DeleteRole', role: 'linked' }, answered()],
    ['tagged', { kind: 'TagRole', role: 'linked', key: 'a', value: 'b' }, answered()],
  ])(
    'a role in other letters may be %s by the name of the linked role, which is not there',
    (_title, asked, outcome) => {
      const judged = after([lookalike], asked, outcome);
      expect([judged.breaches, judged.upheld]).toEqual([[], []]);
      expect(after([lookalike], asked, noRole).breaches).toEqual([]);
      expect(adopt(prompt, world(prompt, lookalike), asked, outcome).roles.linked).toBeUndefined();
    },
  );

  it("what a call did to a namesake is nobody's fault: it may be gone afterwards", () => {
    const gone = adopt(prompt, world(prompt, lookalike), { kind: 'DeleteRole', role: 'linked' }, answered());
    expect(judge(prompt, gone, create, answered(ROLE)).breaches).toEqual([]);
  });

  it('a task may fail for an internal error without any use, which shows nothing of a release', () => {
    const failedInside = answered({ status: 'FAILED', reason: 'An internal error occurred.', usage: [] });
    const judged = after([create, remove], status, failedInside);
    expect([judged.breaches, judged.upheld]).toEqual([[], []]);
    expect(
      blamed(after([create, remove], status, answered({ status: 'FAILED', reason: 'Role in use.', usage: [] }))),
    ).toEqual(['deletion/after-disable']);
  });
});

describe('a list that shows otherwise than the role itself', () => {
  const edit: Operation = { kind: 'UpdateRole', role: 'linked', description: 'plain' };
  const before = judge(prompt, world(prompt), create, answered(ROLE)).next;
  const edited = usual(prompt, before, edit);
  const shown = { ...ROLE, description: 'Writes access logs.', sessionDuration: 3600, listed: true, others: [] };
  const known = judge(prompt, edited.next({}), getRole, answered(shown)).next;

  it.each([{ description: null }, { sessionDuration: 7200 }, { roleId: 'AROAEXAMPLE0000000009' }])(
    'is to blame itself, before the call that it follows: %j',
    (differs) => {
      const listed = answered({ ...shown, ...differs });
      const judged = judge(prompt, known, { kind: 'ListRoles' }, listed, (spot) => edited.frame?.(spot));
      expect(blamed(judged)).toEqual(['protocol/list-agrees']);
      expect(judge(prompt, judged.next, getRole, answered(shown)).breaches).toEqual([]);
    },
  );
});

it.each<readonly [string, Operation, Operation, Outcome, Operation]>([
  ['role of the service', create, remove, answered({ taskId: 'other' }), getRole],
  [
    'role of the customer',
    { kind: 'CreateRole', role: 'ordinary' },
    { kind: 'TagRole', role: 'ordinary', key: 'k', value: 'v' },
    answered(),
    { kind: 'GetRole', role: 'ordinary' },
  ],
  ['channel', channel, enable, answered(), { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 }],
])(
  'a %s is uncertain after an answer that cannot be read, until a read settles it',
  (_title, make, use, done, read) => {
    const garbled: Outcome = { kind: 'indeterminate', why: 'unreadable', http: 200, unreadable: true };
    const made = after([], make, garbled);
    expect(blamed(made)).toEqual(['protocol/readable']);
    const unsure = adopt(prompt, made.next, make, garbled);
    expect(judge(prompt, unsure, use, done).breaches).toEqual([]);
    const gone = adopt(
      prompt,
      unsure,
      read,
      refused(read.kind === 'GetRole' ? 'NoSuchEntity' : 'NotFoundException', 404),
    );
    expect(judge(prompt, gone, use, done).breaches).not.toEqual([]);
  },
);

describe('a task whose record is not found', () => {
  it.each<readonly [string, Program]>([
    ['before anyone was told its end', [create, remove]],
    ['once the role that used to be in use is free', [channel, enable, disable, remove]],
    ['after its end was told', [create, remove, status]],
  ])('%s may have taken the role with it, which a look then tells', (_title, before) => {
    const judged = after(before, status, noRole);
    expect([judged.breaches, judged.next.roles.linked]).toEqual([[], undefined]);
    const frame: Frame = (spot) => judged.ending?.frame?.(spot);
    expect(judge(prompt, judged.next, getRole, answered(ROLE), frame).breaches[0]?.suspects).toEqual([
      'deletion/removes',
    ]);
  });

  it('has not ended where the role is in use: a task that FAILED is kept', () => {
    expect(blamed(after([channel, enable, remove], status, noRole))).toEqual(['deletion/task-ends']);
    expect(blamed(after([channel, enable, remove, status], status, noRole))).toEqual(['deletion/task-final']);
  });
});

describe('a further deletion that gets a task of its own', () => {
  const previous: Operation = { ...status, task: 'previous' };
  const inside = answered({ status: 'FAILED', reason: 'An internal error occurred.', usage: [] });
  const other = answered({
    taskId: `task/aws-service-role/${PATH.split('/')[2]}/${NAME}/${'0'.repeat(8)}-0000-4000-a000-${'9'.repeat(12)}`,
  });
  const again = (before: Program): Judgement => after([...before, remove], remove, other);

  it.each<readonly [string, Program, Outcome]>([
    ['for an internal error', [create], inside],
    ['because of use', [channel, enable], failed],
    ['either way, where use has ended meanwhile', [channel, enable, disable], inside],
  ])('may tell that the first one FAILED, %s, which its own status shows', (_title, before, told) => {
    const judged = again(before);
    expect([judged.breaches, judged.upheld.includes('deletion/task-same-while-open')]).toEqual([[], false]);
    expect(judge(prompt, judged.next, previous, told).breaches).toEqual([]);
  });

  it.each([succeeded, inProgress])('is a fault where the first one was still open: %j', (told) => {
    expect(blamed(judge(prompt, again([create]).next, previous, told))).toEqual(['deletion/task-same-while-open']);
  });
});

describe('the id of a task', () => {
  const path = '/service-role/';
  const moved = { ...ROLE, path, arn: `arn:aws:iam::123456789012:role${path}${NAME}` };
  const idUnder = (under: string): Outcome =>
    answered({ taskId: `task${under}${NAME}/00000000-0000-4000-a000-999999999999` });

  it.each([path, PATH])('of a role that is known to lie under another path may bear it, or not: %s', (under) => {
    const seen = adopt(prompt, world(prompt, create), getRole, answered(moved));
    expect(judge(prompt, seen, remove, idUnder(under)).breaches).toEqual([]);
    expect(blamed(judge(prompt, seen, remove, idUnder('/elsewhere/')))).toEqual(['deletion/task-id']);
  });

  it('of a role that nobody has looked at follows from the path of the role, where that is wrong', () => {
    const used = world(prompt, channel, enable);
    expect(judge(prompt, used, remove, idUnder(path)).breaches[0]?.suspects).toEqual([
      'deletion/task-id',
      'permissions/path',
    ]);
  });
});
