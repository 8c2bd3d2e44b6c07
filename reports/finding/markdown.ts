import type { Counterexample } from '../../properties/index.ts';
import { code, mdown, type Markdown } from '../encode/index.ts';
import { toldSteps } from './finding.ts';

/** Characters of what all steps may say together, and more steps than these are counted only. */
const MOST = 40_000;
const SHOWN = 50;

/** The steps of a counterexample as a numbered list; the one that differs with what was expected and what came. */
export function markdownSteps(counterexample: Pick<Counterexample, 'steps'>): readonly Markdown[] {
  const told = toldSteps(counterexample);
  const first = Math.max(0, told.length - SHOWN);
  const most = Math.floor(MOST / (2 * Math.min(told.length, SHOWN) + 2));
  const lines = told.slice(first).flatMap(({ asked, answer, short, difference }, index) => {
    const head = mdown`${first + index + 1}. ${code(asked, most)}`;
    if (difference === undefined) return [mdown`${head} answers ${code(short, most)}`];
    return [
      head,
      mdown`   - expected: ${code(difference.expected, most)}`,
      mdown`   - observed: ${code(difference.observed, most)}`,
      mdown`   - the whole answer: ${code(answer, most)}`,
    ];
  });
  return first === 0 ? lines : [mdown`${first} steps before these.`, ...lines];
}
