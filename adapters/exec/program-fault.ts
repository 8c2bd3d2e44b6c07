/** Characters of a line that a fault quotes. */
const QUOTED = 200;

/**
 * A program that broke off, broke the protocol or told of an error of its own: never a verdict on the target. The message
 * ends with the last that the program wrote to its standard error.
 */
export class ProgramFault extends Error {
  override readonly name = 'ProgramFault';
  /** The message as one paragraph. */
  readonly inOneLine: string;

  /** What happened, in one sentence, and the end of the program's standard error. */
  constructor(problem: string, said: string) {
    super(`${problem} ${said === '' ? SILENT : `Its standard error ends with:\n${said}`}`);
    this.inOneLine = `${problem} ${said === '' ? SILENT : `It said: "${said.replaceAll(/\s+/g, ' ').slice(-500)}".`}`;
  }
}

const SILENT = 'It wrote nothing to standard error.';

/** A line as a fault shows it: at most 200 characters of it. */
export const quoteLine = (line: string): string =>
  JSON.stringify(line.length > QUOTED ? `${line.slice(0, QUOTED)}...` : line);
