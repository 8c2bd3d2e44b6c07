import { IAM } from '@aws-sdk/client-iam';
import { MediaPackage } from '@aws-sdk/client-mediapackage';
import { MediaPackageVod } from '@aws-sdk/client-mediapackage-vod';
import { STS } from '@aws-sdk/client-sts';
import type { AccessLogRequest } from './requests.ts';
import type { WrapperOperations } from './stand-in.ts';
import type { WrapperWorld } from './world.ts';

/** Clients of a wrapper that adds nothing to the SDK. */
export class Clients {
  readonly iam: IAM;
  readonly sts: STS;
  readonly live: (region: string) => MediaPackage;
  readonly vod: (region: string) => MediaPackageVod;

  constructor(world: WrapperWorld, settings?: { readonly maxAttempts?: number }) {
    this.iam = new IAM(world.clientConfig(undefined, settings));
    this.sts = new STS(world.clientConfig(undefined, settings));
    const live = new Map(
      world.regions.map((region) => [region, new MediaPackage(world.clientConfig(region, settings))]),
    );
    const vod = new Map(
      world.regions.map((region) => [region, new MediaPackageVod(world.clientConfig(region, settings))]),
    );
    this.live = (region) => live.get(region) as MediaPackage;
    this.vod = (region) => vod.get(region) as MediaPackageVod;
  }
}

const log = (request: AccessLogRequest | undefined) =>
  request === undefined ? undefined : request.logGroupName === undefined ? {} : { LogGroupName: request.logGroupName };

const vodLog = (request: AccessLogRequest | undefined) =>
  request === undefined ? {} : { EgressAccessLogs: log(request) ?? {} };

const DONE = new Set<string | undefined>(['SUCCEEDED', 'FAILED']);

/** Every kind of operation, by one call of the SDK each, whose answer is handed on whole. */
export const transparent: WrapperOperations<Clients> = {
  CreateServiceLinkedRole: ({ serviceName, description, customSuffix }, { wrapper: { iam } }) =>
    iam.createServiceLinkedRole({
      AWSServiceName: serviceName,
      Description: description,
      CustomSuffix: customSuffix,
    }),
  DeleteServiceLinkedRole: ({ roleName: RoleName }, { wrapper: { iam } }) => iam.deleteServiceLinkedRole({ RoleName }),
  async GetServiceLinkedRoleDeletionStatus({ taskId: DeletionTaskId, wait }, { world, wrapper: { iam } }) {
    for (let turn = 0; ; turn += 1) {
      const answer = await iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId });
      if (!wait || DONE.has(answer.Status) || turn > 60) return answer;
      await world.wait(1000);
    }
  },
  GetRole: ({ roleName: RoleName }, { wrapper: { iam } }) => iam.getRole({ RoleName }),
  ListRoles: ({ pathPrefix: PathPrefix }, { wrapper: { iam } }) => iam.listRoles({ PathPrefix }),
  ListAttachedRolePolicies: ({ roleName: RoleName }, { wrapper: { iam } }) =>
    iam.listAttachedRolePolicies({ RoleName }),
  ListRolePolicies: ({ roleName: RoleName }, { wrapper: { iam } }) => iam.listRolePolicies({ RoleName }),
  ListRoleTags: ({ roleName: RoleName }, { wrapper: { iam } }) => iam.listRoleTags({ RoleName }),
  GetPolicy: ({ policyArn: PolicyArn }, { wrapper: { iam } }) => iam.getPolicy({ PolicyArn }),
  async GetPolicyVersion({ policyArn: PolicyArn }, { wrapper: { iam } }) {
    const { PolicyVersion, $metadata } = await iam.getPolicyVersion({ PolicyArn, VersionId: 'v1' });
    return { PolicyVersion, $metadata };
  },
  UpdateRole: ({ roleName: RoleName, description, maxSessionDuration }, { wrapper: { iam } }) =>
    iam.updateRole({ RoleName, Description: description, MaxSessionDuration: maxSessionDuration }),
  UpdateRoleDescription: ({ roleName: RoleName, description: Description }, { wrapper: { iam } }) =>
    iam.updateRoleDescription({ RoleName, Description }),
  TagRole: ({ roleName: RoleName, key: Key, value: Value }, { wrapper: { iam } }) =>
    iam.tagRole({ RoleName, Tags: [{ Key, Value }] }),
  UntagRole: ({ roleName: RoleName, key }, { wrapper: { iam } }) => iam.untagRole({ RoleName, TagKeys: [key] }),
  UpdateAssumeRolePolicy: ({ roleName: RoleName, policyDocument: PolicyDocument }, { wrapper: { iam } }) =>
    iam.updateAssumeRolePolicy({ RoleName, PolicyDocument }),
  AttachRolePolicy: ({ roleName: RoleName, policyArn: PolicyArn }, { wrapper: { iam } }) =>
    iam.attachRolePolicy({ RoleName, PolicyArn }),
  DetachRolePolicy: ({ roleName: RoleName, policyArn: PolicyArn }, { wrapper: { iam } }) =>
    iam.detachRolePolicy({ RoleName, PolicyArn }),
  PutRolePolicy: (
    { roleName: RoleName, policyName: PolicyName, policyDocument: PolicyDocument },
    { wrapper: { iam } },
  ) => iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument }),
  DeleteRolePolicy: ({ roleName: RoleName, policyName: PolicyName }, { wrapper: { iam } }) =>
    iam.deleteRolePolicy({ RoleName, PolicyName }),
  PutRolePermissionsBoundary: ({ roleName: RoleName, permissionsBoundary }, { wrapper: { iam } }) =>
    iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary: permissionsBoundary }),
  DeleteRolePermissionsBoundary: ({ roleName: RoleName }, { wrapper: { iam } }) =>
    iam.deleteRolePermissionsBoundary({ RoleName }),
  AddRoleToInstanceProfile: ({ roleName: RoleName, instanceProfileName }, { wrapper: { iam } }) =>
    iam.addRoleToInstanceProfile({ RoleName, InstanceProfileName: instanceProfileName }),
  RemoveRoleFromInstanceProfile: ({ roleName: RoleName, instanceProfileName }, { wrapper: { iam } }) =>
    iam.removeRoleFromInstanceProfile({ RoleName, InstanceProfileName: instanceProfileName }),
  DeleteRole: ({ roleName: RoleName }, { wrapper: { iam } }) => iam.deleteRole({ RoleName }),
  CreateRole: ({ roleName: RoleName, path: Path, assumeRolePolicyDocument }, { wrapper: { iam } }) =>
    iam.createRole({ RoleName, Path, AssumeRolePolicyDocument: assumeRolePolicyDocument }),
  AttachUserPolicy: ({ userName: UserName, policyArn: PolicyArn }, { wrapper: { iam } }) =>
    iam.attachUserPolicy({ UserName, PolicyArn }),
  AttachGroupPolicy: ({ groupName: GroupName, policyArn: PolicyArn }, { wrapper: { iam } }) =>
    iam.attachGroupPolicy({ GroupName, PolicyArn }),
  AssumeRole: ({ roleArn: RoleArn, roleSessionName: RoleSessionName }, { wrapper: { sts } }) =>
    sts.assumeRole({ RoleArn, RoleSessionName }),
  CreateChannel: ({ region, channelId: Id }, { wrapper }) => wrapper.live(region).createChannel({ Id }),
  DescribeChannel: ({ region, channelId: Id }, { wrapper }) => wrapper.live(region).describeChannel({ Id }),
  async ListChannels({ region }, { wrapper }) {
    const { Channels, $metadata } = await wrapper.live(region).listChannels({});
    return { Channels, $metadata };
  },
  UpdateChannel: ({ region, channelId: Id, description: Description }, { wrapper }) =>
    wrapper.live(region).updateChannel({ Id, Description }),
  DeleteChannel: ({ region, channelId: Id }, { wrapper }) => wrapper.live(region).deleteChannel({ Id }),
  ConfigureLogs: ({ region, channelId: Id, ingress, egress }, { wrapper }) =>
    wrapper.live(region).configureLogs({ Id, IngressAccessLogs: log(ingress), EgressAccessLogs: log(egress) }),
  CreatePackagingGroup: ({ region, groupId: Id, egress }, { wrapper }) =>
    wrapper.vod(region).createPackagingGroup({ Id, ...vodLog(egress) }),
  DescribePackagingGroup: ({ region, groupId: Id }, { wrapper }) => wrapper.vod(region).describePackagingGroup({ Id }),
  ConfigurePackagingGroupLogs: ({ region, groupId: Id, egress }, { wrapper }) =>
    wrapper.vod(region).configureLogs({ Id, ...vodLog(egress) }),
  DeletePackagingGroup: ({ region, groupId: Id }, { wrapper }) => wrapper.vod(region).deletePackagingGroup({ Id }),
};
