import * as fc from 'fast-check';
import { flawedTarget } from '../../../adapters/index.ts';
import type { Operation } from '../../../model/index.ts';
import { forms, Walkthrough, type Way } from './way.ts';

/** Operations drawn uniformly, in worlds of so many operations each; nothing is made small. */
export const walksOf =
  (length: number): Way =>
  async (flaw, seed, most) => {
    const target = flawedTarget(flaw);
    const draws = fc.sample(fc.nat({ max: forms.length - 1 }), { seed: seed | 0, numRuns: most });
    let world = new Walkthrough(await target.open({ index: 0, seed: 0 }));
    for (const [index, draw] of draws.entries()) {
      if (index > 0 && index % length === 0) world = new Walkthrough(await target.open({ index, seed: index }));
      if (!(await world.isAllowed(forms[draw] as Operation))) return { after: index + 1, length: (index % length) + 1 };
    }
    return undefined;
  };
