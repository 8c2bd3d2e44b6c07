import {
  endings,
  sampleFacets,
  atTime,
  type Draw,
  type Operation,
  type RequirementId,
  type Rules,
  type State,
} from '../model/index.ts';
import { surroundings } from './surroundings.ts';

let serial = 0;

/** Ids that are never given twice; which ones they are does not matter to a search. */
const draw: Draw = {
  account: '100000000000',
  pick: () => 0,
  fresh: (kind) => {
    serial += 1;
    const tail = String(serial).padStart(12, '0');
    return kind === 'role'
      ? `AROA${tail}`
      : kind === 'uuid'
        ? `00000000-0000-4000-a000-${tail}`
        : new Date(serial).toISOString();
  },
};

export interface Simulated {
  readonly next: State;
  /** What a conforming target's answer, and the look at the world after it, would exercise. */
  readonly exercised: ReadonlySet<RequirementId>;
}

/** Follows the first lasting ending of an operation, as a prompt and conforming target would. */
export function simulate(rules: Rules, state: State, operation: Operation): Simulated {
  if (operation.kind === 'Wait') {
    const ms = operation.for === 'window' ? rules.settleMs + 1 : Math.min(1000, rules.settleMs / 10);
    return { next: atTime(state, state.now + ms), exercised: NONE };
  }
  const ending = lasting(rules, state, operation);
  if (ending === undefined) return { next: state, exercised: NONE };
  const exercised = new Set<RequirementId>(ending.vacuous ? [] : ending.because);
  for (const clause of ending.clauses) if (!clause.vacuous) for (const id of clause.because) exercised.add(id);
  for (const id of ending.codeBecause?.slice(0, 1) ?? []) exercised.add(id);
  let next = ending.next(ending.outcome === 'answered' ? sampleFacets(ending, draw) : {});
  // Where AWS leaves a race open, nothing is judged.
  if (state.contested || next.contested) return { next, exercised: NONE };
  if (ending.frame === undefined) return { next, exercised };
  for (const read of surroundings(next, () => true)) {
    const seen = lasting(rules, next, read);
    if (seen === undefined) continue;
    for (const id of ending.frame({ read, facet: 'presence' }) ?? []) exercised.add(id);
    for (const id of seen.vacuous ? [] : seen.because) exercised.add(id);
    for (const clause of seen.clauses) {
      if (clause.vacuous) continue;
      for (const id of ending.frame({ read, facet: clause.facet }) ?? []) exercised.add(id);
      for (const id of clause.because) exercised.add(id);
    }
    next = seen.next(seen.outcome === 'answered' ? sampleFacets(seen, draw) : {});
  }
  return { next, exercised };
}

const NONE: ReadonlySet<RequirementId> = new Set();

const lasting = (rules: Rules, state: State, operation: Operation) =>
  endings(rules, state, operation).find((ending) => !ending.passing);
