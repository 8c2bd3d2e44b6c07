import { sectionOf, type Ability, type Requirement, type RequirementId } from '../model/index.ts';
import type { Convictions, Docket } from './docket.ts';
import type { Abilities } from './support.ts';
import type { Counterexample, RequirementResult } from './run.ts';

/** Everything that a verdict rests on. */
export interface Evidence {
  readonly docket: Pick<Docket, 'exercised' | 'undecided'>;
  readonly convictions: Convictions;
  /** The breaches that were made small and seen a second time. */
  readonly counterexamples: Pick<ReadonlyMap<RequirementId, Counterexample>, 'get'>;
  /** The breaches that did not come back when they were looked at again. */
  readonly unsteady: Pick<ReadonlyMap<RequirementId, string>, 'get'>;
  readonly support: {
    readonly supports: Abilities['supports'];
    readonly missing: Pick<Abilities['missing'], 'get'>;
  };
  /** The operations that the code under test performs itself; undefined where it performs all. */
  readonly through: readonly Ability[] | undefined;
}

type Verdict = Pick<RequirementResult, 'verdict' | 'evidence' | 'counterexample' | 'followsFrom'>;

/**
 * The verdict on one requirement. Nothing unproved is green, and nobody is accused on a single look: a breach that was not
 * seen twice is inconclusive, and a requirement whose antecedent never occurred is untouched.
 */
export function verdictOn(row: Requirement & { readonly id: RequirementId }, evidence: Evidence): RequirementResult {
  const exercised = evidence.docket.exercised(row.id);
  const { id, level, statement, needs, provenance } = row;
  return {
    id,
    section: sectionOf(id),
    level,
    statement,
    exercised,
    needs,
    provenance,
    ...decide(row, exercised, evidence),
  };
}

function decide(row: Requirement & { readonly id: RequirementId }, exercised: number, evidence: Evidence): Verdict {
  const { docket, convictions, counterexamples, unsteady, support, through } = evidence;
  if (row.later !== undefined) return { verdict: 'untouched', evidence: row.later };
  if (convictions.broken.has(row.id)) {
    const counterexample = counterexamples.get(row.id);
    return counterexample === undefined
      ? { verdict: 'inconclusive', evidence: 'a breach was seen, but the run ended before it was looked at again' }
      : { verdict: 'broken', counterexample };
  }
  const lacking = row.needs.find((kind) => !support.supports(kind));
  if (lacking !== undefined)
    return { verdict: 'unsupported', evidence: `${lacking}: ${support.missing.get(lacking) ?? ''}` };
  const fluke = unsteady.get(row.id);
  if (fluke !== undefined) return { verdict: 'inconclusive', evidence: fluke };
  const beside = through !== undefined && row.needs.length > 0 && !row.needs.some((need) => through.includes(need));
  if (exercised > 0 && beside)
    return {
      verdict: 'untouched',
      evidence: "none of it goes through the code under test: the suite's own calls did it",
    };
  if (exercised > 0) return { verdict: 'holds' };
  const followsFrom = convictions.explained.get(row.id);
  if (followsFrom !== undefined)
    return { verdict: 'broken', followsFrom, evidence: `every breach of it follows from ${followsFrom.join(', ')}` };
  const undecided = docket.undecided(row.id);
  if (undecided !== undefined) return { verdict: 'inconclusive', evidence: undecided };
  return { verdict: 'untouched', evidence: 'its antecedent never occurred on this target' };
}
