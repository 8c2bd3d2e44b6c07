import type { Session, Target, World } from '../adapters/index.ts';
import type { Json, Operation, Outcome } from '../model/index.ts';

/** Characters of a text, and entries of a list or members of an object, that are kept of what a target says. Nothing that AWS gives here is longer: an ARN has 2,048 at most. */
const CHARACTERS = 2_048;
const ENTRIES = 1_000;

const told = (n: number): string => n.toLocaleString('en-US');

/** Whether anything in a value has to be cut. */
function isLong(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.length > CHARACTERS;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > ENTRIES || value.some(isLong);
  const members = value as { readonly [key: string]: Json };
  const keys = Object.keys(members);
  return keys.length > ENTRIES || keys.some((key) => key.length > CHARACTERS || isLong(members[key]));
}

/** A value with every long text and list cut, each with its length told. */
function cut(value: Json): Json {
  if (typeof value === 'string')
    return isLong(value) ? `${value.slice(0, CHARACTERS)}… (${told(value.length)} characters)` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    const members = Object.entries(value);
    const kept = members.slice(0, ENTRIES).map(([key, one]): [string, Json] => [cut(key) as string, cut(one)]);
    const rest: [string, Json] = [`… (${told(members.length)} members)`, null];
    return Object.fromEntries(members.length > ENTRIES ? [...kept, rest] : kept);
  }
  const kept = value.slice(0, ENTRIES).map(cut);
  return value.length > ENTRIES ? [...kept, `… (${told(value.length)} entries)`] : kept;
}

/** An outcome that is no larger than what AWS could answer; the same outcome where it is not. */
export function bounded(outcome: Outcome): Outcome {
  const value = outcome as unknown as Json;
  return isLong(value) ? (cut(value) as unknown as Outcome) : outcome;
}

class BoundedSession implements Session {
  readonly #session: Session;
  readonly account?: string;

  constructor(session: Session) {
    this.#session = session;
    if (session.account !== undefined) this.account = session.account;
  }

  get calls(): number {
    return this.#session.calls;
  }
  perform = async (operation: Operation): Promise<Outcome> => bounded(await this.#session.perform(operation));
  now = (): number => this.#session.now();
  wait = (ms: number): Promise<void> => this.#session.wait(ms);
  close = (): Promise<void> => this.#session.close();
  [Symbol.asyncDispose] = (): Promise<void> => this.#session.close();
}

/** A target of which nothing is heard at more length than AWS could say it: reports and files stay small, whatever it answers. */
export const withinBounds = (target: Target): Target => ({
  describe: () => target.describe(),
  open: async (world: World) => new BoundedSession(await target.open(world)),
  close: () => target.close(),
});
