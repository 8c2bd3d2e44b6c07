import type { Ending } from '../../model/index.ts';
import type { Consistency } from '../port.ts';
import type { Random } from './random.ts';
import { mannerOf, styleText, type Choosing, type Manner, type Style } from './style.ts';

/**
 * How an implementation of the specification behaves where the specification leaves it a choice. Every choice of every
 * personality is allowed: a suite that accuses one is wrong.
 */
export interface Personality {
  readonly name: string;
  readonly about: string;
  readonly consistency: Consistency;
  /** Whether values that the specification leaves open vary; otherwise the first allowed value is given every time. */
  readonly varies: boolean;
  /** One of the endings; there is at least one. `sinceMs` is how long the same operation has been answered by passing endings. */
  choose(endings: readonly Ending[], random: Random, sinceMs: number, at: Choosing): Ending;
  /** Choices that are more than one of the endings. */
  readonly manner?: Manner;
}

export type PersonalityName = 'prompt' | 'slow' | 'eventual' | 'arbitrary';

const first = (endings: readonly Ending[]): Ending => endings[0] as Ending;
const anyOf = (endings: readonly Ending[], random: Random): Ending => endings[random.below(endings.length)] as Ending;

const SETTLE_MS = 10_000;

/** An implementation that makes each choice in one way. Its changes show within ten seconds. */
export function personalityOf(style: Style): Personality {
  const manner = mannerOf(style);
  return {
    name: styleText(style),
    about: 'each choice in one way',
    consistency: { settleMs: SETTLE_MS, virtualTime: true },
    varies: false,
    choose: (endings, _random, _sinceMs, at) => first(manner.among(endings, at)),
    manner,
  };
}

const lagging: Consistency = { settleMs: SETTLE_MS, virtualTime: true };

/** Status answers of a task that has not ended, as opposed to reads that lag. */
const isTaskWaiting = ({ id }: Ending): boolean =>
  id === 'task-not-visible-yet' || id === 'task-not-started' || id === 'task-in-progress';

export const personalities: { readonly [P in PersonalityName]: Personality & { readonly name: P } } = {
  prompt: {
    name: 'prompt',
    about: 'everything shows at once, and a deletion ends at the first look',
    consistency: { settleMs: 0, virtualTime: true },
    varies: false,
    choose: first,
  },
  slow: {
    name: 'slow',
    about: 'reads are up to date, but deletions take most of the settle window',
    consistency: { settleMs: 60_000, virtualTime: true },
    varies: false,
    choose(endings, _random, sinceMs) {
      const waiting = endings.filter((ending) => ending.passing && isTaskWaiting(ending) && sinceMs < 40_000);
      // Recorded on AWS: a task is found within 5 s.
      const unseen = waiting.find(({ id }) => id === 'task-not-visible-yet' && sinceMs < 5_000);
      return unseen ?? waiting.find(({ id }) => id === 'task-in-progress') ?? first(endings);
    },
  },
  eventual: {
    name: 'eventual',
    about: 'reads lag, a fresh task is not found at first, and a role counts as used for a while',
    consistency: lagging,
    varies: true,
    choose(endings, random, sinceMs) {
      const passing = endings.filter((ending) => ending.passing);
      if (passing.length > 0 && sinceMs < SETTLE_MS / 2 && random.next() < 0.6) return anyOf(passing, random);
      const lasting = endings.filter((ending) => !ending.passing);
      if (lasting.length === 0) return first(endings);
      return lasting.find((ending) => ending.id === 'task-failed') ?? first(lasting);
    },
  },
  arbitrary: {
    name: 'arbitrary',
    about: 'any allowed ending, at random',
    consistency: lagging,
    varies: true,
    choose: (endings, random) => anyOf(endings, random),
  },
};
