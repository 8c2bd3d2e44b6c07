import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { redactKnown } from '../adapters/index.ts';
import type { History } from '../properties/index.ts';
import { stepLines } from '../reports/index.ts';
import { sweep, unfinishedName } from './files.ts';
import { unwritable, type WriteError } from './write-error.ts';

/** A file that steps go to as they are performed. It has its name once `end` was called, and another one until then. */
export interface StepsFile {
  /** Never throws: once a step could not be written, none is, and `end` tells. */
  readonly take: (history: History, world: number) => void;
  /** @throws WriteError when the file is not whole; then nothing is left of it */
  readonly end: () => void;
  /** Leaves nothing behind. */
  readonly drop: () => void;
}

/**
 * Begins a file of steps with its first line.
 * @throws WriteError when it cannot be written
 */
export async function stepsFile(path: string, head: string): Promise<StepsFile> {
  const unfinished = unfinishedName(path);
  let failure: WriteError | undefined;
  const attempt = (action: () => void): void => {
    try {
      if (failure === undefined) action();
    } catch (error) {
      failure = unwritable(path, error);
    }
  };
  let file: number | undefined;
  const drop = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
    rmSync(unfinished, { force: true });
  };
  // Unlike `writeSync`, `writeFileSync` goes on until all is written, or throws.
  const append = (text: string): void => {
    if (file !== undefined) writeFileSync(file, text);
  };
  await sweep(path).catch(() => {});
  attempt(() => {
    file = openSync(unfinished, 'w');
    append(head);
  });
  return {
    take: (history, world) => attempt(() => append(redactKnown(stepLines(history, world)))),
    end() {
      attempt(() => {
        if (file !== undefined) fsyncSync(file);
        renameSync(unfinished, path);
      });
      drop();
      if (failure !== undefined) throw failure;
    },
    drop,
  };
}
