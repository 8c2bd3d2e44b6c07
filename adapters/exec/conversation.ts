import type { z } from 'zod';
import { startGuarded, type GuardedProcess, type ProcessStart } from '../machine/index.ts';
import { LineReader } from './line-reader.ts';
import { answerIn, complaint, type Answer } from './messages.ts';
import { ProgramFault, ProgramGone, quoteLine } from './program-fault.ts';

interface Question {
  readonly id: number;
  readonly what: string;
  readonly answered: (line: string, answer: Answer) => void;
  readonly failed: (fault: Error) => void;
}

/** Seconds that a program has to end on its own once its standard input has ended. */
const GRACE_SECONDS = 3;

/**
 * Questions and answers with a program, one at a time, as lines of JSON. Once it has broken off or broken the protocol it
 * is ended, and every later question fails at once with the same fault.
 */
export class Conversation {
  readonly #who: string;
  readonly #program: GuardedProcess;
  #lastId = 0;
  #pending = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #question: Question | undefined;
  #fault: ProgramGone | undefined;
  #ended = false;

  /** @param who what is spoken with, as errors name it: `The program` */
  constructor(who: string, start: Omit<ProcessStart, 'heard' | 'graceSeconds'>) {
    this.#who = who;
    const reader = new LineReader(
      (line) => {
        this.#heard(line);
      },
      (problem, line) => this.#fail(`${this.#who} wrote ${problem}: ${quoteLine(line)}.`),
    );
    this.#program = startGuarded({
      ...start,
      graceSeconds: GRACE_SECONDS,
      heard: (chunk) => void (this.#fault ?? reader.read(chunk)),
    });
    void this.#watch();
  }

  /**
   * Asks one thing, when everything asked before is answered. `what` names it in errors: `hello`, `perform GetRole`.
   * @throws ProgramGone when the program breaks off, answers in another form, or is not done in time; ProgramFault when it
   *   answers with an error, and can be asked further
   */
  ask<T>(what: string, members: object, shape: z.ZodType<T>, timeoutMs: number): Promise<T> {
    this.#pending += 1;
    const asked = this.#turn
      .then(() => this.#exchange(what, members, shape, timeoutMs))
      .finally(() => (this.#pending -= 1));
    this.#turn = asked.catch(() => {});
    return asked;
  }

  /** Whether a question is waiting for its answer. */
  get busy(): boolean {
    return this.#pending > 0;
  }

  /** Whether the program has broken off or broken the protocol. */
  get broken(): boolean {
    return this.#fault !== undefined;
  }

  /** Ends the program, by asking after three seconds and by force after six; what it was asked fails. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#question?.failed(this.fault(`The target was closed before there was an answer to ${this.#question.what}.`));
    await this.#program.end();
  }

  async #watch(): Promise<void> {
    const code = await this.#program.ended;
    if (this.#ended) return;
    const how = code === null ? 'was ended by a signal' : `ended with exit code ${code}`;
    const due = this.#question === undefined ? '' : ` instead of answering ${this.#question.what}`;
    this.#fail(`${this.#who} ${how}${due}.`);
  }

  #exchange<T>(what: string, members: object, shape: z.ZodType<T>, timeoutMs: number): Promise<T> {
    if (this.#fault !== undefined) throw this.#fault;
    if (this.#ended) throw new Error(`${what} after the target was closed`);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#fail(`${this.#who} did not answer ${what} within ${timeoutMs / 1000} s.`);
      }, timeoutMs);
      const over = (): void => {
        clearTimeout(timer);
        this.#question = undefined;
      };
      this.#question = {
        id,
        what,
        answered: (line, answer) => {
          over();
          if ('error' in answer) {
            const { message } = answer.error;
            reject(this.fault(`${this.#who} answered ${what} with an error: ${message}.`, message));
            return;
          }
          const read = shape.safeParse(answer.ok);
          if (read.success) resolve(read.data);
          else
            reject(
              this.#fail(`${this.#who}'s answer to ${what} is wrong: ${complaint(read.error)}, in ${quoteLine(line)}.`),
            );
        },
        failed: (fault) => {
          over();
          reject(fault);
        },
      };
      this.#program.write(`${JSON.stringify({ id, ...members })}\n`);
    });
  }

  #heard(line: string): void {
    if (this.#fault !== undefined || this.#ended) return;
    const answer = answerIn(line);
    const question = this.#question;
    if (answer === 'not JSON')
      this.#fail(
        `${this.#who} wrote a line to standard output that is not JSON: ${quoteLine(line)}. Standard output is for answers alone: write logs to stderr.`,
      );
    else if (answer === 'no answer')
      this.#fail(
        `${this.#who} wrote a line that is no answer: ${quoteLine(line)}. An answer has an id, and either ok or error.`,
      );
    else if (question === undefined) this.#fail(`${this.#who} wrote an answer to nothing: ${quoteLine(line)}.`);
    else if (answer.id !== question.id)
      this.#fail(
        `${this.#who} answered with id ${answer.id} where ${question.what} has id ${question.id}: ${quoteLine(line)}.`,
      );
    else question.answered(line, answer);
  }

  #fail(problem: string): ProgramGone {
    if (this.#fault === undefined) {
      this.#fault = new ProgramGone(problem, this.#program.stderrTail());
      this.#question?.failed(this.#fault);
      void this.end();
    }
    return this.#fault;
  }

  /** A fault that the program is not ended for. */
  fault(problem: string, told?: string): ProgramFault {
    return new ProgramFault(problem, this.#program.stderrTail(), told);
  }
}
