import type { Operation, Outcome } from '../../model/index.ts';
import { NOT_OURS, type Session } from '../port.ts';
import { touchesRole } from './belongings.ts';
import type { Clock } from './clock.ts';
import type { Context } from './context.ts';
import type { Line } from './line.ts';

/** Performs one operation in a world, asking once. Throws only for a fault of the suite itself. */
export type Perform = (operation: Operation, context: Context) => Promise<Outcome>;

export interface SessionParts {
  readonly context: Context;
  readonly line: Pick<Line, 'account'> & { readonly transport: { readonly calls: number } };
  readonly clock: Clock;
  readonly perform: Perform;
  /** Calls that the line had sent when the session was opened. */
  readonly callsBefore: number;
  /** What becomes of the world when the session closes. Does not fail for what the target does. */
  readonly leave: () => Promise<void>;
}

/** One world behind an endpoint. */
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
    const { context, perform } = this.#parts;
    const { notOurs } = context;
    if (notOurs !== undefined && touchesRole(operation))
      return Promise.resolve({ kind: 'unsupported', evidence: `${NOT_OURS}${notOurs}` });
    return context.footprint.follow(operation, () => perform(operation, context));
  }

  now(): number {
    return this.#parts.clock.now();
  }

  wait(ms: number): Promise<void> {
    return this.#parts.clock.wait(ms);
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
