import {
  abilityOf,
  holderKey,
  initialState,
  isOn,
  livesOf,
  type Ability,
  type Holder,
  type Operation,
  type ResourceProfile,
  type ServiceProfile,
  type Sides,
  type State,
} from '../../model/index.ts';
import { simulate } from './simulate.ts';

/**
 * The outline of a state: what of it decides what becomes of the role, on one resource in the first region and another in
 * the second. The outlines are the states of the machine whose pairs of transitions a deep run takes one by one.
 *
 * - the linked role: not there, there, gone, there again (a second life, or a later one)
 * - the last deletion task: none, open, failed, succeeded; while it is open, whether it saw the role free and saw it used
 * - the resource in the first region: none, off as it was born, on, off again
 * - the resource in the second region: none, on
 *
 * Undefined where other resources or roles are there, and where AWS leaves open what became of the role.
 */
export function outlineOf(profile: ServiceProfile, state: State): string | undefined {
  const { linked: _, ...others } = state.roles;
  const { here, elsewhere } = placesOf(profile, state);
  const known = Object.keys(state.holders).length - (here === undefined ? 0 : 1) - (elsewhere === undefined ? 0 : 1);
  if (state.contested || Object.keys(others).length > 0 || known > 0) return undefined;
  if (elsewhere !== undefined && !isOn(elsewhere)) return undefined;
  return [
    fateOf(state),
    here === undefined ? 'nothing here' : isOn(here) ? 'on here' : here.everOn ? 'off again here' : 'off here',
    elsewhere === undefined ? 'nothing elsewhere' : 'on elsewhere',
  ].join('; ');
}

/** What became of the role, and of the last deletion task. */
export function fateOf(state: State): string {
  const lives = livesOf(state, 'linked');
  const task = state.tasks.at(-1);
  return [
    state.roles.linked === undefined ? (lives === 0 ? 'no role' : 'role gone') : lives > 1 ? 'role again' : 'role',
    task === undefined ? 'no task' : (task.end ?? `open${task.sawFree ? ', free' : ''}${task.sawUsed ? ', used' : ''}`),
  ].join('; ');
}

/** The service's first resource in the first region, and the last one in the second. */
function placesOf(
  { resources }: ServiceProfile,
  { holders }: State,
): { readonly here?: Holder | undefined; readonly elsewhere?: Holder | undefined } {
  return {
    here: holders[holderKey(resources[0]?.name ?? '', 0, 0)],
    elsewhere: holders[holderKey(resources.at(-1)?.name ?? '', 1, 0)],
  };
}

const ROLE: readonly Operation[] = [
  { kind: 'CreateServiceLinkedRole', service: 'own' },
  { kind: 'DeleteServiceLinkedRole', role: 'linked' },
  { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true },
  { kind: 'GetRole', role: 'linked' },
  { kind: 'UpdateRole', role: 'linked', description: 'plain' },
  { kind: 'PutRolePolicy', role: 'linked' },
  { kind: 'DeleteRole', role: 'linked' },
];

/** What is asked of the first resource in the first region, and of the last one in the second. */
function resourceInputs({ resources }: ServiceProfile): readonly Operation[] {
  const [here, elsewhere] = [resources[0], resources.at(-1)];
  if (here === undefined || elsewhere === undefined) return [];
  return [...inputsHere(here), ...inputsElsewhere(elsewhere)];
}

function inputsHere({ name: resource, calls, sides }: ResourceProfile): readonly Operation[] {
  const at = { resource, region: 0, slot: 0 };
  const on: Sides = Object.fromEntries(sides.slice(0, 1).map(({ name }) => [name, 'default']));
  return [
    { kind: 'CreateResource', ...at },
    ...(calls.ReadResource === undefined ? [] : [{ kind: 'ReadResource', ...at } as const]),
    ...(calls.ConfigureResource === undefined
      ? []
      : [{ kind: 'ConfigureResource', ...at, sides: on } as const, { kind: 'ConfigureResource', ...at } as const]),
    { kind: 'DeleteResource', ...at },
  ];
}

/** It uses the role as soon as it is made. */
function inputsElsewhere({ name: resource, calls, sides }: ResourceProfile): readonly Operation[] {
  const at = { resource, region: 1, slot: 0 };
  const on: Sides = Object.fromEntries(sides.slice(0, 1).map(({ name }) => [name, 'default']));
  return [
    { kind: 'CreateResource', ...at, ...(calls.CreateResource?.sets ? { sides: on } : {}) },
    { kind: 'DeleteResource', ...at },
  ];
}

/** One operation from one outline, and where it leads; undefined where nothing goes on from there. */
export interface OutlineTransition {
  readonly from: string;
  readonly operation: Operation;
  readonly to: string | undefined;
}

/** The machine of outlines: its states, inputs and transitions, as a prompt and conforming target would go through them. */
export class OutlineMachine {
  readonly inputs: readonly Operation[];
  readonly start: string;
  /** The transitions of each state, one for each input, in the order of the inputs. */
  readonly transitions: ReadonlyMap<string, readonly OutlineTransition[]>;

  /** `supports` says which operations the target has; the machine has no others. */
  constructor(profile: ServiceProfile, supports: (ability: Ability) => boolean) {
    this.inputs = [...ROLE, ...resourceInputs(profile)].filter((operation) => supports(abilityOf(operation)));
    const rules = { profile, settleMs: 0 };
    const first = initialState();
    this.start = outlineOf(profile, first) as string;
    const transitions = new Map<string, readonly OutlineTransition[]>();
    const met = new Map<string, State>([[this.start, first]]);
    for (const [from, state] of met)
      transitions.set(
        from,
        this.inputs.map((operation) => {
          const { next } = simulate(rules, state, operation);
          const to = outlineOf(profile, next);
          if (to !== undefined && !met.has(to)) met.set(to, next);
          return { from, operation, to };
        }),
      );
    this.transitions = transitions;
  }

  /** How many pairs of consecutive transitions there are. */
  get pairs(): number {
    let pairs = 0;
    for (const own of this.transitions.values())
      for (const { to } of own) pairs += to === undefined ? 0 : this.inputs.length;
    return pairs;
  }
}
