import { NotAnswered } from './calls.ts';
import type { Context } from './context.ts';
import type { Clock } from './clock.ts';

/** What a cleaning works with. */
export interface Cleaning {
  readonly context: Context;
  /** Milliseconds to wait for the deletion of a service-linked role to end. */
  readonly settleMs: number;
  /** Real time unless given. */
  readonly clock?: Clock;
  /** False ends the cleaning: no further call is sent. */
  readonly goOn: () => boolean;
}

/** What came of a removal: what was there is gone, there was nothing, or it may still be there. */
export type Removal = 'done' | 'absent' | 'failed';

/** Does its best: what is gone already, or cannot be removed, does not stop the rest. */
export async function attempt({ goOn }: Cleaning, removal: () => Promise<unknown>): Promise<Removal> {
  if (!goOn()) return 'failed';
  try {
    await removal();
    return 'done';
  } catch (error) {
    if (!(error instanceof NotAnswered)) throw error;
    const { outcome } = error;
    return outcome.kind === 'refused' && /^(?:NoSuchEntity|NotFound)/.test(outcome.code) ? 'absent' : 'failed';
  }
}
