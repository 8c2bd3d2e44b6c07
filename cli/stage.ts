import { setImmediate } from 'node:timers/promises';
import type { Target } from '../adapters/index.ts';
import { INTERRUPTED, type Io } from './io.ts';
import type { ChosenTarget } from './target.ts';

/** What work on a target ended with. */
export type Ended<T> = { readonly done: T } | { readonly done?: never; readonly code: typeof INTERRUPTED };

const NOTICE = 'stopping after what is under way; interrupt again to stop at once\n';

/**
 * Opens a target, works on it, and closes it whatever happens. The first interrupt aborts the signal, so that the work can
 * end with what it has; the second leaves it where it is, and closes the target all the same.
 */
export async function onStage<T>(
  io: Io,
  chosen: ChosenTarget,
  work: (target: Target, signal: AbortSignal) => Promise<T>,
): Promise<Ended<T>> {
  const controller = new AbortController();
  let leave: (ended: Ended<T>) => void = () => {};
  const left = new Promise<Ended<T>>((resolve) => {
    leave = resolve;
  });
  const release = io.onInterrupt(() => {
    if (controller.signal.aborted) leave({ code: INTERRUPTED });
    else {
      controller.abort();
      io.stderr.write(`${io.stderr.isTerminal ? '\r\u001b[2K' : ''}${NOTICE}`);
    }
  });
  try {
    const target = await chosen.open();
    try {
      const ended = work(breathing(target), controller.signal).then((done): Ended<T> => ({ done }));
      return await Promise.race([ended, left]);
    } finally {
      await target.close();
    }
  } finally {
    release();
  }
}

/**
 * The target, with a turn of the event loop before each world: work in memory would otherwise never let an interrupt in.
 */
const breathing = (target: Target): Target => ({
  describe: () => target.describe(),
  open: async (world) => {
    await setImmediate();
    return target.open(world);
  },
  close: () => target.close(),
});
