import { z } from 'zod';
import type { RequirementId } from '../model/index.ts';
import type { Run } from '../properties/index.ts';
import { whyOf } from './finding/index.ts';
import { plain } from './encode/index.ts';

export const BASELINE_SCHEMA = 'https://slr-conformance.dev/schema/baseline-1.json';

const entry = z
  .strictObject({
    id: z.string(),
    /** Why it is known, for people. */
    reason: z.string().min(1),
    issue: z.url().exactOptional(),
    /** The last day on which the entry counts: YYYY-MM-DD. */
    expires: z.iso.date().exactOptional(),
  })
  .readonly();

/** Known deviations of one target. */
export const baselineSchema = z
  .strictObject({
    schema: z.literal(BASELINE_SCHEMA),
    target: z.string(),
    service: z.string(),
    entries: z.array(entry).readonly(),
  })
  .readonly();

export type Baseline = z.infer<typeof baselineSchema>;
export type BaselineEntry = Baseline['entries'][number];

/** A run beside a baseline. */
export interface BaselineCheck {
  /** Broken, and not in the baseline. */
  readonly fresh: readonly RequirementId[];
  /** Broken, and in the baseline. */
  readonly known: readonly RequirementId[];
  /** Entries whose requirement holds now: they are to be deleted. */
  readonly stale: readonly BaselineEntry[];
  /** Entries whose day is over, whatever the run says. */
  readonly expired: readonly BaselineEntry[];
  /** Entries of which the run proves nothing, with the verdict; they neither pass nor fail. */
  readonly unproved: readonly { readonly entry: BaselineEntry; readonly verdict: string }[];
}

/** The broken requirements of a run as a baseline; an entry of an earlier one keeps what people wrote. */
export function baselineOf(run: Run, earlier?: Baseline): Baseline {
  const entries = run.requirements
    .filter(({ verdict }) => verdict === 'broken')
    .map((result): BaselineEntry => {
      const known = earlier?.entries.find(({ id }) => id === result.id);
      return known ?? { id: result.id, reason: whyOf(result) };
    });
  return { schema: BASELINE_SCHEMA, target: run.target.name, service: run.service, entries };
}

/**
 * Lays a run beside a baseline. `today` is a day as YYYY-MM-DD; an entry counts until the end of the day on which it expires.
 * An entry that is expired is said to be nothing else. Ids that the run does not know are unproved.
 */
export function checkBaseline(run: Run, { entries }: Baseline, today: string): BaselineCheck {
  const verdicts = new Map(run.requirements.map(({ id, verdict }) => [id as string, verdict]));
  const expired = entries.filter(({ expires }) => expires !== undefined && expires < today);
  const valid = entries.filter((one) => !expired.includes(one));
  const listed = new Set(entries.map(({ id }) => id));
  const broken = run.requirements.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id);
  return {
    fresh: broken.filter((id) => !listed.has(id)),
    known: broken.filter((id) => valid.some((one) => one.id === id)),
    stale: valid.filter(({ id }) => verdicts.get(id) === 'holds'),
    expired,
    unproved: valid.flatMap((one) => {
      const verdict = verdicts.get(one.id) ?? 'not part of the run';
      return verdict === 'broken' || verdict === 'holds' ? [] : [{ entry: one, verdict }];
    }),
  };
}

/** Whether a run departs from its baseline: something new, stale or expired. */
export const departs = ({ fresh, stale, expired }: BaselineCheck): boolean =>
  fresh.length + stale.length + expired.length > 0;

/** What a check found, in lines for people; the last line is the sum. */
export function baselineText({ fresh, known, stale, expired, unproved }: BaselineCheck): string {
  const lines = [
    ...fresh.map((id) => `new: ${id} is broken, and not in the baseline`),
    ...stale.map(({ id }) => `stale: ${id} holds now; delete its entry`),
    ...expired.map(
      ({ id, expires, reason }) => `expired: ${id} was known until ${expires} (${reason}); mend it, or renew the entry`,
    ),
    ...unproved.map(({ entry: { id }, verdict }) => `not proved: ${id} is in the baseline, and ${verdict} in this run`),
    `baseline: ${known.length} known, ${fresh.length} new, ${stale.length} stale, ${expired.length} expired, ${unproved.length} not proved`,
  ];
  return `${lines.map(plain).join('\n')}\n`;
}
