import { describe, expect, it } from 'vitest';
import { mediapackage as profile } from '../../services/index.ts';
import { Implementation } from './implementation.ts';
import { personalities } from './personality.ts';

const personality = personalities.arbitrary;
const rules = { profile, settleMs: personality.consistency.settleMs };
const STATUS = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' } as const;

/** An implementation whose deletion task ended on its own, a window after it was accepted. */
function ended(seed: number): Implementation | undefined {
  const inside = new Implementation({ rules, personality, seed, account: '111122223333' });
  inside.perform({ kind: 'CreateServiceLinkedRole', service: 'own' });
  inside.advance(rules.settleMs + 1);
  if (inside.perform({ kind: 'DeleteServiceLinkedRole', role: 'linked' }).kind !== 'answered') return undefined;
  inside.advance(rules.settleMs + 1);
  inside.endTasks();
  return inside;
}

describe('a deletion task that ended while nobody asked', () => {
  const all = Array.from({ length: 200 }, (_, seed) => ended(seed)).filter((one) => one !== undefined);

  it('tells its end before it may be forgotten', () => {
    expect(all.length).toBeGreaterThan(100);
    for (const inside of all)
      // An internal error may end a deletion, too.
      expect(inside.perform(STATUS)).toMatchObject({
        kind: 'answered',
        facets: { status: expect.stringMatching(/^(SUCCEEDED|FAILED)$/) as string },
      });
  });

  it('may be forgotten afterwards', () => {
    const later = all.flatMap((inside) => [inside.perform(STATUS), inside.perform(STATUS), inside.perform(STATUS)]);
    expect(later.some((outcome) => outcome.kind === 'refused' && outcome.code === 'NoSuchEntity')).toBe(true);
  });
});
