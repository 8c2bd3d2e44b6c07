import { cleanUp } from './cleanup.ts';
import type { Context } from './context.ts';
import { isEmpty } from './emptiness.ts';
import type { Line } from './line.ts';

/** Cleanings that may be under way at once: beside a session, more would only wait for one another. */
const AT_ONCE = 2;

/**
 * The accounts that may be used again: those in which nothing was changed, and those that were cleaned and then found
 * empty. Whatever is odd drops an account for good.
 */
export class Recycler {
  readonly #free: Line[] = [];
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  /** An account to use again; undefined when there is none. */
  take(): Line | undefined {
    return this.#free.pop();
  }

  /**
   * Takes back the account of a session that ended. Returns before it is clean, but not before few enough others are
   * being cleaned. Does not fail.
   */
  async takeBack(line: Line, context: Context, settleMs: number): Promise<void> {
    // A call without its end may yet change the account.
    if (context.footprint.underWay || line.transport.lost) return;
    if (!context.footprint.changed) {
      this.#free.push(line);
      return;
    }
    while (this.#running.size >= AT_ONCE) await Promise.race(this.#running);
    const running = this.#clean(line, context, settleMs).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Ends every cleaning after the call that it waits for; `breakOff` ends those calls. */
  async stop(breakOff: () => void): Promise<void> {
    this.#stopped = true;
    breakOff();
    await Promise.all(this.#running);
  }

  async #clean(line: Line, context: Context, settleMs: number): Promise<void> {
    const goOn = (): boolean => !this.#stopped && !line.transport.lost;
    try {
      await cleanUp({ context, settleMs, goOn });
      if (goOn() && (await isEmpty(context))) this.#free.push(line);
    } catch {
      // Nobody waits for a cleaning, and an account that resists it, for whatever reason, is not used again.
    }
  }
}
