import { describe, expect, it } from 'vitest';
import { type Operation, type RequirementId } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { Machine } from './machine.ts';
import { shortcut } from './shortcut.ts';
import { exercisedBy } from './simulate.ts';

const machine = new Machine({ profile: mediapackage, settleMs: 0 }, () => true);
const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const status: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true };
const channel: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };
const on: Operation = {
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 0,
  slot: 0,
  sides: { ingress: 'default' },
};
const off: Operation = { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0 };
const alphabet = [create, remove, status, channel, on, off];

const exercised = (program: readonly Operation[]): ReadonlySet<RequirementId> => {
  const ids = new Set<RequirementId>();
  let state = machine.start;
  for (const operation of program) {
    const transition = machine.transition(state, operation);
    for (const id of exercisedBy(transition)) ids.add(id);
    state = transition.next;
  }
  return ids;
};

describe('a shortcut', () => {
  it('is the cheapest program that exercises one requirement', () => {
    expect(shortcut(machine, ['creation/duplicate'], alphabet)).toEqual([create, create]);
  });

  it('exercises several requirements in one world', () => {
    const wanted: readonly RequirementId[] = [
      'deletion/in-use-ingress',
      'deletion/after-disable',
      'creation/again-on-enable',
    ];
    const program = shortcut(machine, wanted, alphabet) ?? [];
    expect(program).toEqual([channel, on, remove, status, off, remove, status, on]);
    for (const id of wanted) expect(exercised(program)).toContain(id);
  });

  it('is none where the alphabet does not lead there, and where too much is wanted', () => {
    expect(shortcut(machine, ['deletion/in-use-egress'], alphabet)).toBeUndefined();
    expect(shortcut(machine, [], alphabet)).toBeUndefined();
    const many = Array.from({ length: 11 }, (): RequirementId => 'creation/duplicate');
    expect(shortcut(machine, many, alphabet)).toBeUndefined();
  });
});
