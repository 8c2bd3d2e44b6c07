import type { Engine } from './engine.ts';
import { colored, widthOf, type Io } from './io.ts';

/** What every command is given. */
export interface Context {
  readonly io: Io;
  readonly engine: Engine;
}

/** How a report looks on standard output. */
export const lookOf = ({ stdout, env }: Io): { readonly color: boolean; readonly width: number } => ({
  color: colored(stdout, env),
  width: widthOf(stdout),
});
