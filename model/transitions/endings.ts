import type { Ending } from '../ending.ts';
import type { Operation } from '../operation.ts';
import { askedByAdministrator, endingsForCaller, isCallers } from './caller.ts';
import { keyOf, type Rules, type State } from '../state.ts';
import { createRole, createServiceLinkedRole } from './creation.ts';
import { deletionStatus } from './deletion-task.ts';
import { deleteServiceLinkedRole } from './deletion.ts';
import { attachElsewhere, protectedEdit, tagging, updateRole, updateRoleDescription } from './editing.ts';
import { assumeRole, getPolicy, getPolicyVersion, listRoles, readRole } from './reading.ts';
import {
  configureResource,
  createResource,
  deleteResource,
  listResources,
  readResource,
  updateResource,
} from './resource.ts';

/**
 * Every ending that the specification allows for an operation in a state; never none. The up-to-date and usual one comes
 * first. Pure: the same arguments give the same endings.
 */
export function endings(rules: Rules, state: State, operation: Operation): readonly Ending[] {
  if (!isCallers(operation)) return administratorsEndings(rules, state, operation);
  return endingsForCaller(state, operation, administratorsEndings(rules, state, askedByAdministrator(operation)));
}

function administratorsEndings(rules: Rules, state: State, operation: Operation): readonly Ending[] {
  switch (operation.kind) {
    case 'CreateServiceLinkedRole':
      return createServiceLinkedRole(rules, state, operation);
    case 'DeleteServiceLinkedRole':
      return deleteServiceLinkedRole(rules, state, operation);
    case 'GetServiceLinkedRoleDeletionStatus':
      return deletionStatus(rules, state, operation);
    case 'GetRole':
    case 'ListAttachedRolePolicies':
    case 'ListRolePolicies':
    case 'ListRoleTags':
      return readRole(rules, state, operation);
    case 'ListRoles':
      return listRoles(rules, state);
    case 'GetPolicy':
      return getPolicy(rules, state);
    case 'GetPolicyVersion':
      return getPolicyVersion(rules, state);
    case 'UpdateRole':
      return updateRole(rules, state, operation);
    case 'UpdateRoleDescription':
      return updateRoleDescription(rules, state, operation);
    case 'TagRole':
    case 'UntagRole':
      return tagging(rules, state, operation);
    case 'UpdateAssumeRolePolicy':
    case 'AttachRolePolicy':
    case 'DetachRolePolicy':
    case 'PutRolePolicy':
    case 'DeleteRolePolicy':
    case 'PutRolePermissionsBoundary':
    case 'DeleteRolePermissionsBoundary':
    case 'AddRoleToInstanceProfile':
    case 'RemoveRoleFromInstanceProfile':
    case 'DeleteRole':
      return protectedEdit(rules, state, operation);
    case 'CreateRole':
      return createRole(rules, state, operation);
    case 'AttachUserPolicy':
    case 'AttachGroupPolicy':
      return attachElsewhere(state);
    case 'AssumeRole':
      return assumeRole(state, operation);
    case 'CreateResource':
      return createResource(rules, state, keyOf(operation), operation);
    case 'ReadResource':
      return readResource(rules, state, keyOf(operation));
    case 'ListResources':
      return listResources(rules, state, operation);
    case 'UpdateResource':
      return updateResource(rules, state, operation);
    case 'DeleteResource':
      return deleteResource(rules, state, keyOf(operation));
    case 'ConfigureResource':
      return configureResource(rules, state, keyOf(operation), operation);
    case 'Wait':
      return [{ id: 'waited', outcome: 'answered', because: [], clauses: [], next: () => state }];
  }
}
