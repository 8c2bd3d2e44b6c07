/** Files that a command writes: checked before the work, so that nothing is lost after it; written whole or not at all. */
import { constants, accessSync, statSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { UsageError } from './usage-error.ts';

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

/** Writes a file whole or not at all. */
export async function write(path: string, text: string): Promise<void> {
  if (stats(path)?.isFile() === false) {
    const { writeFile } = await import('node:fs/promises');
    return writeFile(path, text);
  }
  return writeFileAtomic(path, text);
}

/** Makes a folder unless it is there. */
export const makeFolder = (path: string): void => void mkdirSync(path, { recursive: true });
