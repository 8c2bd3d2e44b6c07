import type { Run } from '../properties/index.ts';
import { runSchema } from '../reports/index.ts';
import type { Io } from './io.ts';
import { checked, readJson, type FileKind } from './json-file.ts';

const KIND: FileKind = { noun: 'run file', mend: 'Make one with `slr-conformance run --report json=FILE`.' };

/**
 * Reads a run that was saved as JSON.
 * @throws UsageError when it cannot be read, is not JSON, or is no run
 */
export const readRunFile = async (path: string, io: Io): Promise<Run> =>
  checked(runSchema, await readJson(path, KIND, io), KIND, path);
