import type { Json } from '../../model/index.ts';
import type { Session, Target } from '../port.ts';
import { redact } from './secrets.ts';

/** A target whose answers hold no credential: what is redacted here, whole, is in no report, however it is cut there. */
export const discreet = (target: Target): Target => ({
  describe: () => redacted(target.describe()),
  open: async (world) => quiet(await target.open(world)),
  close: () => target.close(),
});

const quiet = (session: Session): Session =>
  new Proxy(session, {
    get: (inside, name) => {
      const value: unknown = Reflect.get(inside, name, inside);
      if (typeof value !== 'function') return value;
      if (name === 'perform')
        return async (...given: Parameters<Session['perform']>) => redacted(await inside.perform(...given));
      return value.bind(inside) as unknown;
    },
  });

/** The same value where it holds nothing to redact. */
function redacted<T>(value: T): T {
  return cleaned(value as Json) as T;
}

function cleaned(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(cleaned);
    return items.every((item, index) => item === value[index]) ? value : (items as Json);
  }
  const entries = Object.entries(value);
  const inner = entries.map(([key, one]) => [redact(key), cleaned(one)] as const);
  return inner.every(([key, one], index) => key === entries[index]?.[0] && one === entries[index][1])
    ? value
    : (Object.fromEntries(inner) as Json);
}
