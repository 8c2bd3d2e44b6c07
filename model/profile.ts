import type { Ability, OperationKind, OperationOf, ResourceKind } from './operation.ts';
import { operationKinds, resourceKinds, type LogGroup, type Operation } from './operation.ts';
import type { Json } from './outcome.ts';
import type { Requirement, RequirementId } from './requirements.ts';

/** HTTP statuses by error code, as on the wire. */
export type Statuses = Readonly<Record<string, readonly number[]>>;

/** One action of an AWS API. */
export interface ApiAction {
  /** As in the names of permissions: `mediapackage-vod`. */
  readonly service: string;
  readonly action: string;
  /** Codes that it may answer with besides those of its API model. */
  readonly errors?: Statuses;
}

/** How it is told that a resource is not there: an error code, or what stands for an answer that shows none. */
export interface Absence {
  readonly code: string;
  readonly message: string;
  /** What an answer says in its place. */
  readonly shown?: Constants;
}

/** Values of members as they are sent or shown; in a text `{region}`, `{account}` and `{id}` stand for those of the resource. */
export type Constants = { readonly [member: string]: Json };

/** The call by which something is asked of a resource. */
export interface ResourceCall extends ApiAction {
  /** What people know it by, where another call of the service has the name of its action. */
  readonly called?: string;
  /** It may set sides. */
  readonly sets?: true;
  /** The member of its input that names the resource, where it is not the one of answers. */
  readonly names?: string;
  /** What else it is given. */
  readonly given?: Constants;
  /** Where its answer shows the resource, in a list by its place; at the root unless given. */
  readonly at?: readonly string[];
  /** How it tells that the resource is not there, where that is not the refusal of all calls. */
  readonly absent?: Absence;
}

/** What of a resource may use the role, and can be on or off: an access log. */
export interface SideProfile {
  readonly name: string;
  /** The member that holds it, in input and answer alike; a group's name stands in its `LogGroupName`. */
  readonly member: string;
  /** The documented groups of a side that is given none. */
  readonly defaults: readonly string[];
  /** A group that the service takes, and one that it refuses. */
  readonly custom: string;
  readonly bad: string;
  /** What demands that turning it on makes the role, and that a deletion fails while it is on. */
  readonly makes: RequirementId;
  readonly holds: RequirementId;
}

/** A call with all that it is given. */
export interface GivenCall extends ApiAction {
  readonly given: Constants;
}

/** A kind of resource that uses the role. */
export interface ResourceProfile {
  /** As in operations and in keys: `packaging-group`. */
  readonly name: string;
  /** For sentences: `packaging group`. */
  readonly word: string;
  /** What its slots are called where an operation is told as one line: `group`. */
  readonly slot: string;
  /** In the order in which the suite tries them. */
  readonly calls: { readonly [K in ResourceKind]?: ResourceCall };
  readonly sides: readonly SideProfile[];
  /** Where things stand in the inputs and answers of its calls; absent where no target sends them. */
  readonly members?: {
    readonly id: string;
    readonly arn?: string;
    readonly description?: string;
    /** What it is doing, and what this says of one that is there no more. */
    readonly status?: { readonly member: string; readonly gone: readonly string[] };
    /** Set where the service hands out the id; the member by which its maker names it, if there is one. */
    readonly handedOut?: { readonly name?: string };
    /** The action that lists all in a region, and the member of its answer; its entries, where they are but texts. */
    readonly list: readonly [action: string, member: string, entries?: 'ids' | 'ARNs'];
  };
  /** What must be there in its region before one is made, and how that is made and removed. */
  readonly requires?: { readonly word: string; readonly make: GivenCall; readonly remove: GivenCall };
  /** How the reference shows one where it is served: what stands in braces is put in, also `{hex}`, `{uuid}` and `{createdAt}`. */
  readonly played?: {
    readonly arn: string;
    /** An id that it hands out. */
    readonly id?: string;
    /** What its answers show besides what it was given. */
    readonly shown?: Constants;
    /** The one that is meant by calls that name none. */
    readonly unnamed?: string;
  };
  /** How many there may be in a region, where that is one. */
  readonly most?: 1;
  /** A caller who may not make the role is served all the same, without it; where it is not set, no source shows what comes of it. */
  readonly servesDenied?: true;
  /** A list may go on naming one that was deleted. */
  readonly lingers?: true;
  /** When it uses the role. */
  readonly uses: 'while-a-side-is-on' | 'while-there';
  /** How the service refuses: what is not there, a group outside its bounds, an id that is taken, a caller who may not make the role, and all else. */
  readonly refusals: {
    readonly absent: Absence;
    readonly badGroup?: { readonly codes: readonly string[]; readonly message: string };
    readonly taken?: string;
    readonly usual: string;
    readonly caller?: readonly string[];
  };
  /** What comes of making one whose id is taken: a refusal, or the answer that made it, and what it brings about. */
  readonly taken: 'refused' | 'answered';
  /**
   * What demands that setting a side turns it on or off, that each resource of this kind counts by itself, and that setting
   * one leaves that of the same id in another region alone.
   */
  readonly cites: {
    readonly on: RequirementId;
    readonly off: RequirementId;
    readonly each?: RequirementId;
    readonly apart?: RequirementId;
  };
}

/** What the model knows of one service: data, never code paths of the model. */
export interface ServiceProfile {
  /** As on the command line: `mediapackage`. */
  readonly id: string;
  readonly principal: string;
  readonly roleName: string;
  readonly policyArn: string;
  /** No source shows which policy the role has: this one has its name, and what is attached is not judged. */
  readonly policyInferred?: true;
  /** The policy as sorted grants (`policyGrants`); absent where no source shows it. */
  readonly policyGrants?: readonly string[];
  /** Whether CreateServiceLinkedRole makes the role; absent where no source shows it, and a refusal is not judged. */
  readonly madeByIam?: true;
  /** Whether CreateServiceLinkedRole takes a custom suffix for this service; absent where no source shows it. */
  readonly suffixAllowed?: boolean;
  /** The description that the service gives to the role it makes; absent where AWS does not tell. */
  readonly serviceDescription?: string;
  /** Where all this comes from, for people. */
  readonly source: string;
  /** What makes and uses the role; the first is the one that most is asked of. */
  readonly resources: readonly ResourceProfile[];
}

/** The partition of AWS in which the service is judged, as in its ARNs: `aws`, `aws-us-gov`. */
export const partitionOf = ({ policyArn }: ServiceProfile): string => policyArn.split(':')[1] ?? 'aws';

/** A managed policy of AWS that any role may carry: the second one that the suite attaches. */
export const otherPolicy = (profile: ServiceProfile): string =>
  `arn:${partitionOf(profile)}:iam::aws:policy/ReadOnlyAccess`;

/** The service in another partition of AWS, where its ARNs and those of its policy bear that name. */
export function inPartition(profile: ServiceProfile, partition: string): ServiceProfile {
  const moved = (text: string): string => text.replaceAll('arn:aws:', `arn:${partition}:`);
  if (partition === 'aws') return profile;
  const { policyArn, policyGrants } = profile;
  return {
    ...profile,
    policyArn: moved(policyArn),
    ...(policyGrants === undefined ? {} : { policyGrants: policyGrants.map(moved) }),
  };
}

/** The custom suffix that the suite gives. */
export const SUFFIX = 'Conformance';

/** The path under which IAM keeps the roles of a service. */
export const servicePath = (profile: ServiceProfile): string => `/aws-service-role/${profile.principal}/`;

/**
 * A resource of a service by its name.
 * @throws RangeError when the service has none of this name
 */
export function resourceNamed(profile: ServiceProfile, name: string): ResourceProfile {
  for (const resource of profile.resources) if (resource.name === name) return resource;
  throw new RangeError(`The service ${profile.id} has no resource ${JSON.stringify(name)}.`);
}

/** The call of a service by which an operation is asked of a resource; undefined where the service has no such call. */
export const resourceCall = (
  profile: ServiceProfile,
  { kind, resource }: Pick<OperationOf<ResourceKind>, 'kind' | 'resource'>,
): ResourceCall | undefined => profile.resources.find(({ name }) => name === resource)?.calls[kind];

/** How an operation tells that its resource is not there. */
export const absenceOf = ({ calls, refusals }: ResourceProfile, kind: OperationKind): Absence =>
  (isResourceKind(kind) ? calls[kind]?.absent : undefined) ?? refusals.absent;

/** Whether an operation may let a resource of the service use the role. */
export function mayBeginUse({ resources }: ServiceProfile, operation: Operation): boolean {
  if (operation.kind === 'ConfigureResource') return true;
  if (operation.kind !== 'CreateResource') return false;
  const own = resources.find(({ name }) => name === operation.resource);
  return own?.uses === 'while-there' || own?.calls.CreateResource?.sets === true;
}

/** The text of a group of a side as it is sent; undefined for the service's default. */
export function groupText(side: SideProfile, group: LogGroup): string | undefined {
  if (typeof group === 'object') return group.name;
  return group === 'default' ? undefined : side[group];
}

export const isResourceKind = (kind: string): kind is ResourceKind => resourceKinds.some((one) => one === kind);

const roleKinds = operationKinds.filter((kind) => !isResourceKind(kind) && kind !== 'Wait') as readonly Exclude<
  OperationKind,
  ResourceKind
>[];

/** Every operation that a service's role and resources know, each after those that make what it is about. */
export const operationsOf = (profile: ServiceProfile): readonly Ability[] => [
  ...roleKinds,
  ...profile.resources.flatMap(({ name, calls }) =>
    (Object.keys(calls) as ResourceKind[]).map((kind): Ability => `${kind} ${name}`),
  ),
  'Wait',
];

/** What a service must have for a requirement, as its own abilities; undefined where it has no such thing. */
export function needsOf(profile: ServiceProfile, { needs }: Requirement): readonly Ability[] | undefined {
  const known = operationsOf(profile);
  const [first] = profile.resources;
  const own = needs
    .filter((need) => !(need === 'ConfigureResource' && first?.uses === 'while-there'))
    .map((need) => (isResourceKind(need) ? (`${need} ${first?.name ?? ''}` as const) : need));
  return own.every((need) => need === 'RestrictedCaller' || known.includes(need)) ? own : undefined;
}

/** The kind of operation that an ability is about, and the resource where it is one of a service's. */
export function partsOf(ability: Ability): { readonly kind: OperationKind; readonly resource?: string } {
  const [kind, resource] = ability.split(' ') as [OperationKind, string?];
  return resource === undefined ? { kind } : { kind, resource };
}
