import type { Program, RequirementId, ServiceProfile } from '../model/index.ts';
import type { Run, SuiteOptions } from '../properties/index.ts';
import { exitCodeOfAll, jsonReport, matrixHtml, matrixMarkdown, matrixOf, servicesReport } from '../reports/index.ts';
import { lookOf, type Context } from './context.ts';
import { programFilesOf, saveCounterexamples } from './deliver.ts';
import { each } from './write-error.ts';
import { write } from './files.ts';
import { progressLine } from './progress.ts';
import { reportSpecs, type ReportFormat } from './report-spec.ts';
import type { RunFlags } from './run-flags.ts';
import { onStage } from './stage.ts';
import { chosenTarget } from './target-flags.ts';
import { UsageError } from './usage-error.ts';

/** The reports on several services at once. */
const FORMATS: Readonly<Partial<Record<ReportFormat, (runs: readonly Run[]) => string>>> = {
  html: (runs) => matrixHtml(matrixOf(runs)),
  json: (runs) => `[${runs.map((run) => jsonReport(run).trimEnd()).join(',\n')}]\n`,
  markdown: (runs) => matrixMarkdown(matrixOf(runs)),
};

/** Judges a target once for each of several services, and tells which keeps what; gives the exit code over all. */
export async function runServices(
  profiles: readonly [ServiceProfile, ...ServiceProfile[]],
  flags: RunFlags,
  options: Omit<SuiteOptions, 'profile'>,
  { io, engine }: Context,
): Promise<number> {
  const odd = (['shard', 'steps', 'baseline'] as const).find((name) => flags[name] !== undefined);
  if (odd !== undefined)
    throw new UsageError(
      `--${odd} goes with one service, and --service ${flags.service} names ${profiles.length}.`,
      'Name one, or leave it out.',
    );
  const specs = reportSpecs(flags).map(({ format, path }) => {
    const render = FORMATS[format];
    if (render !== undefined) return { path, render };
    throw new UsageError(
      `--report ${format} is about one service, and --service ${flags.service} names ${profiles.length}.`,
      `Give ${Object.keys(FORMATS).join(', ')}, or name one service.`,
    );
  });
  const chosen = await chosenTarget(flags, profiles[0], { io, engine });
  const progress = progressLine(io.stderr);
  const runs = await onStage(io, chosen, async (target, signal) => {
    const done: Run[] = [];
    const shown = new Map<RequirementId, Program>();
    for (const profile of profiles) {
      if (signal.aborted) break;
      const isFirst = done.length === 0;
      const own = isFirst
        ? target
        : (target.about?.(profile) ?? (await (await chosenTarget(flags, profile, { io, engine })).open()));
      try {
        const run = await engine.runSuite(own, {
          ...options,
          profile,
          shown,
          replayCommand: `slr-conformance replay FILE ${chosen.flags}`,
          onProgress: (told) =>
            progress.show({
              ...told,
              detail: `${profile.id} (${done.length + 1} of ${profiles.length}): ${told.detail}`,
            }),
          signal,
        });
        done.push(run);
        for (const { id, counterexample } of run.requirements)
          if (counterexample !== undefined) shown.set(id, counterexample.program);
      } finally {
        if (!isFirst) await own.close();
      }
    }
    return done;
  }).finally(progress.end);
  const aside = specs.find(({ path }) => path === '-');
  const look = { ...lookOf(io), verbose: flags.verbose ?? false };
  if (aside === undefined) io.stdout.write(servicesReport(runs, look));
  else io.stdout.write(aside.render(runs));
  const folder = flags.saveCounterexamples;
  await each([
    ...specs
      .filter(({ path }) => path !== '-')
      .map(
        ({ path, render }) =>
          () =>
            write(path, render(runs)),
      ),
    ...(folder === undefined
      ? []
      : runs.map((run) => () => saveOwn(run, `${folder.replace(/(?<!\/)\/+$/, '')}/${run.service}`))),
  ]);
  return exitCodeOfAll(runs);
}

const saveOwn = (run: Run, folder: string): Promise<void> =>
  saveCounterexamples(run, folder, programFilesOf(run, folder));
