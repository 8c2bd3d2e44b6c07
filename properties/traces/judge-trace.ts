import {
  roleReads,
  adopt,
  atTime,
  endings,
  initialState,
  type Facets,
  type Operation,
  type Outcome,
  type Spot,
  type State,
} from '../../model/index.ts';
import { judge, type Frame } from '../judge.ts';
import type { Breach } from '../run/index.ts';
import type { Trace } from './trace.ts';

export interface JudgedCall {
  readonly operation: Operation;
  readonly outcome: Outcome;
  /** The ending that it was; null when it was none of the allowed ones. */
  readonly ending: string | null;
  readonly breaches: readonly Breach[];
}

/**
 * Judges every call of a trace by what the calls before it have shown. Reads that follow a call are the look at the world
 * after it, so its frame holds for whatever of the world was known before.
 */
export function judgeTrace(trace: Trace): readonly JudgedCall[] {
  const rules = { profile: trace.profile, settleMs: trace.settleMs };
  let state = (trace.given ?? []).reduce<State>(
    (before, operation) => endings(rules, before, operation)[0]?.next({}) ?? before,
    initialState(-trace.settleMs),
  );
  let frame: Frame | undefined;
  let at = -1;
  return trace.calls.map(({ operation, outcome, ...call }) => {
    at = call.at ?? at + 1;
    const before = atTime(state, Math.round(at * 1000));
    const look = isLook(operation);
    const judged = judge(rules, before, operation, outcome, look && frame ? ofWhatIsKnown(before, frame) : undefined);
    state = judged.ending === null ? adopt(rules, judged.next, operation, outcome) : judged.next;
    if (!look) frame = (spot) => judged.ending?.frame?.(spot);
    return { operation, outcome, ending: judged.ending?.id ?? null, breaches: judged.breaches };
  });
}

/** Whether every call was one of the endings that the model allows, with nothing to object to. */
export const isAccepted = (calls: readonly JudgedCall[]): boolean =>
  calls.every((call) => call.ending !== null && call.breaches.length === 0);

const isLook = ({ kind }: Operation): boolean =>
  roleReads.has(kind) || kind === 'ReadResource' || kind === 'ListResources';

const ofWhatIsKnown =
  (state: State, frame: Frame): Frame =>
  (spot) =>
    isKnown(state, spot) ? frame(spot) : undefined;

/** Something can be seen to have changed only if it was seen before. */
const isKnown = (state: State, { read, facet }: Spot): boolean =>
  facet === 'presence' || !('role' in read) || knownOf(state, read).includes(facet);

const knownOf = (state: State, read: Extract<Operation, { readonly role: unknown }>): readonly (keyof Facets)[] =>
  Object.keys(state.roles[read.role]?.facets ?? {}) as readonly (keyof Facets)[];
