import { Option, type Command } from 'commander';
import { issueText } from '../reports/index.ts';
import type { Context } from './context.ts';
import { readRunFile } from './run-file.ts';
import { UsageError } from './usage-error.ts';
import * as values from './values.ts';

export interface ReproFlags {
  readonly as: 'issue';
}

/** Adds `repro` to a program. */
export const reproCommand = (program: Command): Command =>
  program
    .command('repro')
    .description('tell the maintainers of a target how to see a broken requirement')
    .argument('<run>', 'a run saved with --report json=FILE')
    .argument('<id>', 'a requirement that it found broken')
    .addOption(
      new Option('--as <form>', 'issue: Markdown for the bug tracker of the target')
        .choices(['issue'])
        .default('issue'),
    )
    .addHelpText(
      'after',
      `
Examples:
  slr-conformance repro run.json permissions/name > issue.md`,
    );

/** Prints a reproduction; gives the exit code. */
export async function repro(path: string, id: string, _flags: ReproFlags, { io }: Context): Promise<number> {
  const requirement = values.requirement(id);
  const run = await readRunFile(path, io);
  const shown = run.requirements.filter(({ counterexample }) => counterexample !== undefined);
  if (!shown.some((result) => result.id === requirement.id)) {
    const verdict = run.requirements.find((result) => result.id === requirement.id)?.verdict ?? 'not part of it';
    throw new UsageError(
      `The run ${path} has no counterexample of ${id}: there it is ${verdict}.`,
      shown.length === 0 ? 'It found nothing broken.' : `It has one of ${shown.map((result) => result.id).join(', ')}.`,
    );
  }
  io.stdout.write(issueText(run, requirement.id));
  return 0;
}
