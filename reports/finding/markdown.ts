import type { Counterexample } from '../../properties/index.ts';
import { code } from '../markdown-text.ts';
import { toldSteps } from './finding.ts';

/** The steps of a counterexample as a numbered list; the one that differs with what was expected and what came. */
export const markdownSteps = (counterexample: Pick<Counterexample, 'steps'>): readonly string[] =>
  toldSteps(counterexample).flatMap(({ asked, answer, short, difference }, index) => {
    const head = `${index + 1}. ${code(asked)}`;
    if (difference === undefined) return [`${head} answers ${code(short)}`];
    return [
      head,
      `   - expected: ${code(difference.expected)}`,
      `   - observed: ${code(difference.observed)}`,
      `   - the whole answer: ${code(answer)}`,
    ];
  });
