import { sameJson, type Facets, type Json } from './outcome.ts';
import type { Operation, RoleRef, TaskRef } from './operation.ts';
import type { RequirementId } from './requirements.ts';
import type { ServiceProfile } from './profile.ts';

/** What the model is told once: the service, and how long AWS (or the target) may take, in milliseconds. */
export interface Rules {
  readonly profile: ServiceProfile;
  /** Bound for a change to show everywhere, for a task to end and for a release to count; 0 is `immediate`. */
  readonly settleMs: number;
}

/** One life of a role. `facets` holds what has been seen of it; what was not yet seen is expected from the profile. */
export interface Role {
  readonly facets: Facets;
  readonly madeBy: 'iam' | 'service' | 'found';
  /** Counts the lives of this name, from 1. */
  readonly life: number;
  /** Who is to blame when the description differs from the one believed. */
  readonly describedBy: readonly RequirementId[];
  /** It carries something that AWS would never allow; what then follows is left open. */
  readonly stray?: true;
}

/** An earlier view that a lagging read may still give. */
export interface Stale<T> {
  readonly key: string;
  readonly value: T | null;
  /** Until when, exclusive, by the clock of the session. */
  readonly until: number;
}

/** An access log: null is off; otherwise the groups it may be shown with, '' standing for no group shown. */
export type Logging = readonly string[] | null;

/** A resource that may use the role. */
export interface Holder {
  /** Every side that the resource has, by its name. */
  readonly sides: { readonly [side: string]: Logging };
  /** It uses the role as long as it is there. */
  readonly always?: true;
  /** Whether any side was ever on: what is shown off is then `disabled`, not `off at first`. */
  readonly everOn?: true;
}

export interface Task {
  readonly id: string;
  /** The role that it is to delete. */
  readonly ref: RoleRef;
  readonly acceptedAt: number;
  /** Whether, since it was accepted, nothing used the role, something did, or may still have counted as doing so. */
  readonly sawFree: boolean;
  readonly sawUsed: boolean;
  /** Everything that used the role, or had lately, while the task was open. */
  readonly users: readonly string[];
  /** The requirements that demand FAILED while only these users hold the role. */
  readonly end: 'SUCCEEDED' | 'FAILED' | null;
  /** Its end follows from what else was seen; no poll has shown it yet. */
  readonly inferred?: true;
  /** Nothing is known of how it came about; its end is not judged. */
  readonly unexplained?: true;
}

/** What the model believes of one world. Immutable. */
export interface State {
  readonly now: number;
  readonly account?: string | undefined;
  readonly roles: { readonly [R in RoleRef]?: Role };
  readonly stale: readonly Stale<Role | Holder>[];
  /** Role ids of earlier lives. */
  readonly formerIds: readonly Json[];
  /** Lives of each role so far, and the roles whose last life was ended by a deletion task. */
  readonly lives: { readonly [R in RoleRef]?: number };
  readonly removed: readonly RoleRef[];
  readonly tasks: readonly Task[];
  /** The resources that are there, by `RESOURCE/REGION/SLOT`. */
  readonly holders: Readonly<Record<string, Holder>>;
  /** What held the role and let go, when, and how. */
  readonly released: readonly { readonly key: string; readonly at: number; readonly by: 'disable' | 'delete' }[];
  /** Keys of holders that were there once. */
  readonly gone: readonly string[];
  /** First refusal of a clean-up that is being tried again, by key. */
  readonly cleanups: Readonly<Record<string, number>>;
  /** Roles that were `stray` when they went: what they left behind may still answer to their name. */
  readonly strayGone?: readonly RoleRef[] | undefined;
  /** Whether ListRoles was found to show the linked role, where that differs from its presence. */
  readonly listing?: boolean | undefined;
  /** Further roles under the path of the service that were found and are known. */
  readonly others: Json;
  /** Forms of CreateServiceLinkedRole that the target should have refused and did not: what they made is not modelled. */
  readonly strangers: readonly string[];
  /** Use of the linked role began while a task to delete it was open: AWS leaves open whether the role outlives it. */
  readonly contested: boolean;
  /** Roles, and keys of resources, of which an answer that told nothing left open what they are now. */
  readonly unsure: readonly string[];
}

/** A state that nobody has seen yet. */
type Draft = { -readonly [Member in keyof State]: State[Member] };

/**
 * A copy of a state, to be changed. Member by member, so that all states have the same shape: V8 copies objects of many
 * shapes, as `{ ...state }` would give, in a way that takes several times as long.
 */
const draftOf = (state: State): Draft =>
  ({
    now: state.now,
    roles: state.roles,
    stale: state.stale,
    formerIds: state.formerIds,
    lives: state.lives,
    removed: state.removed,
    tasks: state.tasks,
    holders: state.holders,
    released: state.released,
    gone: state.gone,
    cleanups: state.cleanups,
    others: state.others,
    strangers: state.strangers,
    contested: state.contested,
    unsure: state.unsure,
    account: state.account,
    strayGone: state.strayGone,
    listing: state.listing,
  }) satisfies Record<keyof State, unknown>;

/** The state with some members changed. */
export const changed = (state: State, change: Partial<State>): State => Object.assign(draftOf(state), change);

/** A fresh world. */
export const initialState = (now = 0, account?: string): State => ({
  now,
  roles: {},
  stale: [],
  formerIds: [],
  lives: {},
  removed: [],
  tasks: [],
  holders: {},
  released: [],
  gone: [],
  cleanups: {},
  others: [],
  strangers: [],
  contested: false,
  unsure: [],
  account,
  strayGone: undefined,
  listing: undefined,
});

/** The state at a later time: lagging views that can no longer be given are dropped. */
export const atTime = (state: State, now: number): State => {
  if (now === state.now) return state;
  const next = draftOf(state);
  next.now = now;
  if (state.stale.some((view) => view.until <= now)) next.stale = state.stale.filter((view) => view.until > now);
  return next;
};

/** The key of a resource. */
export const holderKey = (resource: string, region: number, slot: number): string => `${resource}/${region}/${slot}`;

/** The key of the resource that an operation is about. */
export const keyOf = ({ resource, region, slot }: { resource: string; region: number; slot: number }): string =>
  holderKey(resource, region, slot);

/** The same of any operation; undefined where it is about no resource, or about all of a region. */
export const holderKeyOf = (operation: Operation): string | undefined =>
  'slot' in operation ? keyOf(operation) : undefined;

/** The resource in a holder's key: `channel`. */
export const resourceOfKey = (key: string): string => key.slice(0, Math.max(key.indexOf('/'), 0));

/** The region slot in a holder's key. */
export function regionOf(key: string): number {
  const from = key.indexOf('/') + 1;
  return Number(key.slice(from, key.indexOf('/', from)));
}

/** Whether a resource uses the role. */
export function isOn(holder: Holder): boolean {
  if (holder.always === true) return true;
  for (const side in holder.sides) if (holder.sides[side] !== null) return true;
  return false;
}

/** The same resource, which used the role before or does so now. */
export const onceOn = (holder: Holder): Holder => (holder.everOn === true ? holder : { ...holder, everOn: true });

/** The keys of everything that uses a role now. Whatever uses a role of the service uses the linked one. */
export const usersOf = (state: State, ref: RoleRef = 'linked'): readonly string[] =>
  ref === 'linked' ? Object.keys(state.holders).filter((key) => isOn(state.holders[key] as Holder)) : [];

/** What held a role and let go. */
export const releasesOf = (state: State, ref: RoleRef): State['released'] => (ref === 'linked' ? state.released : []);

/** How many lives a role had so far. */
export const livesOf = (state: State, ref: RoleRef): number => state.lives[ref] ?? 0;

/** The task that a slot stands for, or undefined when no such task was handed out. */
export function taskOf(state: State, ref: TaskRef): Task | undefined {
  if (ref === 'last') return state.tasks.at(-1);
  if (ref === 'previous') return state.tasks.at(-2);
  return typeof ref === 'number' ? state.tasks[ref] : undefined;
}

/** The task has not ended as far as anyone was told. */
export const isOpen = (task: Task): boolean => task.end === null;

/** The task that is to delete a role and has not ended. */
export const openTask = (state: State, ref: RoleRef): Task | undefined =>
  state.tasks.findLast((task) => isOpen(task) && task.ref === ref);

export const replaceTask = (state: State, task: Task): State =>
  changed(state, { tasks: state.tasks.map((other) => (other.id === task.id ? task : other)) });

const staleFor = (rules: Rules, state: State, key: string, value: Role | Holder | null): State['stale'] =>
  rules.settleMs === 0 ? state.stale : [...state.stale, { key, value, until: state.now + rules.settleMs }];

/** Puts, changes or (with null) removes a role; for the settle window the earlier view may still be seen. */
export function withRole(rules: Rules, state: State, ref: RoleRef, role: Role | null, effective = true): State {
  const before = state.roles[ref] ?? null;
  const { [ref]: _, ...others } = state.roles;
  const next = draftOf(state);
  next.roles = role === null ? others : { ...others, [ref]: role };
  if (ref === 'linked' && (before === null) !== (role === null)) next.listing = undefined;
  if (role === null && before?.stray === true && state.strayGone?.includes(ref) !== true)
    next.strayGone = [...(state.strayGone ?? []), ref];
  if (effective) next.stale = staleFor(rules, state, ref, before);
  return next;
}

/** A role's life ends; the open task for it, if any, is then known to have succeeded. */
export function withoutRole(rules: Rules, state: State, ref: RoleRef): State {
  const role = state.roles[ref];
  if (role === undefined) return state;
  const id = role.facets.roleId;
  return changed(withRole(rules, state, ref, null), {
    formerIds: id === undefined || state.formerIds.includes(id) ? state.formerIds : [...state.formerIds, id],
    removed: [...state.removed.filter((other) => other !== ref), ref],
    tasks: state.tasks.map((task) =>
      isOpen(task) && task.ref === ref ? { ...task, end: 'SUCCEEDED' as const, inferred: true as const } : task,
    ),
  });
}

const isKnown = (known: Facets, seen: Facets): boolean =>
  (Object.keys(seen) as (keyof Facets)[]).every((facet) => sameJson(known[facet], seen[facet]));

/** Binds what an answer showed of a role. */
export function withSeen(state: State, ref: RoleRef, seen: Facets): State {
  const role = state.roles[ref];
  if (role === undefined || isKnown(role.facets, seen)) return state;
  return changed(state, { roles: { ...state.roles, [ref]: { ...role, facets: { ...role.facets, ...seen } } } });
}

function without<T>(entries: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...others } = entries;
  return others;
}

/** Puts, changes or (with null) removes a holder, and tells the open tasks who uses the role from now on. */
export function withHolder(
  rules: Rules,
  state: State,
  key: string,
  holder: Holder | null,
  by: 'disable' | 'delete',
): State {
  const before = state.holders[key] ?? null;
  const wasOn = before !== null && isOn(before);
  const on = holder !== null && isOn(holder);
  const next = draftOf(state);
  next.holders =
    holder === null ? without(state.holders, key) : { ...state.holders, [key]: on ? onceOn(holder) : holder };
  next.stale = staleFor(rules, state, key, before);
  if (holder === null && !state.gone.includes(key)) next.gone = [...state.gone, key];
  if (wasOn && !on) next.released = [...state.released.filter((r) => r.key !== key), { key, at: state.now, by }];
  if (key in state.cleanups) next.cleanups = without(state.cleanups, key);
  if (on && !wasOn && openTask(state, 'linked') !== undefined) next.contested = true;
  if (wasOn !== on && state.tasks.some(isOpen))
    next.tasks = state.tasks.map((task) => (isOpen(task) ? observed(rules, next, task) : task));
  return next;
}

/** What used a role lately enough for a deletion still to fail for it. */
export const lingering = (rules: Rules, state: State, ref: RoleRef): readonly string[] =>
  releasesOf(state, ref)
    .filter((release) => state.now < release.at + rules.settleMs)
    .map((release) => release.key);

function observed(rules: Rules, state: State, task: Task): Task {
  const users = usersOf(state, task.ref);
  const late = lingering(rules, state, task.ref);
  return {
    ...task,
    sawFree: task.sawFree || users.length === 0,
    sawUsed: task.sawUsed || users.length > 0 || late.length > 0,
    users: [...new Set([...task.users, ...users, ...late])],
  };
}

/**
 * The state after a difference, told of its consequences: what used the role before and is now shown off has let go just
 * now, and the open tasks learn who uses the role.
 */
export function withObserved(rules: Rules, before: State, state: State): State {
  const users = usersOf(state);
  const gone = usersOf(before).filter(
    (key) => !users.includes(key) && !state.released.some((one) => one.key === key && one.at === state.now),
  );
  const released = gone.map((key) => ({
    key,
    at: state.now,
    by: state.holders[key] === undefined ? ('delete' as const) : ('disable' as const),
  }));
  const next =
    gone.length === 0
      ? state
      : changed(state, { released: [...state.released.filter((one) => !gone.includes(one.key)), ...released] });
  return next.tasks.some(isOpen)
    ? changed(next, { tasks: next.tasks.map((task) => (isOpen(task) ? observed(rules, next, task) : task)) })
    : next;
}

/** A task to delete a role is accepted now. */
export const withTask = (rules: Rules, state: State, ref: RoleRef, id: string): State => {
  const fresh: Task = { id, ref, acceptedAt: state.now, sawFree: false, sawUsed: false, users: [], end: null };
  return changed(state, { tasks: [...state.tasks, observed(rules, state, fresh)] });
};
