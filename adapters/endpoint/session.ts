import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation, Outcome } from '../../model/index.ts';
import type { Session } from '../port.ts';
import { cleanUp } from './cleanup.ts';
import type { Context } from './context.ts';
import { perform } from './perform.ts';
import type { Clients } from './sdk.ts';
import type { Transport } from './transport.ts';

export interface SessionParts {
  readonly context: Context;
  readonly clients: Clients;
  readonly transport: Transport;
  readonly account: string | undefined;
  /** Milliseconds to wait for deletions when the session has to clean up; undefined when its world is its own. */
  readonly cleanUpMs: number | undefined;
}

/** One world behind an endpoint, by the real clock. */
export class EndpointSession implements Session {
  readonly account?: string;
  readonly #parts: SessionParts;
  #closing: Promise<void> | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    if (parts.account !== undefined) this.account = parts.account;
  }

  perform(operation: Operation): Promise<Outcome> {
    if (this.#closing !== undefined) throw new Error(`${operation.kind} after the session was closed`);
    return perform(operation, this.#parts.context);
  }

  now(): number {
    return performance.now();
  }

  async wait(ms: number): Promise<void> {
    await sleep(ms);
  }

  get calls(): number {
    return this.#parts.transport.calls;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const { clients, cleanUpMs, context } = this.#parts;
    try {
      if (cleanUpMs !== undefined) await cleanUp(context, cleanUpMs);
    } finally {
      clients.destroy();
    }
  }
}
