import { setTimeout as sleep } from 'node:timers/promises';

/** What a world's time is told by. */
export interface Clock {
  /** Milliseconds; where they count from is the clock's own affair. */
  now(): number;
  /** Lets `ms` milliseconds pass. */
  wait(ms: number): Promise<void>;
}

/** Real time. */
export const realClock: Clock = {
  now: () => performance.now(),
  async wait(ms) {
    await sleep(ms);
  },
};

/**
 * A clock of which work of unknown length can be left out. What happens while it stands still happens, for those who go by
 * it, at one moment: bounds that are counted from then on are never too short.
 */
export class PausableClock implements Clock {
  readonly #clock: Clock;
  #left = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now() - this.#left;
  }

  wait(ms: number): Promise<void> {
    return this.#clock.wait(ms);
  }

  /** Does something while this clock stands still. */
  async pausing<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#left += this.#clock.now() - before;
    }
  }
}
