import {
  descriptionText,
  NAMED_GROUPS,
  SUFFIX,
  type LogGroup,
  type OperationKind,
  type OperationOf,
  type PolicyRef,
} from '../../model/index.ts';
import { pathOf, type Context } from '../endpoint/context.ts';
import { principalText } from '../endpoint/linked-role-operations.ts';
import { channelId, groupId, NAMES, OTHER_TRUST, READ_ONLY, SMALL_POLICY } from '../endpoint/names.ts';

/** An access log that is to be on: with this log group, or with the service's default group where none is named. */
export interface AccessLogRequest {
  readonly logGroupName?: string;
}

interface OnRole {
  readonly roleName: string;
}

interface OnChannel {
  /** Region name: `us-east-1`. */
  readonly region: string;
  readonly channelId: string;
}

interface OnGroup {
  /** Region name: `us-east-1`. */
  readonly region: string;
  readonly groupId: string;
}

/** What each operation asks of a wrapper, in the terms of AWS: names, ids and texts. */
export interface Requests {
  /** A principal that is undefined is to be left out of the call. */
  readonly CreateServiceLinkedRole: {
    readonly serviceName: string | undefined;
    readonly description?: string;
    readonly customSuffix?: string;
  };
  readonly DeleteServiceLinkedRole: OnRole;
  /** With `wait`, the caller wants to know how the task ends, however long that takes; without, what its status is now. */
  readonly GetServiceLinkedRoleDeletionStatus: { readonly taskId: string; readonly wait: boolean };
  readonly GetRole: OnRole;
  readonly ListRoles: { readonly pathPrefix: string };
  readonly ListAttachedRolePolicies: OnRole;
  readonly ListRolePolicies: OnRole;
  readonly ListRoleTags: OnRole;
  readonly GetPolicy: { readonly policyArn: string };
  readonly GetPolicyVersion: { readonly policyArn: string };
  readonly UpdateRole: OnRole & { readonly description?: string; readonly maxSessionDuration?: number };
  readonly UpdateRoleDescription: OnRole & { readonly description: string };
  readonly TagRole: OnRole & { readonly key: string; readonly value: string };
  readonly UntagRole: OnRole & { readonly key: string };
  readonly UpdateAssumeRolePolicy: OnRole & { readonly policyDocument: string };
  readonly AttachRolePolicy: OnRole & { readonly policyArn: string };
  readonly DetachRolePolicy: OnRole & { readonly policyArn: string };
  readonly PutRolePolicy: OnRole & { readonly policyName: string; readonly policyDocument: string };
  readonly DeleteRolePolicy: OnRole & { readonly policyName: string };
  readonly PutRolePermissionsBoundary: OnRole & { readonly permissionsBoundary: string };
  readonly DeleteRolePermissionsBoundary: OnRole;
  readonly AddRoleToInstanceProfile: OnRole & { readonly instanceProfileName: string };
  readonly RemoveRoleFromInstanceProfile: OnRole & { readonly instanceProfileName: string };
  readonly DeleteRole: OnRole;
  readonly CreateRole: OnRole & { readonly path?: string; readonly assumeRolePolicyDocument: string };
  readonly AttachUserPolicy: { readonly userName: string; readonly policyArn: string };
  readonly AttachGroupPolicy: { readonly groupName: string; readonly policyArn: string };
  readonly AssumeRole: { readonly roleArn: string; readonly roleSessionName: string };
  readonly CreateChannel: OnChannel;
  readonly DescribeChannel: OnChannel;
  readonly ListChannels: { readonly region: string };
  readonly UpdateChannel: OnChannel & { readonly description: string };
  readonly DeleteChannel: OnChannel;
  /** The whole setting, as the API takes it: a log that is absent is to be off. */
  readonly ConfigureLogs: OnChannel & { readonly ingress?: AccessLogRequest; readonly egress?: AccessLogRequest };
  readonly CreatePackagingGroup: OnGroup & { readonly egress?: AccessLogRequest };
  readonly DescribePackagingGroup: OnGroup;
  /** The whole setting: a log that is absent is to be off. */
  readonly ConfigurePackagingGroupLogs: OnGroup & { readonly egress?: AccessLogRequest };
  readonly DeletePackagingGroup: OnGroup;
}

/** The kinds of operation that a wrapper can perform: calls of AWS. */
export type WrappedKind = keyof Requests;

type Maker<K extends WrappedKind> = (operation: OperationOf<K>, context: Context) => Requests[K] | Promise<Requests[K]>;

const onRole = ({ role }: { readonly role: Parameters<Context['roles']['name']>[0] }, { roles }: Context): OnRole => ({
  roleName: roles.name(role),
});

const onChannel = (
  { region, channel }: { readonly region: number; readonly channel: number },
  { calls }: Context,
): OnChannel => ({ region: calls.region(region), channelId: channelId(channel) });

const onGroup = (
  { region, group }: { readonly region: number; readonly group: number },
  { calls }: Context,
): OnGroup => ({ region: calls.region(region), groupId: groupId(group) });

function log(group: LogGroup): AccessLogRequest {
  if (group === 'default') return {};
  return { logGroupName: typeof group === 'object' ? group.name : NAMED_GROUPS[group] };
}

const logs = ({ ingress, egress }: { readonly ingress?: LogGroup; readonly egress?: LogGroup }) => ({
  ...(ingress === undefined ? {} : { ingress: log(ingress) }),
  ...(egress === undefined ? {} : { egress: log(egress) }),
});

const arnOf = (policy: PolicyRef, { profile }: Context): string =>
  policy === 'service' ? profile.policyArn : policy === 'other' ? READ_ONLY : policy.arn;

/** Logging makes the role: it has to go when the session closes. */
const mayMakeRole = ({ profile, registry }: Context): void => {
  registry.will({ kind: 'service-roles', principal: profile.principal });
};

const MAKERS: { readonly [K in WrappedKind]: Maker<K> } = {
  CreateServiceLinkedRole({ service, description, suffix }, { profile, registry }) {
    const serviceName = principalText(service, profile);
    if (serviceName !== undefined) registry.will({ kind: 'service-roles', principal: serviceName });
    return {
      serviceName,
      ...(description === undefined ? {} : { description: descriptionText(description) }),
      ...(suffix === true ? { customSuffix: SUFFIX } : {}),
    };
  },
  DeleteServiceLinkedRole: onRole,
  GetServiceLinkedRoleDeletionStatus: ({ task, await: wait = false }, { profile, roles, tasks }) => ({
    taskId: tasks.id(task, profile.principal, roles.name('linked')),
    wait,
  }),
  GetRole: onRole,
  ListRoles: (_, context) => ({ pathPrefix: pathOf(context) }),
  ListAttachedRolePolicies: onRole,
  ListRolePolicies: onRole,
  ListRoleTags: onRole,
  GetPolicy: (_, { profile }) => ({ policyArn: profile.policyArn }),
  GetPolicyVersion: (_, { profile }) => ({ policyArn: profile.policyArn }),
  UpdateRole: (operation, context) => ({
    ...onRole(operation, context),
    ...(operation.description === undefined ? {} : { description: descriptionText(operation.description) }),
    ...(operation.maxSessionDuration === undefined ? {} : { maxSessionDuration: operation.maxSessionDuration }),
  }),
  UpdateRoleDescription: (operation, context) => ({
    ...onRole(operation, context),
    description: descriptionText(operation.description),
  }),
  TagRole: (operation, context) => ({ ...onRole(operation, context), key: operation.key, value: operation.value }),
  UntagRole: (operation, context) => ({ ...onRole(operation, context), key: operation.key }),
  UpdateAssumeRolePolicy: (operation, context) => ({ ...onRole(operation, context), policyDocument: OTHER_TRUST }),
  AttachRolePolicy(operation, context) {
    const request = { ...onRole(operation, context), policyArn: arnOf(operation.policy, context) };
    context.registry.will({ kind: 'attached', role: request.roleName, policyArn: request.policyArn });
    return request;
  },
  DetachRolePolicy: (operation, context) => ({
    ...onRole(operation, context),
    policyArn: arnOf(operation.policy, context),
  }),
  PutRolePolicy(operation, context) {
    const request = onRole(operation, context);
    context.registry.will({ kind: 'inline', role: request.roleName });
    return { ...request, policyName: operation.name ?? NAMES.inlinePolicy, policyDocument: SMALL_POLICY };
  },
  DeleteRolePolicy: (operation, context) => ({
    ...onRole(operation, context),
    policyName: operation.name ?? NAMES.inlinePolicy,
  }),
  PutRolePermissionsBoundary(operation, context) {
    const request = onRole(operation, context);
    context.registry.will({ kind: 'boundary', role: request.roleName });
    return { ...request, permissionsBoundary: READ_ONLY };
  },
  DeleteRolePermissionsBoundary: onRole,
  async AddRoleToInstanceProfile(operation, context) {
    await context.supports.need('instance-profile');
    const request = onRole(operation, context);
    context.registry.will({ kind: 'member', role: request.roleName });
    return { ...request, instanceProfileName: NAMES.instanceProfile };
  },
  async RemoveRoleFromInstanceProfile(operation, context) {
    await context.supports.need('instance-profile');
    return { ...onRole(operation, context), instanceProfileName: NAMES.instanceProfile };
  },
  DeleteRole: onRole,
  CreateRole(operation, context) {
    const request = onRole(operation, context);
    context.registry.will({ kind: 'role', name: request.roleName });
    return {
      ...request,
      ...(operation.path === undefined ? {} : { path: pathOf(context) }),
      assumeRolePolicyDocument: OTHER_TRUST,
    };
  },
  async AttachUserPolicy(_, { profile, supports }) {
    await supports.need('user');
    return { userName: NAMES.user, policyArn: profile.policyArn };
  },
  async AttachGroupPolicy(_, { profile, supports }) {
    await supports.need('user-group');
    return { groupName: NAMES.userGroup, policyArn: profile.policyArn };
  },
  AssumeRole: ({ role }, { roles }) => ({ roleArn: roles.arn(role), roleSessionName: NAMES.session }),
  CreateChannel(operation, context) {
    context.registry.will({ kind: 'channel', region: operation.region, slot: operation.channel });
    return onChannel(operation, context);
  },
  DescribeChannel: onChannel,
  ListChannels: ({ region }, { calls }) => ({ region: calls.region(region) }),
  UpdateChannel: (operation, context) => ({
    ...onChannel(operation, context),
    description: descriptionText(operation.description),
  }),
  DeleteChannel: onChannel,
  ConfigureLogs(operation, context) {
    mayMakeRole(context);
    return { ...onChannel(operation, context), ...logs(operation) };
  },
  CreatePackagingGroup(operation, context) {
    context.registry.will({ kind: 'group', region: operation.region, slot: operation.group });
    mayMakeRole(context);
    return { ...onGroup(operation, context), ...logs(operation) };
  },
  DescribePackagingGroup: onGroup,
  ConfigurePackagingGroupLogs(operation, context) {
    mayMakeRole(context);
    return { ...onGroup(operation, context), ...logs(operation) };
  },
  DeletePackagingGroup: onGroup,
};

/** Every kind that a wrapper can perform. */
export const wrappedKinds = Object.keys(MAKERS) as readonly WrappedKind[];

export const isWrapped = (kind: OperationKind): kind is WrappedKind => kind in MAKERS;

/**
 * What an operation asks of the wrapper. What is about to be made is entered in the registry, and what the operation needs
 * besides (a user, an instance profile) is made by the suite's own calls.
 * @throws NotAnswered when that cannot be made
 */
export const requestOf = async (
  operation: OperationOf<WrappedKind>,
  context: Context,
): Promise<Requests[WrappedKind]> => (MAKERS[operation.kind] as Maker<WrappedKind>)(operation, context);
