import { describe, expect, it } from 'vitest';
import { endings } from '../endings.ts';
import type { Operation, Program } from '../operation.ts';
import { rulesFor, world } from '../world.fixture.ts';

const prompt = rulesFor(0);
const slow = rulesFor(10_000);

const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const ended: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true };
const lookalike: Operation = { kind: 'CreateRole', role: 'lookalike' };
const wait: Operation = { kind: 'Wait', for: 'window' };
const getNamesake: Operation = { kind: 'GetRole', role: 'lookalike' };

const read = (rules: typeof prompt, before: Program, operation: Operation = getNamesake) =>
  endings(rules, world(rules, ...before), operation);
const OPEN = 'linked role found in other letters';

describe('a read of a role by the name of the linked role in other letters', () => {
  it('may find the linked role or none, and shows nothing of either', () => {
    const [absent, found, ...more] = read(prompt, [create]);
    expect(more).toEqual([]);
    expect(absent).toMatchObject({ name: 'no such role', outcome: 'refused', because: [], codeBecause: [] });
    expect(found).toMatchObject({ name: OPEN, outcome: 'answered', because: [], vacuous: true, clauses: [] });
    const state = world(prompt, create);
    expect(found?.next({ attached: [] })).toEqual(state);
  });

  it.each<readonly [string, typeof prompt, Program, readonly string[]]>([
    ['there is no linked role', prompt, [], ['no such role']],
    ['it is gone', prompt, [create, remove, ended], ['no such role']],
    ['it is gone, though a lagging view may show it', slow, [create, wait, remove, ended], ['no such role', OPEN]],
    ['it is gone for long', slow, [create, wait, remove, ended, wait], ['no such role']],
    ['another role has that name', prompt, [lookalike], ['role shown']],
    [
      'a view of it may lag that shows none',
      slow,
      [lookalike, wait, { kind: 'DeleteRole', role: 'lookalike' }],
      ['no such role', 'role shown'],
    ],
  ])('where %s', (_title, rules, before, names) => {
    expect(read(rules, before).map(({ name }) => name)).toEqual(names);
  });

  it('and no other role is found so', () => {
    const [absent, ...more] = read(prompt, [create], { kind: 'GetRole', role: 'ordinary' });
    expect(more).toEqual([]);
    expect(absent).toMatchObject({
      name: 'no such role',
      because: ['protocol/missing-role'],
      codeBecause: ['protocol/missing-role'],
    });
    expect(read(prompt, [])[0]?.because).toEqual(['protocol/missing-role']);
  });
});
