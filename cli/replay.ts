import type { Command } from 'commander';
import { exitCodeOf, replayReport } from '../reports/index.ts';
import { lookOf, type Context } from './context.ts';
import { onStandardOutput, writeReports } from './deliver.ts';
import { tellLeftovers } from './leftovers.ts';
import { suitePackage } from './package.ts';
import { readProgramFile } from './program-file.ts';
import { progressLine } from './progress.ts';
import { gather, reportSpecs, type ReportFlags } from './report-spec.ts';
import { inRegions, serviceNamed } from './service.ts';
import { onStage } from './stage.ts';
import { chosenTarget, withTargetFlags, type TargetFlags } from './target-flags.ts';
import * as values from './values.ts';

export interface ReplayFlags extends TargetFlags, ReportFlags {
  readonly seed?: string;
  readonly service?: string;
  readonly verbose?: true;
}

/** Adds `replay` to a program. */
export const replayCommand = (program: Command): Command =>
  withTargetFlags(
    program
      .command('replay')
      .description('perform a saved program again, and judge it')
      .argument('<file>', 'a program file, or - for standard input'),
  )
    .option('--seed <integer>', 'for what a reference leaves to chance (default: the one of the file)')
    .option('--service <file>', 'the service that the program is about, where it is one of your own')
    .option('--report <format=file>', 'also write a report, json=FILE', gather)
    .option('--json', 'print the run as JSON')
    .option('-v, --verbose', 'the whole answer of every step')
    .addHelpText(
      'after',
      `
A program file:
  { "schema": "https://slr-conformance.dev/schema/program-1.json", "service": "mediapackage",
    "program": [ { "kind": "CreateServiceLinkedRole", "service": "own" }, { "kind": "GetRole", "role": "linked" } ] }

Exit codes are those of run.

Examples:
  slr-conformance replay found/permissions-name.json --target moto
  slr-conformance replay - --target http://127.0.0.1:4566 < program.json`,
    );

/** Performs a saved program and reports; gives the exit code. */
export async function replay(path: string, flags: ReplayFlags, { io, engine }: Context): Promise<number> {
  const specs = reportSpecs(flags);
  const given = flags.seed === undefined ? undefined : values.seed(flags.seed);
  const own = flags.service === undefined ? undefined : await serviceNamed(flags.service, io);
  const file = await readProgramFile(path, io, own);
  const profile = inRegions(file.service, flags.regions);
  const chosen = await chosenTarget(flags, profile, { io, engine });
  const progress = progressLine(io.stderr);
  const ended = await onStage(io, chosen, (target, signal) =>
    engine
      .replayProgram(target, file.program, {
        profile,
        seed: given ?? file.seed ?? values.seed(undefined),
        suite: suitePackage,
        replayCommand: `slr-conformance replay FILE ${chosen.flags}`,
        // A replay is over before anybody could wonder: its first difference is its result.
        onProgress: (made) => made.phase !== 'sight' && progress.show(made),
        signal,
      })
      .finally(progress.end),
  );
  const { steps, ...done } = ended;
  const about = file.requirement === undefined ? {} : { requirement: file.requirement };
  const look = { ...lookOf(io), verbose: flags.verbose ?? false, ...about };
  io.stdout.write(onStandardOutput(done, specs) ?? replayReport(done, steps, look));
  await writeReports(done, specs);
  return tellLeftovers(chosen, io, exitCodeOf(done));
}
