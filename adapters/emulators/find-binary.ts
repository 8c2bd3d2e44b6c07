import { execFile } from 'node:child_process';
import { access, constants, open, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { childEnvironment } from '../machine/index.ts';
import { TargetError } from '../target-error.ts';
import type { EmulatorPreset } from './presets.ts';

const execute = promisify(execFile);

/** Runs a command that only tells something. */
const run = (command: string, args: readonly string[]): Promise<{ readonly stdout: string }> =>
  execute(command, [...args], { env: childEnvironment(tmpdir()), timeout: 10_000 });

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The folders from this file upwards; the package's root is among them, compiled or not. */
function ancestors(): readonly string[] {
  const folders: string[] = [];
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!folders.includes(folder)) {
    folders.push(folder);
    folder = dirname(folder);
  }
  return folders;
}

/**
 * Where an emulator's command lies: the given path, else `.emulators/NAME/bin` of the working folder or of the package,
 * else on PATH.
 * @throws TargetError when it is nowhere
 */
export async function findBinary({ binary, install, name }: EmulatorPreset, given?: string): Promise<string> {
  if (given !== undefined) {
    if (await isExecutable(given)) return resolve(given);
    throw new TargetError('emulator-missing', `${given} cannot be run as ${binary}.`, install);
  }
  const places = [resolve('.'), ...ancestors()].map((folder) => join(folder, '.emulators', name, 'bin', binary));
  for (const place of places) if (await isExecutable(place)) return place;
  try {
    const { stdout } = await run('/bin/sh', ['-c', 'command -v "$1"', 'sh', binary]);
    return stdout.trim();
  } catch {
    throw new TargetError('emulator-missing', `${name} is not installed: there is no ${binary}.`, install);
  }
}

/** The interpreter in the first line of a script; undefined when it has none. */
async function interpreterOf(script: string): Promise<string | undefined> {
  const file = await open(script);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(256), length: 256 });
    return /^#!(\S+)\s*$/m.exec(buffer.subarray(0, bytesRead).toString('utf8').split('\n')[0] ?? '')?.[1];
  } finally {
    await file.close();
  }
}

/** The version of the main module that Go wrote into a program; undefined when it wrote none. */
async function builtFrom(program: string, module: string): Promise<string | undefined> {
  const bytes = await readFile(program);
  const mark = Buffer.from(`\nmod\t${module}\t`);
  const at = bytes.indexOf(mark);
  if (at < 0) return undefined;
  const said = bytes.subarray(at + mark.length, at + mark.length + 64).toString('latin1');
  return /^v(\d+\.\d+\.\d+\S*)/.exec(said)?.[1];
}

/** The version of a crate by the list that Cargo keeps above the folder of its programs; undefined when it is not in it. */
async function installedCrate(program: string, crate: string): Promise<string | undefined> {
  const list = await readFile(join(dirname(dirname(program)), '.crates.toml'), 'utf8');
  const at = list.indexOf(`"${crate} `);
  return at < 0 ? undefined : /^"\S+ (\d+\.\d+\.\d+\S*)/.exec(list.slice(at))?.[1];
}

/** The version of an emulator: of its Python distribution, as its command tells it, as Go wrote it into the program, or as Cargo noted it; undefined when it cannot be told. */
export async function versionOf(
  binary: string,
  { version }: Pick<EmulatorPreset, 'version'>,
): Promise<string | undefined> {
  try {
    if ('args' in version) {
      const { stdout } = await run(binary, version.args);
      return /(?<!\d)\d+\.\d+\.\d+\S*/.exec(stdout)?.[0];
    }
    if ('goModule' in version) return await builtFrom(binary, version.goModule);
    if ('crate' in version) return await installedCrate(binary, version.crate);
    const python = await interpreterOf(binary);
    if (python === undefined) return undefined;
    const script = 'import sys, importlib.metadata as m; print(m.version(sys.argv[1]))';
    const { stdout } = await run(python, ['-c', script, version.distribution]);
    return stdout.trim() === '' ? undefined : stdout.trim();
  } catch {
    return undefined;
  }
}
