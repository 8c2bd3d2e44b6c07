import type { Operation, Program, RequirementId, State } from '../../model/index.ts';
import { keptPlans, type KeptPlans } from './kept.ts';
import type { Machine, Transition } from './machine.ts';

/** A search that has met so many nodes gives up, after half a second or so; on a conforming target it meets half of them. */
const MOST = 5000;

/** More requirements than these are too many places to be in. */
const MOST_WANTED = 10;

/** One way on from a class of states: what it costs in calls, and what it leaves of each set of what is wanted. */
interface Edge {
  readonly operation: Operation;
  readonly to: string;
  readonly calls: number;
  /** What it shows, a bit for each requirement. */
  readonly shows: number;
}

interface Node {
  readonly at: string;
  /** What is left, a bit for each requirement. */
  readonly left: number;
  readonly before?: Node;
  readonly by?: Operation;
}

/**
 * One program that exercises all of these requirements with the fewest API calls, looks included: uniform-cost search over
 * classes of states and what is left, with operations of the alphabet alone. Undefined where there is none, where none
 * was found within bounds, and where more than ten requirements are wanted.
 */
export function shortcut(
  machine: Machine,
  wanted: readonly RequirementId[],
  alphabet: readonly Operation[],
): Program | undefined {
  if (wanted.length === 0 || wanted.length > MOST_WANTED) return undefined;
  const key = JSON.stringify([machine.name, wanted, alphabet]);
  const known = found.get(key) ?? keptPlans().shortcuts[key];
  const program = known === undefined ? (search(machine, wanted, alphabet) ?? null) : known;
  found.set(key, program);
  return program ?? undefined;
}

/** The search depends on nothing but its arguments, so each is done once; null where there is none. */
const found = new Map<string, Program | null>();

/** What this process has searched for, as it is kept. */
export const shortcutsMade = (): KeptPlans['shortcuts'] => Object.fromEntries(found);

function search(
  machine: Machine,
  wanted: readonly RequirementId[],
  alphabet: readonly Operation[],
): Program | undefined {
  const edges = edgesOf(machine, wanted, alphabet);
  const start: Node = { at: machine.classOf(machine.start), left: (1 << wanted.length) - 1 };
  const met = new Set<string>();
  const byCost: Node[][] = [[start]];
  for (let cost = 0; cost < byCost.length; cost += 1)
    for (const node of byCost[cost] ?? []) {
      if (node.left === 0) return programTo(node);
      const place = `${node.left} ${node.at}`;
      if (met.has(place)) continue;
      if (met.size === MOST) return undefined;
      met.add(place);
      for (const { operation, to, calls, shows } of edges(node.at)) {
        const left = node.left & ~shows;
        if ((left === node.left && to === node.at) || met.has(`${left} ${to}`)) continue;
        (byCost[cost + calls] ??= []).push({ at: to, left, before: node, by: operation });
      }
    }
  return undefined;
}

function programTo(node: Node): Program {
  const program: Operation[] = [];
  for (let at: Node | undefined = node; at?.by !== undefined; at = at.before) program.unshift(at.by);
  return program;
}

/** The ways on from each class of states, each class by the state that it was first met with. */
function edgesOf(
  machine: Machine,
  wanted: readonly RequirementId[],
  alphabet: readonly Operation[],
): (at: string) => readonly Edge[] {
  const states = new Map<string, State>([[machine.classOf(machine.start), machine.start]]);
  const known = new Map<string, readonly Edge[]>();
  const bits = (ids: ReadonlySet<RequirementId>): number =>
    wanted.reduce((sum, id, index) => (ids.has(id) ? sum | (1 << index) : sum), 0);
  return (at) => {
    const edges =
      known.get(at) ??
      alphabet.flatMap((operation) => {
        const transition = machine.transition(states.get(at) as State, operation);
        const to = machine.classOf(transition.next);
        if (!states.has(to)) states.set(to, transition.next);
        return endsOf(transition, bits).map(([calls, shows]): Edge => ({ operation, to, calls, shows }));
      });
    known.set(at, edges);
    return edges;
  };
}

/** What a transition takes and shows: without a look after it, and with the reads that show something. */
function endsOf(
  { answer, looks }: Transition,
  bits: (ids: ReadonlySet<RequirementId>) => number,
): readonly (readonly [number, number])[] {
  const without = bits(answer);
  let shows = without;
  let calls = 1;
  for (const { exercises } of looks) {
    const more = shows | bits(exercises);
    if (more !== shows) calls += 1;
    shows = more;
  }
  return calls === 1
    ? [[1, without]]
    : [
        [1, without],
        [calls, shows],
      ];
}
