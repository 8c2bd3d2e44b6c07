import { breachesOf, type Step } from './history.ts';
import { formatOutcome, type Breach } from './judge.ts';
import type { ExplainedStep } from './run.ts';

/** A step for people: what the breach in question expected, and what came, the reads that differed included. */
export function explainStep(step: Step, isHeld: (breach: Breach) => boolean = () => true): ExplainedStep {
  const reads = step.frame.map((read) => `then ${read.operation.kind} ${formatOutcome(read.outcome)}`);
  const breach = breachesOf(step).find(isHeld);
  return {
    operation: step.operation,
    expected: breach === undefined ? '' : `${breach.facet}: ${breach.expected}`,
    observed: [formatOutcome(step.outcome), ...reads].join('; '),
  };
}

/** What went wrong and in which functions, without the paths of the machine it went wrong on. */
export function explainFault(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const places = [...(fault.stack ?? '').matchAll(/^ +at ([^\n(]*)/gm)].map((match) =>
    (match[1] ?? '').trim().replace(/^.*\//, ''),
  );
  return [`${fault.name}: ${fault.message}`, ...places.slice(0, 4).map((place) => `  in ${place}`)].join('\n');
}
