import { flawedTarget, type SavedImplementation } from '../../adapters/index.ts';
import { initialState, type Operation, type Program, type RequirementId, type State } from '../../model/index.ts';
import { mediapackage as profile } from '../../services/index.ts';
import { breachesOf } from '../history.ts';
import type { Breach } from '../run/index.ts';
import { operationForms } from '../explore/index.ts';
import { perform } from '../perform.ts';
import { grouped, type AuditRow } from './audit.ts';
import { jointKey, placeKey } from './joint-state.ts';

/** What a search for the shortest program came to. */
export interface Optimum {
  /** A program that is shorter than the bound and shows the flaw, no other being shorter; undefined when there is none. */
  readonly program?: Program;
  /** Operations that were performed. */
  readonly tried: number;
  /** Joint states that were gone on from. */
  readonly states: number;
  /** Whether everything shorter than the bound was tried: what was found, or not found, is then proven. */
  readonly complete: boolean;
}

/** How counterexamples of an audit compare with the shortest that there are. */
export interface Optima {
  /** The length of the shortest program for each flaw, where it is proven. */
  readonly proven: Readonly<Record<string, number>>;
  /** Flaws whose search reached its limit. */
  readonly open: readonly string[];
  /** Runs (flaw x seed) whose counterexample is as short as is proven. */
  readonly reached: number;
  /** Programs that are shorter than the suite's own. */
  readonly shorter: Readonly<Record<string, Program>>;
}

/** Looks for counterexamples that are shorter than those of the rows. `limit` bounds the operations of each search. */
export async function optimaOf(
  rows: readonly AuditRow[],
  { limit = Infinity, onFlaw }: { readonly limit?: number; readonly onFlaw?: (flaw: string) => void } = {},
): Promise<Optima> {
  const proven: Record<string, number> = {};
  const open: string[] = [];
  const shorter: Record<string, Program> = {};
  for (const [flaw, own] of grouped(rows)) {
    const lengths = own.flatMap(({ counterexample }) => counterexample?.length ?? []);
    const [first] = own;
    if (first === undefined || lengths.length === 0) continue;
    onFlaw?.(flaw);
    const shortest = Math.min(...lengths);
    const found = await optimumOf(flaw, first.breaks, shortest, limit);
    if (found.program !== undefined) shorter[flaw] = found.program;
    if (found.complete) proven[flaw] = found.program?.length ?? shortest;
    else open.push(flaw);
  }
  const reached = rows.filter(({ flaw, counterexample }) => counterexample?.length === proven[flaw]).length;
  return { proven, open, reached, shorter };
}

/** A program, and what it leaves behind: in the flawed reference, and in the belief of who performs it. */
interface Node {
  readonly program: Program;
  readonly believed: State;
  readonly saved?: SavedImplementation;
  /** How the world is looked at after each operation: in full, or not at all once something else than the flaw was seen. */
  readonly looks: 'full' | 'none';
}

/** Every form of every operation on two resources of a kind in three regions: more than any counterexample has used. */
const FORMS = operationForms(profile, { regions: 3, slots: 2 }).filter(({ kind }) => kind !== 'Wait');
const RULES = { profile, settleMs: 0 };
const WORLD = { index: 1, seed: 1 };

/**
 * The shortest program that shows a flaw as a breach of `breaks`, by breadth-first search over the model and the flawed
 * reference together. A node is what the model believes and the state of the reference, as one up to the names of ids,
 * times and resources; from each, every form of every operation is performed, with a look at the whole world after it.
 * Looks for programs of fewer operations than `below`, and performs at most `limit` operations.
 */
export async function optimumOf(
  flaw: string,
  breaks: RequirementId,
  below: number,
  limit = Infinity,
): Promise<Optimum> {
  const seen = new Set<string>();
  let tried = 0;
  let states = 0;
  let level: readonly Node[] = [{ program: [], believed: initialState(0, ACCOUNT), looks: 'full' }];
  for (let length = 1; length < below && level.length > 0; length += 1) {
    const next: Node[] = [];
    for (const node of level) {
      states += 1;
      for (const operation of FORMS) {
        if (!isNextPlace(node.program, operation)) continue;
        if (tried >= limit) return { tried, states, complete: false };
        tried += 1;
        const program = [...node.program, operation];
        const blind = await step(flaw, { ...node, looks: 'none' }, operation);
        // Where nothing changed since the last look, another would show the same.
        const isKept = length > 1 && blind.breaches.length === 0 && isSame(node, blind);
        if (isKept) continue;
        const { breaches, believed, saved } = node.looks === 'full' ? await step(flaw, node, operation) : blind;
        if (breaches.some(({ suspects }) => suspects[0] === breaks)) return { program, tried, states, complete: true };
        if (length + 1 >= below) continue;
        const children: Node[] = [{ program, believed, saved, looks: node.looks }];
        // A look that finds something else is believed, and may hide the flaw: the same without it is another way on.
        if (node.looks === 'full' && breaches.length > 0)
          children.push({ program, believed: blind.believed, saved: blind.saved, looks: 'none' });
        for (const child of children) {
          const key = `${child.looks} ${jointKey(child.believed, child.saved?.state)}`;
          if (seen.has(key)) continue;
          seen.add(key);
          next.push(child);
        }
      }
    }
    level = next;
  }
  return { tried, states, complete: true };
}

interface Performed {
  readonly breaches: readonly Breach[];
  readonly believed: State;
  readonly saved: SavedImplementation;
}

const ACCOUNT = '100000000001';

/** Performs one operation where a node left off. */
async function step(
  flaw: string,
  { believed, saved, looks }: Omit<Node, 'program'>,
  operation: Operation,
): Promise<Performed> {
  let after = believed;
  let left: SavedImplementation | undefined;
  const target = flawedTarget(flaw, {
    ...(saved === undefined ? {} : { saved }),
    onClose: (one) => {
      left = one;
    },
  });
  const source = (state: State, index: number): Operation | undefined => {
    after = state;
    return index === 0 ? operation : undefined;
  };
  const history = await perform(target, source, {
    rules: RULES,
    supports: () => true,
    world: WORLD,
    believed,
    looks: () => looks,
  });
  return { breaches: history.steps.flatMap(breachesOf), believed: after, saved: left as SavedImplementation };
}

/** Whether an operation left both states as they were, but for the time. */
const isSame = (before: Pick<Node, 'believed' | 'saved'>, after: Performed): boolean =>
  before.saved !== undefined &&
  isSameState(before.believed, after.believed) &&
  isSameState(before.saved.state, after.saved.state);

const isSameState = (one: State, other: State): boolean =>
  Object.entries(one).every(([key, value]) => key === 'now' || value === other[key as keyof State]);

/** Whether the operation is about a place that was used before, or about the first of the places that were not. */
function isNextPlace(program: Program, operation: Operation): boolean {
  const place = placeKey(operation);
  if (place === undefined || place.slot === 0) return true;
  return program.some((one) => {
    const other = placeKey(one);
    return other?.kind === place.kind && other.slot === place.slot - 1;
  });
}
