import type { RequirementId } from '../model/index.ts';
import type { Run } from '../properties/index.ts';
import { programText } from '../reports/index.ts';
import { makeFolder, write } from './files.ts';
import { render, type ReportSpec } from './report-spec.ts';
import { each } from './write-error.ts';

/** The files that counterexamples go to, by requirement. */
export type ProgramFiles = Readonly<Partial<Record<RequirementId, string>>>;

/** Names a file in the folder for each counterexample: `found/permissions-name.json`. */
export function programFilesOf(run: Run, folder: string | undefined): ProgramFiles {
  if (folder === undefined) return {};
  const shown = run.requirements.filter(({ counterexample }) => counterexample !== undefined);
  return Object.fromEntries(
    shown.map(({ id }) => [id, `${folder.replace(/(?<!\/)\/+$/, '')}/${id.replace('/', '-')}.json`]),
  );
}

/** Saves each counterexample that has a file as a program. */
export async function saveCounterexamples(run: Run, folder: string, files: ProgramFiles): Promise<void> {
  if (Object.keys(files).length > 0) makeFolder(folder);
  await each(
    run.requirements.map(({ id, counterexample }) => async () => {
      const path = files[id];
      if (path === undefined || counterexample === undefined) return;
      await write(path, programText(counterexample.program, { service: run.service, requirement: id, seed: run.seed }));
    }),
  );
}

/** Writes the reports that go to files. */
export async function writeReports(run: Run, specs: readonly ReportSpec[]): Promise<void> {
  await each(specs.filter(({ path }) => path !== '-').map((spec) => () => write(spec.path, render(spec.format, run))));
}

/** The report that goes to standard output, if one does. */
export function onStandardOutput(run: Run, specs: readonly ReportSpec[]): string | undefined {
  const spec = specs.find(({ path }) => path === '-');
  return spec === undefined ? undefined : render(spec.format, run);
}
