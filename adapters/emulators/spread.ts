import type { Session, Target, World } from '../port.ts';

/**
 * Servers of one kind as one target: each world is on the server that has the fewest worlds open, so that they work side by side. It
 * describes itself as the first of them, and closes them all.
 */
export function spread(targets: readonly [Target, ...Target[]]): Target {
  const [first] = targets;
  const open = new Map(targets.map((target): [Target, number] => [target, 0]));
  const change = (target: Target, by: number): void => void open.set(target, (open.get(target) ?? 0) + by);
  const idlest = (): Target => [...open].reduce((best, one) => (one[1] < best[1] ? one : best))[0];
  return {
    describe: () => ({ ...first.describe(), sideBySide: true }),
    async open(world: World): Promise<Session> {
      const target = idlest();
      change(target, 1);
      try {
        return leaving(await target.open(world), () => change(target, -1));
      } catch (error) {
        change(target, -1);
        throw error;
      }
    },
    ...(first.about === undefined
      ? {}
      : {
          about: (profile) => {
            const [one, ...others] = targets.map((target) => target.about?.(profile) ?? target);
            return spread([one as Target, ...others]);
          },
        }),
    async close() {
      await Promise.all(targets.map((target) => target.close()));
    },
  };
}

/** A session that tells once when it is closed. */
function leaving(session: Session, left: () => void): Session {
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) left();
    isOpen = false;
    await session.close();
  };
  return new Proxy(session, {
    get: (inside, name) => {
      if (name === 'close' || name === Symbol.asyncDispose) return close;
      const value: unknown = Reflect.get(inside, name, inside);
      return typeof value === 'function' ? (value.bind(inside) as unknown) : value;
    },
  });
}
