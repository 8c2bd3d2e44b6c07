import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { History } from '../properties/index.ts';
import { stepLines } from '../reports/index.ts';

/** A file that steps go to as they are performed. It has its name once `end` was called, and another one until then. */
export interface StepsFile {
  readonly take: (history: History, world: number) => void;
  readonly end: () => void;
  /** Leaves nothing behind. */
  readonly drop: () => void;
}

/** Begins a file of steps with its first line. */
export function stepsFile(path: string, head: string): StepsFile {
  const unfinished = `${path}.${process.pid}.unfinished`;
  const file = openSync(unfinished, 'w');
  writeSync(file, head);
  return {
    take: (history, world) => void writeSync(file, stepLines(history, world)),
    end() {
      closeSync(file);
      renameSync(unfinished, path);
    },
    drop() {
      closeSync(file);
      rmSync(unfinished, { force: true });
    },
  };
}
