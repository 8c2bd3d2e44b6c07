import { plain } from '../reports/index.ts';
import type { Io } from './io.ts';
import type { ChosenTarget } from './target.ts';

/** The exit code of a command that left something in an account. */
const LEFT = 4;

/** Tells, after the verdicts, what is to be known of a real account; gives the exit code, which is 4 where anything is left. */
export function tellLeftovers({ left, notes }: ChosenTarget, io: Io, code: number): number {
  const rest = left?.();
  for (const text of [...(notes?.() ?? []), ...(rest === undefined ? [] : [rest])]) io.stderr.write(`${plain(text)}\n`);
  return rest === undefined ? code : LEFT;
}
