import {
  endings,
  exactly,
  holderKeyOf,
  isOfResource,
  isOn,
  livesOf,
  replaceTask,
  resourceOfKey,
  taskOf,
  usersOf,
  withoutRole,
  withSeen,
  type Ending,
  type Facets,
  type Holder,
  type Operation,
  type Rules,
  type State,
  type Task,
} from '../../../model/index.ts';
import type { FlawContext } from '../flaw.ts';
import { on, success, type Rewrite } from './rewrites.ts';

export const hasRole = ({ state }: FlawContext): boolean => state.roles.linked !== undefined;

/** Whether the operation is on the linked role, which is there. */
export const onLinked = (context: FlawContext): boolean =>
  hasRole(context) && 'role' in context.operation && context.operation.role === 'linked';

/** The linked role, if there is one, shows these facets from now on. */
export const withLinked = (state: State, facets: Facets): State => withSeen(state, 'linked', facets);

/** The linked role has another role id. */
export const renewed = (state: State): State => {
  const id = String(state.roles.linked?.facets.roleId ?? '');
  return id === '' ? state : withLinked(state, { roleId: `${id.slice(0, 4)}${id.slice(5)}${id.slice(4, 5)}` });
};

/** The linked role comes into being, as if IAM had been asked for it. */
export const withNewRole = ({ rules, state }: Pick<FlawContext, 'rules' | 'state'>): State =>
  state.roles.linked === undefined
    ? (endings(rules, state, { kind: 'CreateServiceLinkedRole', service: 'own' })[0]?.next({}) ?? state)
    : state;

/** The linked role is gone. */
export const withoutLinked = ({ rules }: FlawContext, state: State): State => withoutRole(rules, state, 'linked');

/** What an operation made of the linked role did not happen. */
export const roleAsBefore = (next: State, { state }: FlawContext): State => ({
  ...next,
  roles: state.roles,
  lives: state.lives,
  removed: state.removed,
  formerIds: state.formerIds,
});

/** The first facets of every linked role, however it came into being, where `facets` gives any. */
export const born =
  (facets: (context: FlawContext) => Facets | undefined): Rewrite =>
  (context) => {
    const given = hasRole(context) ? undefined : facets(context);
    if (given === undefined) return undefined;
    const answers = context.operation.kind === 'CreateServiceLinkedRole';
    return context.endings.map((ending) => ({
      ...ending,
      clauses: ending.clauses.map((clause) => {
        const value = answers ? given[clause.facet] : undefined;
        return value === undefined ? clause : { ...clause, allows: exactly(value) };
      }),
      next: (shown) => withLinked(ending.next(shown), given),
    }));
  };

/** Whether the linked role had a life before. */
export const hasLived = ({ state }: FlawContext): boolean => livesOf(state, 'linked') > 0;

/** The role id of the life before, if there was one. */
export function formerId({ state }: FlawContext): Facets | undefined {
  const id = state.formerIds.at(-1);
  return id === undefined ? undefined : { roleId: id };
}

/** The key of the resource that an operation is about. */
export const keyOf = (operation: Operation): string => holderKeyOf(operation) ?? '';

/** The name of the service's first resource. */
export const firstOf = ({ profile }: Rules): string => profile.resources[0]?.name ?? '';

/** The keys of all resources of the service's first kind. */
export const firstKeys = (rules: Rules, state: State): readonly string[] =>
  Object.keys(state.holders).filter((key) => resourceOfKey(key) === firstOf(rules));

/** A rewrite of what is asked of the service's first resource, and of nothing else. */
export const ofFirst =
  (rewrite: Rewrite): Rewrite =>
  (context) =>
    isOfResource(context.operation) && context.operation.resource === firstOf(context.rules)
      ? rewrite(context)
      : undefined;

/** A rewrite of what is asked of the service's other resources. */
export const ofOthers =
  (rewrite: Rewrite): Rewrite =>
  (context) =>
    isOfResource(context.operation) && context.operation.resource !== firstOf(context.rules)
      ? rewrite(context)
      : undefined;

/** The resource that an operation is about, as it was before. */
export const holderOf = ({ state, operation }: FlawContext): Holder | undefined => state.holders[keyOf(operation)];

/** Whether the resource has an access log on. */
export const isLogging = (context: FlawContext): boolean => {
  const holder = holderOf(context);
  return holder !== undefined && isOn(holder);
};

/** A resource with every side off. */
export const switchedOff = (holder: Holder): Holder => ({
  ...holder,
  sides: Object.fromEntries(Object.keys(holder.sides).map((side) => [side, null])),
});

/** Whether nothing uses the role. */
export const isFree = ({ state }: FlawContext): boolean => usersOf(state).length === 0;

/** Whether a call, made as the specification has it, leaves fewer access logs on at its resource. */
export function switchesOff(context: FlawContext): boolean {
  const before = holderOf(context);
  const after = context.endings[0]?.next({}).holders[keyOf(context.operation)];
  return Object.entries(before?.sides ?? {}).some(([side, set]) => set !== null && after?.sides[side] == null);
}

/** Ends a deletion task for which `as` gives an end, where the specification would have it end otherwise. */
export const ending = (as: (context: FlawContext, task: Task) => 'SUCCEEDED' | 'FAILED' | undefined): Rewrite =>
  on('GetServiceLinkedRoleDeletionStatus', (context) => {
    const task = taskOf(context.state, context.operation.task);
    const end = task === undefined || task.end !== null ? undefined : as(context, task);
    return task === undefined || end === undefined ? undefined : [endedAs(context, task, end)];
  });

function endedAs({ rules, state }: FlawContext, task: Task, end: 'SUCCEEDED' | 'FAILED'): Ending {
  const base = end === 'SUCCEEDED' ? withoutRole(rules, state, task.ref) : state;
  const shown: Facets = end === 'SUCCEEDED' ? { status: end } : { status: end, reason: 'Role in use.' };
  return success(replaceTask(base, { ...task, end }), shown);
}
