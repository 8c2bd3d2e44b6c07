import type { RequirementId } from '../model/index.ts';
import type { Run } from '../properties/index.ts';
import { headline, programText } from '../reports/index.ts';
import { makeFolder, write } from './files.ts';
import type { Io } from './io.ts';
import { render, type ReportSpec } from './report-spec.ts';

/** Writes the reports that go to files; gives the text for standard output, if one goes there. */
export async function deliver(run: Run, specs: readonly ReportSpec[], io: Io): Promise<string | undefined> {
  for (const { format, path } of specs) if (path !== '-') await write(path, render(format, run));
  const first = specs.find(({ path }) => path === '-');
  if (first === undefined) return undefined;
  io.stderr.write(`${headline(run)}\n`);
  return render(first.format, run);
}

/** Saves each counterexample as a program file; gives the files by requirement. */
export async function saveCounterexamples(run: Run, folder: string): Promise<Readonly<Partial<Record<RequirementId, string>>>> {
  const files: Partial<Record<RequirementId, string>> = {};
  for (const { id, counterexample } of run.requirements) {
    if (counterexample === undefined) continue;
    makeFolder(folder);
    const path = `${folder.replace(/\/+$/, '')}/${id.replace('/', '-')}.json`;
    await write(path, programText(counterexample.program, { service: run.service, requirement: id, seed: run.seed }));
    files[id] = path;
  }
  return files;
}
