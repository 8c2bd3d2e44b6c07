import { mediapackage, services } from '../services/index.ts';
import { requirements, type Ability, type RequirementId } from '../model/index.ts';
import { convict, inOrderOfSuspects } from './docket.ts';
import { Doubts } from './doubts.ts';
import { labelsOf } from './labels.ts';
import type {
  Lack,
  Accusation,
  Counterexample,
  Observation,
  RequirementResult,
  Run,
  ShardEvidence,
} from './run/index.ts';
import { verdictOn, type Evidence } from './verdict.ts';
import { visibility } from './visibility.ts';

/** Runs that cannot be merged; the message tells which and why. */
export class MergeError extends Error {
  override readonly name = 'MergeError';
}

/**
 * The run that shards make up together: what any of them saw counts, and the verdicts are found from all of it, as if one run had seen it.
 * It took as long as the longest of them; how many transitions were met between them is not known. A run that is whole is given back.
 * @throws MergeError when the runs are not all the shards of one run: of one target, service, seed, profile, suite and catalogue
 */
export function mergeRuns(runs: readonly Run[]): Run {
  const [first] = runs;
  if (first === undefined) throw new MergeError('There is nothing to merge.');
  if (runs.length === 1 && first.shard === undefined) return first;
  const parts = runs.map(({ shard }) => shard);
  checkWhole(parts);
  for (const run of runs) checkAlike(first, run);
  const shards = parts as readonly ShardEvidence[];

  const exercised = (id: RequirementId): number =>
    sum(runs.map((run) => run.requirements.find((one) => one.id === id)?.exercised ?? 0));
  const told = <T>(id: string, of: (shard: ShardEvidence) => Readonly<Record<string, T>>): T | undefined =>
    shards.map((shard) => of(shard)[id]).find((one) => one !== undefined);
  const lacking = (ability: Ability): Lack | undefined => {
    const reasons = shards.map((shard) => shard.missing[ability]);
    return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
  };
  const doubts = new Doubts();
  for (const { tallies } of shards) doubts.add(tallies);
  const silence = runs.flatMap(({ inconclusive }) => inconclusive ?? []).sort((a, b) => b.times - a.times);
  const evidence: Evidence = {
    profile: services.find(({ id }) => id === first.service) ?? mediapackage,
    docket: {
      deviations: (id) =>
        runs
          .flatMap((run) => run.requirements.find((one) => one.id === id)?.deviations ?? [])
          .map((deviation) => ({ deviation, program: [], times: 2 })),
      exercised,
      undecided: (id) => told(id, (shard) => shard.undecided),
      doubt: (id) => doubts.about(id),
    },
    convictions: convict(sightingsOf(shards)),
    counterexamples: counterexamplesOf(runs),
    unsteady: { get: (id) => told(id, (shard) => shard.unsteady) },
    missing: { get: lacking },
    through: first.target.through,
  };
  const known = new Set(first.requirements.map(({ id }) => id));
  const endings = Object.fromEntries(
    [...new Set(runs.flatMap(({ coverage }) => Object.keys(coverage.endings)))]
      .sort()
      .map((name) => [name, summed(runs.map(({ coverage }) => coverage.endings[name] ?? {}))]),
  );
  const { shard: _, interrupted: __, firstSight: ___, inconclusive: ____, ...common } = first;
  const sights = runs.flatMap(({ firstSight }) => firstSight ?? []).sort((a, b) => a.calls - b.calls);
  return {
    ...common,
    startedAt: runs.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    durationMs: Math.max(...runs.map(({ durationMs }) => durationMs)),
    calls: sum(runs.map(({ calls }) => calls)),
    snapshotCalls: sum(runs.map(({ snapshotCalls }) => snapshotCalls)),
    ...(silence[0] === undefined
      ? {}
      : { inconclusive: { ...silence[0], times: sum(silence.map(({ times }) => times)) } }),
    ...(sights[0] === undefined ? {} : { firstSight: sights[0] }),
    programs: sum(runs.map(({ programs }) => programs)),
    operations: sum(runs.map(({ operations }) => operations)),
    requirements: requirements.filter(({ id }) => known.has(id)).map((row) => verdictOn(row, evidence)),
    observations: observationsOf(runs),
    coverage: {
      operations: summed(runs.map(({ coverage }) => coverage.operations)),
      endings,
      labels: labelsOf(endings),
      timeToVisible: visibility(shards.flatMap(({ visibleAfterMs }) => visibleAfterMs)),
    },
    harnessErrors: runs.flatMap(({ harnessErrors }) => harnessErrors),
    ...(runs.some(({ interrupted }) => interrupted) ? { interrupted: true } : {}),
  };
}

/** Each shard once, and all of them. */
function checkWhole(shards: readonly (ShardEvidence | undefined)[]): void {
  const of = shards[0]?.of ?? 0;
  const odd = shards.findIndex((shard) => shard?.of !== of);
  if (odd >= 0 || of === 0)
    throw new MergeError(
      shards.includes(undefined)
        ? 'A run that is no shard stands among them.'
        : `A shard of ${of} and one of ${shards[odd]?.of} do not belong together.`,
    );
  const twice = shards.find((shard, at) => shards.findIndex((one) => one?.index === shard?.index) !== at);
  if (twice !== undefined) throw new MergeError(`Shard ${twice.index}/${of} is there twice.`);
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter(
    (index) => !shards.some((shard) => shard?.index === index),
  );
  if (missing.length > 0)
    throw new MergeError(`Of ${of} shards ${missing.map((index) => `${index}/${of}`).join(', ')} is missing.`);
}

const FACTS: readonly (readonly [string, (run: Run) => unknown])[] = [
  ['target', ({ target }) => `${target.name} ${target.version ?? ''}`.trim()],
  ['service', ({ service }) => service],
  ['seed', ({ seed }) => seed],
  ['profile', ({ profile }) => profile],
  ['suite', ({ suite }) => `${suite.name} ${suite.version}`],
  ['catalogue', ({ catalogue }) => catalogue.version],
  ['list of requirements', (run) => run.requirements.map(({ id }) => id).join()],
];

function checkAlike(one: Run, other: Run): void {
  for (const [what, of] of FACTS)
    if (of(one) !== of(other))
      throw new MergeError(
        what === 'list of requirements'
          ? 'The shards were made for different requirements.'
          : `The shards differ in their ${what}: ${String(of(one))} and ${String(of(other))}.`,
      );
}

/** The sightings of all shards, each set of suspects once, with the shortest program. */
function sightingsOf(shards: readonly ShardEvidence[]): readonly Accusation[] {
  const all = new Map<string, Accusation>();
  for (const { suspects, program, times } of shards.flatMap(({ sightings }) => sightings)) {
    const known = all.get(suspects.join());
    const shorter = known === undefined || program.length < known.program.length;
    const seen = shorter ? { suspects, program } : known;
    all.set(suspects.join(), { ...seen, times: (known?.times ?? 0) + times });
  }
  return inOrderOfSuspects([...all.values()]);
}

/** Of each requirement the shortest counterexample. */
function counterexamplesOf(runs: readonly Run[]): ReadonlyMap<RequirementId, Counterexample> {
  const best = new Map<RequirementId, Counterexample>();
  for (const { id, counterexample } of runs.flatMap((run): readonly RequirementResult[] => run.requirements)) {
    const known = best.get(id);
    if (counterexample === undefined) continue;
    if (known === undefined || counterexample.program.length < known.program.length) best.set(id, counterexample);
  }
  return best;
}

function observationsOf(runs: readonly Run[]): readonly Observation[] {
  const all = new Map<string, Map<string, number>>();
  for (const { about, seen } of runs.flatMap(({ observations }) => observations)) {
    const values = all.get(about) ?? new Map<string, number>();
    all.set(about, values);
    for (const { value, times } of seen) values.set(value, (values.get(value) ?? 0) + times);
  }
  const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
  return [...all].sort(byKey).map(([about, seen]) => ({
    about,
    seen: [...seen].sort(byKey).map(([value, times]) => ({ value, times })),
  }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function summed(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const names = [...new Set(counts.flatMap((one) => Object.keys(one)))].sort();
  return Object.fromEntries(names.map((name) => [name, sum(counts.map((one) => one[name] ?? 0))]));
}
