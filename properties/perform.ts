import { TargetGone, type Session, type Target, type World } from '../adapters/index.ts';
import {
  abilitiesOf,
  adopt,
  atTime,
  initialState,
  isOpen,
  isRead,
  shownBy,
  unvouched,
  withUnsure,
  type Ability,
  type Ending,
  type Json,
  type Operation,
  type Outcome,
  type Program,
  type RequirementId,
  type Rules,
  type State,
} from '../model/index.ts';
import type { History, Step } from './history.ts';
import { classOf, isInDoubt, outlineOf, surroundings } from './explore/index.ts';
import { judge, type Frame, type Judgement } from './judge.ts';
import type { Answer, Breach } from './run/index.ts';

export interface PerformOptions {
  readonly rules: Rules;
  /** Operations that the target lacks, or callers that it does not know, are left out. */
  readonly supports: (ability: Ability) => boolean;
  readonly world: World;
  /** What is believed of the world to begin with: that there is nothing in it, unless given. */
  readonly believed?: State;
  /** Lets the settle window pass before each look, so that no lagging view hides what an operation did. */
  readonly patient?: boolean;
  /** Breaches that need no second reading within the program, because they were seen before. */
  readonly knows?: (breach: Breach) => boolean;
  /**
   * How the world is looked at after the operation with this index, in this state of belief; always in full unless given.
   * With chosen reads, what differs may be the doing of an earlier operation: it is an alarm, and blames nobody yet.
   */
  readonly looks?: (index: number, state: State) => Looks;
  /** Stops after the first step with a breach that satisfies it. */
  readonly until?: (step: Step) => boolean;
  readonly signal?: AbortSignal;
  /** Whether nothing more may be asked, after so many calls of this program: the program then ends after the last whole step. */
  readonly isOver?: (calls: number) => boolean;
  /** How many operations there are, where that is known: what is there after the last one need not be found out. */
  readonly length?: number;
  /** Whether everything that the target changed so far showed at once: what is there after a difference is then believed at once. */
  readonly prompt?: boolean;
  /** Milliseconds of real time that are left: who would have to wait longer ends there. */
  readonly leftMs?: () => number;
}

/** Ends a program whose time is up, in the middle of a step: what that step showed so far is not judged. */
class TimeIsUp extends Error {}

/** The whole snapshot of the world; the linked role alone; these reads; or nothing, unless there was a difference. */
export type Looks = 'full' | 'role' | 'none' | readonly Operation[];

/** What a deletion of the reference may take where everything else shows at once. */
const LEAST_TASK_MS = 1000;

/** A task is looked at so often at least before it is said not to end: some servers count looks, not time. */
const LEAST_LOOKS = 8;

/** Whether asking again may give an answer: what came and cannot be read comes again. */
const isUnanswered = (outcome: Outcome): boolean => outcome.kind === 'indeterminate' && outcome.unreadable !== true;

/** Whether the answer to a question for the end of a task tells of none. */
function isUnended(operation: Operation, outcome: Outcome): boolean {
  if (operation.kind !== 'GetServiceLinkedRoleDeletionStatus') return false;
  if (operation.task === 'unknown' || operation.task === 'malformed') return false;
  return outcome.kind === 'answered'
    ? outcome.facets.status === 'IN_PROGRESS' || outcome.facets.status === 'NOT_STARTED'
    : outcome.kind === 'refused' && outcome.code === 'NoSuchEntity';
}

/** For how long, in milliseconds, anything that was changed may still be on its way. */
function pendingMs({ settleMs }: Rules, { cleanups, released, stale, tasks }: State, now: number): number {
  const ends = [
    ...stale.map(({ until }) => until),
    ...released.map(({ at }) => at + settleMs),
    ...Object.values(cleanups).map((at) => at + settleMs),
    ...tasks.filter(isOpen).map(({ acceptedAt }) => acceptedAt + settleMs),
  ];
  return Math.max(0, ...ends.map((end) => end - now));
}

/** Gives the next operation, from what is believed by then; undefined ends the program. */
export type Source = (state: State, index: number) => Operation | undefined;

/** A program as a source: its operations in order. */
export const inOrder =
  (program: Program): Source =>
  (_, index) =>
    program[index];

/**
 * Performs a program in a fresh world and judges every step, up to where the target is gone. Throws only for a fault of the
 * suite itself, and where there was no world to begin with.
 */
export async function perform(target: Target, source: Source, options: PerformOptions): Promise<History> {
  const session = await target.open(options.world);
  const performer = new Performer(session, target, options);
  try {
    if (target.describe().leftovers) await performer.readWorld();
    for (let index = 0; options.signal?.aborted !== true && options.isOver?.(session.calls) !== true; index += 1) {
      if (index < (options.length ?? Infinity)) await performer.catchUp();
      const operation = source(performer.state, index);
      if (operation === undefined) break;
      if (operation.kind !== 'Wait' && !abilitiesOf(operation).every(options.supports)) continue;
      const step = await performer.step(operation);
      if (options.until?.(step)) break;
    }
    return performer.history();
  } catch (error) {
    if (error instanceof TargetGone) return { ...performer.history(), gone: error };
    if (error instanceof TimeIsUp) return performer.history();
    throw error;
  } finally {
    await session.close().catch(unlessGone);
  }
}

/** Whoever is gone has nothing to close, and was told of already or is at the next question. */
function unlessGone(error: unknown): void {
  if (!(error instanceof TargetGone)) throw error;
}

interface Settled {
  readonly outcome: Outcome;
  readonly judged: Judgement;
  /** Whether everything is believed to be as it was. */
  readonly kept: boolean;
}

class Performer {
  readonly #session: Session;
  readonly #options: PerformOptions;
  readonly #virtual: boolean;
  readonly #far: boolean;
  readonly #steps: Step[] = [];
  readonly #observations: { about: string; value: Json }[] = [];
  readonly #visibleAfterMs: number[] = [];
  readonly #inconclusive = new Map<string, number>();
  readonly #upheld = new Set<RequirementId>();
  /** How the operations ended after which nobody looked yet; the first of them alone may have changed anything. */
  #unlooked: Ending[] = [];
  /** The suspects of differences that lasted for a window in this program. */
  readonly #lasting = new Set<string>();
  /** A step after which nobody knows what is there. */
  #doubted: { readonly operation: Operation; readonly judged: Judgement } | undefined;
  #snapshotCalls = 0;
  /** Milliseconds of the longest call so far. */
  #longest = 0;
  #state: State;

  constructor(session: Session, target: Target, options: PerformOptions) {
    this.#session = session;
    this.#options = options;
    this.#virtual = target.describe().consistency.virtualTime;
    this.#far = target.describe().consistency.far === true;
    this.#state = options.believed ?? initialState(session.now(), session.account);
  }

  history(): History {
    return {
      steps: this.#steps,
      calls: this.#session.calls,
      snapshotCalls: this.#snapshotCalls,
      observations: this.#observations,
      visibleAfterMs: this.#visibleAfterMs,
      inconclusive: this.#inconclusive,
    };
  }

  /** What is believed by now. */
  get state(): State {
    return this.#state;
  }

  /** Believes what is there, without judging it. */
  async readWorld(): Promise<void> {
    const before = this.#session.calls;
    const reads = surroundings(this.#rules.profile, this.#state, this.#options.supports);
    for (const read of reads) {
      const outcome = await this.#session.perform(read);
      this.#adopt(read, outcome);
      if (outcome.kind === 'indeterminate') this.#state = withUnsure(this.#state, shownBy(read));
    }
    this.#snapshotCalls += this.#session.calls - before;
  }

  async step(operation: Operation): Promise<Step> {
    if (operation.kind === 'Wait') return this.#wait(operation.for);
    this.#upheld.clear();
    const from = classOf(this.#rules, this.#state);
    const outline = outlineOf(this.#rules.profile, this.#state);
    const { outcome, judged, kept } = await this.#settle(operation);
    this.#take(judged);
    if (!kept) this.#unlooked = [];
    if (judged.ending !== null) this.#unlooked.push(judged.ending);
    const resolved = (this.#state.contested && !judged.next.contested) || judged.ending?.unclear === true;
    this.#state = judged.next;
    if (judged.ending === null) this.#adopt(operation, outcome);
    const bare: Step = {
      operation,
      outcome,
      ending: judged.ending?.id ?? null,
      breaches: judged.breaches,
      upheld: [...this.#upheld],
      after: [],
      from,
      ...(outline === undefined ? {} : { outline }),
      calls: this.#session.calls,
      ...(judged.undecided === undefined ? {} : { undecided: judged.undecided }),
    };
    const step = this.#options.until?.(bare) ? bare : await this.#surveyed(bare, judged, resolved);
    this.#steps.push(step);
    return step;
  }

  /** The step with what a look at the world adds to it. */
  async #surveyed(step: Step, judged: Judgement, resolved: boolean): Promise<Step> {
    if (judged.ending === null || resolved) {
      this.#unlooked = [];
      // What the target does not have has changed nothing.
      if (step.outcome.kind !== 'unsupported') this.#doubted = { operation: step.operation, judged };
      return step;
    }
    const looks =
      (isInDoubt(this.#state) ? undefined : this.#options.looks?.(this.#steps.length, this.#state)) ?? 'full';
    if (looks === 'none') return step;
    if (this.#options.patient && !isRead(step.operation)) {
      await this.#pass(this.#rules.settleMs);
      this.#state = atTime(this.#state, this.#session.now());
    }
    const after = await this.#look(step.operation, judged, looks);
    this.#unlooked = [];
    return { ...step, after, upheld: [...this.#upheld], calls: this.#session.calls };
  }

  async #wait(how: 'moment' | 'window'): Promise<Step> {
    const window = this.#rules.settleMs;
    this.#unlooked = [];
    const pending = this.#virtual ? window : Math.min(window, pendingMs(this.#rules, this.#state, this.#session.now()));
    await this.#pass(how === 'window' ? pending + 1 : Math.min(1000, window / 10, pending));
    this.#state = atTime(this.#state, this.#session.now());
    const step: Step = {
      operation: { kind: 'Wait', for: how },
      outcome: { kind: 'answered', facets: {} },
      ending: 'waited',
      breaches: [],
      upheld: [],
      after: [],
      from: classOf(this.#rules, this.#state),
      calls: this.#session.calls,
    };
    this.#steps.push(step);
    return step;
  }

  /** Asks until what comes can last: a lagging view is asked for again while the settle window allows it. */
  async #settle(operation: Operation, frame?: Frame): Promise<Settled> {
    const started = this.#session.now();
    const once = operation.kind === 'GetServiceLinkedRoleDeletionStatus' && operation.await !== true;
    let first: Outcome | undefined;
    for (let attempt = 0; ; attempt += 1) {
      this.#state = atTime(this.#state, this.#session.now());
      const state = this.#state;
      const outcome = await this.#ask(operation);
      first ??= outcome;
      const judged = judge(this.#rules, state, operation, outcome, frame);
      const early = !once && !this.#virtual && attempt < LEAST_LOOKS && isUnended(operation, outcome);
      const lasts = judged.ending?.passing !== true && !(early && judged.ending === null);
      if (once || lasts || this.#options.signal?.aborted === true) {
        // What never came to show tells nothing of how long changes take.
        const isChanged = attempt > 0 && JSON.stringify(outcome) !== JSON.stringify(first);
        if (isChanged && judged.breaches.length === 0) this.#visibleAfterMs.push(this.#session.now() - started);
        return { outcome, judged, kept: attempt === 0 && judged.next === state };
      }
      if (judged.ending !== null) this.#state = judged.next;
      await this.#pass(this.#pause(attempt));
    }
  }

  /** Reads are asked again when nothing could be concluded; a call that changes something is not. */
  async #ask(operation: Operation): Promise<Outcome> {
    let outcome = await this.#timed(operation);
    for (let again = 0; again < 2 && isUnanswered(outcome) && isRead(operation); again += 1) {
      await this.#pass(this.#pause(again + 2));
      outcome = await this.#timed(operation);
    }
    return outcome;
  }

  async #timed(operation: Operation): Promise<Outcome> {
    const before = this.#session.now();
    const outcome = await this.#session.perform(operation);
    this.#longest = Math.max(this.#longest, this.#session.now() - before);
    if (outcome.kind === 'indeterminate')
      this.#inconclusive.set(outcome.why, (this.#inconclusive.get(outcome.why) ?? 0) + 1);
    return outcome;
  }

  /**
   * The rules to judge by. When within its call an operation took effect is not known, so that a window lasts longer by the longest call:
   * a target that uses its window up to the last millisecond is not to be accused.
   */
  get #rules(): Rules {
    const { rules } = this.#options;
    return rules.settleMs === 0 ? rules : { ...rules, settleMs: rules.settleMs + this.#longest };
  }

  /**
   * Backs off from 20 ms to half a second of real time, or through the window in tenths of virtual time. Of a target that is
   * far it asks from every half a second to every 15 seconds, and never at the same moments as others.
   */
  #pause(attempt: number): number {
    const window = this.#rules.settleMs;
    if (this.#far) return Math.min(15_000, 500 * 1.6 ** attempt) * (0.8 + 0.4 * Math.random());
    if (this.#virtual) return Math.max(1, window / 10);
    return Math.min(500, 20 * 2 ** attempt, Math.max(1, window / 4));
  }

  /** Lets time pass, as far as there is any left. */
  async #pass(ms: number): Promise<void> {
    const left = this.#virtual ? Infinity : (this.#options.leftMs?.() ?? Infinity);
    await this.#session.wait(Math.min(ms, Math.max(0, left)));
    if (ms > left) throw new TimeIsUp();
  }

  #take(judged: Judgement): void {
    for (const id of judged.upheld) this.#upheld.add(id);
    this.#observations.push(...judged.observations);
  }

  /** After a difference, or where AWS leaves open what is the case: believes what is there once things have settled. */
  async catchUp(): Promise<void> {
    if (this.#doubted === undefined) return;
    const { judged, operation } = this.#doubted;
    this.#doubted = undefined;
    if (judged.undecided !== undefined && isRead(operation)) return;
    const isPrompt = this.#options.prompt === true && this.#visibleAfterMs.length === 0;
    if (isPrompt && judged.breaches.length > 0) return this.readWorld();
    const { settleMs } = this.#rules;
    // A change of which no answer came takes a window to happen, a deletion a second at least, and another to show.
    const windows = judged.undecided === undefined ? settleMs : 2 * settleMs + (this.#virtual ? LEAST_TASK_MS : 0);
    await this.#pass(windows);
    this.#state = atTime(this.#state, this.#session.now());
    await this.readWorld();
  }

  /** A read that differs is read again when everything has settled, so that no lagging view is believed or accused. */
  async #reading(read: Operation, frame: Frame): Promise<Settled> {
    const first = await this.#settle(read, frame);
    const { settleMs } = this.#rules;
    const isKnown = (breach: Breach): boolean =>
      this.#options.knows?.(breach) === true || this.#lasting.has(breach.suspects.join());
    const fresh = !first.judged.breaches.every(isKnown);
    if (settleMs === 0 || first.judged.breaches.length === 0 || !(fresh || this.#virtual)) return first;
    await this.#pass(settleMs);
    const second = await this.#settle(read, frame);
    for (const { suspects } of second.judged.breaches) this.#lasting.add(suspects.join());
    return second;
  }

  /** Reads the world after an operation and holds it against what is believed. */
  async #look(operation: Operation, judged: Judgement, looks: Looks): Promise<readonly Answer[]> {
    const settled = judged.ending?.passing !== true;
    const chosen = typeof looks === 'object';
    if (!settled || (!chosen && isRead(operation) && judged.ending?.frame === undefined)) return [];
    const before = this.#session.calls;
    const after: Answer[] = [];
    // Whom a look vouches for or accuses: whoever left the world as it is, the last one first.
    const causes = (chosen ? this.#unlooked : [judged.ending]).flatMap((ending) => ending ?? []).toReversed();
    const blamed: Frame = (spot) => [...new Set(causes.flatMap((ending) => ending.frame?.(spot) ?? []))];
    const reads = chosen ? looks : surroundings(this.#rules.profile, this.#state, this.#options.supports);
    for (const read of looks === 'role' ? reads.slice(0, 1) : reads) {
      const { outcome, judged: seen } = await this.#reading(read, blamed);
      const not = causes.flatMap((ending) => unvouched(ending, read));
      this.#take(not.length === 0 ? seen : { ...seen, upheld: seen.upheld.filter((id) => !not.includes(id)) });
      this.#state = seen.next;
      if (seen.breaches.length === 0) continue;
      this.#adopt(read, outcome);
      after.push({ operation: read, outcome, breaches: seen.breaches });
    }
    this.#snapshotCalls += this.#session.calls - before;
    const broken = after.flatMap((read) => read.breaches.flatMap((breach) => breach.suspects));
    for (const id of broken) this.#upheld.delete(id);
    return after;
  }

  #adopt(operation: Operation, outcome: Outcome): void {
    this.#state = adopt(this.#rules, this.#state, operation, outcome);
  }
}
