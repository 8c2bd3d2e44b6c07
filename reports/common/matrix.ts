import type { RequirementId } from '../../model/index.ts';
import type { RequirementResult, Run, VerdictKind } from '../../properties/index.ts';
import { targetName } from './headline.ts';
import { tally, type Tally } from './tally.ts';

/** Several runs side by side. */
export interface Matrix {
  /** The service, or how many. */
  readonly service: string;
  /** A column for each run, in the order given, by target or by service; names are told apart by their seeds where they are the same. */
  readonly columns: readonly MatrixColumn[];
  /** A row for each requirement that any run knows. */
  readonly rows: readonly MatrixRow[];
  /** What AWS leaves open, and who does what. */
  readonly open: readonly OpenQuestion[];
  /** What changed since the earlier runs; empty without any. */
  readonly trend: readonly Change[];
}

export interface MatrixColumn {
  readonly name: string;
  readonly tally: Tally;
  /** Whether the suite itself failed in that run: then nothing of the column is proved. */
  readonly harnessErrors: number;
  readonly catalogue: string;
}

export interface MatrixRow {
  readonly id: RequirementId;
  readonly section: string;
  readonly statement: string;
  /** By column; undefined where the run does not know the requirement. */
  readonly verdicts: readonly (VerdictKind | undefined)[];
}

export interface OpenQuestion {
  readonly about: string;
  /** Each set of answers that was seen, and the columns that gave just it. */
  readonly answers: readonly { readonly answer: string; readonly columns: readonly string[] }[];
}

/** A requirement whose verdict is another one than in the earlier run of the same target. */
export interface Change {
  readonly column: string;
  readonly id: RequirementId;
  readonly before: VerdictKind;
  readonly now: VerdictKind;
}

/**
 * Lays runs side by side. An earlier run is compared with those of its service whose target has its name, whatever its version;
 * where there are several of them, with the latest.
 * @throws RangeError when there is no run
 */
export function matrixOf(runs: readonly Run[], earlier: readonly Run[] = []): Matrix {
  const [first] = runs;
  if (first === undefined) throw new RangeError('A matrix needs at least one run.');
  const services = new Set(runs.map(({ service }) => service)).size;
  const names = columnNames(runs);
  const known = new Map<RequirementId, RequirementResult>();
  for (const result of runs.flatMap(({ requirements }) => requirements))
    if (!known.has(result.id)) known.set(result.id, result);
  return {
    service: services === 1 ? first.service : `${services} services`,
    columns: runs.map((run, index) => ({
      name: names[index] as string,
      tally: tally(run),
      harnessErrors: run.harnessErrors.length,
      catalogue: run.catalogue.version,
    })),
    rows: [...known.values()].map(({ id, section, statement }) => ({
      id,
      section,
      statement,
      verdicts: runs.map((run) => verdictOf(run, id)),
    })),
    open: openQuestions(runs, names),
    trend: runs.flatMap((run, index) => changes(run, names[index] as string, earlier)),
  };
}

const verdictOf = (run: Run, id: RequirementId): VerdictKind | undefined =>
  run.requirements.find((result) => result.id === id)?.verdict;

function columnNames(runs: readonly Run[]): readonly string[] {
  const isOf = (of: (run: Run) => string): boolean => new Set(runs.map(of)).size > 1;
  const plain = runs.map((run) => {
    if (!isOf(({ service }) => service)) return targetName(run);
    return isOf(targetName) ? `${run.service} on ${targetName(run)}` : run.service;
  });
  const seeded = runs.map((run, index) =>
    plain.filter((name) => name === plain[index]).length > 1 ? `${plain[index]}, seed ${run.seed}` : plain[index],
  ) as readonly string[];
  return seeded.map((name, index) => {
    const before = seeded.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

function openQuestions(runs: readonly Run[], names: readonly string[]): readonly OpenQuestion[] {
  const abouts = [...new Set(runs.flatMap(({ observations }) => observations.map(({ about }) => about)))].sort();
  return abouts.map((about) => {
    const answers = new Map<string, string[]>();
    for (const [index, run] of runs.entries()) {
      const seen = run.observations.find((one) => one.about === about)?.seen ?? [];
      if (seen.length === 0) continue;
      const answer = seen
        .map(({ value }) => value)
        .sort()
        .join(' or ');
      answers.set(answer, [...(answers.get(answer) ?? []), names[index] as string]);
    }
    return { about, answers: [...answers].map(([answer, columns]) => ({ answer, columns })) };
  });
}

function changes(run: Run, column: string, earlier: readonly Run[]): readonly Change[] {
  const [before] = earlier
    .filter(({ service, target }) => service === run.service && target.name === run.target.name)
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  if (before === undefined) return [];
  return run.requirements.flatMap(({ id, verdict }) => {
    const was = verdictOf(before, id);
    return was === undefined || was === verdict ? [] : [{ column, id, before: was, now: verdict }];
  });
}
