import { describe, expect, it } from 'vitest';
import { operationsOf } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { Machine } from './machine.ts';
import { tourOf, type TourWorld } from './tour.ts';
import { formsOnce, groundsOnce, kindsOnce, requirementsOnce, type Wants } from './wants.ts';

const kinds = operationsOf(mediapackage);
// A machine that has everything: the build has planned its tours.
const machine = new Machine(
  { profile: mediapackage, settleMs: 0 },
  (ability) => ability === 'RestrictedCaller' || kinds.includes(ability),
);

/** The items that the worlds of a tour show, by answers and by the looks right after them. */
function itemsOf(worlds: readonly TourWorld[], wants: Wants): ReadonlySet<string> {
  const items = new Set<string>();
  for (const { program, looks } of worlds) {
    let state = machine.start;
    for (const [index, operation] of program.entries()) {
      const transition = machine.transition(state, operation);
      const { answer, looks: shown } = wants.of(transition);
      for (const item of answer) items.add(item);
      const reads = looks.get(index) ?? [];
      for (const [at, { read }] of transition.looks.entries())
        if (reads.some((one) => JSON.stringify(one) === JSON.stringify(read)))
          for (const item of shown[at] ?? []) items.add(item);
      state = transition.next;
    }
  }
  return items;
}

describe('the tours', () => {
  it.each([
    ['kinds', kindsOnce, [requirementsOnce]],
    ['grounds', groundsOnce, [requirementsOnce, kindsOnce]],
    ['forms', formsOnce, [requirementsOnce, kindsOnce, groundsOnce]],
  ] as const)('the tour of %s shows what those before it do not', (_name, wants, before) => {
    const earlier = before.flatMap((one, index) => tourOf(machine, one, before.slice(0, index)));
    const shown = itemsOf(earlier, wants);
    const own = itemsOf(tourOf(machine, wants, before), wants);
    expect([...own].filter((item) => !shown.has(item)).length).toBeGreaterThan(50);
  });
});
