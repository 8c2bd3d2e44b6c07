/**
 * What a customer asks, as plain JSON. Resources are slots (`channel: 0`, `region: 1`, `task: "last"`), never cloud
 * ids, so that every subsequence of a program still means something. Kinds are spelt as the AWS APIs spell them.
 */

/** A role by its place in the world: the service's role, its variant with a custom suffix, or a customer's own. */
export type RoleRef = 'linked' | 'suffixed' | 'ordinary' | 'lookalike';

/** A deletion task by the order in which distinct task ids were handed out, or a task id that was never handed out. */
export type TaskRef = 'last' | 'previous' | 'unknown' | 'malformed';

/** A description by its shape; `descriptionText` gives the characters that are sent. */
export type Description = 'plain' | 'other' | 'longest' | 'too-long' | 'bad-characters';

/** A log group of an access log: the service's default, one of the customer's under the prefix, or one outside it. */
export type LogGroup = 'default' | 'custom' | 'bad';

/** A principal as given to CreateServiceLinkedRole, by its relation to the service under test. */
export type PrincipalForm = 'own' | 'unknown' | 'wrong-case' | 'malformed' | 'missing';

/** The two policies that the suite tries to attach: the service's own, and AWS's ReadOnlyAccess. */
export type PolicyRef = 'service' | 'other';

type OnRole<K extends string> = { readonly kind: K; readonly role: RoleRef };
type OnChannel<K extends string> = { readonly kind: K; readonly region: number; readonly channel: number };
type OnGroup<K extends string> = { readonly kind: K; readonly region: number; readonly group: number };

export type Operation =
  | {
      readonly kind: 'CreateServiceLinkedRole';
      readonly service: PrincipalForm;
      readonly description?: Description;
      readonly suffix?: true;
    }
  | OnRole<'DeleteServiceLinkedRole'>
  | {
      readonly kind: 'GetServiceLinkedRoleDeletionStatus';
      readonly task: TaskRef;
      /** Poll until the task has ended, instead of asking once. */
      readonly await?: true;
    }
  | OnRole<'GetRole'>
  | { readonly kind: 'ListRoles' }
  | OnRole<'ListAttachedRolePolicies'>
  | OnRole<'ListRolePolicies'>
  | OnRole<'ListRoleTags'>
  | { readonly kind: 'GetPolicy' }
  | { readonly kind: 'GetPolicyVersion' }
  | (OnRole<'UpdateRole'> & { readonly description?: Description; readonly maxSessionDuration?: number })
  | (OnRole<'UpdateRoleDescription'> & { readonly description: Description })
  | (OnRole<'TagRole'> & { readonly key: string; readonly value: string })
  | (OnRole<'UntagRole'> & { readonly key: string })
  | OnRole<'UpdateAssumeRolePolicy'>
  | (OnRole<'AttachRolePolicy'> & { readonly policy: PolicyRef })
  | (OnRole<'DetachRolePolicy'> & { readonly policy: PolicyRef })
  | OnRole<'PutRolePolicy'>
  | OnRole<'DeleteRolePolicy'>
  | OnRole<'PutRolePermissionsBoundary'>
  | OnRole<'DeleteRolePermissionsBoundary'>
  | OnRole<'AddRoleToInstanceProfile'>
  | OnRole<'RemoveRoleFromInstanceProfile'>
  | OnRole<'DeleteRole'>
  | { readonly kind: 'CreateRole'; readonly role: 'ordinary' | 'lookalike'; readonly path?: 'reserved' }
  | { readonly kind: 'AttachUserPolicy' }
  | { readonly kind: 'AttachGroupPolicy' }
  | OnRole<'AssumeRole'>
  | OnChannel<'CreateChannel'>
  | OnChannel<'DescribeChannel'>
  | { readonly kind: 'ListChannels'; readonly region: number }
  | (OnChannel<'UpdateChannel'> & { readonly description: Description })
  | OnChannel<'DeleteChannel'>
  | (OnChannel<'ConfigureLogs'> & { readonly ingress?: LogGroup; readonly egress?: LogGroup })
  | (OnGroup<'CreatePackagingGroup'> & { readonly egress?: LogGroup })
  | OnGroup<'DescribePackagingGroup'>
  | (OnGroup<'ConfigurePackagingGroupLogs'> & { readonly egress?: LogGroup })
  | OnGroup<'DeletePackagingGroup'>
  | {
      /** A service that the suite knows only by its use of the role takes it up (ECS: CreateCluster). */
      readonly kind: 'UseRole';
      readonly region: number;
      readonly user: number;
      /** The caller may not create service-linked roles. */
      readonly denied?: true;
    }
  | { readonly kind: 'ReleaseRole'; readonly region: number; readonly user: number }
  | { readonly kind: 'Wait'; readonly for: 'moment' | 'window' };

export type OperationKind = Operation['kind'];
export type OperationOf<K extends OperationKind> = Extract<Operation, { readonly kind: K }>;

/** The ten calls that IAM lets nobody but AWS make on a role of a service (recorded on AWS, 2026-09-11). */
export const protectedKinds = [
  'UpdateAssumeRolePolicy',
  'AttachRolePolicy',
  'DetachRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'PutRolePermissionsBoundary',
  'DeleteRolePermissionsBoundary',
  'AddRoleToInstanceProfile',
  'RemoveRoleFromInstanceProfile',
  'DeleteRole',
] as const satisfies readonly OperationKind[];

export type ProtectedKind = (typeof protectedKinds)[number];

export const isProtectedEdit = (operation: Operation): operation is OperationOf<ProtectedKind> =>
  protectedKinds.some((kind) => kind === operation.kind);

/** Every kind of operation, each after those that make what it is about. */
export const operationKinds: readonly OperationKind[] = [
  'CreateServiceLinkedRole',
  'GetRole',
  'ListRoles',
  'DeleteServiceLinkedRole',
  'GetServiceLinkedRoleDeletionStatus',
  'ListAttachedRolePolicies',
  'ListRolePolicies',
  'ListRoleTags',
  'GetPolicy',
  'GetPolicyVersion',
  'UpdateRole',
  'UpdateRoleDescription',
  'TagRole',
  'UntagRole',
  ...protectedKinds,
  'CreateRole',
  'AttachUserPolicy',
  'AttachGroupPolicy',
  'AssumeRole',
  'CreateChannel',
  'DescribeChannel',
  'ListChannels',
  'UpdateChannel',
  'DeleteChannel',
  'ConfigureLogs',
  'CreatePackagingGroup',
  'DescribePackagingGroup',
  'ConfigurePackagingGroupLogs',
  'DeletePackagingGroup',
  'UseRole',
  'ReleaseRole',
  'Wait',
];

/** A program: operations to be performed in order, in a fresh world. */
export type Program = readonly Operation[];

const TEXTS: Readonly<Record<Description, string>> = {
  plain: 'Writes access logs.',
  other: 'Made for a test; (edited) = true, 100 %',
  longest: 'd'.repeat(1000),
  'too-long': 'd'.repeat(1001),
  'bad-characters': 'a dash \u2014 and \u4e2d are outside Latin-1',
};

/**
 * The characters of a description. IAM takes 0 to 1000 characters of tab, line feed, carriage return, 0x20-0x7E and
 * 0xA1-0xFF (IAM API model, roleDescriptionType); the last two forms lie outside.
 */
export const descriptionText = (description: Description): string => TEXTS[description];

/** Whether IAM takes a description of this form. */
export const isAcceptableDescription = (description: Description | undefined): boolean =>
  description !== 'too-long' && description !== 'bad-characters';

/** The operation as one line for people: `ConfigureLogs(region 1, channel 0, ingress default)`. */
export function formatOperation(operation: Operation): string {
  const parts = Object.entries(operation)
    .filter(([key]) => key !== 'kind')
    .map(([key, value]) => (value === true ? key : `${key} ${String(value)}`));
  return `${operation.kind}(${parts.join(', ')})`;
}
