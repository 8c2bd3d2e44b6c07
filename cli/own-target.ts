import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moduleTarget, ProgramFault, type Target } from '../adapters/index.ts';
import type { ServiceProfile } from '../model/index.ts';
import { UsageError } from './usage-error.ts';

/** Whether a text names a module of the user's: a path, or a file name of JavaScript or TypeScript. */
export const isModulePath = (name: string): boolean => /^\.{0,2}\/|^\.{1,2}$|\.[cm]?[jt]s$/.test(name);

/** What serves a module in a process of its own; tests, which run the sources, use the built one. */
const HOST = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/cli/module-host.js' : 'module-host.js', import.meta.url),
);

/** Variables of Node that say how modules are loaded. */
const OF_NODE = ['NODE_OPTIONS', 'NODE_PATH', 'NODE_EXTRA_CA_CERTS'];

/**
 * The target that a module exports, as default or as `target`: the target itself, or a function that is given the service
 * profile and gives the target. It runs in a process of its own, with Node's options of this one.
 * @throws UsageError when there is no such module, or it exports no target
 */
export async function ownTarget(path: string, { id }: ServiceProfile): Promise<Target> {
  const file = resolve(path);
  if (!existsSync(file)) throw new UsageError(`There is no module ${path}.`, 'Give the path of a JavaScript module.');
  const words = [process.execPath, ...process.execArgv, HOST, file, id];
  const environment = OF_NODE.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  try {
    return await moduleTarget(words, Object.fromEntries(environment) as Record<string, string>);
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
    throw new UsageError(`The module ${path} cannot be used: ${error.told}.`, 'Mend it, or compile it first.');
  }
}
