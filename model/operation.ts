/**
 * What a customer asks, as plain JSON. Resources are slots (`resource: "channel", region: 1, slot: 0`, `task: "last"`),
 * never cloud ids, so that every subsequence of a program still means something. Kinds of IAM and STS are spelt as AWS
 * spells them; what is asked of the things that use the role has one kind for all services.
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
 * Who asks, where it is not the account's administrator: a user who may read IAM and use the service, and may neither
 * make, edit nor delete a role.
 */
export type Caller = 'restricted';

/** What is set of the sides of a resource, by the name of the side; a side that is not named is to be off. */
export type Sides = { readonly [side: string]: LogGroup };

/** What an operation may name, by the word for it. */
export interface MemberTypes {
  readonly role: RoleRef;
  readonly customerRole: CustomerRole;
  readonly task: TaskRef;
  readonly policy: PolicyRef;
  readonly principal: PrincipalForm;
  readonly description: Description;
  readonly caller: Caller;
  readonly sides: Sides;
  /** A service's noun: `channel`. */
  readonly noun: string;
  /** A region or a slot by its place, from 0. */
  readonly place: number;
  readonly text: string;
  readonly integer: number;
  readonly flag: true;
  readonly reserved: 'reserved';
  readonly pause: 'moment' | 'window';
}

type MemberWord = keyof MemberTypes;
type Shape = { readonly [member: string]: MemberWord | `${MemberWord}?` };

const onRole = { role: 'role' } as const;
const as = { as: 'caller?' } as const;
const onResource = { resource: 'noun', region: 'place', slot: 'place' } as const;

/**
 * Every kind of operation, each after those that make what it is about, and what it names; a question mark stands behind
 * what it may leave out. With `await` a deletion task is polled until it has ended, instead of asked once.
 */
export const operationShapes = {
  CreateServiceLinkedRole: { service: 'principal', description: 'description?', suffix: 'flag?', ...as },
  GetRole: onRole,
  ListRoles: {},
  DeleteServiceLinkedRole: { ...onRole, ...as },
  GetServiceLinkedRoleDeletionStatus: { task: 'task', await: 'flag?' },
  ListAttachedRolePolicies: onRole,
  ListRolePolicies: onRole,
  ListRoleTags: onRole,
  GetPolicy: {},
  GetPolicyVersion: {},
  UpdateRole: { ...onRole, description: 'description?', maxSessionDuration: 'integer?', ...as },
  UpdateRoleDescription: { ...onRole, description: 'description', ...as },
  TagRole: { ...onRole, key: 'text', value: 'text' },
  UntagRole: { ...onRole, key: 'text' },
  UpdateAssumeRolePolicy: onRole,
  AttachRolePolicy: { ...onRole, policy: 'policy' },
  DetachRolePolicy: { ...onRole, policy: 'policy' },
  PutRolePolicy: { ...onRole, name: 'text?' },
  DeleteRolePolicy: { ...onRole, name: 'text?' },
  PutRolePermissionsBoundary: onRole,
  DeleteRolePermissionsBoundary: onRole,
  AddRoleToInstanceProfile: onRole,
  RemoveRoleFromInstanceProfile: onRole,
  DeleteRole: onRole,
  CreateRole: { role: 'customerRole', path: 'reserved?', ...as },
  AttachUserPolicy: {},
  AttachGroupPolicy: {},
  AssumeRole: onRole,
  CreateResource: { ...onResource, sides: 'sides?', ...as },
  ReadResource: onResource,
  ListResources: { resource: 'noun', region: 'place' },
  UpdateResource: { ...onResource, description: 'description' },
  DeleteResource: onResource,
  ConfigureResource: { ...onResource, sides: 'sides?', ...as },
  Wait: { for: 'pause' },
} as const satisfies { readonly [kind: string]: Shape };

type Shapes = typeof operationShapes;
type Optional<S> = { [M in keyof S]: S[M] extends `${string}?` ? M : never }[keyof S];
type Value<W> = W extends `${infer Word extends MemberWord}?` | (infer Word extends MemberWord)
  ? MemberTypes[Word]
  : never;
type Whole<T> = { readonly [M in keyof T]: T[M] };
type Named<S> = { [M in Exclude<keyof S, Optional<S>>]: Value<S[M]> } & { [M in Optional<S>]?: Value<S[M]> };

export type OperationKind = keyof Shapes;
export type Operation = { [K in OperationKind]: Whole<{ kind: K } & Named<Shapes[K]>> }[OperationKind];
export type OperationOf<K extends OperationKind> = Extract<Operation, { readonly kind: K }>;

/** Every kind of operation, each after those that make what it is about. */
export const operationKinds = Object.keys(operationShapes) as readonly OperationKind[];

/** The kinds of operation on a resource that uses the role. */
export const resourceKinds = [
  'CreateResource',
  'ReadResource',
  'ListResources',
  'UpdateResource',
  'DeleteResource',
  'ConfigureResource',
] as const satisfies readonly OperationKind[];

export type ResourceKind = (typeof resourceKinds)[number];

/** Whether an operation is asked of a resource that uses the role, or of all of them in a region. */
export const isOfResource = (operation: Operation): operation is OperationOf<ResourceKind> => 'resource' in operation;

/**
 * What a target must have for an operation: its kind, with the resource where it is asked of one (`ReadResource channel`);
 * and callers with restricted permissions where one asks.
 */
export type Ability = Exclude<OperationKind, ResourceKind> | `${ResourceKind} ${string}` | 'RestrictedCaller';

/** The ability to perform an operation, whoever asks. */
export const abilityOf = (operation: Operation): Ability =>
  isOfResource(operation) ? `${operation.kind} ${operation.resource}` : operation.kind;

/** What a target must have for one operation. */
export const abilitiesOf = (operation: Operation): readonly Ability[] =>
  'as' in operation ? [abilityOf(operation), 'RestrictedCaller'] : [abilityOf(operation)];

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

/** The kinds that only read, by what AWS, or the suite, calls them; waiting is one of them. */
const READS: ReadonlySet<OperationKind> = new Set(operationKinds.filter((kind) => /^(Get|List|Read|Wait)/.test(kind)));

/** Whether an operation only reads. */
export const isRead = ({ kind }: { readonly kind: OperationKind }): boolean => READS.has(kind);

/** A program: operations to be performed in order, in a fresh world. */
export type Program = readonly Operation[];

const TEXTS: Readonly<Record<DescriptionForm, string>> = {
  plain: 'Writes access logs.',
  other: 'Made for a test; (edited) = true, 100 % & <more> + %41 \u00e9',
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
