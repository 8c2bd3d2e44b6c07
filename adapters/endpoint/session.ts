import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation, Outcome } from '../../model/index.ts';
import type { Session } from '../port.ts';
import type { Context } from './context.ts';
import type { Line } from './line.ts';
import { perform } from './perform.ts';

export interface SessionParts {
  readonly context: Context;
  readonly line: Line;
  /** Calls that the line had sent when the session was opened. */
  readonly callsBefore: number;
  /** What becomes of the world when the session closes. Does not fail for what the target does. */
  readonly leave: () => Promise<void>;
}

/** One world behind an endpoint, by the real clock. */
export class EndpointSession implements Session {
  readonly account?: string;
  readonly #parts: SessionParts;
  #closing: Promise<void> | undefined;
  #callsAtClose: number | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    if (parts.line.account !== undefined) this.account = parts.line.account;
  }

  perform(operation: Operation): Promise<Outcome> {
    if (this.#closing !== undefined) throw new Error(`${operation.kind} after the session was closed`);
    const { context } = this.#parts;
    return context.footprint.follow(operation, () => perform(operation, context));
  }

  now(): number {
    return performance.now();
  }

  async wait(ms: number): Promise<void> {
    await sleep(ms);
  }

  get calls(): number {
    return (this.#callsAtClose ?? this.#parts.line.transport.calls) - this.#parts.callsBefore;
  }

  close(): Promise<void> {
    this.#callsAtClose ??= this.#parts.line.transport.calls;
    return (this.#closing ??= this.#parts.leave());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
