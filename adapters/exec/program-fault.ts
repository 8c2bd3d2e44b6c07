import { redact } from '../machine/index.ts';
import { TargetGone } from '../target-gone.ts';

/** Characters of a line that a fault quotes. */
const QUOTED = 200;

/**
 * A program that told of an error of its own, or answered what it was not asked: never a verdict on the target. The message
 * ends with the last that the program wrote to its standard error.
 */
export class ProgramFault extends Error {
  override readonly name = 'ProgramFault';

  /** What the program itself told of it. */
  readonly told: string;

  /** What happened, in one sentence, and the end of the program's standard error. */
  constructor(problem: string, tail: string, told = '') {
    super(withTail(problem, tail));
    this.told = told;
  }
}

/** A program that broke off or broke the protocol, and is ended. */
export class ProgramGone extends TargetGone {
  override readonly name = 'ProgramGone';

  constructor(problem: string, said: string) {
    super(withTail(problem, said));
  }
}

const withTail = (problem: string, said: string): string =>
  `${problem} ${said === '' ? 'It wrote nothing to standard error.' : `Its standard error ends with:\n${said}`}`;

/** A line as a fault shows it: at most 200 characters of it. */
export const quoteLine = (line: string): string =>
  JSON.stringify(line.length > QUOTED ? `${redact(line.slice(0, 50 * QUOTED)).slice(0, QUOTED)}...` : redact(line));
