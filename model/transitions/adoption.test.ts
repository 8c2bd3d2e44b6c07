import { describe, expect, it } from 'vitest';
import { adopt } from './adoption.ts';
import { valueAt } from '../ending.ts';
import { endings } from './endings.ts';
import type { Operation, Program } from '../operation.ts';
import { answered, type Facets, type Outcome } from '../outcome.ts';
import { usersOf, type State } from '../state.ts';
import { channel, create, enable, getRole, remove, rulesFor, status, world } from '../world.fixture.ts';

const rules = rulesFor(0);
const describeIt: Operation = { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 };
const group: Operation = { kind: 'ReadResource', resource: 'packaging-group', region: 0, slot: 0 };

const refused = (code: string, http: number): Outcome => ({ kind: 'refused', code, http, message: code });
const noRole = refused('NoSuchEntity', 404);
const notFound = refused('NotFoundException', 404);

/** Whether an ending allows the outcome with every clause that it can be judged by. */
const allows = (state: State, operation: Operation, outcome: Outcome): boolean =>
  endings(rules, state, operation).some((ending) => {
    if (ending.outcome !== outcome.kind || ending.passing) return false;
    if (outcome.kind === 'refused') return ending.codes?.includes(outcome.code) ?? true;
    if (outcome.kind !== 'answered') return false;
    const { facets } = outcome;
    return ending.clauses.every((clause) => {
      const value = valueAt(clause, facets);
      return value === undefined ? clause.missing === undefined : clause.allows.admits(value, facets);
    });
  });

describe('what a target shows is taken at its word', () => {
  it.each<readonly [string, Program, Operation, Outcome]>([
    [
      'a role that should not be there',
      [],
      getRole,
      answered({ name: 'AWSServiceRoleForMediaPackage', roleId: 'AROA9' }),
    ],
    ['a role that should be there and is not', [create], getRole, noRole],
    [
      'a role by another name and path',
      [create],
      getRole,
      answered({ name: 'other', path: '/', arn: 'arn:aws:iam::123456789012:role/other' }),
    ],
    ['a role with another id', [create], getRole, answered({ roleId: 'AROA9' })],
    [
      'a role that trusts another service',
      [create],
      getRole,
      answered({ trust: ['Allow sts:AssumeRole to Service ec2.amazonaws.com'] }),
    ],
    [
      'a role with a longer session and a boundary',
      [create],
      getRole,
      answered({ sessionDuration: 7200, boundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
    ],
    [
      'a role with another description and tags',
      [create],
      getRole,
      answered({ description: 'changed', tags: { a: 'b' } }),
    ],
    [
      'two attached policies',
      [create],
      { kind: 'ListAttachedRolePolicies', role: 'linked' },
      answered({ attached: ['a', 'b'] }),
    ],
    ['an inline policy', [create], { kind: 'ListRolePolicies', role: 'linked' }, answered({ inline: ['extra'] })],
    ['tags that nobody gave', [create], { kind: 'ListRoleTags', role: 'linked' }, answered({ tags: { a: 'b' } })],
    ['a list without the role', [create], { kind: 'ListRoles' }, answered({ listed: false, others: [] })],
    [
      'a list with further roles',
      [create],
      { kind: 'ListRoles' },
      answered({ listed: true, others: ['AWSServiceRoleForOther'] }),
    ],
    [
      'a channel that should not be there',
      [],
      describeIt,
      answered({ 'side:ingress': null, 'side:egress': '/aws/MediaPackage/a' }),
    ],
    ['a channel that should be there and is not', [channel], describeIt, notFound],
    [
      'logging that should be off',
      [channel],
      describeIt,
      answered({ 'side:ingress': '/aws/MediaPackage/a', 'side:egress': null }),
    ],
    [
      'logging that should be on',
      [channel, enable],
      describeIt,
      answered({ 'side:ingress': null, 'side:egress': null }),
    ],
    [
      'a group outside the prefix',
      [channel, enable],
      describeIt,
      answered({ 'side:ingress': '/outside', 'side:egress': null }),
    ],
    ['a packaging group that should not be there', [], group, answered({ 'side:egress': '' })],
    [
      'an ordinary role that is gone',
      [{ kind: 'CreateRole', role: 'ordinary' }],
      { kind: 'GetRole', role: 'ordinary' },
      noRole,
    ],
    [
      'a deletion that succeeded although it should have failed',
      [channel, enable, remove],
      status,
      answered({ status: 'SUCCEEDED' }),
    ],
    [
      'a deletion that failed although it should have succeeded',
      [create, remove],
      status,
      answered({ status: 'FAILED', reason: 'Role in use.', usage: [] }),
    ],
  ])('%s', (_title, before, operation, outcome) => {
    const state = world(rules, ...before);
    expect(allows(state, operation, outcome)).toBe(false);
    expect(allows(adopt(rules, state, operation, outcome), operation, outcome)).toBe(true);
  });

  it.each<readonly [string, Outcome]>([
    ['a missing operation', { kind: 'unsupported', evidence: 'HTTP 501' }],
    ['a time-out', { kind: 'indeterminate', why: 'no answer' }],
    ['a refusal that says nothing of the role', refused('Throttling', 400)],
  ])('but nothing is concluded from %s', (_title, outcome) => {
    const state = world(rules, create);
    expect(adopt(rules, state, getRole, outcome)).toEqual(state);
  });
});

describe('after a difference', () => {
  it('a role that vanished takes the meaning of its open task along', () => {
    const gone = adopt(rules, world(rules, create, remove), getRole, noRole);
    expect(gone.tasks[0]).toMatchObject({ end: null, unexplained: true });
    expect(gone.removed).toEqual([]);
    expect(gone.formerIds).toHaveLength(1);
  });

  it('a role that vanished leaves the task for another role alone', () => {
    const both = adopt(
      rules,
      world(rules, create, remove),
      { kind: 'GetRole', role: 'suffixed' },
      answered({ roleId: 'AROA9' }),
    );
    const gone = adopt(rules, both, { kind: 'GetRole', role: 'suffixed' }, noRole);
    expect(gone.tasks[0]).not.toHaveProperty('unexplained');
    expect(gone.roles).toHaveProperty('linked');
  });

  it('another role id begins another life', () => {
    const next = adopt(rules, world(rules, create), getRole, answered({ roleId: 'AROA9' }));
    expect([next.lives.linked, next.roles.linked?.life, next.formerIds]).toEqual([2, 2, ['AROA000000000001']]);
  });

  it('a task that was handed out is known, for the role it was asked for, but not judged', () => {
    const next = adopt(rules, world(rules, create), remove, answered({ taskId: 'task-9' }));
    expect(next.tasks).toMatchObject([{ id: 'task-9', ref: 'linked', unexplained: true }]);
    expect(adopt(rules, next, remove, answered({ taskId: 'task-9' })).tasks).toHaveLength(1);
  });

  it('a role with more than AWS would ever allow is a stray one', () => {
    const list: Operation = { kind: 'ListAttachedRolePolicies', role: 'linked' };
    expect(adopt(rules, world(rules, create), list, answered({ attached: ['a', 'b'] })).roles.linked?.stray).toBe(true);
    expect(adopt(rules, world(rules, create), list, answered({ attached: [] })).roles.linked?.stray).toBeUndefined();
    const own = answered({ attached: [rules.profile.policyArn] });
    expect(adopt(rules, world(rules, create), list, own).roles.linked?.stray).toBeUndefined();
  });

  it.each<readonly [string, Facets, true | undefined]>([
    ['with a permissions boundary is a stray one', { boundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }, true],
    ['without a boundary is none', { boundary: null }, undefined],
    ['with an inline policy is a stray one', { inline: ['odd'] }, true],
    ['with another description is none', { description: 'odd' }, undefined],
  ])('a role %s', (_title, facets, stray) => {
    expect(adopt(rules, world(rules, create), getRole, answered(facets)).roles.linked?.stray).toBe(stray);
  });

  it('logging that is found off has let go just now, for all that is known', () => {
    const next = adopt(
      rulesFor(10_000),
      world(rules, channel, enable),
      describeIt,
      answered({ 'side:ingress': null, 'side:egress': null }),
    );
    expect(usersOf(next)).toEqual([]);
    expect(next.released).toEqual([{ key: 'channel/0/0', at: next.now, by: 'disable' }]);
  });
});
