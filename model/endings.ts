import type { Ending } from './ending.ts';
import type { Operation } from './operation.ts';
import { askedByAdministrator, endingsForCaller, isCallers } from './transitions/caller.ts';
import { holderKey, type Rules, type State } from './state.ts';
import { createRole, createServiceLinkedRole } from './transitions/creation.ts';
import { deletionStatus } from './transitions/deletion-task.ts';
import { deleteServiceLinkedRole } from './transitions/deletion.ts';
import { attachElsewhere, protectedEdit, tagging, updateRole, updateRoleDescription } from './transitions/editing.ts';
import { assumeRole, getPolicy, getPolicyVersion, listRoles, readRole } from './transitions/reading.ts';
import {
  configureLogs,
  createResource,
  deleteResource,
  describeResource,
  listChannels,
  updateChannel,
  useRole,
} from './transitions/resources.ts';

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
    case 'CreateChannel':
      return createResource(rules, state, holderKey('channel', operation.region, operation.channel), {});
    case 'DescribeChannel':
      return describeResource(state, holderKey('channel', operation.region, operation.channel));
    case 'ListChannels':
      return listChannels(state, operation.region);
    case 'UpdateChannel':
      return updateChannel(state, operation);
    case 'DeleteChannel':
      return deleteResource(rules, state, holderKey('channel', operation.region, operation.channel));
    case 'ConfigureLogs':
      return configureLogs(rules, state, holderKey('channel', operation.region, operation.channel), operation);
    case 'CreatePackagingGroup':
      return createResource(rules, state, holderKey('group', operation.region, operation.group), operation);
    case 'DescribePackagingGroup':
      return describeResource(state, holderKey('group', operation.region, operation.group));
    case 'ConfigurePackagingGroupLogs':
      return configureLogs(rules, state, holderKey('group', operation.region, operation.group), operation);
    case 'DeletePackagingGroup':
      return deleteResource(rules, state, holderKey('group', operation.region, operation.group));
    case 'UseRole':
    case 'ReleaseRole':
      return useRole(rules, state, operation);
    case 'Wait':
      return [{ name: 'waited', outcome: 'answered', because: [], clauses: [], next: () => state }];
  }
}
