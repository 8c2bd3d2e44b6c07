import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import {
  abilitiesOf,
  answered,
  nameOf,
  spelt,
  type Operation,
  type Outcome,
  type ServiceProfile,
  type Unsupported,
} from '../../model/index.ts';
import type { Session } from '../port.ts';
import type { Conversation } from './conversation.ts';
import { doneShape, performShape, snapshotShape, type Hello } from './messages.ts';
import { asOutcome } from './outcome-shape.ts';
import { readOutcome } from './protocol-1.ts';

export interface SessionParts {
  readonly conversation: Conversation;
  readonly hello: Hello;
  readonly profile: ServiceProfile;
  readonly timeoutMs: number;
  /** What the program calls the session. */
  readonly id: string;
  readonly account?: string;
  readonly told: Told;
}

/** What any answer may tell. */
interface Told {
  readonly calls?: number;
  readonly nowMs?: number;
}

/** One world of a program. */
export class ExecSession implements Session {
  readonly account?: string;
  readonly snapshot?: (reads: readonly Operation[]) => Promise<readonly Outcome[]>;
  readonly #parts: SessionParts;
  #calls = 0;
  #virtualNow = 0;
  #closing: Promise<void> | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#note(parts.told, 0);
    if (parts.account !== undefined) this.account = parts.account;
    if (parts.hello.capabilities.snapshot) this.snapshot = (reads) => this.#snapshot(reads);
  }

  async perform(operation: Operation): Promise<Outcome> {
    const known = this.#known(operation);
    if (known !== undefined) return known;
    const { profile } = this.#parts;
    const own = spelt(profile, operation);
    const answer = await this.#ask('perform', { operation: own }, performShape, own.kind);
    this.#note(answer, 1);
    return readOutcome(profile, asOutcome(answer.outcome));
  }

  now(): number {
    return this.#parts.hello.virtualTime ? this.#virtualNow : performance.now();
  }

  async wait(ms: number): Promise<void> {
    const { hello } = this.#parts;
    if (!hello.virtualTime) {
      await sleep(ms);
      return;
    }
    const answer = await this.#ask('wait', { ms }, doneShape);
    if (!hello.capabilities.clock) this.#virtualNow += ms;
    this.#note(answer, 0);
  }

  get calls(): number {
    return this.#calls;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** A program that is gone has nothing to close, and whoever was told so need not be told again. */
  async #close(): Promise<void> {
    if (!this.#parts.conversation.broken) await this.#send('close', {}, doneShape);
  }

  async #snapshot(reads: readonly Operation[]): Promise<readonly Outcome[]> {
    const known = reads.map((read) => this.#known(read));
    const operations = reads.filter((_, index) => known[index] === undefined);
    if (operations.length === 0) return known as readonly Outcome[];
    const { profile } = this.#parts;
    const own = operations.map((operation) => spelt(profile, operation));
    const answer = await this.#ask('snapshot', { operations: own }, snapshotShape);
    const { length } = answer.outcomes;
    if (length !== operations.length)
      throw this.#parts.conversation.fault(
        `The program answered a snapshot of ${operations.length} operations with ${length} outcomes.`,
      );
    this.#note(answer, operations.length);
    const asked = answer.outcomes.map((outcome) => readOutcome(profile, asOutcome(outcome))).values();
    return known.map((outcome) => outcome ?? (asked.next().value as Outcome));
  }

  /** The outcome of an operation that the program need not be asked for. */
  #known(operation: Operation): Outcome | undefined {
    if (operation.kind === 'Wait') return answered();
    const { hello, profile } = this.#parts;
    const has = hello.capabilities.operations;
    const lacking = abilitiesOf(operation)
      .map((ability) => nameOf(profile, ability))
      .find((name) => has?.includes(name) === false);
    return lacking === undefined ? undefined : unsupported(lacking);
  }

  #ask<T>(op: string, members: object, shape: z.ZodType<T>, about?: string): Promise<T> {
    if (this.#closing !== undefined) throw new Error(`${about ?? op} after the session was closed`);
    return this.#send(op, members, shape, about);
  }

  #send<T>(op: string, members: object, shape: z.ZodType<T>, about?: string): Promise<T> {
    const { conversation, id, timeoutMs } = this.#parts;
    const what = about === undefined ? op : `${op} ${about}`;
    return conversation.ask(what, { op, session: id, ...members }, shape, timeoutMs);
  }

  /** Takes what an answer tells of calls, `usual` when it tells nothing, and of the time. */
  #note({ calls, nowMs }: Told, usual: number): void {
    const { conversation, hello } = this.#parts;
    this.#calls += calls ?? usual;
    if (!hello.capabilities.clock) return;
    if (nowMs === undefined || nowMs < this.#virtualNow)
      throw conversation.fault(
        `The program says that it has a clock, and told ${nowMs ?? 'no time'} after ${this.#virtualNow} ms: every answer of a session tells nowMs, and it never goes back.`,
      );
    this.#virtualNow = nowMs;
  }
}

const unsupported = (name: string): Unsupported => ({
  kind: 'unsupported',
  evidence: `the program does not list ${name} among its operations`,
});
