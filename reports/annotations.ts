import type { RequirementResult, Run } from '../properties/index.ts';
import { counterexampleNote, whyOf } from './finding/finding.ts';
import { plain } from './console/text.ts';
import { headline } from './headline.ts';

type Level = 'error' | 'warning' | 'notice';

/**
 * A run as annotations of a GitHub Actions job, one workflow command a line: an error for each broken must, a warning for each other broken
 * requirement and each inconclusive one, an error for a failure of the suite itself, and the verdict as a notice. What follows from
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
    '',
  ].join('\n');
}

function annotated(result: RequirementResult): readonly string[] {
  const { id, level, verdict, statement, counterexample } = result;
  if (verdict === 'broken') {
    const seen = counterexample === undefined ? '' : ` Seen: ${counterexampleNote(counterexample)}.`;
    return [command(level === 'must' ? 'error' : 'warning', `${id} is broken`, `${statement}${seen}`)];
  }
  if (verdict === 'inconclusive') return [command('warning', `${id} is inconclusive`, whyOf(result))];
  return [];
}

/** One workflow command; whatever a target said stays inside it. */
const command = (level: Level, title: string, message: string): string =>
  `::${level} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(plain(message))}`;

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
