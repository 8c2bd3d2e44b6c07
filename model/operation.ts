/**
 * What a customer asks, as plain JSON. Resources are slots (`channel: 0`, `region: 1`, `task: "last"`), never cloud
 * ids, so that every subsequence of a program still means something. Kinds are spelt as the AWS APIs spell them.
 */

/** A role that a customer makes: `ordinary` (further ones by number), or one whose name is the linked role's in other case. */
export type CustomerRole = 'ordinary' | `ordinary/${number}` | 'lookalike';

/** A role by its place in the world: the service's role, its variant with a custom suffix, or a customer's own. */
export type RoleRef = 'linked' | 'suffixed' | CustomerRole;

/**
 * A deletion task by the order in which distinct task ids were handed out (a number counts from 0), or a task id that was
 * never handed out.
 */
export type TaskRef = 'last' | 'previous' | 'unknown' | 'malformed' | number;

/** A description by its shape, of which `descriptionText` gives the characters that are sent, or by these characters. */
export type Description = DescriptionForm | { readonly text: string };
export type DescriptionForm = 'plain' | 'other' | 'longest' | 'too-long' | 'bad-characters';

/**
 * A log group of an access log: the service's default, one of the customer's under the prefix, or one outside it; by name
 * for any other under the prefix.
 */
export type LogGroup = 'default' | 'custom' | 'bad' | { readonly name: string };

/** A principal as given to CreateServiceLinkedRole, by its relation to the service under test. */
export type PrincipalForm = 'own' | 'unknown' | 'wrong-case' | 'malformed' | 'missing';

/** The two policies that the suite tries to attach, the service's own and AWS's ReadOnlyAccess, or any other by its ARN. */
export type PolicyRef = 'service' | 'other' | { readonly arn: string };

/**
 * Who asks, where it is not the account's administrator: a user who may read IAM and use MediaPackage, and may neither
 * make, edit nor delete a role.
 */
export type Caller = 'restricted';
type Asked = { readonly as?: Caller };

type OnRole<K extends string> = { readonly kind: K; readonly role: RoleRef };
type OnChannel<K extends string> = { readonly kind: K; readonly region: number; readonly channel: number };
type OnGroup<K extends string> = { readonly kind: K; readonly region: number; readonly group: number };

export type Operation =
  | {
      readonly kind: 'CreateServiceLinkedRole';
      readonly service: PrincipalForm;
      readonly description?: Description;
      readonly suffix?: true;
      readonly as?: Caller;
    }
  | (OnRole<'DeleteServiceLinkedRole'> & Asked)
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
  | (OnRole<'UpdateRole'> & Asked & { readonly description?: Description; readonly maxSessionDuration?: number })
  | (OnRole<'UpdateRoleDescription'> & Asked & { readonly description: Description })
  | (OnRole<'TagRole'> & { readonly key: string; readonly value: string })
  | (OnRole<'UntagRole'> & { readonly key: string })
  | OnRole<'UpdateAssumeRolePolicy'>
  | (OnRole<'AttachRolePolicy'> & { readonly policy: PolicyRef })
  | (OnRole<'DetachRolePolicy'> & { readonly policy: PolicyRef })
  | (OnRole<'PutRolePolicy'> & { readonly name?: string })
  | (OnRole<'DeleteRolePolicy'> & { readonly name?: string })
  | OnRole<'PutRolePermissionsBoundary'>
  | OnRole<'DeleteRolePermissionsBoundary'>
  | OnRole<'AddRoleToInstanceProfile'>
  | OnRole<'RemoveRoleFromInstanceProfile'>
  | OnRole<'DeleteRole'>
  | ({ readonly kind: 'CreateRole'; readonly role: CustomerRole; readonly path?: 'reserved' } & Asked)
  | { readonly kind: 'AttachUserPolicy' }
  | { readonly kind: 'AttachGroupPolicy' }
  | OnRole<'AssumeRole'>
  | OnChannel<'CreateChannel'>
  | OnChannel<'DescribeChannel'>
  | { readonly kind: 'ListChannels'; readonly region: number }
  | (OnChannel<'UpdateChannel'> & { readonly description: Description })
  | OnChannel<'DeleteChannel'>
  | (OnChannel<'ConfigureLogs'> & Asked & { readonly ingress?: LogGroup; readonly egress?: LogGroup })
  | (OnGroup<'CreatePackagingGroup'> & { readonly egress?: LogGroup })
  | OnGroup<'DescribePackagingGroup'>
  | (OnGroup<'ConfigurePackagingGroupLogs'> & Asked & { readonly egress?: LogGroup })
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

/** What a target must have for an operation: its kind, and callers with restricted permissions where one asks. */
export type Ability = OperationKind | 'RestrictedCaller';

/** What a target must have for one operation. */
export const abilitiesOf = (operation: Operation): readonly Ability[] =>
  'as' in operation ? [operation.kind, 'RestrictedCaller'] : [operation.kind];

/** Whether a role is one that customers make. */
export const isCustomers = (role: RoleRef): role is CustomerRole => role !== 'linked' && role !== 'suffixed';

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

const TEXTS: Readonly<Record<DescriptionForm, string>> = {
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
export const descriptionText = (description: Description): string =>
  typeof description === 'string' ? TEXTS[description] : description.text;

const FORMS = new Map(Object.entries(TEXTS).map(([form, text]) => [text, form as DescriptionForm]));

/** The description with these characters: by its shape where the suite has one for them. */
export const descriptionOf = (text: string): Description => FORMS.get(text) ?? { text };

const ACCEPTABLE = /^[\t\n\r\x20-\x7E\xA1-\xFF]{0,1000}$/;

/** Whether IAM takes a description; none is taken. */
export const isAcceptableDescription = (description: Description | undefined): boolean =>
  description === undefined || ACCEPTABLE.test(descriptionText(description));

/** The operation as one line for people: `ConfigureLogs(region 1, channel 0, ingress default)`. */
export function formatOperation(operation: Operation): string {
  const parts = Object.entries(operation)
    .filter(([key]) => key !== 'kind')
    .map(([key, value]) =>
      value === true ? key : `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    );
  return `${operation.kind}(${parts.join(', ')})`;
}
