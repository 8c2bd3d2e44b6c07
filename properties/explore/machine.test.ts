import { describe, expect, it } from 'vitest';
import { type Operation, type Rules } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { Machine, type Transition } from './machine.ts';

const rules: Rules = { profile: mediapackage, settleMs: 0 };
const machine = new Machine(rules, () => true);

/** The last of these operations, one after the other from the start. */
function last(...operations: readonly Operation[]): Transition {
  let state = machine.start;
  let transition: Transition | undefined;
  for (const operation of operations) {
    transition = machine.transition(state, operation);
    state = transition.next;
  }
  return transition as Transition;
}

const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own', description: 'plain' };
const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const channel: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };
const logs = (sides: { readonly ingress?: 'default'; readonly egress?: 'default' }): Operation => ({
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 0,
  slot: 0,
  sides,
});
const edit = (description: 'plain' | 'other'): Operation => ({ kind: 'UpdateRole', role: 'linked', description });

const claims = ({ looks }: Transition): readonly string[] => [...new Set(looks.flatMap((look) => [...look.claims]))];

describe('a transition of the abstract machine', () => {
  it('shows something by its answer, unless its plainest form would be refused alike', () => {
    const plainest = machine.transitions(machine.start).find(({ operation }) => operation.kind === 'UpdateRole');
    expect([...(plainest?.answer ?? [])]).toContain('protocol/missing-role');
    expect(plainest?.operation).not.toEqual(edit('other'));
    expect([...last(edit('other')).answer]).toEqual([]);
    expect([...last(create, edit('other')).answer]).not.toEqual([]);
  });

  it('is looked at after an edit, unless the edit asks for what is there', () => {
    expect(claims(last(create, edit('other')))).toContain('editing/description');
    expect(last(create, edit('plain')).looks).toEqual([]);
  });

  it('claims nothing of either log where both made the role at once', () => {
    expect(claims(last(channel, logs({ ingress: 'default' })))).toContain('creation/on-enable-ingress');
    expect(claims(last(channel, logs({ egress: 'default' })))).toContain('creation/on-enable-egress');
    const both = claims(last(channel, logs({ ingress: 'default', egress: 'default' })));
    expect(both).not.toEqual([]);
    expect(both.filter((id) => id.startsWith('creation/on-enable'))).toEqual([]);
  });

  it('stands on another ground where something else uses the role that it deletes', () => {
    const grounds = [
      last(create, remove),
      last(channel, logs({ ingress: 'default' }), remove),
      last(channel, logs({ egress: 'default' }), remove),
      last(
        { kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 0, sides: { egress: 'default' } },
        remove,
      ),
      last(
        channel,
        logs({ ingress: 'default' }),
        { ...channel, region: 1 },
        { ...logs({ ingress: 'default' }), region: 1 } as Operation,
        remove,
      ),
    ].map(({ ground }) => ground);
    expect(new Set(grounds).size).toBe(grounds.length);
  });
});
