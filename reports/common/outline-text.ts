import type { Run } from '../../properties/index.ts';
import { count } from './text.ts';

type OutlineFigures = NonNullable<NonNullable<Run['coverage']['machine']>['outlines']>;

/** How much of the machine of outlines a run met, in words. */
export const outlineText = ({ states, transitions, pairs }: OutlineFigures): string =>
  [
    `${count(states.met)} of ${count(states.of)} states`,
    `${count(transitions.met)} of ${count(transitions.of)} transitions`,
    `${count(pairs.met)} of ${count(pairs.of)} pairs`,
  ].join(', ');
