import { operationKinds, type Ability, type Program, type RequirementId } from '../../model/index.ts';
import { breachesOf, type History } from '../history.ts';
import type { Investigation } from '../investigation.ts';
import { inOrder, type Looks } from '../perform.ts';
import type { Profile } from '../run.ts';
import { Guide, type Wants } from './guide.ts';
import { Machine } from './machine.ts';
import { scenariosOf } from './scenarios.ts';
import { kindsOf, walk } from './walks.ts';

const WALKS: Readonly<Record<Profile, number>> = { quick: 0, default: 24, deep: 400 };

const machines = new Map<string, Machine>();

/** The abstract machine of a target, as far as its abilities are known; the same for all targets of the same abilities. */
function machineOf({ options: { profile }, abilities, rules }: Investigation): Machine {
  const parts: readonly Ability[] = [...kindsOf(profile, operationKinds), 'RestrictedCaller'];
  const has = parts.filter((ability) => ability !== 'Wait' && abilities.supports(ability));
  const key = [profile.id, rules.settleMs, ...has].join();
  const machine = machines.get(key) ?? new Machine(rules, (ability) => has.includes(ability));
  machines.set(key, machine);
  return machine;
}

/**
 * A tour of the abstract machine that looks at the world only where something new can be told by looking. What differs
 * there may be the doing of an earlier operation, so it is an alarm: the program so far is performed once more, with a look
 * after each operation, and that is what anybody is accused on. `detour` gives a program to what the tour did not come by, as
 * long as there is any.
 */
export async function tour(
  inquiry: Investigation,
  wants: Wants,
  phase: 'tour' | 'forms',
  detour: () => Program | undefined = () => undefined,
): Promise<void> {
  const seen = new Set<string>();
  let guide = new Guide(machineOf(inquiry), wants, seen);
  const visit = async (program: Program): Promise<boolean> => {
    if (inquiry.isSpent() || !guide.begin(program)) return false;
    inquiry.say(phase, `world ${inquiry.docket.programs + 1}`, 0);
    const history = await inquiry.perform(guide.source, undefined, {
      looks: guide.looks,
      until: (step) =>
        step.undecided !== undefined ||
        breachesOf(step).some((one) => one.suspects.length > 0 && !inquiry.docket.knows(one)),
    });
    if (history === undefined) return false;
    const known = inquiry.abilities.missing.size;
    await taken(inquiry, history);
    // What turned out to be missing is left out of the rest of the tour.
    if (inquiry.abilities.missing.size !== known) guide = new Guide(machineOf(inquiry), wants, seen);
    return true;
  };
  while (await visit([]));
  for (let program = detour(); program !== undefined; program = detour()) await visit(program);
}

/** Takes in the history of a tour; where it ended with an alarm, what is in doubt is looked into first. */
async function taken(inquiry: Investigation, history: History): Promise<void> {
  const last = history.steps.at(-1);
  const alarm = last !== undefined && (last.undecided !== undefined || breachesOf(last).length > 0);
  if (!alarm) {
    inquiry.abilities.learn(history);
    inquiry.take(history);
    return;
  }
  inquiry.sight(history);
  const before: History = { ...history, steps: history.steps.slice(0, -1) };
  inquiry.abilities.learn(before);
  inquiry.take(before);
  await inquiry.abilities.probe(inquiry.target, inquiry.world);
  const program = history.steps.map((step) => step.operation);
  const again = await inquiry.perform(inOrder(program), program);
  if (again === undefined) return;
  inquiry.take(again);
  if (!again.steps.some((step) => breachesOf(step).length > 0)) inquiry.docket.accuse(history);
}

/** The shortest programs that exercise each requirement, as many as the depth asks for. */
export async function scenarios(
  inquiry: Investigation,
  wanted: (id: RequirementId) => boolean,
  broad: boolean,
): Promise<void> {
  inquiry.say('scenarios', 'looking for scenarios in the model', 0);
  const { profile } = inquiry.options;
  const last: readonly Ability[] = broad ? [...kindsOf(profile, operationKinds), 'RestrictedCaller'] : [];
  const found = scenariosOf(inquiry.rules, inquiry.abilities.supports, wanted, last);
  // Many scenarios begin alike. Where a call costs real time, what a beginning leaves behind is looked at once in full.
  const costly = !inquiry.isVirtual;
  const seen = new Set<string>();
  for (const [index, { requirement, program }] of found.entries()) {
    if (inquiry.isSpent()) return;
    inquiry.say('scenarios', requirement, index / found.length);
    const looks = (at: number): Looks => {
      const key = JSON.stringify(program.slice(0, at + 1));
      const known = costly && seen.has(key);
      seen.add(key);
      return known ? 'role' : 'full';
    };
    const history = await inquiry.perform(inOrder(program), program, { looks });
    if (history !== undefined) inquiry.take(history);
  }
}

/** Long guided walks, as many as the depth asks for, or as many operations as the budget does. */
export async function walks(inquiry: Investigation): Promise<void> {
  const { profile, budgetOperations, depth, seed } = inquiry.options;
  const kinds = kindsOf(profile, operationKinds).filter(inquiry.abilities.supports);
  const count = budgetOperations === undefined ? WALKS[depth] : Infinity;
  const regions = inquiry.target.describe().regions.length;
  for (let index = 0; index < count && !inquiry.isSpent(); index += 1) {
    const { operations } = inquiry.docket;
    if (budgetOperations !== undefined && operations >= budgetOperations) return;
    inquiry.say(
      'walks',
      `walk ${index + 1}`,
      budgetOperations === undefined ? index / count : operations / budgetOperations,
    );
    const source = walk((seed + Math.imul(index + 1, 0x85ebca6b)) >>> 0, kinds, regions);
    const history = await inquiry.perform(source, undefined);
    if (history !== undefined) inquiry.take(history);
  }
}
