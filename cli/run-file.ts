import { RUN_SCHEMA, runSchema, type Run } from '../properties/run/index.ts';
import type { Io } from './io.ts';
import { checked, readJson, type FileKind } from './json-file.ts';
import { UsageError } from './usage-error.ts';

const KIND: FileKind = { noun: 'run file', mend: 'Make one with `slr-conformance run --report json=FILE`.' };

/**
 * Reads a run that was saved as JSON.
 * @throws UsageError when it cannot be read, is not JSON, is no run, or was saved by a version that told runs in another layout
 */
export const readRunFile = async (path: string, io: Io): Promise<Run> => runIn(await readJson(path, KIND, io), path);

/**
 * Reads a file of one run, or of the runs for several services.
 * @throws UsageError as `readRunFile` does
 */
export async function readRunFiles(path: string, io: Io): Promise<readonly Run[]> {
  const value = await readJson(path, KIND, io);
  return Array.isArray(value) ? value.map((one: unknown) => runIn(one, path)) : [runIn(value, path)];
}

function runIn(value: unknown, path: string): Run {
  const layout = layoutOf((value as { readonly schema?: unknown } | null)?.schema);
  const own = layoutOf(RUN_SCHEMA);
  if (layout !== undefined && layout !== own)
    throw new UsageError(
      `The run file ${path} was saved by another version of slr-conformance: its layout is ${layout}, and this version reads ${own}.`,
      KIND.mend,
    );
  return checked(runSchema, value, KIND, path);
}

/** `run-2` of the address of a schema that ends so. */
const layoutOf = (schema: unknown): string | undefined => /\/(run-\d+)\.json$/.exec(String(schema))?.[1];
