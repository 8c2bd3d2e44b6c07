import * as fc from 'fast-check';
import {
  isResourceKind,
  mayBeginUse,
  partsOf,
  regionOf,
  resourceNamed,
  resourceOfKey,
  usersOf,
  type Ability,
  type Operation,
  type OperationKind,
  type ResourceKind,
  type ServiceProfile,
  type State,
} from '../model/index.ts';
import { formKey, formsOf, fateOf } from './explore/index.ts';
import type { Source } from './perform.ts';

/** One step of a walk before it meets a state: numbers that choose, whatever there is to choose from. */
interface Draw {
  readonly kind: number;
  readonly form: number;
  readonly place: number;
  readonly aim: number;
}

interface Plan {
  readonly leaveOut: readonly Ability[];
  readonly slots: number;
  readonly draws: readonly Draw[];
}

/** How often each kind is drawn, relative to the others; a kind not named here is drawn with weight 1. */
const WEIGHTS: { readonly [K in OperationKind]?: number } = {
  CreateServiceLinkedRole: 5,
  DeleteServiceLinkedRole: 5,
  GetServiceLinkedRoleDeletionStatus: 6,
  GetRole: 2,
  UpdateRole: 3,
  Wait: 2,
};

/** The same for what is asked of a service's first resource, and of the others. */
const FIRST: { readonly [K in ResourceKind]?: number } = {
  ConfigureResource: 8,
  CreateResource: 3,
  DeleteResource: 2,
  ReadResource: 2,
};
const OTHERS: { readonly [K in ResourceKind]?: number } = { ConfigureResource: 4, CreateResource: 3 };

function weightOf({ resources }: ServiceProfile, ability: Ability): number {
  const { kind, resource } = partsOf(ability);
  if (!isResourceKind(kind)) return WEIGHTS[kind] ?? 1;
  return (resource === resources[0]?.name ? FIRST : OTHERS)[kind] ?? 1;
}

/** Without these nothing ever happens to the role. */
const CORE: readonly OperationKind[] = [
  'CreateServiceLinkedRole',
  'DeleteServiceLinkedRole',
  'GetServiceLinkedRoleDeletionStatus',
];

/** What lets the service's first resource use the role belongs to them. */
function isCore({ resources }: ServiceProfile, ability: Ability): boolean {
  const { kind, resource } = partsOf(ability);
  const isFirst = resource !== undefined && resource === resources[0]?.name;
  return CORE.includes(kind) || (isFirst && (kind === 'CreateResource' || kind === 'ConfigureResource'));
}

const nat = fc.nat({ max: 0xffff });

const planOf = (
  profile: ServiceProfile,
  kinds: readonly Ability[],
  length: { readonly min: number; readonly max: number },
): fc.Arbitrary<Plan> =>
  fc.record({
    leaveOut: fc.subarray(kinds.filter((kind) => !isCore(profile, kind))),
    slots: fc.integer({ min: 2, max: 3 }),
    draws: fc.array(fc.record({ kind: nat, form: nat, place: nat, aim: nat }), {
      minLength: length.min,
      maxLength: length.max,
      size: 'max',
    }),
  });

/**
 * A guided walk: 50 to 200 operations of a random subset of the kinds, their arguments resolved against what is believed
 * when they are performed. Of three operations that are drawn for each step the first is taken that is new in this walk for
 * what became of the role so far. The same seed gives the same walk on the same target.
 */
export function walk(
  seed: number,
  profile: ServiceProfile,
  kinds: readonly Ability[],
  regions: number,
  length = { min: 50, max: 200 },
): Source {
  const plan = fc.sample(planOf(profile, kinds, length), { seed: seed | 0, numRuns: 1 })[0] as Plan;
  const pool = kinds
    .filter((kind) => !plan.leaveOut.includes(kind))
    .flatMap((kind) => Array.from<Ability>({ length: weightOf(profile, kind) }).fill(kind));
  // A target that has next to nothing may be left with nothing to do.
  if (pool.length === 0) return () => undefined;
  const extent = { regions: Math.min(regions, plan.slots), slots: plan.slots };
  const seen = new Set<string>();
  return (state, index) => {
    const draw = plan.draws[index];
    if (draw === undefined) return undefined;
    const choices = CHOICES.map((by) => {
      const other = { ...draw, kind: draw.kind + by, form: draw.form + by };
      return aim(profile, state, other, resolve(profile, other, pool, extent), kinds);
    });
    const transition = (operation: Operation): string =>
      `${fateOf(state)} ${Math.min(usersOf(state).length, 2)} ${formKey(operation)}`;
    const chosen = choices.find((operation) => !seen.has(transition(operation))) ?? choices[0];
    if (chosen !== undefined) seen.add(transition(chosen));
    return chosen;
  };
}

/** What is added to a draw for each operation that it offers: the first of them that is new in its place is taken. */
const CHOICES: readonly number[] = [0, 7919, 20_011];

function resolve(
  profile: ServiceProfile,
  draw: Draw,
  pool: readonly Ability[],
  extent: { readonly regions: number; readonly slots: number },
): Operation {
  const kind = pool[draw.kind % pool.length] as Ability;
  const forms = formsOf(profile, kind, { regions: 1, slots: 1 });
  const form = forms[draw.form % forms.length] as Operation;
  const region = draw.place % extent.regions;
  const most = 'resource' in form ? resourceNamed(profile, form.resource).most : undefined;
  const slot = Math.floor(draw.place / 8) % (most ?? extent.slots);
  return {
    ...form,
    ...('region' in form ? { region } : {}),
    ...('slot' in form ? { slot } : {}),
  };
}

/** Turns most of the operations that would meet nothing into ones that meet something. */
function aim(
  profile: ServiceProfile,
  state: State,
  draw: Draw,
  operation: Operation,
  kinds: readonly Ability[],
): Operation {
  const open = state.tasks.some((task) => task.end === null);
  const often = draw.aim % 10 < 8;
  const has = (kind: Ability) => kinds.includes(kind);
  // What happens to a use that begins while a deletion is under way is left open by AWS and teaches nothing.
  if (open && often && touchesUse(profile, operation) && has('GetServiceLinkedRoleDeletionStatus'))
    return { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true };
  if (!often) return operation;
  if (
    'role' in operation &&
    operation.role === 'linked' &&
    state.roles.linked === undefined &&
    has('CreateServiceLinkedRole')
  )
    return { kind: 'CreateServiceLinkedRole', service: 'own' };
  if (operation.kind === 'GetServiceLinkedRoleDeletionStatus' && operation.task === 'last' && state.tasks.length === 0)
    return { kind: 'DeleteServiceLinkedRole', role: 'linked' };
  return 'slot' in operation && operation.kind !== 'CreateResource' ? onExisting(state, draw, operation) : operation;
}

const touchesUse = (profile: ServiceProfile, operation: Operation): boolean =>
  operation.kind === 'CreateServiceLinkedRole' || mayBeginUse(profile, operation);

function onExisting(state: State, draw: Draw, operation: Operation & Extract<Operation, { slot: number }>): Operation {
  const { resource, region, slot } = operation;
  const own = (key: string): boolean => resourceOfKey(key) === resource;
  const keys = Object.keys(state.holders).filter(own);
  const on = usersOf(state).filter(own);
  const key = keys[draw.place % Math.max(1, keys.length)];
  if (key === undefined) return { kind: 'CreateResource', resource, region, slot };
  // Every third time something that is on, so that switching off meets something to switch off.
  const chosen = on.length > 0 && draw.aim % 3 === 0 ? (on[draw.place % on.length] as string) : key;
  return { ...operation, region: regionOf(chosen), slot: Number(chosen.slice(chosen.lastIndexOf('/') + 1)) };
}
