import type { PolicyRef, ServiceProfile } from '../../model/index.ts';
import { allPages, required } from './calls.ts';
import type { Performers } from './context.ts';
import { facets, grants } from './facets.ts';
import { NAMES, READ_ONLY, SMALL_POLICY } from './names.ts';

const arnOf = (policy: PolicyRef, profile: ServiceProfile): string =>
  policy === 'service' ? profile.policyArn : policy === 'other' ? READ_ONLY : policy.arn;

/** The operations on what a role may do: its policies, its boundary, and the instance profile that carries it. */
export const policyOperations: Performers<
  | 'ListAttachedRolePolicies'
  | 'ListRolePolicies'
  | 'GetPolicy'
  | 'GetPolicyVersion'
  | 'AttachRolePolicy'
  | 'DetachRolePolicy'
  | 'PutRolePolicy'
  | 'DeleteRolePolicy'
  | 'PutRolePermissionsBoundary'
  | 'DeleteRolePermissionsBoundary'
  | 'AddRoleToInstanceProfile'
  | 'RemoveRoleFromInstanceProfile'
  | 'AttachUserPolicy'
  | 'AttachGroupPolicy'
> = {
  async ListAttachedRolePolicies({ role }, { calls, roles }) {
    const policies = await allPages(async (from) => {
      const answer = await calls.iam((iam, options) =>
        iam.listAttachedRolePolicies({ RoleName: roles.name(role), Marker: from }, options),
      );
      return { items: answer.AttachedPolicies, next: answer.IsTruncated === true ? answer.Marker : undefined };
    });
    return { attached: policies.map(({ PolicyArn: arn }) => arn ?? '').sort() };
  },

  async ListRolePolicies({ role }, { calls, roles }) {
    const names = await allPages(async (from) => {
      const answer = await calls.iam((iam, options) =>
        iam.listRolePolicies({ RoleName: roles.name(role), Marker: from }, options),
      );
      return { items: answer.PolicyNames, next: answer.IsTruncated === true ? answer.Marker : undefined };
    });
    return { inline: [...names].sort() };
  },

  async GetPolicy(_, { calls, profile }) {
    const answer = await calls.iam((iam, options) => iam.getPolicy({ PolicyArn: profile.policyArn }, options));
    const policy = required(answer.Policy, 'policy');
    return facets({ policyArn: policy.Arn, policyPath: policy.Path });
  },

  async GetPolicyVersion(_, { calls, profile }) {
    const PolicyArn = profile.policyArn;
    const { Policy: policy } = await calls.iam((iam, options) => iam.getPolicy({ PolicyArn }, options));
    const VersionId = required(policy?.DefaultVersionId, 'default version');
    const answer = await calls.iam((iam, options) => iam.getPolicyVersion({ PolicyArn, VersionId }, options));
    return facets({ document: grants(required(answer.PolicyVersion, 'policy version').Document) });
  },

  async AttachRolePolicy({ role, policy }, { calls, profile, registry, roles }) {
    const input = { RoleName: roles.name(role), PolicyArn: arnOf(policy, profile) };
    registry.will({ kind: 'attached', role: input.RoleName, policyArn: input.PolicyArn });
    await calls.iam((iam, options) => iam.attachRolePolicy(input, options));
    return {};
  },

  async DetachRolePolicy({ role, policy }, { calls, profile, roles }) {
    const input = { RoleName: roles.name(role), PolicyArn: arnOf(policy, profile) };
    await calls.iam((iam, options) => iam.detachRolePolicy(input, options));
    return {};
  },

  async PutRolePolicy({ role, name = NAMES.inlinePolicy }, { calls, registry, roles }) {
    const input = { RoleName: roles.name(role), PolicyName: name, PolicyDocument: SMALL_POLICY };
    registry.will({ kind: 'inline', role: input.RoleName });
    await calls.iam((iam, options) => iam.putRolePolicy(input, options));
    return {};
  },

  async DeleteRolePolicy({ role, name = NAMES.inlinePolicy }, { calls, roles }) {
    const input = { RoleName: roles.name(role), PolicyName: name };
    await calls.iam((iam, options) => iam.deleteRolePolicy(input, options));
    return {};
  },

  async PutRolePermissionsBoundary({ role }, { calls, registry, roles }) {
    const input = { RoleName: roles.name(role), PermissionsBoundary: READ_ONLY };
    registry.will({ kind: 'boundary', role: input.RoleName });
    await calls.iam((iam, options) => iam.putRolePermissionsBoundary(input, options));
    return {};
  },

  async DeleteRolePermissionsBoundary({ role }, { calls, roles }) {
    await calls.iam((iam, options) => iam.deleteRolePermissionsBoundary({ RoleName: roles.name(role) }, options));
    return {};
  },

  async AddRoleToInstanceProfile({ role }, { calls, registry, roles, supports }) {
    await supports.need('instance-profile');
    const input = { InstanceProfileName: NAMES.instanceProfile, RoleName: roles.name(role) };
    registry.will({ kind: 'member', role: input.RoleName });
    await calls.iam((iam, options) => iam.addRoleToInstanceProfile(input, options));
    return {};
  },

  async RemoveRoleFromInstanceProfile({ role }, { calls, roles, supports }) {
    await supports.need('instance-profile');
    const input = { InstanceProfileName: NAMES.instanceProfile, RoleName: roles.name(role) };
    await calls.iam((iam, options) => iam.removeRoleFromInstanceProfile(input, options));
    return {};
  },

  async AttachUserPolicy(_, { calls, profile, supports }) {
    await supports.need('user');
    const input = { UserName: NAMES.user, PolicyArn: profile.policyArn };
    await calls.iam((iam, options) => iam.attachUserPolicy(input, options));
    return {};
  },

  async AttachGroupPolicy(_, { calls, profile, supports }) {
    await supports.need('user-group');
    const input = { GroupName: NAMES.userGroup, PolicyArn: profile.policyArn };
    await calls.iam((iam, options) => iam.attachGroupPolicy(input, options));
    return {};
  },
};
