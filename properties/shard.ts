import type { Accusation } from './docket.ts';
import type { Lack, Reason } from './reason.ts';

/** A part of a run: the programs whose number leaves this rest, `index` from 1 to `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** What a shard has to tell beside its verdicts, so that the verdicts on the whole can be found from all shards. */
export interface ShardEvidence extends Shard {
  readonly sightings: readonly Accusation[];
  /** By requirement, breaches that did not come back. */
  readonly unsteady: Readonly<Record<string, Reason>>;
  /** By requirement, what could not be decided. */
  readonly undecided: Readonly<Record<string, string>>;
  /** By ability, what the target lacks and why it is thought so. */
  readonly missing: Readonly<Record<string, Lack>>;
  /** How long changes took to show, in milliseconds. */
  readonly visibleAfterMs: readonly number[];
}

/** Whether a shard performs what has this number, counted from 0; without a shard everything is performed. */
export const falls = (shard: Shard | undefined, number: number): boolean =>
  shard === undefined || number % shard.of === shard.index - 1;
