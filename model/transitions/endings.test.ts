import { describe, expect, it } from 'vitest';
import { sampleFacets } from '../ending.ts';
import { endings } from './endings.ts';
import type { Operation, Program } from '../operation.ts';
import { type ServiceProfile } from '../profile.ts';
import { autoscaling, ecs, mediapackage } from '../../services/index.ts';
import { atTime, changed } from '../state.ts';
import {
  channel,
  create,
  disable,
  enable,
  getRole,
  lookalike,
  ordinary,
  remove,
  rulesFor,
  sequence,
  status,
  usual,
  wait,
  world,
} from '../world.fixture.ts';

const suffixed: Operation = { kind: 'CreateServiceLinkedRole', service: 'own', suffix: true };
const group: Operation = {
  kind: 'CreateResource',
  resource: 'packaging-group',
  region: 0,
  slot: 0,
  sides: { egress: 'default' },
};
const scaled: Operation = { kind: 'CreateResource', resource: 'auto-scaling-group', region: 0, slot: 0 };
const use: Operation = { kind: 'CreateResource', resource: 'cluster', region: 1, slot: 0 };

type Row = readonly [
  title: string,
  before: Program,
  operation: Operation,
  ending: string,
  answer: string,
  profile?: ServiceProfile,
];

/** `answered`, or the codes of the refusal. */
const prompt: readonly Row[] = [
  ['makes the role when IAM is asked to', [], create, 'role-made', 'answered'],
  ['makes the role again after its deletion', [create, remove, status], create, 'role-made-again', 'answered'],
  ['refuses to make the role twice', [create], create, 'duplicate-refused', 'InvalidInput'],
  ['refuses a custom suffix where the service allows none', [], suffixed, 'suffix-refused', 'InvalidInput'],
  ['takes a custom suffix where the service allows it', [create], suffixed, 'role-made', 'answered', autoscaling],
  [
    'refuses a principal that has no template',
    [],
    { kind: 'CreateServiceLinkedRole', service: 'unknown' },
    'no-such-template',
    'AccessDenied',
  ],
  ['refuses the name of the role in other letters', [create], lookalike, 'name-clash-refused', 'any code'],
  [
    'refuses the role when another has its name in other letters',
    [lookalike],
    create,
    'name-taken-by-another-role',
    'any code',
  ],
  ['makes the role when logging goes on', [channel], enable, 'logging-on-role-made', 'answered'],
  ['uses the role that is there when logging goes on', [create, channel], enable, 'logging-on-role-reused', 'answered'],
  ['makes the role with a packaging group that logs', [], group, 'made-with-logging', 'answered'],
  ['turns nothing on for a channel that is not there', [], enable, 'no-such-resource', 'NotFoundException'],
  [
    'serves a denied caller without making the role',
    [],
    { ...use, as: 'restricted' },
    'made-without-a-role',
    'answered',
    ecs,
  ],
  [
    'lets nobody edit the trust policy',
    [create],
    { kind: 'UpdateAssumeRolePolicy', role: 'linked' },
    'edit-refused',
    'UnmodifiableEntity',
  ],
  [
    'lets anybody edit the description',
    [create],
    { kind: 'UpdateRole', role: 'linked', description: 'plain' },
    'description-edited',
    'answered',
  ],
  [
    'edits nothing that is not there',
    [],
    { kind: 'TagRole', role: 'linked', key: 'a', value: 'b' },
    'no-such-role',
    'NoSuchEntity',
  ],
  [
    'keeps the policy of the service from an ordinary role',
    [ordinary],
    { kind: 'AttachRolePolicy', role: 'ordinary', policy: 'service' },
    'policy-not-attachable',
    'PolicyNotAttachable',
  ],
  ['accepts the deletion of a role in use', [channel, enable], remove, 'deletion-accepted', 'answered'],
  ['fails the deletion of a role in use', [channel, enable, remove], status, 'task-failed', 'answered'],
  ['fails the deletion of a role in use in another region', [use, remove], status, 'task-failed', 'answered', ecs],
  ['deletes a role that nothing uses', [create, remove], status, 'task-succeeded', 'answered'],
  [
    'deletes a role that nothing uses any more',
    [channel, enable, disable, remove],
    status,
    'task-succeeded',
    'answered',
  ],
  [
    'deletes a role with a suffix while the plain one is in use',
    [scaled, suffixed, { kind: 'DeleteServiceLinkedRole', role: 'suffixed' }],
    status,
    'task-succeeded',
    'answered',
    autoscaling,
  ],
  ['keeps the end of a deletion', [channel, enable, remove, status, disable], status, 'task-still-failed', 'answered'],
  ['gives the same task while it is open', [create, remove], remove, 'deletion-already-under-way', 'answered'],
  ['deletes nothing that is not there', [], remove, 'no-such-role', 'NoSuchEntity'],
  [
    'does not take an ordinary role for one of a service',
    [ordinary],
    { kind: 'DeleteServiceLinkedRole', role: 'ordinary' },
    'not-a-role-of-a-service',
    'NoSuchEntity',
  ],
  ['shows no role after its deletion', [create, remove, status], getRole, 'no-such-role', 'NoSuchEntity'],
  ['shows the role after a deletion that failed', [channel, enable, remove, status], getRole, 'role-shown', 'answered'],
  [
    'knows no task that it never gave out',
    [create, remove],
    { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'unknown' },
    'task-not-found',
    'NoSuchEntity',
  ],
  [
    'refuses what is no task id',
    [],
    { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'malformed' },
    'malformed-task-id',
    'InvalidInput',
  ],
];

describe('AWS, when everything shows at once', () => {
  const rows = prompt.map(
    ([title, before, operation, ending, answer, profile = mediapackage]) =>
      [title, before, operation, ending, answer, profile] as const,
  );

  it.each(rows)('%s', (_title, before, operation, name, answer, profile) => {
    const rules = rulesFor(0, profile);
    const ending = usual(rules, world(rules, ...before), operation);
    const shown = ending.outcome === 'answered' ? 'answered' : (ending.codes?.[0] ?? 'any code');
    expect([ending.id, shown]).toEqual([name, answer]);
  });
});

const names = (before: Program, operation: Operation, ms = 0): readonly string[] => {
  const rules = rulesFor(10_000);
  const state = world(rules, ...before);
  return endings(rules, atTime(state, state.now + ms), operation).map((one) => (one.passing ? `(${one.id})` : one.id));
};

describe('AWS, when changes take a while to show', () => {
  it.each<readonly [string, Program, Operation, readonly string[], readonly string[]]>([
    ['may not show a new role yet', [create], getRole, ['role-shown', '(role-not-visible-yet)'], ['role-shown']],
    [
      'may still show a role that is gone',
      [create, wait, remove, status],
      getRole,
      ['no-such-role', '(role-shown)'],
      ['no-such-role'],
    ],
    [
      'may not find a fresh task',
      [create, wait, remove],
      status,
      [
        'task-succeeded',
        'task-failed-internally',
        '(task-not-visible-yet)',
        '(task-not-started)',
        '(task-in-progress)',
        'task-forgotten',
      ],
      ['task-succeeded', 'task-failed-internally', 'task-forgotten'],
    ],
    [
      'may count a user that has let go',
      [channel, enable, wait, disable, remove],
      status,
      [
        'task-succeeded',
        'task-failed',
        'task-failed-internally',
        '(task-not-visible-yet)',
        '(task-not-started)',
        '(task-in-progress)',
        'task-forgotten',
      ],
      ['task-succeeded', 'task-failed', 'task-failed-internally', 'task-forgotten'],
    ],
    [
      'may refuse to switch logging off',
      [channel, enable, wait],
      disable,
      ['logging-off', '(clean-up-refused-for-now)'],
      ['logging-off', '(clean-up-refused-for-now)'],
    ],
    [
      'takes a new role for taken even where it does not show',
      [create],
      create,
      ['duplicate-refused'],
      ['duplicate-refused'],
    ],
    [
      'may refuse to edit a role that it does not show yet',
      [create],
      { kind: 'TagRole', role: 'linked', key: 'a', value: 'b' },
      ['role-tagged', '(role-not-visible-yet)'],
      ['role-tagged'],
    ],
    [
      'never edits a role that is only still shown',
      [create, wait, remove, status],
      { kind: 'TagRole', role: 'linked', key: 'a', value: 'b' },
      ['no-such-role'],
      ['no-such-role'],
    ],
  ])('%s', (_title, before, operation, at, later) => {
    expect(names(before, operation)).toEqual(at);
    expect(names(before, operation, 10_000)).toEqual(later);
  });

  const dropped = (role: 'ordinary' | 'lookalike'): Program => [
    { kind: 'CreateRole', role },
    wait,
    { kind: 'DeleteRole', role },
  ];

  it.each<readonly [string, Program, Operation, readonly string[]]>([
    ['that was just made', [ordinary], ordinary, ['ordinary-role-exists']],
    ['that was just deleted', dropped('ordinary'), ordinary, ['ordinary-role-made', '(ordinary-role-exists)']],
    [
      'of a name in other letters that was just deleted',
      dropped('lookalike'),
      lookalike,
      ['ordinary-role-made', 'name-clash-refused', '(ordinary-role-exists)'],
    ],
    ['of a name in other letters that was just made', [lookalike], lookalike, ['ordinary-role-exists']],
  ])('may still take a role for there %s', (_title, before, operation, expected) => {
    expect(names(before, operation)).toEqual(expected);
    const rules = rulesFor(10_000);
    const state = world(rules, ...before);
    const late = endings(rules, state, operation).filter(({ passing }) => passing);
    expect(late.map((one) => one.next({}))).toEqual(late.map(() => state));
  });

  it('may have ended an open deletion without anyone having asked', () => {
    expect(names([create, wait, remove], getRole)).toEqual(['role-shown', 'no-such-role']);
  });

  it('ends its patience with a clean-up one window after the first refusal', () => {
    const rules = rulesFor(10_000);
    const state = world(rules, channel, enable, wait);
    const refusal = endings(rules, state, disable).find((one) => one.id === 'clean-up-refused-for-now');
    const refused = refusal?.next({}) ?? state;
    const after = (ms: number) => endings(rules, atTime(refused, refused.now + ms), disable).map((one) => one.id);
    expect(after(9_999)).toEqual(['logging-off', 'clean-up-refused-for-now']);
    expect(after(10_000)).toEqual(['logging-off']);
  });
});

describe('a caller with restricted permissions', () => {
  const edit = (role: 'linked' | 'ordinary'): Operation => ({
    kind: 'UpdateRole',
    role,
    description: 'plain',
    as: 'restricted',
  });

  it.each<readonly [string, Program, Operation, readonly string[]]>([
    ['lacks the permission to edit a role of a service', [create], edit('linked'), ['permissions/caller-edit']],
    ['may be refused in whatever words where there is no such role', [], edit('linked'), []],
    ["says nothing of service-linked roles by an edit of a customer's", [ordinary], edit('ordinary'), []],
  ])('%s', (_title, before, operation, because) => {
    const rules = rulesFor(0);
    const denied = endings(rules, world(rules, ...before), operation).find(
      ({ id: name }) => name === 'caller-not-authorized',
    );
    expect([denied?.outcome, denied?.because]).toEqual(['refused', because]);
  });
});

describe("a customer's role", () => {
  const rules = rulesFor(0);
  const drop: Operation = { kind: 'DeleteRole', role: 'ordinary' };
  const after = (...before: Program) => endings(rules, world(rules, ...before), drop).map(({ id: name }) => name);

  it.each<readonly [string, Operation]>([
    ['a policy is attached to it', { kind: 'AttachRolePolicy', role: 'ordinary', policy: 'other' }],
    ['a policy is put into it', { kind: 'PutRolePolicy', role: 'ordinary' }],
  ])('is not deleted while %s', (_title, operation) => {
    expect(after(ordinary)).toEqual(['ordinary-role-edited']);
    expect(after(ordinary, operation)).toEqual(['ordinary-edit-refused']);
  });

  it('that carries what IAM keeps it from losing may be deleted as one of a service, with whatever comes of it', () => {
    const stray = world(rules, ordinary, { kind: 'AddRoleToInstanceProfile', role: 'ordinary' });
    const [, open] = endings(rules, stray, { kind: 'DeleteServiceLinkedRole', role: 'ordinary' });
    expect(open).toMatchObject({ id: 'deletion-of-a-role-that-should-not-be', outcome: 'answered', because: [] });
    const next = open?.next({ taskId: 'task' });
    expect(next?.roles.ordinary).toBeUndefined();
    expect(next?.tasks).toMatchObject([{ id: 'task', ref: 'ordinary', unexplained: true }]);
  });
});

describe('what a stray role left behind', () => {
  const rules = rulesFor(0);
  const state = changed(world(rules), { strayGone: ['linked'] });
  const of = (operation: Operation, at = state) => endings(rules, at, operation).map(({ id: name }) => name);

  it('may be taken away, and nothing added', () => {
    const take: Operation = { kind: 'DeleteRolePolicy', role: 'linked' };
    expect(of(take)).toEqual(['no-such-role', 'taking-of-what-a-stray-role-left']);
    expect(of(take, world(rules))).toEqual(['no-such-role']);
    expect(of(take, changed(world(rules, create), { strayGone: ['linked'] }))).toEqual(['edit-refused']);
    expect(of({ kind: 'PutRolePolicy', role: 'linked' })).toEqual(['no-such-role']);
  });
});

describe('a tag', () => {
  it('is there until it is taken off, and leaves the others', () => {
    const rules = rulesFor(0);
    const tag = (key: string): Operation => ({ kind: 'TagRole', role: 'linked', key, value: 'b' });
    const tagged = world(rules, create, tag('a'), tag('c'));
    expect(tagged.roles.linked?.facets.tags).toEqual({ a: 'b', c: 'b' });
    const untag: Operation = { kind: 'UntagRole', role: 'linked', key: 'a' };
    expect(world(rules, create, tag('a'), tag('c'), untag).roles.linked?.facets.tags).toStrictEqual({ c: 'b' });
  });
});

describe('an answer binds what AWS left open', () => {
  const rules = rulesFor(0);

  it('so that the id of a role is the same in every later answer', () => {
    const made = usual(rules, world(rules), create);
    const answer = sampleFacets(made, sequence());
    const id = usual(rules, made.next(answer), getRole).clauses.find((clause) => clause.facet === 'roleId');
    expect(id?.allows.admits(answer.roleId ?? null, answer)).toBe(true);
    expect(id?.allows.admits('AROAOTHER', answer)).toBe(false);
    expect(id?.because).toEqual(['editing/identity-fixed']);
  });

  it('so that the next life has another id', () => {
    const state = world(rules, create, remove, status);
    const id = usual(rules, state, create).clauses.findLast((clause) => clause.facet === 'roleId');
    expect(id?.allows.admits(state.formerIds[0] ?? null, {})).toBe(false);
    expect(id?.because).toEqual(['creation/by-iam-again']);
  });

  it('so that the account of the first ARN is the account of the world', () => {
    expect(world(rules, create).account).toBe('123456789012');
  });
});
