import {
  abilityOf,
  formatOperation,
  nameOf,
  type EndingId,
  type Json,
  type Outcome,
  type Program,
  type RequirementId,
  type ServiceProfile,
} from '../model/index.ts';
import { Doubts, type Doubt, type Tallies } from './doubts.ts';
import { breachesOf, type History } from './history.ts';
import { formKey, OutlineCoverage } from './explore/index.ts';
import { deviationKey, deviationOf } from './deviation.ts';
import type { Accusation, Breach, Deviation, FirstSight, Run } from './run/index.ts';

/** A breach that was seen. */
export interface Sighting extends Accusation {
  readonly breach: Breach;
  /** The answer that showed it. */
  readonly outcome: Outcome;
  /** It was the answer to the operation itself, not to a look at the world afterwards. */
  readonly own: boolean;
}

/** Something that a requirement was seen to be broken by, in how many programs, and the shortest of them. */
export interface SeenDeviation {
  readonly deviation: Deviation;
  readonly program: Program;
  readonly times: number;
}

/** Everything that is known against and for the requirements, gathered from histories. */
export class Docket {
  readonly #sightings = new Map<string, Sighting>();
  readonly #deviations = new Map<RequirementId, Map<string, SeenDeviation>>();
  readonly #exercised = new Map<RequirementId, number>();
  readonly #undecided = new Map<RequirementId, string>();
  readonly #doubts = new Doubts();
  readonly #inconclusive = new Map<string, number>();
  readonly #endings = new Map<string, Map<EndingId, number>>();
  readonly #operations = new Map<string, number>();
  readonly #profile: ServiceProfile;
  readonly #classes = new Set<string>();
  readonly #transitions = new Set<string>();
  readonly #pairs = new Set<string>();
  readonly outlines = new OutlineCoverage();
  readonly #observations = new Map<string, Map<string, number>>();
  readonly #dismissed = new Set<string>();
  readonly visibleAfterMs: number[] = [];
  calls = 0;
  snapshotCalls = 0;
  programs = 0;
  operations = 0;

  constructor(profile: ServiceProfile) {
    this.#profile = profile;
  }

  /** Takes in that a program was performed, and nothing of what it showed: nobody looked at the world in between. */
  count(history: History): void {
    this.calls += history.calls;
    this.snapshotCalls += history.snapshotCalls;
    this.programs += 1;
    this.operations += history.steps.length;
    for (const [said, times] of history.inconclusive)
      this.#inconclusive.set(said, (this.#inconclusive.get(said) ?? 0) + times);
  }

  /** Whether a breach with these suspects was seen before. */
  knows(breach: Breach): boolean {
    return this.#sightings.has(breach.suspects.join());
  }

  /** The first difference that was ever seen, whoever turns out to be behind it. */
  firstSight: FirstSight | undefined;

  /** Notes when a history first showed a difference; `other` API calls were sent beside the programs by then. */
  sight(history: History, other: number, ms: number): void {
    if (this.firstSight !== undefined) return;
    const at = history.steps.findIndex((step) => breachesOf(step).some((breach) => breach.suspects.length > 0));
    const step = history.steps[at];
    if (step === undefined) return;
    this.firstSight = { calls: this.calls + other + step.calls, operations: this.operations + at + 1, ms };
  }

  /** Takes in what one program showed. With `counting` off, only its breaches: a shrinker's repeats vouch for nothing. */
  take(history: History, counting = true): void {
    this.count(history);
    this.accuse(history);
    if (counting) this.#vouch(history);
  }

  /** Takes in the breaches that a program showed, and what could not be decided. */
  accuse(history: History): void {
    const program = history.steps.map((step) => step.operation);
    this.deviate(history);
    history.steps.forEach((step, index) => {
      for (const { breaches, outcome } of [step, ...step.after])
        for (const breach of breaches)
          this.#accuse({ breach, outcome, own: breaches === step.breaches }, program.slice(0, index + 1));
      const { undecided, operation, outcome } = step;
      if (undecided === undefined) return;
      for (const id of undecided.suspects) this.#undecided.set(id, undecided.why);
      this.#doubts.leave(undecided.atStake, operation, outcome, undecided.why);
    });
  }

  #vouch(history: History): void {
    let last = '';
    for (const { from, operation } of history.steps) {
      const transition = `${from} ${formKey(operation)}`;
      this.#classes.add(from);
      this.#transitions.add(transition);
      if (last !== '') this.#pairs.add(`${last} > ${transition}`);
      last = transition;
    }
    this.outlines.take(history.steps);
    for (const step of history.steps) {
      for (const id of step.upheld) this.#exercised.set(id, this.exercised(id) + 1);
      this.#doubts.decide(step.upheld, step.operation);
      const name = nameOf(this.#profile, abilityOf(step.operation));
      bump(this.#operations, name);
      if (step.ending !== null) bump(inner(this.#endings, name), step.ending);
    }
    this.visibleAfterMs.push(...history.visibleAfterMs);
    for (const { about, value } of history.observations) {
      bump(inner(this.#observations, about), describe(value));
    }
  }

  #accuse(seen: Pick<Sighting, 'breach' | 'outcome' | 'own'>, program: Program): void {
    const { suspects } = seen.breach;
    if (suspects.length === 0) return;
    const key = suspects.join();
    if (this.#dismissed.has(key)) return;
    const known = this.#sightings.get(key);
    const shorter = known === undefined || program.length < known.program.length;
    this.#sightings.set(key, {
      ...(shorter ? { suspects, program, ...seen } : known),
      times: (known?.times ?? 0) + 1,
    });
  }

  /** Takes in what the breaches of a program are cases of, each once. */
  deviate({ steps }: History): void {
    const program = steps.map((step) => step.operation);
    const seen = new Set<string>();
    for (const [index, step] of steps.entries())
      for (const answer of [step, ...step.after])
        for (const breach of answer.breaches) {
          const [id] = breach.suspects;
          const deviation = deviationOf(this.#profile, answer, breach);
          const key = deviationKey(deviation);
          if (id === undefined || seen.has(`${id} ${key}`)) continue;
          seen.add(`${id} ${key}`);
          const own = inner(this.#deviations, id);
          const known = own.get(key);
          const isShorter = known === undefined || index + 1 < known.program.length;
          const shown = isShorter ? program.slice(0, index + 1) : known.program;
          own.set(key, { deviation, program: shown, times: (known?.times ?? 0) + 1 });
        }
  }

  /** What a requirement was seen to be broken by. */
  deviations(id: RequirementId): readonly SeenDeviation[] {
    return [...(this.#deviations.get(id)?.values() ?? [])];
  }

  /** A sighting that did not repeat counts no more; `forGood` keeps it from coming back. */
  dismiss(sighting: Sighting, forGood = true): void {
    const key = sighting.suspects.join();
    if (forGood) this.#dismissed.add(key);
    this.#sightings.delete(key);
  }

  /** How often a requirement was exercised and kept. */
  exercised(id: RequirementId): number {
    return this.#exercised.get(id) ?? 0;
  }

  undecided(id: RequirementId): string | undefined {
    return this.#undecided.get(id);
  }

  /** What one form of operation left open of a requirement every time, whatever others showed. */
  doubt(id: RequirementId): Doubt | undefined {
    return this.#doubts.about(id);
  }

  get tallies(): Tallies {
    return this.#doubts.tallies;
  }

  /** How many outcomes told nothing, and what most of them said. */
  get inconclusive(): { readonly times: number; readonly said: string } | undefined {
    const [most] = [...this.#inconclusive].sort(([, a], [, b]) => b - a);
    if (most === undefined) return undefined;
    return { times: [...this.#inconclusive.values()].reduce((sum, n) => sum + n, 0), said: most[0] };
  }

  /** The sightings with the fewest suspects first; among equals, those with the shortest program. */
  sightings(): readonly Sighting[] {
    return inOrderOfSuspects([...this.#sightings.values()]);
  }

  /** What could not be decided, by requirement. */
  get allUndecided(): ReadonlyMap<RequirementId, string> {
    return this.#undecided;
  }

  counts(): {
    readonly operations: Readonly<Record<string, number>>;
    readonly endings: Run['coverage']['endings'];
    readonly machine: { readonly classes: number; readonly transitions: number; readonly pairs: number };
    readonly observations: readonly {
      readonly about: string;
      readonly seen: readonly { readonly value: string; readonly times: number }[];
    }[];
  } {
    return {
      operations: sorted(this.#operations),
      endings: Object.fromEntries([...this.#endings].sort(byKey).map(([name, own]) => [name, sorted(own)])),
      machine: { classes: this.#classes.size, transitions: this.#transitions.size, pairs: this.#pairs.size },
      observations: [...this.#observations].sort(byKey).map(([about, seen]) => ({
        about,
        seen: [...seen].sort(byKey).map(([value, times]) => ({ value, times })),
      })),
    };
  }
}

const describe = (value: Json): string =>
  value === null ? 'none' : value === '' ? 'not shown' : typeof value === 'string' ? value : JSON.stringify(value);

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

/** The map under a key, made where there is none. */
function inner<K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> {
  const own = maps.get(key) ?? new Map<K, V>();
  maps.set(key, own);
  return own;
}

const bump = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);

const sorted = (map: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...map].sort(byKey));

/** Those with the fewest suspects first; among equals, those with the shortest program. */
export const inOrderOfSuspects = <A extends Accusation>(sightings: readonly A[]): readonly A[] =>
  [...sightings].sort(
    (a, b) =>
      a.suspects.length - b.suspects.length ||
      a.program.length - b.program.length ||
      (a.suspects.join() < b.suspects.join() ? -1 : 1),
  );

/** Who is broken, and which sightings that explains. */
export interface Convictions<A extends Accusation = Accusation> {
  readonly broken: ReadonlyMap<RequirementId, A>;
  /** Requirements against which there are only sightings that another breach explains. */
  readonly explained: ReadonlyMap<RequirementId, readonly RequirementId[]>;
}

/**
 * Blame that does not cascade: a sighting with one suspect breaks it. A sighting with several is explained if one of them
 * is broken already; otherwise the likeliest of them is. Sightings with fewer suspects speak first.
 */
export function convict<A extends Accusation>(sightings: readonly A[]): Convictions<A> {
  const broken = new Map<RequirementId, A>();
  const explained = new Map<RequirementId, readonly RequirementId[]>();
  for (const sighting of sightings) {
    const first = sighting.suspects[0] as RequirementId;
    const culprits = sighting.suspects.filter((id) => broken.has(id));
    if (culprits.length === 0) broken.set(first, sighting);
    else if (!broken.has(first)) explained.set(first, [...new Set([...(explained.get(first) ?? []), ...culprits])]);
  }
  for (const id of broken.keys()) explained.delete(id);
  return { broken, explained };
}

export const formatProgram = (profile: ServiceProfile, program: Program): string =>
  program.map((operation) => formatOperation(profile, operation)).join('; ');
