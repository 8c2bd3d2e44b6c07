import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Run } from '../properties/index.ts';
import {
  baselineOf,
  baselineText,
  checkBaseline,
  departs,
  exitCodeOf,
  exitMeaning,
  withKnown,
  type Baseline,
  type BaselineCheck,
  type ExitCode,
  plain,
} from '../reports/index.ts';
import { checkSubject, readBaseline } from './baseline-file.ts';
import type { Context } from './context.ts';
import { checkWritable, write } from './files.ts';
import type { Io } from './io.ts';
import { readRunFile } from './run-file.ts';

export interface BaselineFlags {
  readonly baseline: string;
}

/** Adds `baseline write` and `baseline check` to a program. */
export function baselineCommand(
  program: Command,
  perform: (way: 'write' | 'check', path: string, flags: BaselineFlags) => Promise<void>,
): void {
  const group = program.command('baseline').description('known deviations of a target, so that only new ones fail');
  group
    .command('write')
    .description(
      'write what a run found broken, and by what, as a baseline; entries that are there keep their reason, issue and expiry',
    )
    .argument('<run>', 'a run saved with --report json=FILE')
    .requiredOption('--baseline <file>', 'the file to write')
    .action(async (path: string, flags: BaselineFlags) => perform('write', path, flags));
  group
    .command('check')
    .description('lay a run beside its baseline: what is new, lost, stale or expired fails')
    .argument('<run>', 'a run saved with --report json=FILE')
    .requiredOption('--baseline <file>', 'the file to check against')
    .addHelpText(
      'after',
      `
Exit codes: 0 nothing but known deviations, 1 something new, lost, stale or expired, 2 wrong usage,
3 nothing of these but something inconclusive, 4 the suite itself failed.

Examples:
  slr-conformance baseline write run.json --baseline moto.baseline.json
  slr-conformance baseline check run.json --baseline moto.baseline.json
  slr-conformance run --target moto --baseline moto.baseline.json`,
    )
    .action(async (path: string, flags: BaselineFlags) => perform('check', path, flags));
}

/** Writes or checks a baseline; gives the exit code. */
export async function baseline(
  way: 'write' | 'check',
  path: string,
  flags: BaselineFlags,
  { io }: Context,
): Promise<number> {
  const file = flags.baseline;
  if (way === 'check') {
    const known = await readBaseline(file, io);
    const run = await readRunFile(path, io);
    checkSubject(known, file, run);
    return told(run, known, io);
  }
  checkWritable(file, 'baseline');
  const run = await readRunFile(path, io);
  const earlier = existsSync(file) ? await readBaseline(file, io) : undefined;
  if (earlier !== undefined) checkSubject(earlier, file, run);
  const made = baselineOf(run, earlier);
  await write(file, `${JSON.stringify(made, null, 2)}\n`);
  const gone = [...new Map((earlier?.entries ?? []).map((one) => [one.id, one])).values()].filter(
    ({ id }) => !made.entries.some((one) => one.id === id),
  );
  const dropped = gone.length === 0 ? '' : `; no longer broken, and left out: ${gone.map(({ id }) => id).join(', ')}`;
  io.stdout.write(`${made.entries.length} known deviations of ${plain(made.target)} in ${file}${dropped}\n`);
  return 0;
}

/** A run beside a baseline, today. */
export const beside = (run: Run, known: Baseline): BaselineCheck =>
  checkBaseline(run, known, new Date().toISOString().slice(0, 10));

/** Tells how a run stands beside its baseline; gives the exit code, in which known deviations do not count. */
export function told(run: Run, known: Baseline, io: Io): number {
  const check = beside(run, known);
  io.stdout.write(baselineText(check));
  const code = codeOf(withKnown(run, check), departs(check));
  io.stdout.write(
    `exit ${code}: ${code === 0 ? 'nothing broken that is not known' : code === 1 ? 'the run departs from its baseline' : exitMeaning(code)}\n`,
  );
  return code;
}

function codeOf(run: Run, departed: boolean): ExitCode {
  const code = exitCodeOf(run);
  return departed && code !== 4 ? 1 : code;
}
