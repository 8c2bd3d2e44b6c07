import { describe, expect, it } from 'vitest';
import { endings } from './endings.ts';
import type { Operation, Program } from '../operation.ts';
import { changed, initialState } from '../state.ts';
import { create, lookalike, remove, rulesFor, usual, wait, world } from '../world.fixture.ts';
import { bindSeen } from './reading.ts';

const prompt = rulesFor(0);
const slow = rulesFor(10_000);

const ended: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true };
const getNamesake: Operation = { kind: 'GetRole', role: 'lookalike' };

const read = (rules: typeof prompt, before: Program, operation: Operation = getNamesake) =>
  endings(rules, world(rules, ...before), operation);

describe('what an answer shows of a role', () => {
  const made = world(prompt, create);
  const arnOf = (account: string): string => `arn:aws:iam::${account}:role/any`;

  it('is believed facet by facet, and only what the read shows', () => {
    const bare = changed(made, { roles: { linked: { facets: {}, madeBy: 'iam', life: 1, describedBy: [] } } });
    const seen = bindSeen(bare, 'linked', { path: '/', description: 'not looked at' }, ['path', 'tags']);
    expect(Object.entries(seen.roles.linked?.facets ?? {})).toEqual([['path', '/']]);
  });

  it('tells the account, once', () => {
    const unknown = changed(made, { account: undefined });
    const first = bindSeen(unknown, 'linked', { arn: arnOf('111122223333') }, ['arn']);
    expect(first.account).toBe('111122223333');
    expect(bindSeen(first, 'linked', { arn: arnOf('444455556666') }, []).account).toBe('111122223333');
    expect(bindSeen(unknown, 'linked', { arn: 'odd' }, []).account).toBeUndefined();
    expect(bindSeen(unknown, 'linked', {}, []).account).toBeUndefined();
  });
});

describe('ListRoles', () => {
  const listed = (state: typeof made) => usual(prompt, state, { kind: 'ListRoles' });
  const made = world(prompt, create);

  it('agrees with what is there', () => {
    expect([listed(made).id, listed(initialState()).id]).toEqual(['role-listed', 'role-not-listed']);
    expect(listed(made).clauses[0]?.because).toEqual(['protocol/list-agrees']);
    expect(listed(initialState()).clauses.map(({ facet }) => facet)).toEqual(['listed', 'others']);
  });

  it.each([
    ['does not show a role that is there', changed(made, { listing: false }), 'role-not-listed'],
    ['shows a role that is gone', changed(initialState(), { listing: true }), 'role-listed'],
  ])('that was found to differ and %s is not held against it again', (_title, state, name) => {
    expect([listed(state).id, listed(state).clauses[0]?.because]).toEqual([name, []]);
    expect(listed(state).clauses.map(({ facet }) => facet)).toEqual(['listed', 'others']);
  });
});

describe('a read of a role by the name of the linked role in other letters', () => {
  it.each<readonly [string, typeof prompt, Program, readonly string[]]>([
    ['there is no linked role', prompt, [], ['no-such-role']],
    ['it is gone', prompt, [create, remove, ended], ['no-such-role']],
    ['it is gone, though a lagging view may show it', slow, [create, wait, remove, ended], ['no-such-role']],
    ['it is gone for long', slow, [create, wait, remove, ended, wait], ['no-such-role']],
    ['another role has that name', prompt, [lookalike], ['role-shown']],
    [
      'a view of it may lag that shows none',
      slow,
      [lookalike, wait, { kind: 'DeleteRole', role: 'lookalike' }],
      ['no-such-role', 'role-shown'],
    ],
  ])('where %s', (_title, rules, before, names) => {
    expect(read(rules, before).map(({ id: name }) => name)).toEqual(names);
  });

  it('and no other role is found so', () => {
    const [absent, ...more] = read(prompt, [create], { kind: 'GetRole', role: 'ordinary' });
    expect(more).toEqual([]);
    expect(absent).toMatchObject({
      id: 'no-such-role',
      because: ['protocol/missing-role'],
      codeBecause: ['protocol/missing-role'],
    });
    expect(read(prompt, [])[0]?.because).toEqual(['protocol/missing-role']);
  });
});
