import type { Run } from '../../properties/index.ts';
import type { Look } from './listing.ts';
import { count, cut, plain } from './text.ts';

/** More distinct answers than these are counted only. */
const SHOWN = 3;

/** What AWS leaves open, and what this target does: a line for each question. */
export function observations(run: Run, look: Look): readonly string[] {
  const { ink, width } = look;
  if (run.observations.length === 0) return [];
  const abouts = Math.min(Math.max(...run.observations.map(({ about }) => about.length)), Math.floor(width / 2) - 4);
  return [
    ink.bold('What AWS leaves open, and what this target does'),
    ...run.observations.map(({ about, seen }) => {
      const often = [...seen].sort((a, b) => b.times - a.times);
      const room = Math.max(8, Math.floor((width - abouts - 4) / Math.min(often.length, SHOWN)) - 9);
      const told = often.slice(0, SHOWN).map(({ value, times }) => `${cut(plain(value), room)} (${count(times)})`);
      const more = often.length > SHOWN ? [`${often.length - SHOWN} more`] : [];
      const answers = cut([...told, ...more].join(', '), width - abouts - 4);
      return `  ${cut(plain(about), abouts).padEnd(abouts)}  ${ink.dim(answers)}`;
    }),
  ];
}
