import type { FacetName, Operation } from '../../model/index.ts';
import type { Names } from './calls.ts';
import { NotTold, type Told, type View } from './reproduction.ts';

const text = (...path: readonly string[]): View => ({ as: 'text', path });
const blank = (...path: readonly string[]): View => ({ as: 'text', path, blank: true });

/** The facets of a role in an answer that carries one. */
const ROLE: { readonly [F in FacetName]?: View } = {
  name: text('Role', 'RoleName'),
  path: text('Role', 'Path'),
  arn: text('Role', 'Arn'),
  roleId: text('Role', 'RoleId'),
  createDate: text('Role', 'CreateDate'),
  trust: { as: 'grants', path: ['Role', 'AssumeRolePolicyDocument'] },
  description: blank('Role', 'Description'),
  sessionDuration: { as: 'number', path: ['Role', 'MaxSessionDuration'] },
  boundary: blank('Role', 'PermissionsBoundary', 'PermissionsBoundaryArn'),
  tags: { as: 'tags', path: ['Role', 'Tags'] },
};

const RESOURCE: { readonly [F in FacetName]?: View } = {
  channelDescription: blank('Description'),
  ingress: { as: 'log', path: ['IngressAccessLogs'] },
  egress: { as: 'log', path: ['EgressAccessLogs'] },
};

const VIEWS: { readonly [K in Operation['kind']]?: { readonly [F in FacetName]?: View } } = {
  CreateServiceLinkedRole: ROLE,
  CreateRole: ROLE,
  GetRole: ROLE,
  UpdateRoleDescription: ROLE,
  ListAttachedRolePolicies: { attached: { as: 'words', path: ['AttachedPolicies'], member: 'PolicyArn' } },
  ListRolePolicies: { inline: { as: 'words', path: ['PolicyNames'] } },
  ListRoleTags: { tags: { as: 'tags', path: ['Tags'] } },
  GetPolicy: { policyArn: text('Policy', 'Arn'), policyPath: text('Policy', 'Path') },
  GetPolicyVersion: { document: { as: 'grants', path: ['PolicyVersion', 'Document'] } },
  DeleteServiceLinkedRole: { taskId: text('DeletionTaskId') },
  GetServiceLinkedRoleDeletionStatus: { status: text('Status'), reason: text('Reason', 'Reason') },
  CreateChannel: RESOURCE,
  DescribeChannel: RESOURCE,
  UpdateChannel: RESOURCE,
  ConfigureLogs: RESOURCE,
  CreatePackagingGroup: RESOURCE,
  DescribePackagingGroup: RESOURCE,
  ConfigurePackagingGroupLogs: RESOURCE,
};

/**
 * How a facet is read from the answer to an operation.
 * @throws NotTold when a script has no way to
 */
export function viewOf(
  operation: Operation,
  facet: FacetName,
  part: readonly string[] | undefined,
  names: Names,
): View {
  if (operation.kind === 'ListRoles' && facet === 'listed')
    return { as: 'listed', path: ['Roles'], member: 'RoleName', text: names.role('linked') as string | Told };
  if (operation.kind === 'ListRoles') {
    const role = part === undefined ? ROLE[facet] : undefined;
    if (role !== undefined) {
      const entry = { list: 'Roles', member: 'RoleName', is: names.role('linked') as string | Told };
      return { ...role, path: role.path.slice(1), within: entry };
    }
  }
  const view = part === undefined ? VIEWS[operation.kind]?.[facet] : undefined;
  if (view === undefined)
    throw new NotTold(`the scripts have no way to read ${[facet, ...(part ?? [])].join(' ')} of ${operation.kind}`);
  return view;
}
