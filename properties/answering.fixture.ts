import type { Session, Target, World } from '../adapters/index.ts';
import type { Operation, Outcome } from '../model/index.ts';

/** A target that answers as another does, but for what `answer` says. */
export function answering(
  inner: Target,
  answer: (operation: Operation, ask: () => Promise<Outcome>, world: World) => Promise<Outcome>,
): Target {
  return {
    describe: () => inner.describe(),
    close: () => inner.close(),
    open: async (world): Promise<Session> => {
      const session = await inner.open(world);
      return {
        ...(session.account === undefined ? {} : { account: session.account }),
        get calls() {
          return session.calls;
        },
        now: () => session.now(),
        wait: (ms) => session.wait(ms),
        perform: (operation) => answer(operation, () => session.perform(operation), world),
        close: () => session.close(),
        [Symbol.asyncDispose]: () => session.close(),
      };
    },
  };
}
