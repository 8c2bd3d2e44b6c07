import type { RequirementResult, Run } from '../properties/index.ts';
import { counterexampleNote, whyOf } from './finding/index.ts';
import { property, workflow, type Written } from './encode/index.ts';
import { headline } from './common/index.ts';

type Level = keyof typeof LEVELS;

/**
 * A run as annotations of a GitHub Actions job, one workflow command a line: an error for each broken must, a warning for each other broken
 * requirement and each inconclusive one, a notice for what a baseline knows, an error for a failure of the suite itself, and the verdict as a notice. What follows from
 * something else is not annotated.
 */
export function annotations(run: Run): string {
  const { requirements, harnessErrors } = run;
  return [
    command('notice', 'service-linked role conformance', headline(run)),
    ...harnessErrors.map(({ message }) =>
      command('error', 'slr-conformance', `The suite failed, which says nothing about the target: ${message}`),
    ),
    ...requirements.filter(({ followsFrom }) => followsFrom === undefined).flatMap(annotated),
  ]
    .map(({ text }) => `${text}\n`)
    .join('');
}

function annotated(result: RequirementResult): readonly Written<'workflow'>[] {
  const { id, known, level, verdict, statement, counterexample } = result;
  if (verdict === 'broken') {
    const seen = counterexample === undefined ? '' : ` Seen: ${counterexampleNote(counterexample)}.`;
    if (known === true) return [command('notice', `${id} is broken, as is known`, `${statement}${seen}`)];
    return [command(level === 'must' ? 'error' : 'warning', `${id} is broken`, `${statement}${seen}`)];
  }
  if (verdict === 'inconclusive') return [command('warning', `${id} is inconclusive`, whyOf(result))];
  return [];
}

const command = (level: Level, title: string, message: string): Written<'workflow'> =>
  workflow`::${LEVELS[level]} title=${property(title)}::${message}`;

const LEVELS = { error: workflow`error`, warning: workflow`warning`, notice: workflow`notice` };
