import type { Clock } from '../endpoint/index.ts';

/** What a run may use. */
export interface Limits {
  /** Requests on the wire, repeated ones included. */
  readonly calls: number;
  /** Milliseconds. */
  readonly ms: number;
  /** Things that are made. */
  readonly resources: number;
  readonly requestsPerSecond: number;
}

/** Enough for `quick`; see `--plan`. */
export const LIMITS: Limits = { calls: 4_000, ms: 4 * 3_600_000, resources: 400, requestsPerSecond: 5 };

/** What clean-up may use on top: nothing that a run used up keeps it from removing what it made. */
export const RESERVE: Omit<Limits, 'requestsPerSecond'> = { calls: 1_000, ms: 30 * 60_000, resources: 10 };

/** Counts what is used, and holds back calls that come too fast. */
export class Budget {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #sent: () => number;
  readonly #started: number;
  #made = 0;
  #next = 0;

  /** @param sent requests on the wire so far */
  constructor(limits: Limits, clock: Clock, sent: () => number) {
    this.#limits = limits;
    this.#clock = clock;
    this.#sent = sent;
    this.#started = clock.now();
  }

  /** Which budget is used up, in words; undefined while none is. */
  spent(isMaking: boolean): string | undefined {
    const { calls, ms, resources } = this.#limits;
    if (this.#sent() >= calls) return `budget: ${calls} calls are used up`;
    if (this.#clock.now() - this.#started >= ms) return `budget: ${Math.round(ms / 60_000)} minutes are used up`;
    return isMaking && this.#made >= resources ? `budget: ${resources} things were made` : undefined;
  }

  /** Counts a thing that is about to be made. */
  makes(): void {
    this.#made += 1;
  }

  /** Waits until the next call may be sent. */
  async turn(): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(now, this.#next);
    this.#next = at + 1000 / this.#limits.requestsPerSecond;
    if (at > now) await this.#clock.wait(at - now);
  }
}
