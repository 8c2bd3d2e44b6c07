import {
  drawnStyle,
  flawedTarget,
  flaws,
  referenceTarget,
  seededRandom,
  servedTarget,
  type Style,
  styleText,
  type Target,
} from '../../adapters/index.ts';
import { covered, type Program, type RequirementId } from '../../model/index.ts';
import { mediapackage as profile } from '../../services/index.ts';
import type { ReportedStep, Profile, RequirementResult, Run } from '../run/index.ts';
import { runSuite } from '../suite.ts';

/** What one run of the suite made of one flawed target. */
export interface AuditRow {
  readonly flaw: string;
  /** The requirement that the flaw breaks. */
  readonly breaks: RequirementId;
  readonly seed: number;
  /** The choices that the target made, where they were drawn. */
  readonly style?: string;
  /** The requirements that were accused, and those that were said to follow from them. */
  readonly accused: readonly RequirementId[];
  readonly following: readonly RequirementId[];
  readonly inconclusive: readonly RequirementId[];
  /** What it took until a difference was seen; absent when none was. */
  readonly sight?: { readonly calls: number; readonly operations: number; readonly ms: number };
  /** How the flaw shows in the counterexample's last step. */
  readonly manner?: Manner;
  readonly counterexample?: Program;
  /** Operations that were performed to make it that small. */
  readonly shrinking?: number;
  readonly harnessErrors: number;
}

/** How a flaw shows: a wrong answer, another code, a refusal too few or too many, or what a look finds afterwards. */
export type Manner = 'answer' | 'code' | 'accepted' | 'refused' | 'left behind';

export interface AuditOptions {
  readonly depth: Profile;
  readonly seeds: readonly number[];
  /** In memory, or through AWS's protocols, where calls are counted as on an endpoint. */
  readonly over: 'memory' | 'wire';
  /** The names of the flaws; all unless given. */
  readonly flaws?: readonly string[];
  /** Each flaw in so many drawn styles, in memory; in the usual one unless given. */
  readonly styles?: number;
  readonly suite: { readonly name: string; readonly version: string };
  readonly onRow?: (row: AuditRow, done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/** Runs the suite against flawed targets, one after the other, with every seed. Stops between two runs when aborted. */
export async function audit(options: AuditOptions): Promise<readonly AuditRow[]> {
  const audited = flaws.filter(({ name }) => options.flaws?.includes(name) ?? true);
  const rows: AuditRow[] = [];
  const of = audited.length * options.seeds.length * (options.styles ?? 1);
  for (const seed of options.seeds)
    for (const [index, { name, breaks }] of audited.entries())
      for (const style of stylesOf(options, seed, index)) {
        // Targets in memory would let no interrupt in.
        await new Promise((goOn) => setImmediate(goOn));
        if (options.signal?.aborted === true) return rows;
        const target = await opened(name, options.over, style);
        try {
          const run = await runSuite(target, { profile, depth: options.depth, seed, suite: options.suite });
          const row = { ...rowOf(run, name, breaks), ...(style === undefined ? {} : { style: styleText(style) }) };
          rows.push(row);
          options.onRow?.(row, rows.length, of);
        } finally {
          await target.close();
        }
      }
  return rows;
}

/** The styles that a flaw is dressed in with a seed: drawn ones, the same for the same seed. */
function stylesOf({ styles }: AuditOptions, seed: number, index: number): readonly (Style | undefined)[] {
  if (styles === undefined) return [undefined];
  const random = seededRandom((Math.imul(seed, 0x9e3779b1) ^ index) >>> 0);
  return Array.from({ length: styles }, () => drawnStyle(random));
}

const opened = async (flaw: string, over: AuditOptions['over'], style: Style | undefined): Promise<Target> =>
  over === 'memory'
    ? flawedTarget(flaw, { profile, ...(style === undefined ? {} : { style }) })
    : servedTarget({ profile, flaw, transport: 'in-process' });

/** A conforming target in a drawn style that was accused or led to a fault of the suite, where it should have been neither. */
export interface AccusedStyle {
  readonly style: string;
  readonly seed: number;
  readonly accused: readonly RequirementId[];
  readonly harnessErrors: number;
}

/** Runs the suite on the conforming reference in drawn styles: how many operations, and whoever was accused. */
export async function auditStyles(
  options: AuditOptions & { readonly styles: number },
): Promise<{ readonly styles: number; readonly operations: number; readonly accused: readonly AccusedStyle[] }> {
  const accused: AccusedStyle[] = [];
  let [styles, operations] = [0, 0];
  for (const seed of options.seeds)
    for (const style of stylesOf(options, seed, -1)) {
      if (style === undefined || options.signal?.aborted === true) continue;
      const target = referenceTarget({ profile, style });
      const run = await runSuite(target, { profile, depth: options.depth, seed, suite: options.suite });
      styles += 1;
      operations += run.operations;
      const ids = run.requirements.flatMap(({ id, verdict }) => (isDoubted(verdict) ? [id] : []));
      const harnessErrors = run.harnessErrors.length;
      if (ids.length + harnessErrors > 0) accused.push({ style: styleText(style), seed, accused: ids, harnessErrors });
    }
  return { styles, operations, accused };
}

const isDoubted = (verdict: RequirementResult['verdict']): boolean =>
  verdict === 'broken' || verdict === 'inconclusive';

function rowOf(run: Run, flaw: string, breaks: RequirementId): AuditRow {
  const broken = run.requirements.filter(({ verdict }) => verdict === 'broken');
  const ids = (rows: readonly RequirementResult[]): readonly RequirementId[] => rows.map(({ id }) => id);
  const counterexample = run.requirements.find(({ id }) => id === breaks)?.counterexample;
  return {
    flaw,
    breaks,
    seed: run.seed,
    accused: ids(broken.filter(({ followsFrom }) => followsFrom === undefined)),
    following: ids(broken.filter(({ followsFrom }) => followsFrom !== undefined)),
    inconclusive: ids(run.requirements.filter(({ verdict }) => verdict === 'inconclusive')),
    ...(run.firstSight === undefined ? {} : { sight: run.firstSight }),
    ...(counterexample === undefined
      ? {}
      : {
          manner: mannerOf(counterexample.steps),
          counterexample: counterexample.program,
          shrinking: counterexample.shrinking?.operations ?? 0,
        }),
    harnessErrors: run.harnessErrors.length,
  };
}

function mannerOf(steps: readonly ReportedStep[]): Manner {
  const last = steps.at(-1);
  const facet = last?.breaches[0]?.facet;
  if (facet === undefined) return 'left behind';
  if (facet === 'code' || facet === 'http') return 'code';
  if (facet !== 'outcome') return 'answer';
  return last?.outcome.kind === 'refused' ? 'refused' : 'accepted';
}

/** The figures by which a suite is as strong as it is; shares are from 0 to 1. */
export interface AuditFigures {
  readonly flaws: number;
  readonly runs: number;
  readonly caught: number;
  /** Of all accusations, how many name the broken requirement. */
  readonly blamedRightly: number;
  readonly accusations: number;
  /** Requirements that were named beside the broken one and do not follow from it. */
  readonly falseAccusations: number;
  readonly inconclusive: number;
  readonly harnessErrors: number;
  /** API calls to the first sight: the middle of them, and the share of runs within 250 and 2,000. */
  readonly calls: {
    readonly median: number;
    readonly within250: number;
    readonly within2000: number;
    readonly most: number;
  };
  /** Milliseconds of real time to the first sight, of those runs that saw anything. */
  readonly ms: { readonly within100: number; readonly within1000: number; readonly most: number };
  /** Operations of counterexamples, and how many different ones there are for a flaw over the seeds. */
  readonly length: { readonly median: number; readonly most: number; readonly forms: number };
  /** Operations that were performed to make a counterexample small. */
  readonly shrinking: { readonly median: number; readonly most: number };
  /** Requirements that no flaw of the catalogue breaks. */
  readonly unprovoked: readonly RequirementId[];
  /** Flaws that were caught, and that no other requirement was ever said to follow from. */
  readonly seenByOne: readonly string[];
  /** Flaws by the manner in which they show. */
  readonly manners: Readonly<Record<Manner, number>>;
  /** Flaws that were not caught with every seed. */
  readonly missed: readonly string[];
}

/** Adds rows up. */
export function figuresOf(rows: readonly AuditRow[]): AuditFigures {
  const byFlaw = grouped(rows);
  const caught = rows.filter(({ accused, breaks }) => accused.includes(breaks));
  const accusations = rows.flatMap(({ accused, breaks }) => accused.map((id) => id === breaks));
  const sights = rows.map(({ sight }) => sight?.calls ?? Infinity).sort((a, b) => a - b);
  const times = rows.flatMap(({ sight }) => sight?.ms ?? []).sort((a, b) => a - b);
  const lengths = rows.flatMap(({ counterexample }) => counterexample?.length ?? []).sort((a, b) => a - b);
  const shrinking = rows.flatMap((row) => row.shrinking ?? []).sort((a, b) => a - b);
  const forms = [...byFlaw.values()].map(
    (some) =>
      new Set(some.flatMap(({ counterexample }) => (counterexample ? JSON.stringify(counterexample) : []))).size,
  );
  const provoked = new Set(flaws.map(({ breaks }) => breaks));
  const manners: Record<Manner, number> = { answer: 0, code: 0, accepted: 0, refused: 0, 'left behind': 0 };
  for (const [first] of byFlaw.values()) if (first?.manner !== undefined) manners[first.manner] += 1;
  const share = (limit: number): number => sights.filter((calls) => calls <= limit).length / Math.max(1, sights.length);
  return {
    flaws: byFlaw.size,
    runs: rows.length,
    caught: caught.length,
    accusations: accusations.length,
    blamedRightly: accusations.filter(Boolean).length,
    falseAccusations: accusations.filter((right) => !right).length,
    inconclusive: rows.reduce((sum, { inconclusive }) => sum + inconclusive.length, 0),
    harnessErrors: rows.reduce((sum, { harnessErrors }) => sum + harnessErrors, 0),
    calls: {
      median: middle(sights),
      within250: share(250),
      within2000: share(2000),
      most: sights.at(-1) ?? 0,
    },
    ms: {
      within100: times.filter((ms) => ms <= 100).length / Math.max(1, rows.length),
      within1000: times.filter((ms) => ms <= 1000).length / Math.max(1, rows.length),
      most: times.at(-1) ?? 0,
    },
    length: {
      median: middle(lengths),
      most: lengths.at(-1) ?? 0,
      forms: forms.reduce((a, b) => a + b, 0) / Math.max(1, forms.length),
    },
    shrinking: { median: middle(shrinking), most: shrinking.at(-1) ?? 0 },
    unprovoked: covered.filter(({ id }) => !provoked.has(id)).map(({ id }) => id),
    seenByOne: [...byFlaw]
      .filter(
        ([, own]) =>
          own.some(({ accused, breaks }) => accused.includes(breaks)) &&
          own.every(({ following }) => following.length === 0),
      )
      .map(([flaw]) => flaw),
    manners,
    missed: [...new Set(rows.filter(({ accused, breaks }) => !accused.includes(breaks)).map(({ flaw }) => flaw))],
  };
}

/** The upper one of the two in the middle; 0 of none. */
const middle = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? 0;

/** The rows of each flaw. */
export function grouped(rows: readonly AuditRow[]): ReadonlyMap<string, readonly AuditRow[]> {
  const groups = new Map<string, AuditRow[]>();
  for (const row of rows) groups.set(row.flaw, [...(groups.get(row.flaw) ?? []), row]);
  return groups;
}
