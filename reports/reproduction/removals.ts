import { naming, principalText } from '../../adapters/index.ts';
import { isCustomers, servicePath, type Program, type ServiceProfile } from '../../model/index.ts';
import { iam, media, policyArn } from './calls.ts';
import type { Call, Removal, Value } from './reproduction.ts';

const EACH: Value = { told: [{ of: 'each' }] };

/** The path under which a principal's role is made, whatever a target takes for a principal. */
const pathOf = (principal: string): string => `/aws-service-role/${principal}/`;

/** What removes whatever a program may have made before: users of the role first, then roles, then what carried them. */
export function removalsOf(program: Program, profile: ServiceProfile): readonly Removal[] {
  const calls: Call[] = [];
  const paths = new Map<string, string>();
  const service = (principal: string | undefined): void => {
    if (principal !== undefined) paths.set(pathOf(principal), principal);
  };
  const customers = new Map<string, Value>();
  for (const operation of program) {
    switch (operation.kind) {
      case 'CreateServiceLinkedRole':
        service(principalText(operation.service, profile));
        break;
      case 'CreateChannel':
        calls.push(
          media('mediapackage', operation.region, 'DeleteChannel', { Id: naming.channelId(operation.channel) }),
        );
        break;
      case 'CreatePackagingGroup':
        calls.push(
          media('mediapackage-vod', operation.region, 'DeletePackagingGroup', { Id: naming.groupId(operation.group) }),
        );
        break;
      case 'AttachUserPolicy':
        calls.push(
          iam('DetachUserPolicy', { UserName: naming.NAMES.user, PolicyArn: profile.policyArn }),
          iam('DeleteUser', { UserName: naming.NAMES.user }),
        );
        break;
      case 'AttachGroupPolicy':
        calls.push(
          iam('DetachGroupPolicy', { GroupName: naming.NAMES.userGroup, PolicyArn: profile.policyArn }),
          iam('DeleteGroup', { GroupName: naming.NAMES.userGroup }),
        );
        break;
      case 'CreateRole':
        if (operation.role === 'lookalike') customers.set('lookalike', profile.roleName.toUpperCase());
        else customers.set(operation.role, nameOf(operation.role));
        break;
      default:
    }
    if (operation.kind.startsWith('Configure') || operation.kind === 'CreatePackagingGroup' || isOnLinked(operation))
      service(profile.principal);
  }
  const undo = (name: Value, linked: boolean): readonly Call[] =>
    program.flatMap((operation): readonly Call[] => {
      if (!('role' in operation) || isCustomers(operation.role) === linked) return [];
      switch (operation.kind) {
        case 'AttachRolePolicy':
          return [iam('DetachRolePolicy', { RoleName: name, PolicyArn: policyArn(operation.policy, profile) })];
        case 'PutRolePolicy':
          return [iam('DeleteRolePolicy', { RoleName: name, PolicyName: operation.name ?? naming.NAMES.inlinePolicy })];
        case 'AddRoleToInstanceProfile':
          return [
            iam('RemoveRoleFromInstanceProfile', {
              InstanceProfileName: naming.NAMES.instanceProfile,
              RoleName: name,
            }),
          ];
        default:
          return [];
      }
    });
  const profiles = program.some(({ kind }) => kind.endsWith('InstanceProfile'))
    ? [iam('DeleteInstanceProfile', { InstanceProfileName: naming.NAMES.instanceProfile })]
    : [];
  return [
    ...calls.map(call),
    ...[...customers.values()].flatMap((name) =>
      [...undo(name, false), iam('DeleteRole', { RoleName: name })].map(call),
    ),
    ...[...paths.keys()].map((path): Removal => ({ kind: 'service-roles', path, undo: undo(EACH, true) })),
    ...profiles.map(call),
  ];
}

const call = (one: Call): Removal => ({ kind: 'call', call: one });

const nameOf = (role: string): string =>
  role === 'ordinary' ? naming.NAMES.ordinaryRole : naming.ordinaryRole(role as `ordinary/${number}`);

const isOnLinked = (operation: Program[number]): boolean => 'role' in operation && !isCustomers(operation.role);
