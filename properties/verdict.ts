import { NOT_OURS } from '../adapters/index.ts';
import {
  nameOf,
  needsOf,
  sectionOf,
  type Requirement,
  type RequirementId,
  type ServiceProfile,
} from '../model/index.ts';
import type { Convictions, Docket } from './docket.ts';
import { deviationKey, deviationOf } from './deviation.ts';
import type { Answer, Counterexample, Deviation, Reason, RequirementResult } from './run/index.ts';
import type { Abilities } from './support.ts';

/** Everything that a verdict rests on. */
export interface Evidence {
  readonly profile: ServiceProfile;
  readonly docket: Pick<Docket, 'deviations' | 'exercised' | 'undecided' | 'doubt'>;
  readonly convictions: Convictions;
  /** The breaches that were made small and seen a second time. */
  readonly counterexamples: Pick<ReadonlyMap<RequirementId, Counterexample>, 'get'>;
  /** The breaches that did not come back when they were looked at again. */
  readonly unsteady: Pick<ReadonlyMap<RequirementId, Reason>, 'get'>;
  /** What the target lacks. */
  readonly missing: Pick<Abilities['missing'], 'get'>;
  /** The operations that the code under test performs itself; undefined where it performs all. */
  readonly through: readonly string[] | undefined;
}

type Verdict = Pick<RequirementResult, 'verdict' | 'reason' | 'counterexample' | 'deviations' | 'followsFrom'>;

/**
 * The verdict on one requirement. Nothing unproved is green, and nobody is accused on a single look: a breach that was not
 * seen twice is inconclusive, and a requirement whose antecedent never occurred is untouched.
 */
export function verdictOn(row: Requirement & { readonly id: RequirementId }, evidence: Evidence): RequirementResult {
  const exercised = evidence.docket.exercised(row.id);
  const { id, level, statement, provenance } = row;
  const needs = namesOf(evidence.profile, row);
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

/** What a requirement needs, by the names of the service's calls. */
const namesOf = (profile: ServiceProfile, row: Requirement): readonly string[] =>
  (needsOf(profile, row) ?? []).map((ability) => nameOf(profile, ability));

/** What a requirement is broken by: the counterexample's deviation, which was looked at again, and others that were seen twice. */
function seenTwice(id: RequirementId, { steps }: Counterexample, { docket, profile }: Evidence): readonly Deviation[] {
  const last = steps.at(-1);
  const shown = [last, ...(last?.after ?? [])].flatMap((answer) =>
    (answer?.breaches ?? []).flatMap((breach) =>
      breach.suspects[0] === id ? [deviationOf(profile, answer as Answer, breach)] : [],
    ),
  );
  const others = docket.deviations(id).flatMap(({ deviation, times }) => (times > 1 ? [deviation] : []));
  return [...new Map([...shown, ...others].map((one) => [deviationKey(one), one])).values()];
}

function decide(row: Requirement & { readonly id: RequirementId }, exercised: number, evidence: Evidence): Verdict {
  const { profile, docket, convictions, counterexamples, unsteady, missing, through } = evidence;
  if (row.later !== undefined) return { verdict: 'untouched', reason: { kind: 'later', until: row.later } };
  if (convictions.broken.has(row.id)) {
    const counterexample = counterexamples.get(row.id);
    return counterexample === undefined
      ? { verdict: 'inconclusive', reason: { kind: 'not-repeated-yet' } }
      : { verdict: 'broken', counterexample, deviations: seenTwice(row.id, counterexample, evidence) };
  }
  const unknown = (needsOf(profile, row) ?? []).flatMap((ability) => {
    const lack = missing.get(ability);
    return lack === undefined ? [] : [{ kind: 'lacks' as const, ability, lack }];
  });
  // What only ever fails may be there: nobody said that it is not.
  const [reason] = [...unknown].sort((a, b) => Number(a.lack.kind === 'fails') - Number(b.lack.kind === 'fails'));
  if (reason !== undefined) return { verdict: reason.lack.kind === 'fails' ? 'inconclusive' : 'unsupported', reason };
  const fluke = unsteady.get(row.id);
  if (fluke !== undefined) return { verdict: 'inconclusive', reason: fluke };
  const names = namesOf(profile, row);
  const beside = through !== undefined && names.length > 0 && !names.some((name) => through.includes(name));
  if (exercised > 0 && beside) return { verdict: 'untouched', reason: { kind: 'suite-only' } };
  const doubt = docket.doubt(row.id);
  if (exercised > 0 && doubt !== undefined) return { verdict: 'inconclusive', reason: { kind: 'undecided', ...doubt } };
  if (exercised > 0) return { verdict: 'holds' };
  const followsFrom = convictions.explained.get(row.id);
  if (followsFrom !== undefined) return { verdict: 'broken', followsFrom };
  const undecided = docket.undecided(row.id);
  if (undecided !== undefined) {
    const verdict = undecided.startsWith(NOT_OURS) ? 'unsupported' : 'inconclusive';
    return { verdict, reason: { kind: 'undecided', said: undecided } };
  }
  return { verdict: 'untouched', reason: { kind: 'never-occurred' } };
}
