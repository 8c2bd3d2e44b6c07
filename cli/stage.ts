import { once } from 'node:events';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { TargetGone, type Session, type Target } from '../adapters/index.ts';
import type { Io } from './io.ts';
import type { ChosenTarget } from './target.ts';

/** A command that was interrupted twice, or that did not come to its end after one interrupt. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const NOTICE = 'stopping with what was done by now; interrupt again to stop at once\n';
const CLEANING =
  'stopping with what was done by now, and removing what was made, which may take minutes; interrupt again to leave it there\n';

/** Milliseconds after an interrupt: for what is under way, and then for the target to close. */
const GRACE_MS = 700;
const CLOSING_MS = 500;

/**
 * Opens a target, works on it, and closes it whatever happens. The first interrupt aborts the signal, and soon cuts off what
 * the target is asked, so that the work ends with what it has; the second leaves everything where it is.
 * @throws Interrupted at the second
 */
export async function onStage<T>(
  io: Io,
  chosen: ChosenTarget,
  work: (target: Target, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const cut = new Severance();
  const left = new Severance();
  const release = io.onInterrupt(() => {
    if (signal.aborted)
      left.sever(
        new Interrupted(`Interrupted twice, and stopped at once with no report. ${chosen.abandon?.() ?? ''}`.trim()),
      );
    controller.abort();
    io.stderr.write(`${io.stderr.isTerminal ? '\r\u001b[2K' : ''}${chosen.abandon === undefined ? NOTICE : CLEANING}`);
    setTimeout(() => cut.sever(new TargetGone('The run was interrupted.')), GRACE_MS).unref();
  });
  try {
    const target = await left.orSevered(cut.orSevered(chosen.open()));
    try {
      return await left.orSevered(work(severable(target, cut), signal));
    } finally {
      const closing = target.close();
      // What was made in a real account is removed, however long it takes.
      await (chosen.abandon === undefined
        ? Promise.race([closing, aborted(signal).then(() => sleep(CLOSING_MS))])
        : left.orSevered(closing));
    }
  } finally {
    release();
  }
}

const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

/** Ends all that is waited for, now and later, with an error. */
class Severance {
  readonly #waiting = new Set<(error: Error) => void>();
  #error: Error | undefined;

  sever(error: Error): void {
    this.#error ??= error;
    for (const reject of this.#waiting) reject(this.#error);
    this.#waiting.clear();
  }

  /** What the promise comes to, unless it is severed before. */
  orSevered<T>(promise: Promise<T>): Promise<T> {
    promise.catch(() => {});
    if (this.#error !== undefined) return Promise.reject(this.#error);
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      promise.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }
}

/**
 * The target until it is cut off. Each world begins with a turn of the event loop: work in memory would otherwise never let
 * an interrupt in.
 */
const severable = (target: Target, cut: Severance): Target => ({
  describe: () => target.describe(),
  open: async (world) => {
    await setImmediate();
    return severed(await cut.orSevered(target.open(world)), cut);
  },
  ...(target.about === undefined ? {} : { about: (profile) => severable(target.about?.(profile) ?? target, cut) }),
  close: () => target.close(),
});

/** A session of which no answer is waited for once it is cut off. */
const severed = (session: Session, cut: Severance): Session =>
  new Proxy(session, {
    get: (inside, name) => {
      const value: unknown = Reflect.get(inside, name, inside);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => {
        const result: unknown = value.apply(inside, given);
        return result instanceof Promise ? cut.orSevered(result) : result;
      };
    },
  });
