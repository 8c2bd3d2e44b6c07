import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Target } from '../adapters/index.ts';
import type { ServiceProfile } from '../model/index.ts';
import { UsageError } from './usage-error.ts';

const MEND =
  'Export a Target as default, or a function that gives one; `defineTarget` of slr-conformance/adapters makes one.';

const isTarget = (value: unknown): value is Target =>
  typeof value === 'object' &&
  value !== null &&
  ['describe', 'open', 'close'].every((name) => typeof (value as Record<string, unknown>)[name] === 'function');

/** Whether a text names a module of the user's: a path, or a file name of JavaScript or TypeScript. */
export const isModulePath = (name: string): boolean => /^\.{0,2}\/|^\.{1,2}$|\.[cm]?[jt]s$/.test(name);

/**
 * The target that a module exports, as default or as `target`: the target itself, or a function that is given the service
 * profile and gives the target.
 * @throws UsageError when there is no such module, or it exports no target
 */
export async function moduleTarget(path: string, profile: ServiceProfile): Promise<Target> {
  const file = resolve(path);
  if (!existsSync(file)) throw new UsageError(`There is no module ${path}.`, 'Give the path of a JavaScript module.');
  let exported: Record<string, unknown>;
  try {
    exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(
      `The module ${path} cannot be loaded: ${(error as Error).message}.`,
      'Mend it, or compile it first.',
    );
  }
  const found = exported['default'] ?? exported['target'];
  const target: unknown =
    typeof found === 'function' ? await (found as (given: ServiceProfile) => unknown)(profile) : found;
  if (isTarget(target)) return target;
  throw new UsageError(`The module ${path} exports no target.`, MEND);
}
