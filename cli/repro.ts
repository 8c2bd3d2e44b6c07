import { Option, type Command } from 'commander';
import { issueText, NotTold, scriptLanguages, scriptOf, type ScriptLanguage } from '../reports/index.ts';
import type { Context } from './context.ts';
import { readRunFile } from './run-file.ts';
import { UsageError } from './usage-error.ts';
import * as values from './values.ts';

export interface ReproFlags {
  readonly as: 'issue' | ScriptLanguage;
}

/** Adds `repro` to a program. */
export const reproCommand = (program: Command): Command =>
  program
    .command('repro')
    .description('tell the maintainers of a target how to see a broken requirement')
    .argument('<run>', 'a run saved with --report json=FILE')
    .argument('<id>', 'a requirement that it found broken')
    .addOption(
      new Option(
        '--as <form>',
        'issue: Markdown for the bug tracker of the target; the others: a script that exits with 1 while it differs, 0 once it is mended',
      )
        .choices(['issue', ...scriptLanguages])
        .default('issue'),
    )
    .addHelpText(
      'after',
      `
Examples:
  slr-conformance repro run.json permissions/name > issue.md
  slr-conformance repro run.json permissions/name --as aws-cli > name.sh && bash name.sh http://127.0.0.1:5000`,
    );

/** Prints a reproduction; gives the exit code. */
export async function repro(path: string, id: string, { as }: ReproFlags, { io }: Context): Promise<number> {
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
  try {
    io.stdout.write(as === 'issue' ? issueText(run, requirement.id) : scriptOf(run, requirement.id, as).text);
  } catch (error) {
    if (!(error instanceof NotTold)) throw error;
    throw new UsageError(
      `No script can show ${id} as that run did: ${error.message}.`,
      'Use --as issue, which tells it in words, or replay.',
    );
  }
  return 0;
}
