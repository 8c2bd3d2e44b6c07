import { z } from 'zod';
import { deviationSchema, type Deviation, type RequirementResult, type Run } from '../properties/index.ts';
import { abilityText } from './common/index.ts';
import { whyOf } from './finding/index.ts';
import { plain } from './encode/index.ts';

export const BASELINE_SCHEMA = 'https://slr-conformance.dev/schema/baseline-2.json';

/** Its entries have no deviation, and stand for whatever is ever wrong with their requirement. */
const FORMER_SCHEMA = 'https://slr-conformance.dev/schema/baseline-1.json';

const entry = z
  .strictObject({
    id: z.string(),
    /** What was seen: any other deviation of the same requirement is new. Absent where it only followed from another requirement. */
    deviation: deviationSchema.exactOptional(),
    /** Why it is known, for people. */
    reason: z.string().min(1),
    issue: z.url().exactOptional(),
    /** The last day on which the entry counts: YYYY-MM-DD. */
    expires: z.iso.date().exactOptional(),
  })
  .readonly();

/** Known deviations of one target, and what it was seen to support. */
export const baselineSchema = z
  .strictObject({
    schema: z.enum([BASELINE_SCHEMA, FORMER_SCHEMA]),
    target: z.string(),
    service: z.string(),
    /** Calls, by their names, of which something was judged. */
    supported: z.array(z.string()).readonly().exactOptional(),
    entries: z.array(entry).readonly(),
  })
  .readonly();

export type Baseline = z.infer<typeof baselineSchema>;
export type BaselineEntry = Baseline['entries'][number];

/** A requirement that is broken, and by what; no deviation where that only follows from another requirement. */
type Broken = Pick<BaselineEntry, 'id' | 'deviation'>;

/** A run beside a baseline. */
export interface BaselineCheck {
  /** Broken, and not in the baseline. */
  readonly fresh: readonly Broken[];
  /** Broken, and in the baseline. */
  readonly known: readonly Broken[];
  /** Entries whose requirement holds now: they are to be deleted. */
  readonly stale: readonly BaselineEntry[];
  /** Entries whose day is over, whatever the run says. */
  readonly expired: readonly BaselineEntry[];
  /** Entries that the run does not prove, with what it says instead; they neither pass nor fail. */
  readonly unproved: readonly { readonly entry: BaselineEntry; readonly verdict: string }[];
  /** Calls that the target had, and lacks in this run. */
  readonly lost: readonly string[];
  /** The baseline is of an earlier version, and pins requirements alone. */
  readonly former: boolean;
}

/** What a result shows to be broken. */
function brokenIn({ id, verdict, deviations, followsFrom }: RequirementResult): readonly Broken[] {
  if (verdict !== 'broken') return [];
  return followsFrom === undefined && deviations !== undefined
    ? deviations.map((deviation) => ({ id, deviation }))
    : [{ id }];
}

const textOf = ({ operation, facet, expected, observed }: Deviation): string =>
  `${operation}: ${facet} ${observed} instead of ${expected}`;

const sameDeviation = (a: Deviation | undefined, b: Deviation | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && textOf(a) === textOf(b));

/** Whether an entry stands for something broken. */
const covers = (isFormer: boolean, one: BaselineEntry, broken: Broken): boolean =>
  one.id === broken.id && ((isFormer && one.deviation === undefined) || sameDeviation(one.deviation, broken.deviation));

/** The calls of which a run judged something. */
const supportedIn = ({ requirements }: Run): readonly string[] =>
  [
    ...new Set(
      requirements.flatMap(({ needs, verdict }) => (verdict === 'holds' || verdict === 'broken' ? needs : [])),
    ),
  ].sort();

/** What is broken in a run as a baseline; an entry of an earlier one keeps what people wrote. */
export function baselineOf(run: Run, earlier?: Baseline): Baseline {
  const isFormer = earlier?.schema === FORMER_SCHEMA;
  const entries = run.requirements.flatMap((result) =>
    brokenIn(result).map((broken): BaselineEntry => {
      const known = earlier?.entries.find((one) => covers(isFormer, one, broken));
      const reason = broken.deviation === undefined ? whyOf(result) : textOf(broken.deviation);
      return { reason, ...known, ...broken };
    }),
  );
  return {
    schema: BASELINE_SCHEMA,
    target: run.target.name,
    service: run.service,
    supported: supportedIn(run),
    entries,
  };
}

/**
 * Lays a run beside a baseline. `today` is a day as YYYY-MM-DD; an entry counts until the end of the day on which it expires.
 * An entry that is expired is said to be nothing else. Ids that the run does not know are unproved.
 */
export function checkBaseline(run: Run, { entries, schema, supported = [] }: Baseline, today: string): BaselineCheck {
  const former = schema === FORMER_SCHEMA;
  const verdicts = new Map(run.requirements.map(({ id, verdict }) => [id as string, verdict]));
  const expired = entries.filter(({ expires }) => expires !== undefined && expires < today);
  const valid = entries.filter((one) => !expired.includes(one));
  const broken = run.requirements.flatMap(brokenIn);
  const has = (some: readonly BaselineEntry[], what: Broken): boolean => some.some((one) => covers(former, one, what));
  const now = supportedIn(run);
  const lacking = new Set(
    run.requirements.flatMap(({ reason }) => (reason?.kind === 'lacks' ? [abilityText(reason.ability)] : [])),
  );
  return {
    fresh: broken.filter((one) => !has(entries, one)),
    known: broken.filter((one) => has(valid, one)),
    stale: valid.filter(({ id }) => verdicts.get(id) === 'holds'),
    expired,
    unproved: valid.flatMap((one) => {
      const verdict = verdicts.get(one.id) ?? 'not part of the run';
      if (verdict === 'holds' || broken.some((what) => covers(former, one, what))) return [];
      return [{ entry: one, verdict: verdict === 'broken' ? 'otherwise broken' : verdict }];
    }),
    lost: supported.filter((call) => lacking.has(call) && !now.includes(call)),
    former,
  };
}

/** Whether a run departs from its baseline: something new, lost, stale or expired. */
export const departs = ({ fresh, lost, stale, expired }: BaselineCheck): boolean =>
  fresh.length + lost.length + stale.length + expired.length > 0;

/** The run, in which what is known is marked: requirements of which nothing is new, and no entry is expired. */
export function withKnown(run: Run, { fresh, expired }: BaselineCheck): Run {
  const open = new Set([...fresh, ...expired].map(({ id }) => id));
  return {
    ...run,
    requirements: run.requirements.map(({ known: _, ...result }) =>
      result.verdict === 'broken' && !open.has(result.id) ? { ...result, known: true } : result,
    ),
  };
}

const named = ({ id, deviation }: Broken): string => (deviation === undefined ? id : `${id} (${textOf(deviation)})`);

/** What a check found, in lines for people; the last line is the sum. */
export function baselineText({ fresh, known, stale, expired, unproved, lost, former }: BaselineCheck): string {
  const lines = [
    ...(former
      ? [
          'former: the baseline pins requirements, whatever is wrong with them; write it again, and it pins what was seen',
        ]
      : []),
    ...fresh.map(
      (one) =>
        `new: ${one.id} is broken, and not in the baseline${one.deviation === undefined ? '' : `: ${textOf(one.deviation)}`}`,
    ),
    ...lost.map((call) => `lost: the target had ${call} when the baseline was written, and lacks it`),
    ...[...new Set(stale.map(({ id }) => id))].map((id) => `stale: ${id} holds now; delete its entry`),
    ...expired.map(
      ({ id, expires, reason }) => `expired: ${id} was known until ${expires} (${reason}); mend it, or renew the entry`,
    ),
    ...unproved.map(
      ({ entry: one, verdict }) => `not proved: ${named(one)} is in the baseline, and ${verdict} in this run`,
    ),
    `baseline: ${known.length} known, ${fresh.length} new, ${stale.length} stale, ${expired.length} expired, ${unproved.length} not proved, ${lost.length} lost`,
  ];
  return `${lines.map(plain).join('\n')}\n`;
}
