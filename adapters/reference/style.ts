import {
  isRead,
  resourceNamed,
  type Ending,
  type EndingId,
  type Facets,
  type Json,
  type Operation,
  type Rules,
  type State,
  type Task,
  taskOf,
} from '../../model/index.ts';
import type { Random } from './random.ts';

/** Where a choice is made: what is asked, in which state, and how often the task was asked after before. */
export interface Choosing {
  readonly rules: Rules;
  readonly state: State;
  readonly operation: Operation;
  readonly looks: number;
}

/** One way to make a choice that the specification leaves open. */
interface Way {
  /** The endings that go with it, of those that are allowed; all of them where it has no say. */
  readonly among?: (endings: readonly Ending[], at: Choosing) => readonly Ending[];
  /** What is shown, of what may be shown. */
  readonly shows?: (facets: Facets, at: Choosing) => Facets;
  /** Milliseconds for which an earlier view is still given. */
  readonly lagMs?: number;
  /** When a deletion ends that nobody asks after: milliseconds after it was asked for. */
  readonly endsAfterMs?: number;
  /** A role is found by its name in any letters. */
  readonly anyCase?: true;
}

/** Only where nothing but the wait for a deletion is left to choose. */
const whileWaiting =
  (id: EndingId): NonNullable<Way['among']> =>
  (endings, at) =>
    endings.every((ending) => WAITING.includes(ending.id)) ? prefers(id)(endings, at) : endings;

/** The first of these endings that is allowed, where one is. */
const prefers =
  (...ids: readonly EndingId[]): NonNullable<Way['among']> =>
  (endings) => {
    const id = ids.find((one) => endings.some((ending) => ending.id === one));
    return id === undefined ? endings : endings.filter((ending) => ending.id === id);
  };

const taskAt = ({ operation, state }: Choosing): Task | undefined =>
  operation.kind === 'GetServiceLinkedRoleDeletionStatus' ? taskOf(state, operation.task) : undefined;

const WAITING: readonly EndingId[] = ['task-in-progress', 'task-not-started', 'task-not-visible-yet'];

/** A deletion is under way as long as this holds. */
const underWay =
  (isOpen: (task: Task, at: Choosing) => boolean): NonNullable<Way['among']> =>
  (endings, at) => {
    const task = taskAt(at);
    if (task === undefined || !isOpen(task, at)) return endings;
    const waiting = endings.filter(({ id }) => WAITING.includes(id));
    return waiting.length === 0 ? endings : waiting;
  };

const lasting = (ms: number): Way => ({
  among: underWay((task, { state }) => state.now < task.acceptedAt + ms),
  endsAfterMs: ms,
});

const isLate = ({ id, passing }: Ending): boolean =>
  passing === true && !WAITING.includes(id) && id !== 'clean-up-refused-for-now';

/** An earlier view is given where there is one, by reads alone or by every call. */
const late =
  (isAsked: (operation: Operation) => boolean): NonNullable<Way['among']> =>
  (endings, { operation }) => {
    const earlier = isAsked(operation) ? endings.filter(isLate) : [];
    return earlier.length > 0 ? earlier.slice(0, 1) : endings;
  };

const usage =
  (change: (usage: readonly Json[]) => readonly Json[]): NonNullable<Way['shows']> =>
  (facets) =>
    Array.isArray(facets.usage) ? { ...facets, usage: change(facets.usage as readonly Json[]) } : facets;

/** Another value for each side, wherever the answer shows it. */
const sides =
  (change: (value: Json, defaults: readonly string[]) => Json): NonNullable<Way['shows']> =>
  (facets, { operation, rules }) => {
    if (!('resource' in operation)) return facets;
    const shown = (side: string, value: Json): Json => {
      const own = resourceNamed(rules.profile, operation.resource).sides.find(({ name }) => name === side);
      return own === undefined ? value : change(value, own.defaults);
    };
    const each = (all: object, nameOf: (key: string) => string): object =>
      Object.fromEntries(Object.entries(all).map(([key, value]) => [key, shown(nameOf(key), value as Json)]));
    const listed = Object.entries(facets.resources ?? {}).map(([key, all]) => [
      key,
      each(all as object, (side) => side),
    ]);
    return {
      ...each(facets, (key) => (key.startsWith('side:') ? key.slice(5) : '')),
      ...(facets.resources === undefined ? {} : { resources: Object.fromEntries(listed) as Json }),
    };
  };

const DESCRIBED = 'Lets the service write access logs.';

/** A role that the service made is described by it; what was seen of it once stays. */
const describing: NonNullable<Way['shows']> = (facets, { state }) => {
  const role = state.roles.linked;
  const isFirst = role?.madeBy === 'service' && role.facets.description === undefined && role.describedBy.length === 0;
  return isFirst && facets.description === null ? { ...facets, description: DESCRIBED } : facets;
};

const USUAL: Way = {};

/**
 * Every choice that the specification leaves to an implementation, and the ways to make it, the usual one first. A further choice is one
 * row; whatever is drawn from these rows conforms.
 */
const choices = {
  /** Which of two reasons a refusal tells. */
  reason: { existence: USUAL, form: { among: prefers('ill-formed-input-on-a-missing-role') } },
  /** By which letters a role is found. */
  names: { exact: USUAL, 'any-case': { anyCase: true } },
  /** Whether a customer's role may have the name of the role in other letters. */
  lookalike: { made: { among: prefers('ordinary-role-made') }, refused: { among: prefers('name-clash-refused') } },
  /** When a deletion ends. */
  deletion: {
    'at-the-first-look': USUAL,
    'at-once': { endsAfterMs: 0 },
    'after-3-looks': { among: underWay((_, { looks }) => looks < 3) },
    'after-1-s': lasting(1000),
    'after-6-s': lasting(6000),
  },
  /** What a fresh task is told to be. */
  fresh: {
    'in-progress': { among: whileWaiting('task-in-progress') },
    'not-found': { among: whileWaiting('task-not-visible-yet') },
    'not-started': { among: whileWaiting('task-not-started') },
  },
  /** Whether a task that succeeded is forgotten once its end was told. */
  ended: {
    kept: USUAL,
    forgotten: {
      among: (endings, at) => (taskAt(at)?.end === null ? endings : prefers('task-forgotten')(endings, at)),
    },
  },
  /** Whether the first deletion that could succeed fails for an internal error. */
  faults: {
    none: USUAL,
    first: {
      among: (endings, at) => (at.state.tasks.length === 1 ? prefers('task-failed-internally')(endings, at) : endings),
    },
  },
  /** How much of what uses the role a failed deletion lists. */
  usage: { full: USUAL, empty: { shows: usage(() => []) }, first: { shows: usage((all) => all.slice(0, 1)) } },
  /** Whether the service describes the role that it makes. */
  description: { none: USUAL, given: { shows: describing } },
  /** How a side is shown that is off. */
  off: { absent: USUAL, empty: { shows: sides((value) => value ?? '') } },
  /** Whether a default group is shown. */
  group: {
    shown: USUAL,
    hidden: { shows: sides((value, defaults) => (defaults.some((one) => one === value) ? '' : value)) },
  },
  /** For how long reads give an earlier view. */
  reads: {
    current: { lagMs: 0 },
    '500-ms-late': { lagMs: 500, among: late(isRead) },
    '4-s-late': { lagMs: 4000, among: late(isRead) },
    'all-4-s-late': { lagMs: 4000, among: late(() => true) },
  },
  /** Whether switching off is refused at first. */
  cleanup: {
    'at-once': USUAL,
    'refused-for-2-s': {
      among: (endings, { operation, state }) => {
        const key = 'slot' in operation ? `${operation.resource}/${operation.region}/${operation.slot}` : '';
        const since = state.cleanups[key] ?? state.now;
        return state.now < since + 2000
          ? prefers('clean-up-refused-for-now')(endings, { operation } as Choosing)
          : endings;
      },
    },
  },
  /** What a caller meets who enables logging and may not make the role. */
  denied: {
    refused: { among: prefers('enabling-refused-to-the-caller') },
    'without-role': { among: prefers('logging-on-no-role-made') },
    served: {
      among: (endings) =>
        endings.filter(({ id }) => id !== 'enabling-refused-to-the-caller' && id !== 'logging-on-no-role-made'),
    },
  },
  /** What comes of an update that names nothing. */
  nothing: { taken: USUAL, refused: { among: prefers('update-with-nothing-refused') } },
  /** What comes of deleting what was deleted. */
  again: { refused: USUAL, taken: { among: prefers('deleted-again') } },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Way>>>>;

export type ChoiceName = keyof typeof choices;

/** One way for some choices; the usual one for the others. */
export type Style = { readonly [C in ChoiceName]?: keyof (typeof choices)[C] };

/** Every choice with its ways. */
export const choiceNames = Object.keys(choices) as readonly ChoiceName[];
export const waysOf = (choice: ChoiceName): readonly string[] => Object.keys(choices[choice]);

/** A style at random: each choice in each way alike. */
export const drawnStyle = (random: Random): Style =>
  Object.fromEntries(choiceNames.map((choice) => [choice, waysOf(choice)[random.below(waysOf(choice).length)]]));

/** A style in words: what differs from the usual, `deletion=at-once names=any-case`. */
export const styleText = (style: Style): string =>
  choiceNames
    .filter((choice) => style[choice] !== undefined && style[choice] !== waysOf(choice)[0])
    .map((choice) => `${choice}=${String(style[choice])}`)
    .join(' ') || 'usual';

/** What a style makes of every choice, together. */
export interface Manner extends Required<Pick<Way, 'among' | 'shows'>> {
  readonly lagMs: number;
  readonly endsAfterMs: number | undefined;
  readonly anyCase: boolean;
}

export function mannerOf(style: Style): Manner {
  const ways = choiceNames.map((choice): Way => {
    const all: Readonly<Record<string, Way>> = choices[choice];
    return all[style[choice] ?? (waysOf(choice)[0] as string)] as Way;
  });
  return {
    among: (endings, at) => ways.reduce((left, { among }) => among?.(left, at) ?? left, endings),
    shows: (facets, at) => ways.reduce((shown, { shows }) => shows?.(shown, at) ?? shown, facets),
    lagMs: Math.max(0, ...ways.map(({ lagMs }) => lagMs ?? 0)),
    endsAfterMs: ways.find(({ endsAfterMs }) => endsAfterMs !== undefined)?.endsAfterMs,
    anyCase: ways.some(({ anyCase }) => anyCase),
  };
}
