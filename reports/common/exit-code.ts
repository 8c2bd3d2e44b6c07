import type { Run } from '../../properties/index.ts';
import { freshlyBroken, tally } from './tally.ts';

/** What a shell learns: 0 conforms, 1 deviates, 2 wrong usage, 3 inconclusive, 4 the suite itself failed. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/**
 * The exit code of a run. The suite's own fault outweighs every verdict, since it may have cost some. What a baseline knows does not count. Never 2. A run that
 * was interrupted and shows nothing amiss has not shown that nothing is: 3.
 */
export function exitCodeOf(run: Run): ExitCode {
  if (run.harnessErrors.length > 0) return 4;
  const counts = tally(run);
  if (freshlyBroken(run) > 0) return 1;
  return counts.inconclusive > 0 || run.interrupted ? 3 : 0;
}

/** The exit code of several runs: the suite's own fault outweighs a deviation, and that what is left undecided. */
export const exitCodeOfAll = (runs: readonly Run[]): ExitCode =>
  ([4, 1, 3] as const).find((code) => runs.some((run) => exitCodeOf(run) === code)) ?? 0;

const MEANINGS: Readonly<Record<ExitCode, string>> = {
  0: 'nothing broken, nothing inconclusive',
  1: 'the target deviates',
  2: 'wrong usage',
  3: 'nothing broken, but something left undecided',
  4: 'the suite itself failed',
};

/** An exit code in words. */
export const exitMeaning = (code: ExitCode): string => MEANINGS[code];
