import type { Call } from '../../calls/index.ts';
import { type Api, Calls, type CallsParts, type Clock, type Context, NotAnswered, cleanUp } from '../endpoint/index.ts';
import { saidBy } from './preflight.ts';

/** How often what a run made is gone through, until everything in it is found gone. */
const PASSES = 8;

/**
 * Milliseconds before another pass; each later one waits longer. So long after the last change nobody is told any more that
 * what was just made is not there (recorded: less than a second).
 */
const PAUSE_MS = 20_000;

/** Hears what becomes of removals: what is gone by now, and what is not. */
class Watch {
  readonly #open = new Map<string, string>();
  readonly #answered = new Set<string>();
  /** What is let be, since it is not the run's. */
  readonly alone = new Set<string>();

  over(api: Api): Api {
    return {
      call: async (call) => {
        try {
          const answer = await api.call(call);
          if (removes(call)) this.#removed(call);
          return answer;
        } catch (error) {
          if (error instanceof NotAnswered && removes(call)) this.#hear(call, error);
          throw error;
        }
      },
    };
  }

  /** A service may answer each deletion alike, whether or not there was anything. */
  #removed(call: Call): void {
    const key = keyOf(call);
    if (call.service === 'iam' || !this.#answered.has(key)) this.#open.set(key, 'it was just removed');
    this.#answered.add(key);
  }

  begin(): void {
    this.#open.clear();
  }

  get left(): readonly string[] {
    return [...this.#open].map(([what, why]) => `${what}: ${why}`);
  }

  #hear(call: Call, error: NotAnswered): void {
    const { outcome } = error;
    const key = keyOf(call);
    if (outcome.kind === 'unsupported') this.alone.add(`${key}: ${outcome.evidence}`);
    else if (outcome.kind === 'refused' && /^(?:NoSuchEntity|NotFound)/.test(outcome.code)) this.#open.delete(key);
    else this.#open.set(key, saidBy(error));
  }
}

/** A thing is gone when a call that deletes it says so; what is taken off it goes with it. */
const removes = ({ action }: Call): boolean => action.startsWith('Delete') && !/Policy$|Boundary$/.test(action);

/** What a call is about, whatever it is removed by. */
const keyOf = ({ region, service, input }: Call): string =>
  `${['RoleName', 'UserName', 'GroupName', 'InstanceProfileName', 'Id'].flatMap((name) => input[name] ?? []).join(' ')} (${service === 'iam' ? 'IAM' : `${service} in ${region}`})`;

export interface RemovalParts {
  readonly context: Context;
  /** The account, in the suite's names, through the gate. */
  readonly api: Api;
  readonly parts: CallsParts;
  readonly settleMs: number;
  readonly clock: Clock;
  readonly goOn: () => boolean;
}

/** What came of removing. */
export interface Removed {
  /** What is still there, or may be, and why; empty when all is gone. */
  readonly left: readonly string[];
  /** What was let be, and why. */
  readonly alone: readonly string[];
}

/**
 * Removes what a session made, and goes through it again until a whole pass has found nothing of it: a deletion may fail
 * since the role is still counted as used, and an answer may be lost.
 */
export async function removeAll({ context, api, parts, settleMs, clock, goOn }: RemovalParts): Promise<Removed> {
  const watch = new Watch();
  const calls = new Calls(watch.over(api), parts);
  const watched = { ...context, calls };
  if (context.registry.isEmpty) return { left: [], alone: [] };
  for (let pass = 0; pass < PASSES && goOn(); pass += 1) {
    if (pass > 0) await clock.wait(Math.min(PAUSE_MS * 2 ** (pass - 1), 60_000));
    watch.begin();
    await cleanUp({ context: watched, settleMs, clock, goOn });
    if (pass > 0 && watch.left.length === 0) break;
  }
  return { left: watch.left, alone: [...watch.alone] };
}
