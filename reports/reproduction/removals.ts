import { naming, principalText } from '../../adapters/index.ts';
import { isCustomers, type Operation, type Program, type ServiceProfile } from '../../model/index.ts';
import { iam, media, policyArn } from './calls.ts';
import type { Call, Removal, Value } from './reproduction.ts';

const EACH: Value = { told: [{ of: 'each' }] };

/** What removes whatever a program makes: users of the role first, then roles, then what carried them. */
export function removalsOf(program: Program, profile: ServiceProfile): readonly Removal[] {
  const once = (calls: readonly Call[]): readonly Removal[] =>
    [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()].map((call) => ({ kind: 'call', call }));
  const paths = new Set(program.flatMap((operation) => principalsOf(operation, profile)).map(pathOf));
  const undo = (name: Value, isLinked: boolean): readonly Call[] =>
    program.flatMap((operation) =>
      'role' in operation && isCustomers(operation.role) !== isLinked ? undoing(operation, name, profile) : [],
    );
  const customers = program.flatMap((operation) => {
    if (operation.kind !== 'CreateRole') return [];
    const name = customersName(operation.role, profile);
    return [...undo(name, false), iam('DeleteRole', { RoleName: name })];
  });
  return [
    ...once(program.flatMap((operation) => resourceOf(operation, profile))),
    ...once(customers),
    ...[...paths].map((path): Removal => ({ kind: 'service-roles', path, undo: undo(EACH, true) })),
    ...once(program.flatMap(carrierOf)),
  ];
}

/** The path under which a principal's role is made, whatever a target takes for a principal. */
const pathOf = (principal: string): string => `/aws-service-role/${principal}/`;

/** The principals whose role an operation may make or be about. */
function principalsOf(operation: Operation, profile: ServiceProfile): readonly string[] {
  if (operation.kind === 'CreateServiceLinkedRole') return [principalText(operation.service, profile) ?? []].flat();
  const isAboutRole =
    operation.kind.startsWith('Configure') ||
    operation.kind === 'CreatePackagingGroup' ||
    ('role' in operation && !isCustomers(operation.role));
  return isAboutRole ? [profile.principal] : [];
}

function customersName(role: string, profile: ServiceProfile): string {
  if (role === 'lookalike') return profile.roleName.toUpperCase();
  return role === 'ordinary' ? naming.NAMES.ordinaryRole : naming.ordinaryRole(role as `ordinary/${number}`);
}

/** What deletes what an operation is about besides a role, whether or not the program made it. */
function resourceOf(operation: Operation, profile: ServiceProfile): readonly Call[] {
  if ('channel' in operation)
    return [media('mediapackage', operation.region, 'DeleteChannel', { Id: naming.channelId(operation.channel) })];
  if ('group' in operation)
    return [
      media('mediapackage-vod', operation.region, 'DeletePackagingGroup', { Id: naming.groupId(operation.group) }),
    ];
  const { user: UserName, userGroup: GroupName } = naming.NAMES;
  const PolicyArn = profile.policyArn;
  if (operation.kind === 'AttachUserPolicy')
    return [iam('DetachUserPolicy', { UserName, PolicyArn }), iam('DeleteUser', { UserName })];
  if (operation.kind === 'AttachGroupPolicy')
    return [iam('DetachGroupPolicy', { GroupName, PolicyArn }), iam('DeleteGroup', { GroupName })];
  return [];
}

/** What takes from a role what an operation gave it, so that it can be deleted. */
function undoing(operation: Operation, name: Value, profile: ServiceProfile): readonly Call[] {
  if (operation.kind === 'AttachRolePolicy')
    return [iam('DetachRolePolicy', { RoleName: name, PolicyArn: policyArn(operation.policy, profile) })];
  if (operation.kind === 'PutRolePolicy')
    return [iam('DeleteRolePolicy', { RoleName: name, PolicyName: operation.name ?? naming.NAMES.inlinePolicy })];
  if (operation.kind === 'AddRoleToInstanceProfile')
    return [
      iam('RemoveRoleFromInstanceProfile', {
        InstanceProfileName: naming.NAMES.instanceProfile,
        RoleName: name,
      }),
    ];
  return [];
}

const carrierOf = ({ kind }: Operation): readonly Call[] =>
  kind.endsWith('InstanceProfile')
    ? [iam('DeleteInstanceProfile', { InstanceProfileName: naming.NAMES.instanceProfile })]
    : [];
