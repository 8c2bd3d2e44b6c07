import type { Operation, Program, State } from '../../model/index.ts';
import type { Looks, Source } from '../perform.ts';
import { formKey } from './forms.ts';
import type { Machine, Transition } from './machine.ts';

/** What a tour wants to see: the items that a transition would show, and those that each look after it would. */
export type Wants = (transition: Transition) => Shown;

interface Shown {
  readonly answer: readonly string[];
  readonly looks: readonly (readonly string[])[];
}

/** Each requirement once. */
export const requirementsOnce: Wants = ({ answer, looks }) => ({
  answer: [...answer],
  looks: looks.map(({ exercises }) => [...exercises]),
});

/** Each requirement by every form of operation that shows it, and every ending of each form. */
export const formsOnce: Wants = ({ operation, ending, answer, looks }) => {
  const form = `${formKey(operation)} ${ending}`;
  const named = (id: string): string => `${form} ${id}`;
  return {
    answer: [form, ...[...answer].map(named)],
    looks: looks.map(({ exercises }) => [...exercises].map(named)),
  };
};

/** A plan looks no further ahead than so many operations; what is further away needs a detour. */
const DEEPEST = 2;

/** How often an item is planned for before it is given up. */
const MOST_PROMISES = 4;

interface Plan {
  readonly path: readonly Operation[];
  readonly value: number;
  readonly items: readonly string[];
}

interface Node {
  readonly state: State;
  readonly path: readonly Operation[];
  readonly gained: ReadonlySet<string>;
  readonly count: number;
  readonly cost: number;
}

/**
 * Chooses the next operation, and where to look at the world after it, so that with each call as much as possible is seen
 * that was not seen before. It plans on what is believed at the time, so a target that deviates is toured on its own ground.
 */
export class Guide {
  readonly #machine: Machine;
  readonly #wants: Wants;
  readonly #seen: Set<string>;
  readonly #shown = new WeakMap<Transition, Shown>();
  #queue: Operation[] = [];
  /** How often an item was planned for; what a target keeps from coming is given up. */
  readonly #promises = new Map<string, number>();
  #expected: string | undefined;
  /** Looks that would tell of the operations since something last changed, by the read. */
  #pending = new Map<string, { readonly read: Operation; readonly items: Set<string> }>();
  #ended = false;

  /** `seen` holds the items that were shown before, and is added to. */
  constructor(machine: Machine, wants: Wants, seen: Set<string> = new Set()) {
    this.#machine = machine;
    this.#wants = wants;
    this.#seen = seen;
  }

  /** Begins in a fresh world, with a program if one is given; false when there is nothing to be done in it. */
  begin(program: Program = []): boolean {
    this.#queue = [...program];
    this.#expected = undefined;
    this.#pending.clear();
    this.#ended = false;
    this.#refill(this.#machine.start);
    return this.#queue.length > 0;
  }

  readonly source: Source = (state) => {
    this.#follow(state);
    const operation = this.#queue.shift();
    if (operation === undefined) return undefined;
    const transition = this.#machine.transition(state, operation);
    const { answer, looks } = this.#wants(transition);
    this.#expected = this.#machine.classOf(transition.next);
    for (const item of answer) this.#seen.add(item);
    if (!transition.keeps) this.#pending.clear();
    for (const [index, { read }] of transition.looks.entries()) {
      const key = JSON.stringify(read);
      const entry = this.#pending.get(key) ?? { read, items: new Set<string>() };
      for (const item of looks[index] ?? []) if (!this.#seen.has(item)) entry.items.add(item);
      this.#pending.set(key, entry);
    }
    return operation;
  };

  /** The reads that show something new, once the next operation is about to change what they would show. */
  readonly looks = (_index: number, state: State): Looks => {
    this.#follow(state);
    const next = this.#queue[0];
    if (next !== undefined && this.#machine.transition(state, next).keeps) return 'none';
    const reads: Operation[] = [];
    for (const { read, items } of this.#pending.values()) {
      const fresh = [...items].filter((item) => !this.#seen.has(item));
      if (fresh.length === 0) continue;
      reads.push(read);
      for (const item of fresh) this.#seen.add(item);
    }
    this.#pending.clear();
    return reads.length === 0 ? 'none' : reads;
  };

  /** Sees to it that there is a next operation, unless the world has nothing more to show. */
  #follow(state: State): void {
    if (this.#expected !== undefined && this.#machine.classOf(state) !== this.#expected) this.#queue = [];
    this.#expected = undefined;
    this.#refill(state);
  }

  #refill(state: State): void {
    if (this.#queue.length > 0 || this.#ended) return;
    const promised = new Set([...this.#pending.values()].flatMap(({ items }) => [...items]));
    const plan = this.#plan(state, promised);
    this.#ended = plan === undefined;
    this.#queue = [...(plan?.path ?? [])];
    for (const item of plan?.items ?? []) {
      const times = (this.#promises.get(item) ?? 0) + 1;
      this.#promises.set(item, times);
      if (times >= MOST_PROMISES && !promised.has(item)) this.#seen.add(item);
    }
  }

  #shownBy(transition: Transition): Shown {
    const known = this.#shown.get(transition) ?? this.#wants(transition);
    this.#shown.set(transition, known);
    return known;
  }

  /** The path with the most new items for each call; `promised` are those that a look will show in any case. */
  #plan(from: State, promised: ReadonlySet<string>): Plan | undefined {
    let best: Plan | undefined;
    const met = new Set([this.#machine.classOf(from)]);
    let level: readonly Node[] = [{ state: from, path: [], gained: promised, count: 0, cost: 0 }];
    for (let depth = 1; depth <= DEEPEST && level.length > 0; depth += 1) {
      const next: Node[] = [];
      for (const node of level)
        for (const transition of this.#machine.transitions(node.state)) {
          const { answer, looks } = this.#shownBy(transition);
          const fresh: string[] = [];
          const take = (item: string): void => {
            if (!this.#seen.has(item) && !node.gained.has(item) && !fresh.includes(item)) fresh.push(item);
          };
          answer.forEach(take);
          let cost = node.cost + 1;
          for (const items of looks) {
            const before = fresh.length;
            items.forEach(take);
            if (fresh.length > before) cost += transition.keeps ? 0.5 : 1;
          }
          const count = node.count + fresh.length;
          if (fresh.length > 0 && (best === undefined || count / cost > best.value))
            best = {
              path: [...node.path, transition.operation],
              value: count / cost,
              items: [...node.gained, ...fresh],
            };
          if (!transition.builds || depth === DEEPEST) continue;
          const to = this.#machine.classOf(transition.next);
          if (met.has(to)) continue;
          met.add(to);
          const gained = fresh.length === 0 ? node.gained : new Set([...node.gained, ...fresh]);
          next.push({ state: transition.next, path: [...node.path, transition.operation], gained, count, cost });
        }
      // Something new with every call is as good as it gets; otherwise one operation more may bring much.
      if (best !== undefined && (best.value >= 1 || depth >= 2)) break;
      level = next;
    }
    return best;
  }
}
