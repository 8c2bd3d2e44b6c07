import type { Facets, Json, Outcome } from '../outcome.ts';
import { isCustomers, isProtectedEdit, type Operation, type RoleRef } from '../operation.ts';
import {
  changed,
  keyOf,
  isOpen,
  isRead,
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
import { bindShown, holderWanted, isElsewhere, resourceOf } from './sides.ts';

/**
 * Believes what a target shows, whatever the specification says of it: the state after a difference. Reads are taken at
 * their word; of a call that makes or ends something, what its answer handed out is kept. `outcome` is what came.
 */
export function adopt(rules: Rules, state: State, operation: Operation, outcome: Outcome): State {
  const namesake = meetsNamesake(state, operation);
  if (namesake !== undefined)
    return outcome.kind === 'answered' ? changedByName(rules, state, operation, namesake, outcome.facets) : state;
  if (isProtectedEdit(operation))
    return outcome.kind === 'answered' && operation.kind !== 'DeleteRole' ? marked(state, operation.role) : state;
  switch (operation.kind) {
    case 'GetRole':
      return adoptRole(rules, state, operation.role, outcome);
    case 'ListAttachedRolePolicies':
    case 'ListRolePolicies':
    case 'ListRoleTags':
      return outcome.kind === 'answered'
        ? stray(rules, seen(state, operation.role, outcome.facets), operation.role)
        : state;
    case 'ListRoles':
      return outcome.kind === 'answered' ? adoptList(state, outcome.facets) : state;
    case 'ReadResource':
      return adoptHolder(rules, state, keyOf(operation), outcome);
    case 'CreateResource':
      return outcome.kind === 'answered' ? found(rules, state, keyOf(operation)) : state;
    case 'DeleteServiceLinkedRole':
      return outcome.kind === 'answered' ? adoptTask(rules, state, operation.role, outcome.facets) : state;
    case 'GetServiceLinkedRoleDeletionStatus':
      return outcome.kind === 'answered' ? adoptStatus(state, operation, outcome.facets) : state;
    case 'CreateServiceLinkedRole':
      return outcome.kind === 'answered' && strangerOf(operation) !== 'own'
        ? changed(state, { strangers: [...state.strangers, strangerOf(operation)] })
        : state;
    case 'CreateRole':
      return outcome.kind === 'answered' && state.roles[operation.role] === undefined
        ? withRole(
            rules,
            state,
            operation.role,
            operation.path === undefined ? FOUND : { ...FOUND, stray: true },
            false,
          )
        : state;
    case 'GetPolicy':
    case 'GetPolicyVersion':
    case 'UpdateRole':
    case 'UpdateRoleDescription':
    case 'TagRole':
    case 'UntagRole':
    case 'AttachUserPolicy':
    case 'AttachGroupPolicy':
    case 'AssumeRole':
    case 'ListResources':
    case 'UpdateResource':
    case 'DeleteResource':
    case 'ConfigureResource':
    case 'Wait':
      return state;
  }
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
  const sameLife = before !== undefined && before.facets.roleId === outcome.facets.roleId;
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
