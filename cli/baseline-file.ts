import { readFile } from 'node:fs/promises';
import { requirements } from '../model/index.ts';
import type { Run } from '../properties/index.ts';
import { baselineSchema, type Baseline } from '../reports/index.ts';
import type { Io } from './io.ts';
import { checked, readJson, type FileKind } from './json-file.ts';
import { didYouMean } from './nearest.ts';
import { UsageError } from './usage-error.ts';

const KIND: FileKind = {
  noun: 'baseline',
  mend: 'Make one with `slr-conformance baseline write RUN.json --baseline FILE`.',
};

/**
 * Reads a baseline.
 * @throws UsageError when it cannot be read, is not valid, has an unknown requirement (with its line), or has one twice
 */
export async function readBaseline(path: string, io: Io): Promise<Baseline> {
  const baseline = checked(baselineSchema, await readJson(path, KIND, io), KIND, path);
  const ids = baseline.entries.map(({ id }) => id);
  const names: readonly string[] = requirements.map(({ id }) => id);
  const unknown = ids.find((id) => !names.includes(id));
  if (unknown !== undefined)
    throw new UsageError(
      `The baseline ${path} has an unknown requirement "${unknown}"${await lineOf(path, unknown)}.`,
      didYouMean(unknown, names, 'See `slr-conformance list`.'),
    );
  const keys = baseline.entries.map(({ id, deviation }) => JSON.stringify([id, deviation]));
  const twice = ids.find((_, index) => keys.indexOf(keys[index] ?? '') !== index);
  if (twice !== undefined)
    throw new UsageError(`The baseline ${path} has ${twice} twice.`, 'Keep one of the two entries.');
  return baseline;
}

/** Where an id stands in the file: ` in line 12`; nothing for standard input, which can be read once. */
async function lineOf(path: string, id: string): Promise<string> {
  if (path === '-') return '';
  const lines = (await readFile(path, 'utf8')).split('\n');
  const index = lines.findIndex((line) => line.includes(JSON.stringify(id)));
  return index < 0 ? '' : ` in line ${index + 1}`;
}

/**
 * Makes sure that a baseline speaks of the target that is judged.
 * @throws UsageError when it is of another target or service
 */
export function checkSubject(
  baseline: Baseline,
  path: string,
  { target, service }: { readonly target: Pick<Run['target'], 'name'>; readonly service: string },
): void {
  if (baseline.target === target.name && baseline.service === service) return;
  throw new UsageError(
    `The baseline ${path} is of ${baseline.target} (${baseline.service}), and the run of ${target.name} (${service}).`,
    'Give the baseline of this target.',
  );
}
