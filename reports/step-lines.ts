import type { History, Run } from '../properties/index.ts';
import { json } from './encode/index.ts';

/** The layout of the lines; its number changes when a reader would have to. */
export const STEPS_SCHEMA = 'https://slr-conformance.dev/schema/steps-2';

/** The first line of a file of steps: what was run on whom. */
export const stepsHead = (run: Pick<Run, 'suite' | 'service' | 'profile' | 'seed'>, target: string): string =>
  line({ schema: STEPS_SCHEMA, ...run, target });

/**
 * A line of JSON for each step of a program, for tools: which world and which step of it, the operation, the answer, the ending that
 * it was (null for none), what differs from what and whom that accuses first, what is upheld, and the reads after it that differ. `calls`
 * counts the API calls that the world had taken by the end of the step.
 */
export const stepLines = ({ steps }: History, world: number): string =>
  steps
    .map(({ operation, outcome, ending, breaches, upheld, after, calls, undecided }, index) =>
      line({
        world,
        step: index + 1,
        operation,
        outcome,
        ending,
        breaches,
        upheld,
        after,
        calls,
        ...(undecided === undefined ? {} : { undecided }),
      }),
    )
    .join('');

const line = (value: unknown): string => `${json(value)}\n`;
