import { BudgetSpent, discreet, TargetError, TargetGone, type Target, type World } from '../adapters/index.ts';
import type { Program, RequirementId, Rules, ServiceProfile } from '../model/index.ts';
import { withinBounds } from './bounds.ts';
import { leftOutOf } from './catalogue.ts';
import { Docket } from './docket.ts';
import { explainFault } from './fault.ts';
import { breachesOf, type History, type Step } from './history.ts';
import { perform, type PerformOptions, type Source } from './perform.ts';
import type { Reason, Counterexample, HarnessError, LeftOut, Profile } from './run/index.ts';
import { falls, type Shard } from './shard.ts';
import { Abilities } from './support.ts';

/** What a report of progress knows while a run goes on. */
export interface Progress {
  /** `sight` tells once that a first difference was seen, which nobody has looked at a second time yet. */
  readonly phase: 'tour' | 'probe' | 'scenarios' | 'walks' | 'sight' | 'shrink' | 'done';
  /** What is being done, in a few words. */
  readonly detail: string;
  readonly calls: number;
  readonly programs: number;
  /** Share of the phase that is done, from 0 to 1. */
  readonly share: number;
}

export interface SuiteOptions {
  readonly profile: ServiceProfile;
  readonly depth: Profile;
  /** An integer from 0 to 2^32 - 1; the same seed on the same target gives the same run. */
  readonly seed: number;
  /** Judge and explore for these alone. */
  readonly only?: readonly RequirementId[];
  /** Stop exploring after this many API calls; the counterexamples found by then are still made small. */
  readonly budgetCalls?: number;
  /** Stop exploring after this many milliseconds of real time. */
  readonly budgetMs?: number;
  /** Explore with walks until this many operations were performed, whatever the depth says. */
  readonly budgetOperations?: number;
  /** Perform this part alone, beside the first tour, which every part begins with. */
  readonly shard?: Shard;
  /** Worlds that are open at once, where the target says that they may be; 1 unless told otherwise. */
  readonly jobs?: number;
  /** Small programs that showed requirements broken on this target for another service: tried first, and small already. */
  readonly shown?: ReadonlyMap<RequirementId, Program>;
  readonly suite: { readonly name: string; readonly version: string };
  /** The command that performs a saved program again, `FILE` standing for it. */
  readonly replayCommand?: string;
  readonly onProgress?: (progress: Progress) => void;
  /** Told of every program that was performed, those of shrinking included, with the number of its world. */
  readonly onHistory?: (history: History, world: number) => void;
  readonly signal?: AbortSignal;
}

/** The share of a budget after which exploring ends where a difference was seen. */
const EXPLORING = 0.6;

/** Convictions that are confirmed side by side in real time. */
const EXAMINED_AT_ONCE = 32;

const FIRST_WINDOW_MS = 250;

/** Calls after which exploring a target that answers in real time ends, so that a run stays a matter of seconds. */
const REAL_TIME_CALLS: Readonly<Record<Profile, number>> = { quick: 4_000, default: 4_500, deep: 300_000 };

/** What is asked of a target in one run, and everything that is known of it by then. */
export class Investigation {
  readonly target: Target;
  readonly options: SuiteOptions;
  readonly docket: Docket;
  readonly abilities: Abilities;
  readonly errors: HarnessError[] = [];
  readonly unsteady = new Map<RequirementId, Reason>();
  readonly counterexamples = new Map<RequirementId, Counterexample>();
  /** What the programs that showed something of another service did here, each in a world of its own. */
  readonly shownAgain = new Map<RequirementId, History>();
  /** What the catalogue has that says nothing of the service. */
  readonly leftOut: readonly LeftOut[];
  /** The rules with the window that the target declares. */
  readonly rules: Rules;
  readonly startedAt = new Date();
  readonly #started = performance.now();
  /** The window that it has shown to need so far, with a margin; virtual time costs nothing and is given in full. */
  #shownMs: number;
  #worlds = 0;
  #hasSeen = false;
  #isGone = false;
  #isSpent = false;

  constructor(target: Target, options: SuiteOptions) {
    this.target = withinBounds(discreet(target));
    this.options = options;
    this.rules = { profile: options.profile, settleMs: target.describe().consistency.settleMs };
    const { far } = target.describe().consistency;
    this.#shownMs = this.isVirtual || far === true ? this.rules.settleMs : FIRST_WINDOW_MS;
    this.docket = new Docket(options.profile);
    this.abilities = new Abilities(options.profile);
    this.leftOut = leftOutOf(options.profile);
  }

  /** Whether waiting costs nothing. */
  get isVirtual(): boolean {
    return this.target.describe().consistency.virtualTime;
  }

  get durationMs(): number {
    return performance.now() - this.#started;
  }

  /** API calls sent so far. */
  get calls(): number {
    return this.docket.calls + this.abilities.calls;
  }

  /** The rules to explore with: a negative answer need not cost the whole window until someone is to be accused. */
  exploring(): Rules {
    return { ...this.rules, settleMs: Math.min(this.rules.settleMs, this.#shownMs) };
  }

  /** Whether less than the whole window is waited for. */
  get isImpatient(): boolean {
    return this.exploring().settleMs < this.rules.settleMs;
  }

  /** Waits longer from now on. */
  growPatient(): void {
    this.#shownMs *= 2;
  }

  /** Takes in a history, and gives later exploration the patience that this one needed. */
  take(history: History, counting = true): void {
    this.sight(history);
    this.docket.take(history, counting);
    this.#shownMs = Math.max(this.#shownMs, ...history.visibleAfterMs.map((ms) => ms * 3));
  }

  /** Notes when a first difference was seen. */
  sight(history: History): void {
    this.docket.sight(history, this.abilities.calls, this.durationMs);
  }

  /** Tells of the first difference while the program that shows it goes on. */
  #see(step: Step): void {
    const suspect = breachesOf(step).flatMap(({ suspects }) => suspects[0] ?? [])[0];
    // What says nothing that can be read may be no AWS at all, which is told otherwise.
    const speaks = step.outcome.kind === 'answered' || step.outcome.kind === 'refused';
    if (this.#hasSeen || suspect === undefined || !speaks) return;
    this.#hasSeen = true;
    this.say('sight', suspect, 0);
  }

  readonly world = (): World => {
    this.#worlds += 1;
    return { index: this.#worlds, seed: (Math.imul(this.#worlds, 0x9e3779b1) ^ this.options.seed) >>> 0 };
  };

  /** Whether what has this number in its list is this shard's to do. */
  readonly falls = (number: number): boolean => falls(this.options.shard, number);

  /** Worlds that may be open at once. */
  get jobs(): number {
    return this.target.describe().sideBySide ? (this.options.jobs ?? 1) : 1;
  }

  /**
   * Worlds that may be open at once while what was seen is looked at again. Where time is real, nearly all of it is spent
   * waiting for the window, and waiting side by side costs nothing.
   */
  get jobsOfExamination(): number {
    const aside = this.target.describe().sideBySide === true && !this.isVirtual && this.rules.settleMs > 0;
    return aside ? Math.max(this.jobs, EXAMINED_AT_ONCE) : this.jobs;
  }

  say(phase: Progress['phase'], detail: string, share: number): void {
    this.options.onProgress?.({ phase, detail, calls: this.calls, programs: this.docket.programs, share });
  }

  /** Whether a requirement is one of the service's, and asked for. */
  wants(id: RequirementId): boolean {
    const isOfService = !this.leftOut.some((one) => one.id === id);
    return isOfService && (this.options.only === undefined || this.options.only.includes(id));
  }

  /** Whether nothing more is to be asked: the run was interrupted, or the target is gone. */
  get isAborted(): boolean {
    return this.isInterrupted || this.#isGone;
  }

  get isInterrupted(): boolean {
    return this.options.signal?.aborted === true || this.#isSpent;
  }

  /** Asks no more. That the target is gone is a fault of the run, unless it was interrupted. */
  lose(error: Error, program?: Program): void {
    const { message } = error;
    if (error instanceof BudgetSpent) this.#isSpent = true;
    if (!this.isAborted) this.errors.push({ message, ...(program === undefined ? {} : { program }) });
    this.#isGone = true;
  }

  /**
   * Whether exploring has to end, or will have to by so many calls that are under way. Once a difference was seen, a part of
   * the budget is kept for looking at it a second time.
   */
  isSpent(underWay = 0): boolean {
    const { budgetMs, depth } = this.options;
    const share = this.isVirtual || this.docket.firstSight === undefined ? 1 : EXPLORING;
    const budgetCalls = this.options.budgetCalls ?? (this.isVirtual ? undefined : REAL_TIME_CALLS[depth]);
    return (
      this.isAborted ||
      (budgetCalls !== undefined && this.calls + underWay >= budgetCalls * share) ||
      (budgetMs !== undefined && this.durationMs >= budgetMs * share)
    );
  }

  /**
   * Whether the budget of the whole run is used up: nothing is asked any more, and what is open stays so. In virtual time,
   * which costs nothing, a budget ends exploring alone.
   */
  isOver(underWay = 0): boolean {
    if (this.isVirtual) return this.isAborted;
    return this.isAborted || this.calls + underWay >= (this.options.budgetCalls ?? Infinity) || this.leftMs() <= 0;
  }

  /** Milliseconds of real time that are left of the budget; infinite without one. */
  leftMs(): number {
    return (this.options.budgetMs ?? Infinity) - this.durationMs;
  }

  /** Performs a program; a fault of the suite itself is noted and gives nothing. */
  async perform(
    source: Source,
    program: Program | undefined,
    how: Partial<Pick<PerformOptions, 'until' | 'looks' | 'rules' | 'patient'>> & { readonly pristine?: true } = {},
  ): Promise<History | undefined> {
    const { pristine, ...options } = how;
    const world = this.world();
    try {
      const history = await perform(this.target, source, {
        rules: this.exploring(),
        supports: this.abilities.supports,
        knows: (breach) => this.docket.knows(breach),
        world: { ...world, ...(pristine ? { pristine } : {}) },
        isOver: (calls) => this.isOver(calls),
        leftMs: () => this.leftMs(),
        ...(program === undefined ? {} : { length: program.length }),
        prompt: !this.isVirtual && this.#shownMs === FIRST_WINDOW_MS,
        ...options,
        until: (step) => {
          this.#see(step);
          return options.until?.(step) ?? false;
        },
        ...(this.options.signal === undefined ? {} : { signal: this.options.signal }),
      });
      this.options.onHistory?.(history, world.index);
      if (history.gone !== undefined) this.lose(history.gone, program);
      return history;
    } catch (error) {
      if (error instanceof TargetError) throw error;
      if (error instanceof TargetGone) this.lose(error, program);
      else this.errors.push({ message: explainFault(error), ...(program === undefined ? {} : { program }) });
      return undefined;
    }
  }
}
