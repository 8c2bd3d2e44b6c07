/** Files that a command writes: checked before the work, so that nothing is lost after it; written whole or not at all. */
import { constants, accessSync, statSync, mkdirSync } from 'node:fs';
import { open, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './usage-error.ts';
import { unwritable } from './write-error.ts';

const stats = (path: string) => statSync(path, { throwIfNoEntry: false });

/**
 * Makes sure that a file can be written later; writes nothing.
 * @throws UsageError when its folder is missing, is no folder, or may not be written to
 */
export function checkWritable(path: string, what: string): void {
  checkFolder(dirname(path), `${what} ${path}`);
  const there = stats(path);
  if (there !== undefined && !there.isFile() && !there.isCharacterDevice())
    throw new UsageError(`The ${what} ${path} cannot be written: it is a folder.`, 'Give the name of a file.');
}

/**
 * Makes sure that a folder is there, or that it can be made in a folder that is there; makes nothing.
 * @throws UsageError when it cannot
 */
export function checkOutputFolder(path: string, what: string): void {
  checkFolder(stats(path) === undefined ? dirname(path) : path, `${what} ${path}`);
}

function checkFolder(folder: string, what: string): void {
  const there = stats(folder);
  if (there === undefined)
    throw new UsageError(
      `The ${what} cannot be written: there is no folder ${folder}.`,
      'Make it first, or give another place.',
    );
  if (!there.isDirectory())
    throw new UsageError(`The ${what} cannot be written: ${folder} is not a folder.`, 'Give another place.');
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new UsageError(
      `The ${what} cannot be written: no permission to write to ${folder}.`,
      'Allow it, or give another place.',
    );
  }
}

/**
 * Writes a file whole or not at all: what was there stays until the new text lies on the disk. A file keeps its mode, and a
 * link its target.
 * @throws WriteError when it cannot be written
 */
export async function write(path: string, text: string): Promise<void> {
  try {
    if (stats(path)?.isFile() === false) await writeFile(path, text);
    else await replace(stats(path) === undefined ? path : await realpath(path), text);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** How the name of a file ends until it is whole; the number is the process that writes it. */
const UNFINISHED = /\.(\d{1,10})\.unfinished$/;

/** The name that a file has until it is whole. */
export const unfinishedName = (path: string): string => `${path}.${process.pid}.unfinished`;

async function replace(path: string, text: string): Promise<void> {
  await sweep(path);
  const unfinished = unfinishedName(path);
  try {
    const file = await open(unfinished, 'w', stats(path)?.mode);
    try {
      await file.writeFile(text);
      // A full disk may only show when what was written is asked to lie there.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Removes what a process that was killed left of this file. */
export async function sweep(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const writer = UNFINISHED.exec(name)?.[1];
    if (writer === undefined || name !== `${basename(path)}.${writer}.unfinished` || isAlive(Number(writer))) continue;
    await rm(join(dirname(path), name), { force: true });
  }
}

/** Whether there is a process with this id. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Makes a folder unless it is there.
 * @throws WriteError when it cannot be made
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}
