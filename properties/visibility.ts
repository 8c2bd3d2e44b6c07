import type { Run } from './run/index.ts';

/** How long changes took to show that did not show at once: how many, the median and the longest, in whole milliseconds. */
export function visibility(afterMs: readonly number[]): Run['coverage']['timeToVisible'] {
  const sorted = [...afterMs].sort((a, b) => a - b);
  return {
    samples: sorted.length,
    p50Ms: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    maxMs: Math.round(sorted.at(-1) ?? 0),
  };
}
