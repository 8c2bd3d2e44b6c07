import { operationName, operationText } from '../common/index.ts';
import type { Answer, Breach, Counterexample, ReportedStep, RequirementResult } from '../../properties/index.ts';
import { reasonText } from './reason.ts';
import { expectedText, isAboutAnswer, noteOf, observedText, outcomeInShort, outcomeText, spotText } from './words.ts';

/** A difference from what the specification allows, and the answer that shows it. */
export interface Finding {
  readonly breach: Breach;
  /** The answer to a step's operation, or to a read right after it. */
  readonly answer: Answer;
  readonly isRead: boolean;
}

/** The first difference that a step shows; its own come before those of the reads after it. */
export function findingIn(step: ReportedStep): Finding | undefined {
  for (const answer of [step, ...step.after]) {
    const [breach] = answer.breaches;
    if (breach !== undefined) return { breach, answer, isRead: answer !== step };
  }
  return undefined;
}

/** The difference that a counterexample ends with. */
export const findingOf = ({ steps }: Counterexample): Finding | undefined => {
  const last = steps.at(-1);
  return last === undefined ? undefined : findingIn(last);
};

/** What was expected and what came, each with the name of the part that it is about where it is about one. */
export function differenceOf({ breach, answer }: Finding): { readonly expected: string; readonly observed: string } {
  const subject = isAboutAnswer(breach.facet) ? '' : `${spotText(breach)} `;
  return {
    expected: `${subject}${expectedText(breach)}`,
    observed: `${subject}${observedText(breach, answer.outcome)}`,
  };
}

/** A counterexample's difference as a note: `name "B" instead of "A"`. */
export function counterexampleNote(counterexample: Counterexample): string {
  const finding = findingOf(counterexample);
  return finding === undefined ? 'it differs' : noteOf(finding.breach, finding.answer.outcome);
}

/** A counterexample's difference as a sentence: `name: expected "A"; observed "B"`. */
export function sentenceOf(counterexample: Counterexample): string {
  const finding = findingOf(counterexample);
  if (finding === undefined) return 'it differs';
  const { breach, answer } = finding;
  return `${spotText(breach)}: expected ${expectedText(breach)}; observed ${observedText(breach, answer.outcome)}`;
}

/** Why a requirement has the verdict it has, in a few words; nothing where it holds. */
export function whyOf({ counterexample, followsFrom, reason }: RequirementResult): string {
  if (counterexample !== undefined) return counterexampleNote(counterexample);
  if (followsFrom !== undefined) return `follows from ${followsFrom.join(', ')}`;
  return reason === undefined ? '' : reasonText(reason);
}

/** The answer to a step, and those of the reads after it that differed. */
export const wholeAnswer = ({ outcome, after }: ReportedStep): string =>
  [
    outcomeText(outcome),
    ...after.map((read) => `then ${operationName(read.operation)} ${outcomeText(read.outcome)}`),
  ].join('; ');

/** A step in words. */
export interface ToldStep {
  readonly asked: string;
  readonly answer: string;
  /** The answer without the parts of a success. */
  readonly short: string;
  /** Where it differs: what was expected, what came, and the read that shows it where it is one. */
  readonly difference?: { readonly expected: string; readonly observed: string; readonly read?: string };
}

/** The steps of a counterexample in words, for whoever adds no more than marks to them. */
export const toldSteps = ({ steps }: Pick<Counterexample, 'steps'>): readonly ToldStep[] =>
  steps.map((step) => {
    const finding = findingIn(step);
    return {
      asked: operationText(step.operation),
      answer: wholeAnswer(step),
      short: outcomeInShort(step.outcome),
      ...(finding === undefined
        ? {}
        : {
            difference: {
              ...differenceOf(finding),
              ...(finding.isRead ? { read: operationText(finding.answer.operation) } : {}),
            },
          }),
    };
  });
