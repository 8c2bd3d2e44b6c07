import process from 'node:process';

/** Microseconds of processor time for one call, medians of the rounds: of ours, and of what it is measured against. */
export interface Pair {
  readonly ours: number;
  readonly bare: number;
}

/** Rounds of a measurement. */
export const ROUNDS = 5;

/** One of those who are measured: makes `calls` calls, and gives the microseconds of processor time of one. */
export type Contender = (calls: number) => Promise<number>;

export const microsecondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

export async function timed(calls: number, one: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let made = 0; made < calls; made += 1) await one();
  return microsecondsSince(before) / calls;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
