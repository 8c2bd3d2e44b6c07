import {
  answered,
  atTime,
  endings,
  initialState,
  sampleFacets,
  statusesOf,
  type Draw,
  type Ending,
  type Operation,
  type Outcome,
  type Rules,
  type State,
} from '../../model/index.ts';
import type { Flaw } from './flaw.ts';
import type { Personality } from './personality.ts';
import { seededRandom, type Random } from './random.ts';

const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => random.below(16).toString(16)).join('');

const EPOCH_MS = Date.UTC(2026, 0, 1);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Concrete ids, dates and choices, the same for the same seed. */
function drawer(random: Random, varies: boolean, account: string, clock: { readonly now: number }): Draw {
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
          return new Date(EPOCH_MS + clock.now).toISOString();
      }
    },
  };
}

/**
 * The model dressed as an implementation: it holds a state, picks one allowed ending of each operation and makes it
 * concrete. A flaw, if any, rewrites the endings first.
 */
export class Implementation {
  readonly account: string;
  #state: State;
  #now = 0;
  #waiting: { readonly operation: string; readonly since: number } | undefined;
  readonly #rules: Rules;
  readonly #personality: Personality;
  readonly #flaw: Flaw | undefined;
  readonly #random: Random;
  readonly #draw: Draw;

  constructor(options: {
    readonly rules: Rules;
    readonly personality: Personality;
    readonly seed: number;
    readonly account: string;
    readonly flaw?: Flaw;
  }) {
    this.account = options.account;
    this.#rules = options.rules;
    this.#personality = options.personality;
    this.#flaw = options.flaw;
    this.#state = initialState(0, options.account);
    this.#random = seededRandom(options.seed);
    const clock = { current: (): number => this.#now };
    this.#draw = drawer(this.#random, options.personality.varies, options.account, {
      get now() {
        return clock.current();
      },
    });
  }

  /** Milliseconds of virtual time. */
  now(): number {
    return this.#now;
  }

  /** Lets virtual time pass. */
  advance(ms: number): void {
    this.#now += Math.max(0, ms);
  }

  /** Performs one operation; it takes a millisecond of virtual time. */
  perform(operation: Operation): Outcome {
    this.#state = atTime(this.#state, this.#now);
    const context = { rules: this.#rules, state: this.#state, operation };
    const allowed = endings(this.#rules, this.#state, operation);
    const offered = this.#flaw?.rewrite({ ...context, endings: allowed }) ?? allowed;
    const ending = this.#personality.choose(offered, this.#random, this.#waited(operation));
    this.#note(operation, ending);
    this.#now += 1;
    return this.#dress(operation, ending);
  }

  #waited(operation: Operation): number {
    return this.#waiting?.operation === operation.kind ? this.#now - this.#waiting.since : 0;
  }

  #note(operation: Operation, ending: Ending): void {
    if (!ending.passing) this.#waiting = undefined;
    else if (this.#waiting?.operation !== operation.kind)
      this.#waiting = { operation: operation.kind, since: this.#now };
  }

  #dress(operation: Operation, ending: Ending): Outcome {
    if (ending.outcome === 'refused') {
      const code = ending.codes?.[0] ?? USUAL_REFUSAL[operation.kind] ?? 'ValidationError';
      this.#state = ending.next({});
      return {
        kind: 'refused',
        code,
        http: ending.http ?? statusesOf(operation.kind, code)[0] ?? 400,
        message: ending.message ?? code,
      };
    }
    const facets = sampleFacets(ending, this.#draw);
    this.#state = ending.next(facets);
    return answered(facets);
  }
}

/** The code of a refusal where the specification asks for none in particular. */
const USUAL_REFUSAL: { readonly [K in Operation['kind']]?: string } = {
  CreateServiceLinkedRole: 'InvalidInput',
  CreateRole: 'EntityAlreadyExists',
  DeleteServiceLinkedRole: 'NoSuchEntity',
  CreateChannel: 'UnprocessableEntityException',
  UpdateChannel: 'UnprocessableEntityException',
  CreatePackagingGroup: 'UnprocessableEntityException',
};
