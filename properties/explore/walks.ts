import * as fc from 'fast-check';
import { usersOf, type Operation, type OperationKind, type State } from '../../model/index.ts';
import { formKey, formsOf } from './forms.ts';
import { fateOf } from './outline.ts';
import type { Source } from '../perform.ts';

/** One step of a walk before it meets a state: numbers that choose, whatever there is to choose from. */
interface Draw {
  readonly kind: number;
  readonly form: number;
  readonly place: number;
  readonly aim: number;
}

interface Plan {
  readonly leaveOut: readonly OperationKind[];
  readonly slots: number;
  readonly draws: readonly Draw[];
}

/** How often each kind is drawn, relative to the others; a kind not named here is drawn with weight 1. */
const WEIGHTS: { readonly [K in OperationKind]?: number } = {
  CreateServiceLinkedRole: 5,
  DeleteServiceLinkedRole: 5,
  GetServiceLinkedRoleDeletionStatus: 6,
  GetRole: 2,
  ConfigureLogs: 8,
  CreateChannel: 3,
  DeleteChannel: 2,
  ConfigurePackagingGroupLogs: 4,
  CreatePackagingGroup: 3,
  DescribeChannel: 2,
  UpdateRole: 3,
  UseRole: 6,
  ReleaseRole: 3,
  Wait: 2,
};

/** Without these nothing ever happens to the role. */
const CORE: readonly OperationKind[] = [
  'CreateServiceLinkedRole',
  'DeleteServiceLinkedRole',
  'GetServiceLinkedRoleDeletionStatus',
  'CreateChannel',
  'ConfigureLogs',
  'UseRole',
];

const nat = fc.nat({ max: 0xffff });

const planOf = (
  kinds: readonly OperationKind[],
  length: { readonly min: number; readonly max: number },
): fc.Arbitrary<Plan> =>
  fc.record({
    leaveOut: fc.subarray(kinds.filter((kind) => !CORE.includes(kind))),
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
  kinds: readonly OperationKind[],
  regions: number,
  length = { min: 50, max: 200 },
): Source {
  const plan = fc.sample(planOf(kinds, length), { seed: seed | 0, numRuns: 1 })[0] as Plan;
  const pool = kinds
    .filter((kind) => !plan.leaveOut.includes(kind))
    .flatMap((kind) => Array.from<OperationKind>({ length: WEIGHTS[kind] ?? 1 }).fill(kind));
  // A target that has next to nothing may be left with nothing to do.
  if (pool.length === 0) return () => undefined;
  const extent = { regions: Math.min(regions, plan.slots), slots: plan.slots };
  const seen = new Set<string>();
  return (state, index) => {
    const draw = plan.draws[index];
    if (draw === undefined) return undefined;
    const choices = CHOICES.map((by) => {
      const other = { ...draw, kind: draw.kind + by, form: draw.form + by };
      return aim(state, other, resolve(other, pool, extent), kinds);
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
  draw: Draw,
  pool: readonly OperationKind[],
  extent: { readonly regions: number; readonly slots: number },
): Operation {
  const kind = pool[draw.kind % pool.length] as OperationKind;
  const forms = formsOf(kind, { regions: 1, slots: 1 });
  const form = forms[draw.form % forms.length] as Operation;
  const region = draw.place % extent.regions;
  const slot = Math.floor(draw.place / 8) % extent.slots;
  return {
    ...form,
    ...('region' in form ? { region } : {}),
    ...('channel' in form ? { channel: slot } : {}),
    ...('group' in form ? { group: slot } : {}),
    ...('user' in form ? { user: slot } : {}),
  };
}

/** Turns most of the operations that would meet nothing into ones that meet something. */
function aim(state: State, draw: Draw, operation: Operation, kinds: readonly OperationKind[]): Operation {
  const open = state.tasks.some((task) => task.end === null);
  const often = draw.aim % 10 < 8;
  const has = (kind: OperationKind) => kinds.includes(kind);
  // What happens to a use that begins while a deletion is under way is left open by AWS and teaches nothing.
  if (open && often && touchesUse(operation) && has('GetServiceLinkedRoleDeletionStatus'))
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
  if ('channel' in operation && operation.kind !== 'CreateChannel')
    return onExisting(state, draw, operation, 'channel');
  if ('group' in operation && operation.kind !== 'CreatePackagingGroup')
    return onExisting(state, draw, operation, 'group');
  if (operation.kind === 'ReleaseRole') return onExisting(state, draw, operation, 'user');
  return operation;
}

const touchesUse = (operation: Operation): boolean =>
  [
    'ConfigureLogs',
    'ConfigurePackagingGroupLogs',
    'CreatePackagingGroup',
    'UseRole',
    'CreateServiceLinkedRole',
  ].includes(operation.kind);

function onExisting(state: State, draw: Draw, operation: Operation, kind: 'channel' | 'group' | 'user'): Operation {
  const keys = Object.keys(state.holders).filter((key) => key.startsWith(`${kind}/`));
  const on = usersOf(state).filter((key) => key.startsWith(`${kind}/`));
  const key = keys[draw.place % Math.max(1, keys.length)];
  if (key === undefined) {
    if (kind === 'user') return operation;
    const { region, channel, group } = operation as {
      readonly region: number;
      readonly channel?: number;
      readonly group?: number;
    };
    return kind === 'channel'
      ? { kind: 'CreateChannel', region, channel: channel ?? 0 }
      : { kind: 'CreatePackagingGroup', region, group: group ?? 0 };
  }
  // Every third time something that is on, so that switching off meets something to switch off.
  const chosen = on.length > 0 && draw.aim % 3 === 0 ? (on[draw.place % on.length] as string) : key;
  const [, region, slot] = chosen.split('/');
  return { ...operation, region: Number(region), [kind]: Number(slot) } as Operation;
}
