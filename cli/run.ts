import { Option, type Command } from 'commander';
import type { ServiceProfile } from '../model/index.ts';
import { consoleReport, exitCodeOf, headline, plain, stepsHead, withKnown } from '../reports/index.ts';
import { beside, told } from './baseline.ts';
import { checkSubject, readBaseline } from './baseline-file.ts';
import { lookOf, type Context } from './context.ts';
import { onStandardOutput, programFilesOf, saveCounterexamples, writeReports } from './deliver.ts';
import { checkOutputFolder, checkWritable } from './files.ts';
import { tellLeftovers } from './leftovers.ts';
import { suitePackage } from './package.ts';
import { plan } from './plan.ts';
import { progressLine } from './progress.ts';
import { gather, reportSpecs } from './report-spec.ts';
import type { RunFlags } from './run-flags.ts';
import { runServices } from './run-services.ts';
import { servicesNamed } from './service.ts';
import { onStage } from './stage.ts';
import { chosenTarget, withTargetFlags } from './target-flags.ts';
import { stepsFile, type StepsFile } from './steps-file.ts';
import { UsageError } from './usage-error.ts';
import { each } from './write-error.ts';
import * as values from './values.ts';

/** Adds `run` to a program. */
export const runCommand = (program: Command): Command =>
  withTargetFlags(program.command('run').description('judge a target: a verdict for every requirement'))
    .option(
      '--service <names>',
      'the service whose role is judged; several with commas between them, all, or ./FILE.json of your own',
      'mediapackage',
    )
    .addOption(
      new Option('--profile <depth>', 'how deep to look').choices(['quick', 'default', 'deep']).default('default'),
    )
    .option('--seed <integer>', 'from 0 to 4294967295; the same seed gives the same run (default: drawn)')
    .option('--budget-calls <integer>', 'explore no further after so many API calls')
    .option('--budget-time <time>', 'explore no further after so long: 60s, 5m')
    .option('--shard <i/n>', 'perform the i-th of n parts; every part with the same --seed; `merge` puts them together')
    .option('--jobs <integer>', 'so many worlds at once, where the target keeps them apart', '1')
    .option('--only <ids>', 'these requirements or sections alone, with commas between them')
    .option(
      '--report <format=file>',
      'also write a report: annotations, badge, html, json, junit or markdown=FILE; may be given several times; - is standard output',
      gather,
    )
    .option('--json', 'print the run as JSON instead of the report for people')
    .option('--save-counterexamples <folder>', 'save the program of each broken requirement, for replay')
    .option('--steps <file>', 'write every step as a line of JSON, as it is performed')
    .option('--baseline <file>', 'known deviations, which do not fail; see `baseline write`')
    .option('--plan', 'with --target aws: tell which calls a run would send, and how long it would take, and send none')
    .option('-v, --verbose', 'a row for every requirement, and every broken one explained')
    .addHelpText(
      'after',
      `
Exit codes: 0 conforms, 1 deviates, 2 wrong usage, 3 nothing broken but something inconclusive,
4 the suite itself failed.

Examples:
  slr-conformance run                                    the suite against its own reference
  slr-conformance run --target moto                      starts moto, judges it, ends it
  slr-conformance run --target http://127.0.0.1:4566 --settle 2s --report json=run.json
  slr-conformance run --target moto --service all --profile quick
  slr-conformance run --target moto --service ecs,./our-service.json
  slr-conformance run --target moto --only deletion,permissions/name --seed 42
  slr-conformance run --target moto --save-counterexamples found`,
    );

/** Judges a target and reports; gives the exit code. */
export async function run(flags: RunFlags, { io, engine }: Context): Promise<number> {
  const profiles = await servicesNamed(flags.service, io, flags.regions);
  const seed = values.seed(flags.seed);
  const options = {
    seed,
    depth: flags.profile,
    suite: suitePackage,
    ...(flags.shard === undefined ? {} : { shard: values.shard(flags.shard) }),
    jobs: values.jobs(flags.jobs ?? '1'),
    ...(flags.only === undefined ? {} : { only: values.only(flags.only) }),
    ...(flags.budgetCalls === undefined ? {} : { budgetCalls: values.calls(flags.budgetCalls) }),
    ...(flags.budgetTime === undefined ? {} : { budgetMs: values.milliseconds('--budget-time', flags.budgetTime) }),
  };
  const [profile, ...others] = profiles as [ServiceProfile, ...ServiceProfile[]];
  if (others.length > 0) return runServices([profile, ...others], flags, options, { io, engine });
  if (flags.shard !== undefined && flags.seed === undefined)
    throw new UsageError(
      `--shard ${flags.shard} needs the seed that all shards share.`,
      'Add --seed, such as --seed 1.',
    );
  if (flags.shard !== undefined && flags.baseline !== undefined)
    throw new UsageError('A shard cannot be held against a baseline.', 'Merge the shards, then use `baseline check`.');
  const specs = reportSpecs(flags);
  const folder = flags.saveCounterexamples;
  if (folder !== undefined) checkOutputFolder(folder, 'folder of counterexamples');
  if (flags.steps !== undefined) checkWritable(flags.steps, 'file of steps');
  const known = flags.baseline === undefined ? undefined : await readBaseline(flags.baseline, io);
  const chosen = await chosenTarget(flags, profile, { io, engine });
  if (flags.plan === true) {
    if (chosen.aws === undefined)
      throw new UsageError('--plan is about real accounts.', 'Add --target aws, or leave it out.');
    return plan(chosen.aws, { ...options, profile }, { io, engine });
  }
  const progress = progressLine(io.stderr);
  let steps: StepsFile | undefined;
  const judged = await onStage(io, chosen, async (target, signal) => {
    if (known !== undefined && flags.baseline !== undefined)
      checkSubject(known, flags.baseline, { target: target.describe(), service: profile.id });
    if (options.jobs > 1 && target.describe().sideBySide !== true)
      throw new UsageError(
        `--jobs ${options.jobs}: ${target.describe().name} does not keep worlds apart (${target.describe().isolation}).`,
        'Leave --jobs out.',
      );
    if (flags.steps !== undefined) {
      const facts = { suite: suitePackage, service: profile.id, profile: flags.profile, seed };
      steps = await stepsFile(flags.steps, stepsHead(facts, target.describe().name));
    }
    return engine
      .runSuite(target, {
        ...options,
        profile,
        ...(steps === undefined ? {} : { onHistory: steps.take }),
        replayCommand: `slr-conformance replay FILE ${chosen.flags}`,
        onProgress: progress.show,
        signal,
      })
      .finally(progress.end);
  }).catch((error: unknown) => {
    steps?.drop();
    throw error;
  });
  const done = known === undefined ? judged : withKnown(judged, beside(judged, known));
  const programFiles = programFilesOf(done, folder);
  const runFile = specs.find(({ format, path }) => format === 'json' && path !== '-')?.path;
  const asked = onStandardOutput(done, specs);
  if (asked === undefined) {
    const look = {
      ...lookOf(io),
      verbose: flags.verbose ?? false,
      programFiles,
      baseline: known !== undefined,
    };
    io.stdout.write(consoleReport(done, { ...look, ...(runFile === undefined ? {} : { runFile }) }));
  } else {
    io.stdout.write(asked);
    io.stderr.write(`${plain(headline(done))}\n`);
  }
  const code =
    known === undefined ? exitCodeOf(done) : told(done, known, asked === undefined ? io : { ...io, stdout: io.stderr });
  // What cannot be written is told after the verdicts, which are on the terminal by now.
  await each([
    () => steps?.end(),
    () => writeReports(done, specs),
    () => (folder === undefined ? undefined : saveCounterexamples(done, folder, programFiles)),
  ]);
  return tellLeftovers(chosen, io, code);
}
