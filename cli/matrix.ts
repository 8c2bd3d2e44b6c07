import type { Command } from 'commander';
import { matrixHtml, matrixMarkdown, matrixOf, sideBySide } from '../reports/index.ts';
import { lookOf, type Context } from './context.ts';
import { checkWritable, write } from './files.ts';
import { gather } from './report-spec.ts';
import { readRunFile, readRunFiles } from './run-file.ts';
import { UsageError } from './usage-error.ts';

export interface MatrixFlags {
  readonly earlier?: readonly string[];
  readonly html?: string;
  readonly markdown?: string;
  readonly verbose?: true;
}

/** Adds `matrix` to a program. */
export const matrixCommand = (program: Command): Command =>
  program
    .command('matrix')
    .description('lay saved runs side by side: what each breaks and lacks, and who agrees with whom')
    .argument('<run...>', 'runs saved with --report json=FILE, of one service or of several')
    .option(
      '--earlier <file>',
      'a run to compare with, of a target of the same name; may be given several times',
      gather,
    )
    .option('--html <file>', 'also write it as a page that loads nothing')
    .option('--markdown <file>', 'also write it as Markdown')
    .option('-v, --verbose', 'every requirement, and not only those where something differs')
    .addHelpText(
      'after',
      `
Exit codes: 0 the runs were laid side by side, whatever they say; 2 wrong usage.

Examples:
  slr-conformance matrix moto.json ministack.json --html matrix.html --markdown matrix.md
  slr-conformance matrix moto.json --earlier last-week.json`,
    );

/** Lays saved runs side by side; gives the exit code. */
export async function matrix(paths: readonly string[], flags: MatrixFlags, { io }: Context): Promise<number> {
  for (const path of [flags.html, flags.markdown]) if (path !== undefined) checkWritable(path, 'report');
  const earlierPaths = flags.earlier ?? [];
  const runs = (await Promise.all(paths.map((path) => readRunFiles(path, io)))).flat();
  const earlier = await Promise.all(earlierPaths.map((path) => readRunFile(path, io)));
  const stranger = earlier.findIndex(({ target }) => !runs.some((run) => run.target.name === target.name));
  if (stranger >= 0)
    throw new UsageError(
      `The earlier run ${earlierPaths[stranger]} is of ${earlier[stranger]?.target.name}, and no run beside it is.`,
      `Give an earlier run of ${[...new Set(runs.map(({ target }) => target.name))].join(' or ')}.`,
    );
  const made = matrixOf(runs, earlier);
  io.stdout.write(sideBySide(made, { ...lookOf(io), verbose: flags.verbose ?? false }));
  if (flags.html !== undefined) await write(flags.html, matrixHtml(made));
  if (flags.markdown !== undefined) await write(flags.markdown, matrixMarkdown(made));
  return 0;
}
