/// <reference lib="esnext.disposable" preserve="true" />
import type { Operation, Outcome, ServiceProfile } from '../model/index.ts';

/** How long a target may take until a change shows everywhere, and by which clock. */
export interface Consistency {
  /** Bound in milliseconds for a change to become visible and for a deletion task to end; 0 is `immediate`. */
  readonly settleMs: number;
  /** True when `wait` costs no real time. */
  readonly virtualTime: boolean;
  /** Set where each call is dear and changes take seconds: the whole window is waited for from the start, asking ever less often. */
  readonly far?: true;
}

export interface TargetDescription {
  readonly name: string;
  readonly version?: string;
  readonly endpoint?: string;
  /** Where to report what the suite finds. */
  readonly issues?: string;
  /** How a world is made fresh, in words: `new account id per world (x-moto-account-id)`. */
  readonly isolation: string;
  /** Set where a world may hold what an earlier one left: it is then read before the first operation. */
  readonly leftovers?: true;
  /** Set where worlds have nothing in common, so that several may be open at once. */
  readonly sideBySide?: true;
  readonly consistency: Consistency;
  /**
   * The kinds of operation that the code under test performs itself, where the suite performs the others and every look at
   * the world with calls of its own: a wrapper of an SDK. Absent where the target performs them all.
   */
  readonly through?: readonly string[];
  /** AWS region names; slot `n` of a program is entry `n`. At least two. */
  readonly regions: readonly string[];
}

/** A world is the stage of one program: nothing in it was made by another. */
export interface World {
  /** Counts from 0 within a run; a target derives account ids from it. */
  readonly index: number;
  /** Seeds whatever the target leaves to chance (personalities of the reference). */
  readonly seed: number;
  /** Asks for a world that nobody ever used, not one that was used and cleaned: before anyone is accused. */
  readonly pristine?: true;
}

/**
 * Whoever stands behind the port. `open` gives a session in a fresh world; two sessions are never open at once unless
 * the caller knows that worlds are isolated. `close` ends what the target started (an emulator's process, sockets).
 */
export interface Target {
  describe(): TargetDescription;
  open(world: World): Promise<Session>;
  /** The same server, asked for the role of another service; absent where it takes another target. Its end leaves the server be. */
  about?(profile: ServiceProfile): Target;
  close(): Promise<void>;
}

/** Begins the evidence of an operation that is not performed, since what it would change was there before and is others'. */
export const NOT_OURS = 'not ours: ';

/**
 * One world. Everything that a session makes is registered in it before the create call is sent, and removed by `close`
 * as far as the target's isolation does not already see to it.
 */
export interface Session extends AsyncDisposable {
  /**
   * Asks once, without retrying. Never throws for what the target does: refusals, missing operations and broken
   * answers are outcomes. It throws only for a fault of the suite itself.
   */
  perform(operation: Operation): Promise<Outcome>;
  /** Milliseconds by the session's clock. */
  now(): number;
  /** Lets `ms` milliseconds pass by the session's clock. */
  wait(ms: number): Promise<void>;
  /** The twelve-digit account of this world, when the session knows it. */
  readonly account?: string;
  /** API calls sent so far, the adapter's own preparations included. */
  readonly calls: number;
  close(): Promise<void>;
}
