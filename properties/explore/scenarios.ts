import {
  abilitiesOf,
  initialState,
  livesOf,
  abilityOf,
  needsOf,
  operationsOf,
  type Ability,
  type Operation,
  type Program,
  type RequirementId,
  type Rules,
  type State,
} from '../../model/index.ts';
import { covered } from '../../model/index.ts';
import { formKey, formsOf, isBuilder, type Extent, likenessOf } from './forms.ts';
import { keptPlans, type KeptPlans } from './kept.ts';
import { exercisedBy, simulate } from './simulate.ts';

export interface Scenario {
  readonly requirement: RequirementId;
  readonly program: Program;
}

/** Small worlds first: most requirements show in one region with one resource of a kind. */
const EXTENTS: readonly Extent[] = [
  { regions: 1, slots: 1 },
  { regions: 1, slots: 2 },
  { regions: 2, slots: 1 },
];

/** A search that has seen this many states gives up; no scenario of the catalogue comes near it. */
const MOST_STATES = 3000;

/** Operations that every search may use, because they bring a world into being or let time pass. */
const ALWAYS: readonly Ability[] = ['Wait'];

/**
 * For each requirement, the shortest programs that exercise it: one for each form of the operation that does so, found by
 * breadth-first search in the model. A requirement of which an operation is missing has none. The world is built with the
 * operations that the requirement needs; `last` are further kinds that may end a program, because they exercise it too.
 */
export function scenariosOf(
  rules: Rules,
  supports: (ability: Ability) => boolean,
  wanted: (id: RequirementId) => boolean = () => true,
  last: readonly Ability[] = [],
): readonly Scenario[] {
  const found: Scenario[] = [];
  for (const requirement of covered) {
    const needs = needsOf(rules.profile, requirement) ?? [];
    if (!wanted(requirement.id) || needs.length === 0 || !needs.every(supports)) continue;
    for (const extent of EXTENTS) {
      if (extent.regions < (requirement.regions ?? 1)) continue;
      const programs = search(rules, requirement.id, [...needs, ...ALWAYS], last.filter(supports), extent);
      found.push(...programs.map((program) => ({ requirement: requirement.id, program })));
      if (programs.length > 0) break;
    }
  }
  return withoutPrefixes(found);
}

interface Node {
  readonly state: State;
  readonly program: Program;
}

/** From so many milliseconds on, one window is planned for as another: what waits, waits for a window or for a second. */
const LONG = 10_000;

const searched = new Map<string, readonly Program[]>();

/** What this process has searched for, as it is kept. */
export const scenariosMade = (): KeptPlans['scenarios'] => Object.fromEntries(searched);

/** The search depends on nothing but its arguments, so each is done once. */
function search(
  rules: Rules,
  requirement: RequirementId,
  kinds: readonly Ability[],
  last: readonly Ability[],
  extent: Extent,
): readonly Program[] {
  const window = Math.min(rules.settleMs, LONG);
  const key = [likenessOf(rules.profile), window, requirement, extent.regions, extent.slots, ...last].join();
  const known =
    searched.get(key) ?? keptPlans().scenarios[key] ?? breadthFirst(rules, requirement, kinds, last, extent);
  searched.set(key, known);
  return known;
}

function breadthFirst(
  rules: Rules,
  requirement: RequirementId,
  kinds: readonly Ability[],
  last: readonly Ability[],
  extent: Extent,
): readonly Program[] {
  const abilities = new Set([...kinds, ...last]);
  const alphabet = operationsOf(rules.profile)
    .filter((one) => abilities.has(one) && !(one === 'Wait' && rules.settleMs === 0))
    .flatMap((one) => formsOf(rules.profile, one, extent))
    .filter((operation) => abilitiesOf(operation).every((ability) => abilities.has(ability)));
  const programs = new Map<string, Program>();
  const seen = new Set<string>();
  let shortest = Infinity;
  let level: readonly Node[] = [{ state: initialState(), program: [] }];
  for (let depth = 1; level.length > 0 && seen.size < MOST_STATES; depth += 1) {
    const next: Node[] = [];
    for (const node of level)
      for (const operation of alphabet) {
        const form = formKey(operation);
        const builds = depth <= shortest && kinds.includes(abilityOf(operation)) && isBuilder(operation);
        if (!builds && programs.has(form)) continue;
        const simulated = simulate(rules, node.state, operation);
        const { next: state } = simulated;
        const program = [...node.program, operation];
        if (exercisedBy(simulated).has(requirement) && !programs.has(form)) programs.set(form, program);
        if (!builds) continue;
        const key = abstractKey(rules, state);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ state, program });
      }
    if (depth > shortest) break;
    shortest = Math.min(...[...programs.values()].map((program) => program.length));
    level = next;
  }
  return [...programs.values()];
}

/** What matters of a state to what may happen next: everything but the names of ids and the exact time. */
export function abstractKey(rules: Rules, state: State): string {
  const { linked } = state.roles;
  return JSON.stringify([
    linked && [linked.facets.description, linked.facets.tags, linked.madeBy],
    Object.keys(state.roles),
    Object.entries(state.holders).sort(),
    state.tasks.slice(-2).map((task) => [task.end, task.sawFree, task.sawUsed, task.inferred]),
    state.removed,
    Math.min(livesOf(state, 'linked'), 2),
    state.released.map((release) => [release.key, release.by, state.now >= release.at + rules.settleMs]),
    [...state.gone].sort(),
    state.contested,
  ]);
}

function withoutPrefixes(scenarios: readonly Scenario[]): readonly Scenario[] {
  const texts = new Map(scenarios.map((scenario) => [programKey(scenario.program), scenario]));
  const keys = [...texts.keys()].sort();
  const kept = new Set(keys.filter((key, index) => !(keys[index + 1] ?? '').startsWith(key)));
  return [...texts.entries()].filter(([key]) => kept.has(key)).map(([, scenario]) => scenario);
}

const programKey = (program: readonly Operation[]): string =>
  program.map((operation) => `${JSON.stringify(operation)}\n`).join('');
