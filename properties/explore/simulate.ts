import {
  atTime,
  endings,
  sampleFacets,
  type Draw,
  type Ending,
  type Operation,
  type RequirementId,
  type Rules,
  type State,
} from '../../model/index.ts';
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

/** A read after an operation, and what it would exercise. */
export interface SimulatedLook {
  readonly read: Operation;
  readonly exercises: ReadonlySet<RequirementId>;
  /** Those of them that are about what the operation left behind, and not about what the read shows at any time. */
  readonly claims: ReadonlySet<RequirementId>;
}

export interface Simulated {
  /** The name of the ending that a prompt and conforming target would come to. */
  readonly ending: string;
  /** The codes that it may be refused with: any where there are none; undefined where it is not refused. */
  readonly refusal: readonly string[] | undefined;
  /** What is believed after the answer, and after the whole look at the world. */
  readonly answered: State;
  readonly next: State;
  /** What the answer alone would exercise. */
  readonly answer: ReadonlySet<RequirementId>;
  /** What looking at the world after it would; none where nothing can be told by looking. */
  readonly looks: readonly SimulatedLook[];
  /** Whether the operation leaves everything as it was believed to be. */
  readonly keeps: boolean;
}

/** Follows the first lasting ending of an operation, as a prompt and conforming target would. */
export function simulate(rules: Rules, state: State, operation: Operation): Simulated {
  if (operation.kind === 'Wait') {
    const ms = operation.for === 'window' ? rules.settleMs + 1 : Math.min(1000, rules.settleMs / 10);
    const next = atTime(state, state.now + ms);
    return { ending: 'waited', refusal: undefined, answered: next, next, answer: NONE, looks: [], keeps: false };
  }
  const ending = lasting(rules, state, operation);
  if (ending === undefined)
    return {
      ending: 'nothing',
      refusal: undefined,
      answered: state,
      next: state,
      answer: NONE,
      looks: [],
      keeps: true,
    };
  const answered = ending.next(ending.outcome === 'answered' ? sampleFacets(ending, draw) : {});
  const keeps = answered === state;
  const { id: which } = ending;
  const refusal = codesOf(ending);
  // Where AWS leaves a race open, nothing is judged.
  if (state.contested || answered.contested)
    return { ending: which, refusal, answered, next: answered, answer: NONE, looks: [], keeps };
  const answer = new Set<RequirementId>(ending.vacuous ? [] : ending.because);
  for (const clause of ending.clauses) if (!clause.vacuous) for (const id of clause.because) answer.add(id);
  for (const id of ending.codeBecause?.slice(0, 1) ?? []) answer.add(id);
  const { frame } = ending;
  if (frame === undefined) return { ending: which, refusal, answered, next: answered, answer, looks: [], keeps };
  const { reads, next } = (keeps ? lookAgain : lookOver)(rules, answered);
  const looks = reads.map(({ read, seen }): SimulatedLook => {
    const claims = new Set<RequirementId>(ending.foretold ? [] : frame({ read, facet: 'presence' }));
    const judged = seen.clauses.filter((clause) => !clause.vacuous);
    for (const { facet } of ending.foretold ? [] : judged)
      for (const id of frame({ read, facet }) ?? []) claims.add(id);
    for (const id of ending.entangled ?? []) claims.delete(id);
    const exercises = new Set(claims);
    for (const id of seen.vacuous ? [] : seen.because) exercises.add(id);
    for (const { because } of judged) for (const id of because) exercises.add(id);
    return { read, exercises: shared(exercises), claims: shared(claims) };
  });
  return { ending: which, refusal, answered, next, answer, looks, keeps };
}

const sets = new Map<string, ReadonlySet<RequirementId>>();

/** The one set of these requirements that is kept: millions of sights show a few hundred sets. */
function shared(ids: ReadonlySet<RequirementId>): ReadonlySet<RequirementId> {
  const key = [...ids].join();
  const known = sets.get(key);
  if (known !== undefined) return known;
  sets.set(key, ids);
  return ids;
}

interface Overlook {
  readonly reads: readonly { readonly read: Operation; readonly seen: Ending }[];
  readonly next: State;
}

/** Many operations leave a state as it is, so what a look at it shows is kept; of a state that is new, it is not. */
const overlooked = new WeakMap<State, Overlook>();

function lookAgain(rules: Rules, state: State): Overlook {
  const known = overlooked.get(state) ?? lookOver(rules, state);
  overlooked.set(state, known);
  return known;
}

function lookOver(rules: Rules, state: State): Overlook {
  let next = state;
  const reads = surroundings(rules.profile, state, () => true).flatMap((read) => {
    const seen = lasting(rules, next, read);
    if (seen === undefined) return [];
    next = seen.next(seen.outcome === 'answered' ? sampleFacets(seen, draw) : {});
    return [{ read, seen }];
  });
  return { reads, next };
}

/** Everything that an operation and the whole look at the world after it would exercise. */
export const exercisedBy = ({ answer, looks }: Simulated): ReadonlySet<RequirementId> =>
  looks.length === 0 ? answer : new Set([...answer, ...looks.flatMap(({ exercises }) => [...exercises])]);

const NONE: ReadonlySet<RequirementId> = new Set();

/** The codes that an operation may be refused with, as `Simulated` tells them: undefined where it is not refused. */
export const refusalOf = (rules: Rules, state: State, operation: Operation): readonly string[] | undefined =>
  codesOf(lasting(rules, state, operation));

const codesOf = (ending: Ending | undefined): readonly string[] | undefined =>
  ending?.outcome === 'refused' ? (ending.codes ?? []) : undefined;

const lasting = (rules: Rules, state: State, operation: Operation) =>
  endings(rules, state, operation).find((ending) => !ending.passing);
