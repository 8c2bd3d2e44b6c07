import { operationsOf, type Ability, type Program, type RequirementId } from '../model/index.ts';
import { breachesOf, type History, type Step } from './history.ts';
import type { Investigation } from './investigation.ts';
import { inOrder, type Looks } from './perform.ts';
import type { Profile } from './run/index.ts';
import {
  Machine,
  OutlineMachine,
  pairTourOf,
  scenariosOf,
  tourOf,
  worldOf,
  type TourWorld,
  type Wants,
  likenessOf,
} from './explore/index.ts';
import { ENOUGH, sideBySide } from './side-by-side.ts';
import { walk } from './walks.ts';

const WALKS: Readonly<Record<Profile, number>> = { quick: 0, default: 12, deep: 400 };

/** What a walk takes of a budget while it is under way, about. */
const CALLS_OF_A_WALK = 850;

const machines = new Map<string, Machine>();

/** The abstract machine of a target, as far as its abilities are known; the same for all targets of the same abilities. */
export function machineOf({ options: { profile }, abilities, rules }: Investigation): Machine {
  const parts: readonly Ability[] = [...operationsOf(profile), 'RestrictedCaller'];
  const has = parts.filter((ability) => ability !== 'Wait' && abilities.supports(ability));
  const key = [likenessOf(profile), rules.settleMs, ...has].join();
  const machine = machines.get(key) ?? new Machine(rules, (ability) => has.includes(ability));
  machines.set(key, machine);
  return machine;
}

/** A program to something that a tour did not come by. */
export interface Detour {
  readonly program: Program;
  readonly wants: Wants;
}

interface TourOptions {
  /** Tours that were made already. */
  readonly before?: readonly Wants[];
  /** Gives a program to something that the tour did not come by, as long as there is any. */
  readonly detour?: () => Detour | undefined;
}

/**
 * A tour of the abstract machine that looks at the world only where something new can be told by looking. What differs
 * there may be the doing of an earlier operation, so it is an alarm: the world is gone through once more, with a look after
 * each operation, and that is what anybody is accused on.
 */
export async function tour(
  inquiry: Investigation,
  wants: Wants,
  { before = [], detour = () => undefined }: TourOptions = {},
): Promise<void> {
  let machine = machineOf(inquiry);
  for (let isAnother = true; isAnother && !inquiry.isSpent();) {
    isAnother = false;
    const worlds = tourOf(machine, wants, before);
    await sideBySide(
      // Every shard goes on the first tour: what it shows, the others build upon.
      inTurn(
        worlds,
        inquiry,
        (index) => before.length === 0 || inquiry.falls(index),
        (index) => inquiry.say('tour', `world ${index + 1} of ${worlds.length}`, index / worlds.length),
      ),
      inquiry.jobs,
      (world) => pass(inquiry, world),
      async (history, world) => {
        await heed(inquiry, world, history);
        if (inquiry.abilities.isSilent) return ENOUGH;
        // What turned out to be missing is left out, so it is another tour.
        const able = machineOf(inquiry);
        isAnother = able !== machine;
        machine = able;
        return isAnother ? ENOUGH : undefined;
      },
      (history) => history && inquiry.docket.count(history),
    );
    if (inquiry.abilities.isSilent) return;
  }
  for (let next = detour(); next !== undefined && !inquiry.isSpent(); next = detour())
    await visit(inquiry, worldOf(machine, next.wants, next.program));
}

/** The items that are still to be begun, as long as the budget lasts; each is told when its turn comes. */
function* inTurn<T>(
  items: readonly T[],
  inquiry: Investigation,
  falls: (index: number) => boolean,
  tell: (index: number) => void,
): Generator<T> {
  for (const [index, item] of items.entries()) {
    if (inquiry.isSpent()) return;
    if (!falls(index)) continue;
    tell(index);
    yield item;
  }
}

const isAlarm =
  ({ docket }: Investigation) =>
  (step: Step): boolean =>
    step.undecided !== undefined || breachesOf(step).some((one) => one.suspects.length > 0 && !docket.knows(one));

/** Goes through one world of a tour, up to the first alarm. */
const pass = (inquiry: Investigation, { program, looks }: TourWorld): Promise<History | undefined> =>
  inquiry.perform(inOrder(program), program, {
    looks: (index) => looks.get(index) ?? 'none',
    until: isAlarm(inquiry),
  });

async function visit(inquiry: Investigation, world: TourWorld): Promise<void> {
  await heed(inquiry, world, await pass(inquiry, world));
}

/** Takes in what one world of a tour showed; after an alarm, what is in doubt is looked into first. */
async function heed(inquiry: Investigation, { program }: TourWorld, history: History | undefined): Promise<void> {
  if (history === undefined) return;
  const last = history.steps.at(-1);
  // What alarmed this world may be known from another that was under way beside it: the rest of it is still to be seen.
  const isCut = history.steps.length < program.length && !inquiry.isAborted;
  if (last === undefined || !(isCut || isAlarm(inquiry)(last))) {
    inquiry.abilities.learn(history);
    inquiry.take(history);
    return;
  }
  inquiry.sight(history);
  const before: History = { ...history, steps: history.steps.slice(0, -1) };
  inquiry.abilities.learn(before);
  inquiry.take(before);
  await inquiry.abilities.probe(inquiry.target, inquiry.world);
  if (!inquiry.abilities.anyAnswer) return;
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
  const last: readonly Ability[] = broad ? [...operationsOf(profile), 'RestrictedCaller'] : [];
  const found = scenariosOf(inquiry.rules, inquiry.abilities.supports, wanted, last);
  // Many scenarios begin alike. Where a call costs real time, what a beginning leaves behind is looked at once in full.
  const costly = !inquiry.isVirtual;
  const seen = new Set<string>();
  const performed = ({ program }: (typeof found)[number]): Promise<History | undefined> => {
    const looks = (at: number): Looks => {
      const key = JSON.stringify(program.slice(0, at + 1));
      const known = costly && seen.has(key);
      seen.add(key);
      return known ? 'role' : 'full';
    };
    return inquiry.perform(inOrder(program), program, { looks });
  };
  await sideBySide(
    inTurn(found, inquiry, inquiry.falls, (index) =>
      inquiry.say('scenarios', found[index]?.requirement ?? '', index / found.length),
    ),
    inquiry.jobs,
    performed,
    (history) => history && inquiry.take(history),
  );
}

const outlines = new Map<string, OutlineMachine>();

/** The machine of outlines of a target, as far as its abilities are known. */
export function outlinesOf({ options: { profile }, abilities }: Investigation): OutlineMachine {
  const missing = [...abilities.missing.keys()].sort();
  const key = [likenessOf(profile), ...missing].join();
  const machine = outlines.get(key) ?? new OutlineMachine(profile, abilities.supports);
  outlines.set(key, machine);
  return machine;
}

/** Every pair of consecutive transitions of the machine of outlines, with a look at the whole world after each operation. */
export async function pairs(inquiry: Investigation): Promise<void> {
  const programs = pairTourOf(outlinesOf(inquiry));
  await sideBySide(
    inTurn(programs, inquiry, inquiry.falls, (index) =>
      inquiry.say('tour', `pairs of transitions, world ${index + 1} of ${programs.length}`, index / programs.length),
    ),
    inquiry.jobs,
    (program) => inquiry.perform(inOrder(program), program),
    (history) => history && inquiry.take(history),
  );
}

/** Long guided walks, as many as the depth asks for, or as many operations as the budget does. */
export async function walks(inquiry: Investigation): Promise<void> {
  const { profile, budgetOperations, depth, seed } = inquiry.options;
  const kinds = operationsOf(profile).filter(inquiry.abilities.supports);
  const count = budgetOperations === undefined ? WALKS[depth] : Infinity;
  const regions = inquiry.target.describe().regions.length;
  let begun = 0;
  let underWay = 0;
  const seeds: Iterator<number> = {
    next: () => {
      for (;;) {
        const { operations } = inquiry.docket;
        const isDone = budgetOperations === undefined ? begun >= count : operations >= budgetOperations;
        if (isDone || inquiry.isSpent(underWay * CALLS_OF_A_WALK)) return { done: true, value: undefined };
        begun += 1;
        if (!inquiry.falls(begun)) continue;
        underWay += 1;
        const share = budgetOperations === undefined ? begun / count : operations / budgetOperations;
        inquiry.say('walks', `walk ${begun}`, share);
        return { value: (seed + Math.imul(begun, 0x85ebca6b)) >>> 0 };
      }
    },
  };
  await sideBySide(
    seeds,
    inquiry.jobs,
    (own) => inquiry.perform(walk(own, profile, kinds, regions), undefined),
    (history) => {
      underWay -= 1;
      if (history !== undefined) inquiry.take(history);
    },
  );
}
