import type { Operation, Program, State } from '../../model/index.ts';
import { keptPlans, type KeptTours, type KeptWorld } from './kept.ts';
import type { Machine, Transition } from './machine.ts';
import { formsOnce, groundsOnce, kindsOnce, requirementsOnce, type Patience, type Wants } from './wants.ts';

/** What a plan is content with unless its tour says otherwise. */
const HASTE: Patience = { deepest: 2, worth: 0.5 };

/** A world ends after so many operations: what goes wrong in it is then not far from where it began. */
const LONGEST = 60;

/** One world of a tour: the operations, and the reads after each of them. */
export interface TourWorld {
  readonly program: Program;
  /** By the index of the operation; nothing is looked at where there is no entry. */
  readonly looks: ReadonlyMap<number, readonly Operation[]>;
}

const planned = new WeakMap<Machine, Map<Wants, readonly TourWorld[]>>();

/**
 * The worlds of a tour through the machine; the same for the same machine. What the tours of `before` show already is not
 * shown again.
 */
export function tourOf(machine: Machine, wants: Wants, before: readonly Wants[] = []): readonly TourWorld[] {
  const known = planned.get(machine) ?? new Map<Wants, readonly TourWorld[]>();
  planned.set(machine, known);
  const tour = known.get(wants) ?? keptTour(machine, wants) ?? plannedTour(machine, wants, before);
  known.set(wants, tour);
  return tour;
}

/** The tours that every target begins with, by name. */
const NAMED: Readonly<Record<string, Wants>> = {
  requirements: requirementsOnce,
  kinds: kindsOnce,
  grounds: groundsOnce,
  forms: formsOnce,
};

/** Planning takes seconds, so the build does it once for machines that have everything. */
function keptTour(machine: Machine, wants: Wants): readonly TourWorld[] | undefined {
  const name = Object.keys(NAMED).find((one) => NAMED[one] === wants);
  const worlds = name === undefined ? undefined : keptPlans().tours[machine.name]?.[name];
  return worlds?.map(({ program, looks }) => ({ program, looks: new Map(looks) }));
}

/** The tours of a machine, as they are kept. */
export function plannedTours(machine: Machine): KeptTours {
  const before: Wants[] = [];
  const tours: Record<string, readonly KeptWorld[]> = {};
  for (const [name, wants] of Object.entries(NAMED)) {
    const tour = plannedTour(machine, wants, before);
    const known = planned.get(machine) ?? new Map<Wants, readonly TourWorld[]>();
    planned.set(machine, known.set(wants, tour));
    tours[name] = tour.map(({ program, looks }) => ({ program, looks: [...looks] }));
    before.push(wants);
  }
  return tours;
}

function plannedTour(machine: Machine, wants: Wants, before: readonly Wants[]): readonly TourWorld[] {
  const planner = new Planner(machine, wants);
  for (const [index, earlier] of before.entries())
    for (const world of tourOf(machine, earlier, before.slice(0, index))) planner.remember(world);
  return planner.worlds();
}

/** A program as a world of a tour: it looks wherever that shows one of the wanted items for the first time. */
export function worldOf(machine: Machine, wants: Wants, program: Program): TourWorld {
  return new Planner(machine, wants).follow(program);
}

/** A wanted item, by its place among all that were met: there are millions of sights of a few thousand items. */
type Item = number;

interface Plan {
  readonly path: readonly Operation[];
  /** New items for each call. */
  readonly value: number;
  readonly items: ReadonlySet<Item>;
}

/** A transition with what of it is still new. */
interface Live {
  readonly transition: Transition;
  answer: readonly Item[];
  looks: readonly (readonly Item[])[];
  /** Where it leads, if a search goes on from there. */
  readonly to?: string;
}

interface Node {
  readonly state: State;
  readonly path: readonly Operation[];
  readonly gained: ReadonlySet<Item>;
  readonly count: number;
  readonly cost: number;
}

/**
 * Chooses operations, and where to look at the world after them, so that with each call as much as possible is seen that was
 * not seen before.
 */
class Planner {
  readonly #machine: Machine;
  readonly #wants: Wants;
  readonly #items = new Map<string, Item>();
  readonly #seen = new Set<Item>();
  readonly #live = new WeakMap<readonly Transition[], readonly Live[]>();
  /** What the path that is followed is planned for. */
  #planned: ReadonlySet<Item> = new Set();
  /** Looks that would tell of the operations since something last changed, by the read. */
  readonly #pending = new Map<string, { readonly read: Operation; readonly items: Set<Item> }>();

  constructor(machine: Machine, wants: Wants) {
    this.#machine = machine;
    this.#wants = wants;
  }

  /** World after world, until none shows anything new. */
  worlds(): readonly TourWorld[] {
    const worlds: TourWorld[] = [];
    while (worlds.length < (this.#wants.worlds ?? Infinity)) {
      const before = this.#seen.size;
      const world = this.#world((state, index) =>
        index < LONGEST ? this.#next(state, index === 0 ? this.#wants.reach : this.#patience.deepest) : undefined,
      );
      // What was planned for on the ground of a whole class may not come where the state is another one.
      if (this.#seen.size === before) return worlds;
      worlds.push(world);
    }
    return worlds;
  }

  get #patience(): Patience {
    return this.#wants.patience ?? HASTE;
  }

  follow(program: Program): TourWorld {
    return this.#world((_, index) => (index === 0 ? program : undefined));
  }

  /** Counts what a world of another tour shows as seen. */
  remember({ program, looks }: TourWorld): void {
    let state = this.#machine.start;
    this.#pending.clear();
    for (const [index, operation] of program.entries()) {
      const transition = this.#machine.transition(state, operation);
      this.#see(transition);
      state = transition.next;
      for (const read of looks.get(index) ?? [])
        for (const item of this.#pending.get(JSON.stringify(read))?.items ?? []) this.#seen.add(item);
    }
    this.#pending.clear();
  }

  /** One world; `next` gives the path to go on with, when the last one is done. */
  #world(next: (state: State, index: number) => readonly Operation[] | undefined): TourWorld {
    const program: Operation[] = [];
    const looks = new Map<number, readonly Operation[]>();
    let state = this.#machine.start;
    this.#pending.clear();
    let queue = [...(next(state, 0) ?? [])];
    for (let operation = queue.shift(); operation !== undefined; operation = queue.shift()) {
      const transition = this.#machine.transition(state, operation);
      this.#see(transition);
      state = transition.next;
      program.push(operation);
      if (queue.length === 0) queue = [...(next(state, program.length) ?? [])];
      const after = queue[0];
      if (after !== undefined && this.#machine.transition(state, after).keeps) continue;
      const reads = this.#reads();
      if (reads.length > 0) looks.set(program.length - 1, reads);
    }
    return { program, looks };
  }

  /** The path to go on with. What the last one was planned for and did not bring, on another ground, is given up. */
  #next(state: State, deepest: number): readonly Operation[] | undefined {
    const pending = new Set([...this.#pending.values()].flatMap(({ items }) => [...items]));
    for (const item of this.#planned) if (!pending.has(item)) this.#seen.add(item);
    const plan = this.#plan(state, pending, deepest);
    this.#planned = plan?.items ?? new Set();
    return plan?.path;
  }

  /** What a transition shows, as items. */
  #shown(transition: Transition): { readonly answer: readonly Item[]; readonly looks: readonly (readonly Item[])[] } {
    const { answer, looks } = this.#wants.of(transition);
    return { answer: answer.map(this.#item), looks: looks.map((items) => items.map(this.#item)) };
  }

  readonly #item = (text: string): Item => {
    const known = this.#items.get(text);
    if (known !== undefined) return known;
    this.#items.set(text, this.#items.size);
    return this.#items.size - 1;
  };

  #see(transition: Transition): void {
    const { answer, looks } = this.#shown(transition);
    for (const item of answer) this.#seen.add(item);
    if (!transition.keeps) this.#pending.clear();
    for (const [index, { read }] of transition.looks.entries()) {
      const key = JSON.stringify(read);
      const entry = this.#pending.get(key) ?? { read, items: new Set<Item>() };
      for (const item of looks[index] ?? []) if (!this.#seen.has(item)) entry.items.add(item);
      this.#pending.set(key, entry);
    }
  }

  /** The reads that show something new of the operations since something last changed. */
  #reads(): readonly Operation[] {
    const reads: Operation[] = [];
    for (const { read, items } of this.#pending.values()) {
      const fresh = [...items].filter((item) => !this.#seen.has(item));
      if (fresh.length === 0) continue;
      reads.push(read);
      for (const item of fresh) this.#seen.add(item);
    }
    this.#pending.clear();
    return reads;
  }

  /** What may still be new in a class of states; what was shown once is never looked at again. */
  #liveAt(state: State): readonly Live[] {
    const transitions = this.#machine.transitions(state);
    const known = this.#live.get(transitions) ?? transitions.map((transition) => this.#alive(transition));
    const isNew = (item: Item): boolean => !this.#seen.has(item);
    for (const one of known) {
      if (one.answer.length > 0) one.answer = one.answer.filter(isNew);
      if (one.looks.length > 0) one.looks = one.looks.map((items) => items.filter(isNew)).filter(isSome);
    }
    const live = known.filter(({ answer, looks, to }) => to !== undefined || answer.length > 0 || looks.length > 0);
    this.#live.set(transitions, live);
    return live;
  }

  #alive(transition: Transition): Live {
    const { answer, looks } = this.#shown(transition);
    const to = transition.builds ? this.#machine.classOf(transition.next) : undefined;
    return { transition, answer, looks, ...(to === undefined ? {} : { to }) };
  }

  /** The path with the most new items for each call, beside those that a look will show in any case. */
  #plan(from: State, promised: ReadonlySet<Item>, deepest: number): Plan | undefined {
    const { worth } = this.#patience;
    let best: Plan | undefined;
    const met = new Set([this.#machine.classOf(from)]);
    let level: readonly Node[] = [{ state: from, path: [], gained: promised, count: 0, cost: 0 }];
    for (let depth = 1; depth <= deepest && level.length > 0; depth += 1) {
      const next: Node[] = [];
      for (const node of level)
        for (const { transition, answer, looks, to } of this.#liveAt(node.state)) {
          const fresh = new Set<Item>();
          const take = (item: Item): void => {
            if (!node.gained.has(item)) fresh.add(item);
          };
          answer.forEach(take);
          let cost = node.cost + 1;
          for (const items of looks) {
            const before = fresh.size;
            items.forEach(take);
            if (fresh.size > before) cost += transition.keeps ? 0.5 : 1;
          }
          const count = node.count + fresh.size;
          const path = (): readonly Operation[] => [...node.path, transition.operation];
          if (fresh.size > 0 && (best === undefined || count / cost > best.value))
            best = { path: path(), value: count / cost, items: new Set([...node.gained, ...fresh]) };
          if (to === undefined || depth === deepest || met.has(to)) continue;
          met.add(to);
          const gained = fresh.size === 0 ? node.gained : new Set([...node.gained, ...fresh]);
          next.push({ state: transition.next, path: path(), gained, count, cost });
        }
      // Something new with every second call is good; otherwise one operation more may bring much.
      if (best !== undefined && (best.value >= worth || depth >= this.#patience.deepest)) break;
      level = next;
    }
    return best;
  }
}

const isSome = (items: readonly Item[]): boolean => items.length > 0;
