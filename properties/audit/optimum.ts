import { flawedTarget } from '../../adapters/index.ts';
import {
  mediapackage as profile,
  operationKinds,
  type Operation,
  type Program,
  type RequirementId,
  type State,
} from '../../model/index.ts';
import { breachesOf } from '../history.ts';
import { Machine } from '../explore/machine.ts';
import { kindsOf } from '../explore/forms.ts';
import { inOrder, perform } from '../perform.ts';

/** What a search for the shortest program came to. */
export interface Optimum {
  /** The length of the shortest program that shows the flaw, in operations; undefined when none is shorter than the bound. */
  readonly length: number | undefined;
  readonly program?: Program;
  /** Programs that were performed. */
  readonly tried: number;
  /** Whether everything shorter than the bound was tried: what was found, or not found, is then proven. */
  readonly complete: boolean;
}

interface Node {
  readonly program: Program;
  readonly state: State;
}

/**
 * The shortest program that shows a flaw as a breach of `breaks`, by breadth-first search over the model and the flawed
 * reference together: worlds are built with the operations that build worlds, each class of worlds once, and every form of
 * every operation is tried at the end. Looks for programs of fewer operations than `below`, and performs at most `limit`.
 */
export async function optimumOf(flaw: string, breaks: RequirementId, below: number, limit = 60_000): Promise<Optimum> {
  const parts = kindsOf(profile, operationKinds);
  const machine = new Machine(
    { profile, settleMs: 0 },
    (ability) => ability === 'RestrictedCaller' || parts.includes(ability),
  );
  const target = flawedTarget(flaw, { profile });
  let tried = 0;
  const shows = async (program: Program): Promise<boolean> => {
    tried += 1;
    const history = await perform(target, inOrder(program), {
      rules: { profile, settleMs: 0 },
      supports: () => true,
      world: { index: tried, seed: tried },
      looks: (index) => (index === program.length - 1 ? 'full' : 'none'),
    });
    return history.steps.some((step) => breachesOf(step).some(({ suspects }) => suspects[0] === breaks));
  };
  const seen = new Set<string>();
  let level: readonly Node[] = [{ program: [], state: machine.start }];
  for (let length = 1; length < below; length += 1) {
    const next: Node[] = [];
    for (const { program, state } of level)
      for (const operation of machine.inputs) {
        if (tried >= limit) return { length: undefined, tried, complete: false };
        const longer: readonly Operation[] = [...program, operation];
        if (await shows(longer)) return { length, program: longer, tried, complete: true };
        const transition = machine.transition(state, operation);
        if (!transition.builds || length + 1 >= below) continue;
        const key = machine.classOf(transition.next);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ program: longer, state: transition.next });
      }
    level = next;
  }
  return { length: undefined, tried, complete: true };
}
