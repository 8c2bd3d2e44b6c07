import type { Operation, Program } from '../../model/index.ts';
import type { OutlineMachine, OutlineTransition } from './outline.ts';

/** A world ends after so many operations, so that what goes wrong in it is not far from where it began. */
const LONGEST = 60;

/**
 * Programs that together go through every pair of consecutive transitions of the machine of outlines. Each goes on with a
 * transition that the last one was never followed by, or by the shortest way to where one is left.
 */
export function pairTourOf(machine: OutlineMachine): readonly Program[] {
  const left = new Left(machine);
  const programs: Program[] = [];
  while (left.count > 0) {
    const program: Operation[] = [];
    let last: OutlineTransition | undefined;
    while (program.length < LONGEST) {
      const way = left.wayOn(last);
      if (way.length === 0) break;
      for (const transition of way) {
        left.take(last, transition);
        program.push(transition.operation);
        last = transition;
      }
    }
    programs.push(program);
  }
  return programs;
}

/** The pairs that are left to go through. */
class Left {
  readonly #machine: OutlineMachine;
  /** For each transition those that were not taken right after it. */
  readonly #after = new Map<OutlineTransition, Set<OutlineTransition>>();
  /** How many states can be come to from each. */
  readonly #reach: ReadonlyMap<string, number>;
  count = 0;

  constructor(machine: OutlineMachine) {
    this.#machine = machine;
    this.#reach = new Map([...machine.transitions.keys()].map((state) => [state, this.#reachOf(state)]));
    for (const own of machine.transitions.values())
      for (const transition of own) {
        const next = this.#from(transition.to);
        this.#after.set(transition, new Set(next));
        this.count += next.length;
      }
  }

  #reachOf(state: string): number {
    const met = new Set([state]);
    for (const one of met) for (const { to } of this.#from(one)) if (to !== undefined) met.add(to);
    return met.size;
  }

  #from(state: string | undefined): readonly OutlineTransition[] {
    return state === undefined ? [] : (this.#machine.transitions.get(state) ?? []);
  }

  take(last: OutlineTransition | undefined, transition: OutlineTransition): void {
    if (last !== undefined && this.#after.get(last)?.delete(transition) === true) this.count -= 1;
  }

  /** The one to take first: one that stays where it is, or else one from which most can still be come to. */
  #first(transitions: Iterable<OutlineTransition>): OutlineTransition | undefined {
    const [first] = [...transitions].sort((a, b) => this.#worth(b) - this.#worth(a));
    return first;
  }

  #worth({ from, to }: OutlineTransition): number {
    return to === undefined ? 0 : from === to ? this.#reach.size + 1 : (this.#reach.get(to) ?? 0);
  }

  /** The shortest way to a pair that is left, and through it; none where nothing is left from here. */
  wayOn(last: OutlineTransition | undefined): readonly OutlineTransition[] {
    const met = new Set<OutlineTransition | undefined>([last]);
    let level: readonly (readonly OutlineTransition[])[] = [[]];
    while (level.length > 0) {
      const next: (readonly OutlineTransition[])[] = [];
      for (const way of level) {
        const at = way.at(-1) ?? last;
        const through = at === undefined ? undefined : this.#first(this.#after.get(at) ?? []);
        if (through !== undefined) return [...way, through];
        for (const transition of this.#from(at === undefined ? this.#machine.start : at.to)) {
          if (met.has(transition)) continue;
          met.add(transition);
          next.push([...way, transition]);
        }
      }
      level = next;
    }
    return [];
  }
}
