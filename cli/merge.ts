import type { Command } from 'commander';
import { consoleReport, exitCodeOf, headline, plain } from '../reports/index.ts';
import { lookOf, type Context } from './context.ts';
import { onStandardOutput, writeReports } from './deliver.ts';
import { gather, reportSpecs, type ReportFlags } from './report-spec.ts';
import { readRunFile } from './run-file.ts';
import { UsageError } from './usage-error.ts';

export interface MergeFlags extends ReportFlags {
  readonly verbose?: true;
}

/** Adds `merge` to a program. */
export const mergeCommand = (program: Command): Command =>
  program
    .command('merge')
    .description('put the shards of a run together: the verdicts on the whole')
    .argument('<run...>', 'all shards, saved with --report json=FILE; or one whole run, to write other reports of it')
    .option('--report <format=file>', 'write a report, as `run` does; may be given several times', gather)
    .option('--json', 'print the run as JSON instead of the report for people')
    .option('-v, --verbose', 'a row for every requirement, and every broken one explained')
    .addHelpText(
      'after',
      `
Exit codes: as those of run, 2 where the runs do not belong together.

Examples:
  slr-conformance merge shard-*.json --report json=run.json --report html=run.html
  slr-conformance merge run.json --report html=run.html`,
    );

/** Merges shards and reports; gives the exit code. */
export async function merge(paths: readonly string[], flags: MergeFlags, { io }: Context): Promise<number> {
  const specs = reportSpecs(flags);
  const runs = await Promise.all(paths.map((path) => readRunFile(path, io)));
  const { mergeRuns, MergeError } = await import('../properties/index.ts');
  const run = ((): ReturnType<typeof mergeRuns> => {
    try {
      return mergeRuns(runs);
    } catch (error) {
      if (!(error instanceof MergeError)) throw error;
      throw new UsageError(error.message, 'Give every shard of one run, each once.');
    }
  })();
  const asked = onStandardOutput(run, specs);
  if (asked === undefined) io.stdout.write(consoleReport(run, { ...lookOf(io), verbose: flags.verbose ?? false }));
  else {
    io.stdout.write(asked);
    io.stderr.write(`${plain(headline(run))}\n`);
  }
  await writeReports(run, specs);
  return exitCodeOf(run);
}
