import type { Run } from '../../properties/index.ts';
import type { Look } from './look.ts';
import { count, cut, plain } from '../common/index.ts';

/** More distinct answers than these are counted only, and a longer one is cut. */
const SHOWN = 3;
const LONGEST = 40;

/** What AWS leaves open, and what this target does; never judged. */
export function observations(run: Run, { ink, width }: Look): readonly string[] {
  if (run.observations.length === 0) return [];
  return [
    ink.bold('What AWS leaves open, and what this target does'),
    ...run.observations.flatMap(({ about, seen }) => {
      const often = [...seen].sort((a, b) => b.times - a.times);
      const told = often.slice(0, SHOWN).map(({ value, times }) => `${cut(plain(value), LONGEST)} (${count(times)})`);
      const more = often.length > SHOWN ? [`${often.length - SHOWN} more`] : [];
      const question = `  ${cut(plain(about), width - 3)}:`;
      const answers = [...told, ...more].join(', ');
      const fits = question.length + 1 + answers.length <= width;
      return fits ? [`${question} ${ink.dim(answers)}`] : [question, ink.dim(`    ${cut(answers, width - 4)}`)];
    }),
  ];
}
