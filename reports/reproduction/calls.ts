import { naming, principalText } from '../../adapters/index.ts';
import {
  descriptionText,
  NAMED_GROUPS,
  servicePath,
  SUFFIX,
  type LogGroup,
  type Operation,
  type PolicyRef,
  type RoleRef,
  type ServiceProfile,
  type TaskRef,
} from '../../model/index.ts';
import { NotTold, type Call, type Value } from './reproduction.ts';

/** What the calls of a program go by: values that the script keeps of earlier answers, or literal texts. */
export interface Names {
  readonly profile: ServiceProfile;
  readonly role: (role: RoleRef) => Value;
  readonly roleArn: (role: RoleRef) => Value;
  readonly task: (task: TaskRef) => Value;
}

/** The regions that slots stand for. Those of a run are not saved: any two that have MediaPackage will do. */
const REGIONS = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1', 'eu-central-1'] as const;

function regionName(slot: number): string {
  const name = REGIONS[slot];
  if (name === undefined) throw new NotTold(`the program uses more than ${REGIONS.length} regions`);
  return name;
}

type Parameters = { readonly [name: string]: Value | undefined };

const given = (parameters: Parameters): Call['parameters'] =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)) as Call['parameters'];

/** A call of IAM. */
export const iam = (action: string, parameters: Parameters): Call => ({
  service: 'iam',
  action,
  region: 'us-east-1',
  parameters: given(parameters),
});

/** A call of MediaPackage, or of MediaPackage VOD, in a region slot. */
export const media = (
  service: 'mediapackage' | 'mediapackage-vod',
  region: number,
  action: string,
  parameters: Parameters,
): Call => ({ service, action, region: regionName(region), parameters: given(parameters) });

const log = (group: LogGroup | undefined): Value | undefined =>
  group === undefined
    ? undefined
    : group === 'default'
      ? {}
      : { LogGroupName: typeof group === 'object' ? group.name : NAMED_GROUPS[group] };

export const policyArn = (policy: PolicyRef, profile: ServiceProfile): string =>
  policy === 'service' ? profile.policyArn : policy === 'other' ? naming.READ_ONLY : policy.arn;

/**
 * The call that performs an operation.
 * @throws NotTold when no single call does
 */
export function callOf(operation: Operation, names: Names): Call {
  const { profile } = names;
  switch (operation.kind) {
    case 'CreateServiceLinkedRole':
      return iam(operation.kind, {
        AWSServiceName: principalText(operation.service, profile),
        Description: operation.description === undefined ? undefined : descriptionText(operation.description),
        CustomSuffix: operation.suffix === true ? SUFFIX : undefined,
      });
    case 'DeleteServiceLinkedRole':
    case 'GetRole':
    case 'ListAttachedRolePolicies':
    case 'ListRolePolicies':
    case 'ListRoleTags':
    case 'DeleteRolePermissionsBoundary':
    case 'DeleteRole':
      return iam(operation.kind, { RoleName: names.role(operation.role) });
    case 'GetServiceLinkedRoleDeletionStatus':
      return iam(operation.kind, { DeletionTaskId: names.task(operation.task) });
    case 'ListRoles':
      return iam(operation.kind, { PathPrefix: servicePath(profile) });
    case 'GetPolicy':
      return iam(operation.kind, { PolicyArn: profile.policyArn });
    case 'GetPolicyVersion':
      return iam(operation.kind, { PolicyArn: profile.policyArn, VersionId: { told: [{ of: 'version' }] } });
    case 'UpdateRole':
      return iam(operation.kind, {
        RoleName: names.role(operation.role),
        Description: operation.description === undefined ? undefined : descriptionText(operation.description),
        MaxSessionDuration: operation.maxSessionDuration,
      });
    case 'UpdateRoleDescription':
      return iam(operation.kind, {
        RoleName: names.role(operation.role),
        Description: descriptionText(operation.description),
      });
    case 'TagRole':
      return iam(operation.kind, {
        RoleName: names.role(operation.role),
        Tags: [{ Key: operation.key, Value: operation.value }],
      });
    case 'UntagRole':
      return iam(operation.kind, { RoleName: names.role(operation.role), TagKeys: [operation.key] });
    case 'UpdateAssumeRolePolicy':
      return iam(operation.kind, { RoleName: names.role(operation.role), PolicyDocument: naming.OTHER_TRUST });
    case 'AttachRolePolicy':
    case 'DetachRolePolicy':
      return iam(operation.kind, {
        RoleName: names.role(operation.role),
        PolicyArn: policyArn(operation.policy, profile),
      });
    case 'PutRolePolicy':
      return iam(operation.kind, {
        RoleName: names.role(operation.role),
        PolicyName: operation.name ?? naming.NAMES.inlinePolicy,
        PolicyDocument: naming.SMALL_POLICY,
      });
    case 'DeleteRolePolicy':
      return iam(operation.kind, {
        RoleName: names.role(operation.role),
        PolicyName: operation.name ?? naming.NAMES.inlinePolicy,
      });
    case 'PutRolePermissionsBoundary':
      return iam(operation.kind, {
        RoleName: names.role(operation.role),
        PermissionsBoundary: naming.READ_ONLY,
      });
    case 'AddRoleToInstanceProfile':
    case 'RemoveRoleFromInstanceProfile':
      return iam(operation.kind, {
        InstanceProfileName: naming.NAMES.instanceProfile,
        RoleName: names.role(operation.role),
      });
    case 'CreateRole':
      return iam(operation.kind, {
        RoleName: names.role(operation.role),
        Path: operation.path === undefined ? undefined : servicePath(profile),
        AssumeRolePolicyDocument: naming.OTHER_TRUST,
      });
    case 'AttachUserPolicy':
      return iam(operation.kind, { UserName: naming.NAMES.user, PolicyArn: profile.policyArn });
    case 'AttachGroupPolicy':
      return iam(operation.kind, { GroupName: naming.NAMES.userGroup, PolicyArn: profile.policyArn });
    case 'AssumeRole':
      return {
        service: 'sts',
        action: operation.kind,
        region: 'us-east-1',
        parameters: { RoleArn: names.roleArn(operation.role), RoleSessionName: naming.NAMES.session },
      };
    case 'CreateChannel':
    case 'DescribeChannel':
    case 'DeleteChannel':
      return media('mediapackage', operation.region, operation.kind, { Id: naming.channelId(operation.channel) });
    case 'ListChannels':
      return media('mediapackage', operation.region, operation.kind, {});
    case 'UpdateChannel':
      return media('mediapackage', operation.region, operation.kind, {
        Id: naming.channelId(operation.channel),
        Description: descriptionText(operation.description),
      });
    case 'ConfigureLogs':
      return media('mediapackage', operation.region, operation.kind, {
        Id: naming.channelId(operation.channel),
        IngressAccessLogs: log(operation.ingress),
        EgressAccessLogs: log(operation.egress),
      });
    case 'CreatePackagingGroup':
      return media('mediapackage-vod', operation.region, operation.kind, {
        Id: naming.groupId(operation.group),
        EgressAccessLogs: log(operation.egress),
      });
    case 'DescribePackagingGroup':
    case 'DeletePackagingGroup':
      return media('mediapackage-vod', operation.region, operation.kind, { Id: naming.groupId(operation.group) });
    case 'ConfigurePackagingGroupLogs':
      return media('mediapackage-vod', operation.region, 'ConfigureLogs', {
        Id: naming.groupId(operation.group),
        EgressAccessLogs: log(operation.egress),
      });
    case 'UseRole':
    case 'ReleaseRole':
    case 'Wait':
      throw new NotTold(`no call of AWS's APIs is ${operation.kind}`);
  }
}
