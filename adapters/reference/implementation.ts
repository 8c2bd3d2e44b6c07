import {
  isRead,
  actionOf,
  answered,
  atTime,
  endings,
  initialState,
  isOfResource,
  isOpen,
  meetsNamesake,
  resourceNamed,
  sampleFacets,
  type Draw,
  type Ending,
  type Operation,
  type Outcome,
  type Rules,
  type ServiceProfile,
  type State,
  type Task,
  taskOf,
  type TaskRef,
} from '../../model/index.ts';
import { errorsOf } from '../../services/index.ts';
import type { Flaw } from './flaw.ts';
import type { Personality } from './personality.ts';
import type { Choosing } from './style.ts';
import { seededRandom, type Random } from './random.ts';

const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => random.below(16).toString(16)).join('');

/** Where the virtual clock of an implementation stands at zero. */
export const EPOCH_MS = Date.UTC(2026, 0, 1);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Concrete ids, dates and choices, the same for the same seed. */
function drawer(random: Random, varies: boolean, account: string, date: () => Date): Draw {
  return {
    account,
    pick: (n) => (varies ? random.below(n) : 0),
    fresh(kind) {
      switch (kind) {
        case 'role':
          return `AROA${Array.from({ length: 17 }, () => LETTERS[random.below(32)]).join('')}`;
        case 'uuid':
          return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`;
        case 'date':
          return date().toISOString();
      }
    },
  };
}

/** Whether an operation shows what is there and waits for nothing. */
const isRepeatable = (operation: Operation): boolean =>
  isRead(operation) && operation.kind !== 'Wait' && operation.kind !== 'GetServiceLinkedRoleDeletionStatus';

/** Reads that are remembered at once, at most. */
const MOST_KNOWN = 1000;

/** An implementation as plain JSON. */
export interface SavedImplementation {
  readonly state: State;
  readonly now: number;
  readonly seed: number;
}

const NONE_TOLD: ReadonlyMap<number, Outcome> = new Map();

/**
 * The model dressed as an implementation: it holds a state, picks one allowed ending of each operation and makes it
 * concrete. A flaw, if any, rewrites the endings first.
 */
export class Implementation {
  readonly account: string;
  #state: State;
  #now = 0;
  /** Tasks, by their place, that ended on their own, of whose end nobody was told yet. */
  readonly #untold = new Set<number>();
  #waiting: { readonly operation: string; readonly since: number } | undefined;
  readonly #rules: Rules;
  readonly #personality: Personality;
  readonly #flaw: Flaw | undefined;
  readonly #random: Random;
  readonly #draw: Draw;
  readonly #callMs: number;
  /** What reads gave since something last changed, where they give it again. */
  readonly #known = new Map<string, Outcome>();
  #changes = 0;
  /** How often tasks, by their place, were asked after. */
  readonly #looks = new Map<number, number>();
  /** How deletions ended, by their place, that nobody asked after yet. */
  readonly #ends = new Map<number, Outcome>();
  /** When the service's role came to be, where no answer has shown its date yet. */
  #undatedSince: number | undefined;
  /** What the clock showed at the time that a date is drawn for, where that is not now. */
  #dates: number | undefined;

  constructor(options: {
    readonly rules: Rules;
    readonly personality: Personality;
    readonly seed: number;
    readonly account: string;
    readonly flaw?: Flaw;
    /** What the clock shows at zero, in milliseconds since 1970; the first of January 2026 unless given. */
    readonly epochMs?: number;
    readonly saved?: SavedImplementation;
    /** What an operation takes, in milliseconds of the implementation's clock: 1 unless given. */
    readonly callMs?: number;
  }) {
    this.#callMs = options.callMs ?? 1;
    this.account = options.account;
    this.#rules = options.rules;
    this.#personality = options.personality;
    this.#flaw = options.flaw;
    this.#state = initialState(0, options.account);
    this.#random = seededRandom(options.saved?.seed ?? options.seed);
    const epochMs = options.epochMs ?? EPOCH_MS;
    this.#draw = drawer(
      this.#random,
      options.personality.varies,
      options.account,
      () => new Date(epochMs + (this.#dates ?? this.#now)),
    );
    if (options.saved !== undefined) {
      this.#state = options.saved.state;
      this.#now = options.saved.now;
    }
  }

  /** What is the case, to be read and not to be written to. */
  get state(): State {
    return this.#state;
  }

  /** Everything that a later implementation with the same rules, personality and flaw needs to go on from here. */
  save(): SavedImplementation {
    return { state: this.#state, now: this.#now, seed: this.#random.seed };
  }

  /** Milliseconds of virtual time. */
  now(): number {
    return this.#now;
  }

  /**
   * Ends the deletion tasks that have been open for the settle window, and for a second at least, as if somebody had asked
   * after them: they end on their own, too. Gives what these tasks, by their place, would have told.
   */
  endTasks(): ReadonlyMap<number, Outcome> {
    if (!this.#state.tasks.some(isOpen)) return NONE_TOLD;
    const told = new Map<number, Outcome>();
    const window = Math.max(this.#rules.settleMs, 1000);
    const now = this.#now;
    for (const [task, { acceptedAt }] of this.#state.tasks.entries()) {
      if (!isOpen(this.#state.tasks[task] as Task) || now < acceptedAt + window) continue;
      // What follows from its end lags behind that, not behind whoever looks.
      this.#now = acceptedAt + window;
      this.#untold.add(task);
      told.set(task, this.perform({ kind: 'GetServiceLinkedRoleDeletionStatus', task }));
      this.#untold.add(task);
    }
    this.#now = Math.max(now, this.#now);
    return told;
  }

  /** Lets virtual time pass. */
  advance(ms: number): void {
    this.#now += Math.max(0, ms);
  }

  /** Performs one operation; it takes a millisecond of virtual time, or what `callMs` says. */
  perform(operation: Operation): Outcome {
    const key = this.#isQuiet() && isRepeatable(operation) ? JSON.stringify(operation) : undefined;
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known !== undefined) {
      this.#waiting = undefined;
      this.#now += this.#callMs;
      return known;
    }
    const changes = this.#changes;
    const outcome = this.#performed(operation);
    if (key !== undefined && this.#changes === changes && this.#known.size < MOST_KNOWN) this.#known.set(key, outcome);
    return outcome;
  }

  /** Whether a read gives the same until something changes: nothing lags, nothing is under way, nothing is left to chance. */
  #isQuiet(): boolean {
    const { stale, tasks } = this.#state;
    return !this.#personality.varies && this.#flaw === undefined && stale.length === 0 && !tasks.some(isOpen);
  }

  #performed(operation: Operation): Outcome {
    this.#endDue();
    const told = this.#tellEnd(operation);
    if (told !== undefined) return told;
    const asked = this.#asked(operation);
    const offered = this.#offered(asked);
    const place = asked.kind === 'GetServiceLinkedRoleDeletionStatus' ? this.#placeOf(asked.task) : -1;
    const looks = this.#looks.get(place) ?? 0;
    const at = { rules: this.#rules, state: this.#state, operation: asked, looks };
    const ending = this.#personality.choose(offered, this.#random, this.#waited(asked), at);
    this.#note(asked, ending);
    if (place >= 0) this.#looks.set(place, looks + 1);
    if (place >= 0) this.#untold.delete(place);
    this.#now += this.#callMs;
    const outcome = this.#dress(asked, ending, at);
    if (asked.kind === 'DeleteServiceLinkedRole') this.#endDue();
    return outcome;
  }

  /** The operation on the role that it finds by its name: where letters make no difference, that may be the namesake. */
  #asked(operation: Operation): Operation {
    if (this.#personality.manner?.anyCase !== true) return operation;
    const role = meetsNamesake(this.#state, operation);
    return role === undefined ? operation : ({ ...operation, role } as Operation);
  }

  /** Ends the deletions that end at a time, whether anybody asks or not; whoever asks first is told how. */
  #endDue(): void {
    const after = this.#personality.manner?.endsAfterMs;
    if (after === undefined) return;
    for (const [task, { acceptedAt }] of this.#state.tasks.entries()) {
      if (!isOpen(this.#state.tasks[task] as Task) || this.#now < acceptedAt + after) continue;
      const operation: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task };
      const at = { rules: this.#rules, state: this.#state, operation, looks: 0 };
      const ending = this.#personality.choose(this.#offered(operation), this.#random, 0, at);
      this.#ends.set(task, this.#dress(operation, ending, at));
    }
  }

  /** The end of a deletion that ended while nobody asked, told once. */
  #tellEnd(operation: Operation): Outcome | undefined {
    const place = operation.kind === 'GetServiceLinkedRoleDeletionStatus' ? this.#placeOf(operation.task) : -1;
    const told = this.#ends.get(place);
    this.#ends.delete(place);
    if (told !== undefined) this.#now += this.#callMs;
    return told;
  }

  /** Performs one operation as part of another: at once, and with no lagging view. */
  within(operation: Operation): Outcome {
    const offered = this.#offered(operation);
    return this.#dress(operation, offered.find((ending) => !ending.passing) ?? (offered[0] as Ending));
  }

  #offered(operation: Operation): readonly Ending[] {
    this.#state = withinLag(atTime(this.#state, this.#now), this.#rules, this.#personality.manner?.lagMs);
    const allowed = endings(this.#rules, this.#state, operation).filter((one) => !this.#isTooEarly(operation, one));
    return this.#flaw?.rewrite({ rules: this.#rules, state: this.#state, operation, endings: allowed }) ?? allowed;
  }

  /** Whether a task would be forgotten whose end was told to nobody yet: it ended on its own. */
  #isTooEarly(operation: Operation, ending: Ending): boolean {
    if (operation.kind !== 'GetServiceLinkedRoleDeletionStatus' || ending.id !== 'task-forgotten') return false;
    return this.#untold.has(this.#placeOf(operation.task));
  }

  /** The place of a task among all, or -1. */
  #placeOf(ref: TaskRef): number {
    const task = taskOf(this.#state, ref);
    return task === undefined ? -1 : this.#state.tasks.indexOf(task);
  }

  #waited(operation: Operation): number {
    return this.#waiting?.operation === operation.kind ? this.#now - this.#waiting.since : 0;
  }

  #note(operation: Operation, ending: Ending): void {
    if (!ending.passing) this.#waiting = undefined;
    else if (this.#waiting?.operation !== operation.kind)
      this.#waiting = { operation: operation.kind, since: this.#now };
  }

  #dress(operation: Operation, ending: Ending, at?: Choosing): Outcome {
    if (ending.outcome === 'refused') {
      const { profile } = this.#rules;
      const code = ending.codes?.[0] ?? usualRefusal(profile, operation);
      this.#goOn(ending.next({}));
      return {
        kind: 'refused',
        code,
        http: ending.http ?? errorsOf(actionOf(profile, operation)).get(code)?.[0] ?? 400,
        message: ending.message ?? code,
      };
    }
    // A role that a service made shows the date of its making, whenever it is first looked at.
    this.#dates = isRead(operation) ? this.#undatedSince : undefined;
    const sampled = sampleFacets(ending, this.#draw);
    const facets = at === undefined ? sampled : (this.#personality.manner?.shows(sampled, at) ?? sampled);
    this.#dates = undefined;
    this.#goOn(ending.next(facets));
    return answered(facets);
  }

  #goOn(next: State): void {
    if (next === this.#state) return;
    const { linked } = next.roles;
    const isNew = linked !== undefined && this.#state.roles.linked === undefined;
    if (isNew) this.#undatedSince = this.#now;
    else if (linked === undefined) this.#undatedSince = undefined;
    this.#state = next;
    this.#changes += 1;
    this.#known.clear();
  }
}

/** The state with those earlier views alone that are still given. */
function withinLag(state: State, { settleMs }: Rules, lagMs: number | undefined): State {
  if (lagMs === undefined || state.stale.length === 0) return state;
  return { ...state, stale: state.stale.filter(({ until }) => state.now < until - settleMs + lagMs) };
}

/** The code of a refusal where the specification asks for none in particular. */
function usualRefusal(profile: ServiceProfile, operation: Operation): string {
  if (isOfResource(operation)) {
    const { taken, usual } = resourceNamed(profile, operation.resource).refusals;
    return (operation.kind === 'CreateResource' ? taken : undefined) ?? usual;
  }
  return USUAL_REFUSAL[operation.kind] ?? 'ValidationError';
}

const USUAL_REFUSAL: { readonly [K in Operation['kind']]?: string } = {
  CreateServiceLinkedRole: 'InvalidInput',
  CreateRole: 'EntityAlreadyExists',
  DeleteServiceLinkedRole: 'NoSuchEntity',
};
