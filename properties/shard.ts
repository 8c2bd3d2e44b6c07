/** A part of a run: the programs whose number leaves this rest, `index` from 1 to `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Whether a shard performs what has this number, counted from 0; without a shard everything is performed. */
export const falls = (shard: Shard | undefined, number: number): boolean =>
  shard === undefined || number % shard.of === shard.index - 1;
