import type { Line } from './line.ts';

/** Cleanings that may be under way at once: beside a session, more would only wait for one another. */
const AT_ONCE = 2;

/** Cleans an account while `goOn` says so; gives whether it was found empty afterwards. */
export type Clean = (goOn: () => boolean) => Promise<boolean>;

/** The accounts that were used, cleaned and found empty. Whatever is odd drops an account for good. */
export class Recycler {
  readonly #free: Line[] = [];
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  /** An account to use again; undefined when there is none. */
  take(): Line | undefined {
    return this.#free.pop();
  }

  /** Takes back an account in which nothing was changed. */
  untouched(line: Line): void {
    this.#free.push(line);
  }

  /** Starts to clean an account, as soon as few enough others are being cleaned. Does not fail. */
  async used(line: Line, clean: Clean): Promise<void> {
    while (this.#running.size >= AT_ONCE) await Promise.race(this.#running);
    const running = this.#clean(line, clean).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Lets cleanings end after the call that they wait for; `lastCalls` breaks those off. */
  async stop(lastCalls: () => void): Promise<void> {
    this.#stopped = true;
    lastCalls();
    await Promise.all(this.#running);
  }

  async #clean(line: Line, clean: Clean): Promise<void> {
    const goOn = (): boolean => !this.#stopped;
    try {
      if (goOn() && (await clean(goOn))) this.#free.push(line);
    } catch {
      // Nobody waits for a cleaning: an account that could not be cleaned, for whatever reason, is not used again.
    }
  }
}
