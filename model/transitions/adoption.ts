import type { Facets, Json, Outcome } from '../outcome.ts';
import { roleReads } from '../ending.ts';
import {
  isCustomers,
  isProtectedEdit,
  isRead,
  type Operation,
  type OperationKind,
  type OperationOf,
  type RoleRef,
} from '../operation.ts';
import {
  changed,
  keyOf,
  isOpen,
  livesOf,
  withObserved,
  withoutRole,
  withRole,
  type Role,
  type Rules,
  type State,
} from '../state.ts';
import { absenceOf } from '../profile.ts';
import { strangerOf } from './creation.ts';
import { adoptStatus } from './deletion-task.ts';
import { adoptTask } from './deletion.ts';
import { meetsNamesake } from './role-view.ts';
import { settledBy, touchedBy, withUnsure } from './unsure.ts';
import { bindShown, holderWanted, isElsewhere, resourceOf } from './sides.ts';

/**
 * Believes what a target shows, whatever the specification says of it: the state after a difference. Reads are taken at
 * their word; of a call that makes or ends something, what its answer handed out is kept. `outcome` is what came.
 */
export function adopt(rules: Rules, state: State, operation: Operation, shown: Outcome): State {
  const outcome = withoutWire(shown);
  if (outcome.kind === 'indeterminate') return withUnsure(state, touchedBy(rules.profile, operation));
  return settledBy(taken(rules, state, operation, outcome), operation);
}

function taken(rules: Rules, state: State, operation: Operation, outcome: Outcome): State {
  const namesake = meetsNamesake(state, operation);
  if (namesake !== undefined)
    return outcome.kind === 'answered' ? changedByName(rules, state, operation, namesake, outcome.facets) : state;
  if (isProtectedEdit(operation))
    return outcome.kind === 'answered' && operation.kind !== 'DeleteRole' ? marked(state, operation.role) : state;
  const adopted = ADOPTED[operation.kind] as Adopting<OperationKind> | undefined;
  if (adopted !== undefined) return adopted(rules, state, operation, outcome);
  if (!roleReads.has(operation.kind) || !('role' in operation) || outcome.kind !== 'answered') return state;
  return stray(rules, seen(state, operation.role, outcome.facets), operation.role);
}

type Adopting<K extends OperationKind> = (
  rules: Rules,
  state: State,
  operation: OperationOf<K>,
  outcome: Outcome,
) => State;

/** What an answer is taken at its word for, beside what it shows of a role; of any other operation nothing is. */
const ADOPTED: { readonly [K in OperationKind]?: Adopting<K> } = {
  GetRole: (rules, state, { role }, outcome) => adoptRole(rules, state, role, outcome),
  ListRoles: (_rules, state, _, outcome) => (outcome.kind === 'answered' ? adoptList(state, outcome.facets) : state),
  ReadResource: (rules, state, operation, outcome) => adoptHolder(rules, state, keyOf(operation), outcome),
  CreateResource: (rules, state, operation, outcome) =>
    outcome.kind === 'answered' ? found(rules, state, keyOf(operation)) : state,
  DeleteServiceLinkedRole: (rules, state, { role }, outcome) =>
    outcome.kind === 'answered' ? adoptTask(rules, state, role, outcome.facets) : state,
  GetServiceLinkedRoleDeletionStatus: (_rules, state, operation, outcome) =>
    outcome.kind === 'answered' ? adoptStatus(state, operation, outcome.facets) : state,
  CreateServiceLinkedRole: (_rules, state, operation, outcome) =>
    outcome.kind === 'answered' && strangerOf(operation) !== 'own'
      ? changed(state, { strangers: [...state.strangers, strangerOf(operation)] })
      : state,
  CreateRole(rules, state, { role, path }, outcome) {
    if (outcome.kind !== 'answered' || state.roles[role] !== undefined) return state;
    return withRole(rules, state, role, path === undefined ? FOUND : { ...FOUND, stray: true }, false);
  },
};

/** An outcome without what it tells of its form: that is no part of the world. */
function withoutWire(outcome: Outcome): Outcome {
  if (outcome.kind !== 'answered' || outcome.facets.wire === undefined) return outcome;
  const { wire: _, ...facets } = outcome.facets;
  return { ...outcome, facets };
}

/** A call that was answered although its role is not there has met the namesake, and may have changed it. */
function changedByName(rules: Rules, state: State, operation: Operation, namesake: RoleRef, facets: Facets): State {
  const role = state.roles[namesake];
  if (isRead(operation) || role === undefined) return state;
  if (operation.kind === 'DeleteRole') return withRole(rules, state, namesake, null, false);
  if (operation.kind === 'DeleteServiceLinkedRole') return adoptTask(rules, state, namesake, facets);
  return withRole(rules, state, namesake, { ...role, facets: {}, stray: true }, false);
}

const FOUND: Role = { facets: {}, madeBy: 'found', life: 1, describedBy: [] };

/** A role is gone in a way that no rule explains, so the end of an open task for it says nothing any more. */
const vanished = (rules: Rules, state: State, ref: RoleRef): State =>
  changed(withoutRole(rules, state, ref), {
    removed: state.removed.filter((other) => other !== ref),
    tasks: state.tasks.map((task) => (isOpen(task) && task.ref === ref ? { ...task, unexplained: true } : task)),
  });

function adoptList(state: State, facets: Facets): State {
  const listed = facets.listed;
  return changed(state, {
    ...(facets.others === undefined ? {} : { others: facets.others }),
    ...(typeof listed === 'boolean' && listed !== (state.roles.linked !== undefined) ? { listing: listed } : {}),
  });
}

function adoptRole(rules: Rules, state: State, ref: RoleRef, outcome: Outcome): State {
  if (outcome.kind === 'refused' && outcome.code === 'NoSuchEntity')
    return ref === 'linked' || ref === 'suffixed'
      ? vanished(rules, state, ref)
      : withRole(rules, state, ref, null, false);
  if (outcome.kind !== 'answered') return state;
  const before = state.roles[ref];
  // An answer that shows no id tells of no other life.
  const { roleId = before?.facets.roleId } = outcome.facets;
  const sameLife = before !== undefined && before.facets.roleId === roleId;
  if (sameLife) return stray(rules, seen(state, ref, outcome.facets), ref);
  const id = before?.facets.roleId;
  const life = livesOf(state, ref) + 1;
  const role: Role = { ...FOUND, life, facets: outcome.facets, ...(before?.stray ? { stray: true as const } : {}) };
  const next = changed(withRole(rules, state, ref, role, false), {
    formerIds: id === undefined ? state.formerIds : [...state.formerIds, id],
    lives: { ...state.lives, [ref]: life },
  });
  return stray(rules, next, ref);
}

function seen(state: State, ref: RoleRef, facets: Facets): State {
  const role = state.roles[ref];
  if (role === undefined) return state;
  return changed(state, { roles: { ...state.roles, [ref]: { ...role, facets: { ...role.facets, ...facets } } } });
}

const marked = (state: State, ref: RoleRef): State => {
  const role = state.roles[ref];
  return role === undefined ? state : changed(state, { roles: { ...state.roles, [ref]: { ...role, stray: true } } });
};

/** A role of a service that carries what AWS would never allow behaves in ways that nobody prescribes. */
function stray(rules: Rules, state: State, ref: RoleRef): State {
  const role = state.roles[ref];
  if (role === undefined || isCustomers(ref)) return state;
  const differs = (facet: keyof Facets, usual: Json): boolean => {
    const value = role.facets[facet];
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(usual);
  };
  const own = differs('attached', [rules.profile.policyArn]) && differs('attached', []);
  const odd = rules.profile.policyInferred !== true && (own || differs('inline', []));
  return odd || differs('boundary', null) ? marked(state, ref) : state;
}

function adoptHolder(rules: Rules, state: State, key: string, outcome: Outcome): State {
  if (outcome.kind === 'refused' && outcome.code === absenceOf(resourceOf(rules, key), 'ReadResource').code)
    return withObserved(rules, state, without(state, key));
  if (outcome.kind !== 'answered') return state;
  // A resource of another region that shows here as well is not taken for one of this region.
  if (state.holders[key] === undefined && isElsewhere(state, key)) return state;
  const known = state.holders[key] === undefined ? found(rules, state, key) : state;
  return withObserved(rules, state, bindShown(known, key, outcome.facets));
}

const found = (rules: Rules, state: State, key: string): State =>
  changed(state, {
    holders: { ...state.holders, [key]: state.holders[key] ?? holderWanted(resourceOf(rules, key), {}) },
  });

const without = (state: State, key: string): State => {
  const { [key]: _, ...holders } = state.holders;
  return changed(state, { holders });
};
