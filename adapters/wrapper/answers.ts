import type { Role } from '@aws-sdk/client-iam';
import type { Facets, Json, OperationOf, UsageEntry } from '../../model/index.ts';
import type { Context } from '../endpoint/context.ts';
import {
  accessLog,
  channelFacets,
  facets,
  grants,
  groupFacets,
  identityFacets,
  listedRoleFacets,
  roleFacets,
  tagObject,
  textOrNull,
} from '../endpoint/facets.ts';
import { channelSlot, holderKey } from '../endpoint/names.ts';
import type { WrappedKind } from './requests.ts';

type Text = string | undefined;

/** A role, as far as a wrapper shows it. */
export interface ShownRole {
  readonly RoleName?: Text;
  readonly Path?: Text;
  readonly Arn?: Text;
  readonly RoleId?: Text;
  readonly CreateDate?: Date | undefined;
  /** JSON, URL-encoded or not. */
  readonly AssumeRolePolicyDocument?: Text;
  /** Null says that there is none. */
  readonly Description?: Text | null;
  readonly MaxSessionDuration?: number | undefined;
  readonly Tags?: readonly ShownTag[] | undefined;
  /** Null says that there is none. */
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: Text } | undefined | null;
}

interface ShownTag {
  readonly Key: Text;
  readonly Value: Text;
}

interface ShownLogs {
  readonly LogGroupName?: Text;
}

/** A channel or a packaging group, as far as a wrapper shows it. */
export interface ShownChannel {
  readonly Id?: Text;
  readonly Arn?: Text;
  /** Null says that there is none. */
  readonly Description?: Text | null;
  /** Null says that the log is off. */
  readonly IngressAccessLogs?: ShownLogs | undefined | null;
  readonly EgressAccessLogs?: ShownLogs | undefined | null;
}

interface ShownUsage {
  readonly Region?: Text;
  readonly Resources?: readonly string[] | undefined;
}

// oxlint-disable-next-line typescript/no-invalid-void-type -- a wrapper's function may return nothing
type OrNothing<T> = T | undefined | void;
/** What comes of a call whose answer tells nothing; whatever is returned is ignored. */
type Anything = unknown;

/**
 * What a wrapper's functions return, in the shapes of the AWS SDK. Members that are there are judged, members that are not
 * there are not; an answer of the SDK itself, handed on whole, is read as the suite reads its own: what it lacks is absent.
 */
export interface Answers {
  readonly CreateServiceLinkedRole: OrNothing<{ readonly Role?: ShownRole | undefined }>;
  readonly DeleteServiceLinkedRole: OrNothing<{ readonly DeletionTaskId?: Text }>;
  readonly GetServiceLinkedRoleDeletionStatus: {
    readonly Status: Text;
    readonly Reason?:
      | { readonly Reason?: Text; readonly RoleUsageList?: readonly ShownUsage[] | undefined }
      | undefined;
  };
  readonly GetRole: OrNothing<{ readonly Role?: ShownRole | undefined }>;
  readonly ListRoles: { readonly Roles: readonly ShownRole[] | undefined };
  readonly ListAttachedRolePolicies: OrNothing<{
    readonly AttachedPolicies?: readonly { readonly PolicyArn?: Text }[] | undefined;
  }>;
  readonly ListRolePolicies: OrNothing<{ readonly PolicyNames?: readonly string[] | undefined }>;
  readonly ListRoleTags: OrNothing<{ readonly Tags?: readonly ShownTag[] | undefined }>;
  readonly GetPolicy: OrNothing<{ readonly Policy?: { readonly Arn?: Text; readonly Path?: Text } | undefined }>;
  readonly GetPolicyVersion: { readonly PolicyVersion: { readonly Document?: Text } | undefined };
  readonly UpdateRole: Anything;
  readonly UpdateRoleDescription: OrNothing<{ readonly Role?: ShownRole | undefined }>;
  readonly TagRole: Anything;
  readonly UntagRole: Anything;
  readonly UpdateAssumeRolePolicy: Anything;
  readonly AttachRolePolicy: Anything;
  readonly DetachRolePolicy: Anything;
  readonly PutRolePolicy: Anything;
  readonly DeleteRolePolicy: Anything;
  readonly PutRolePermissionsBoundary: Anything;
  readonly DeleteRolePermissionsBoundary: Anything;
  readonly AddRoleToInstanceProfile: Anything;
  readonly RemoveRoleFromInstanceProfile: Anything;
  readonly DeleteRole: Anything;
  readonly CreateRole: OrNothing<{ readonly Role?: ShownRole | undefined }>;
  readonly AttachUserPolicy: Anything;
  readonly AttachGroupPolicy: Anything;
  readonly AssumeRole: Anything;
  readonly CreateChannel: OrNothing<ShownChannel>;
  readonly DescribeChannel: OrNothing<ShownChannel>;
  readonly ListChannels: { readonly Channels: readonly ShownChannel[] | undefined };
  readonly UpdateChannel: OrNothing<ShownChannel>;
  readonly DeleteChannel: Anything;
  readonly ConfigureLogs: OrNothing<ShownChannel>;
  readonly CreatePackagingGroup: OrNothing<ShownChannel>;
  readonly DescribePackagingGroup: OrNothing<ShownChannel>;
  readonly ConfigurePackagingGroupLogs: OrNothing<ShownChannel>;
  readonly DeletePackagingGroup: Anything;
}

type Reader<K extends WrappedKind> = (answer: Answers[K], operation: OperationOf<K>, context: Context) => Facets;

/** Whether an answer is the SDK's own, handed on as it came: only these carry metadata. */
export const isWhole = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && '$metadata' in answer;

const nothing = (): Facets => ({});

/** A part without which the answer to a read says nothing. */
function part<Part>(value: Part | undefined | null, kind: WrappedKind, name: string): Part {
  if (value === undefined || value === null)
    throw new TypeError(`The wrapper's function for ${kind} has to return { ${name} }, and returned none.`);
  return value;
}

const orNull = (text: Text | null): string | null | undefined =>
  text === undefined ? undefined : textOrNull(text ?? '');

function sideOf(logs: ShownChannel['EgressAccessLogs']): string | null | undefined {
  return logs === undefined ? undefined : accessLog(logs);
}

const partOfChannel = (shown: ShownChannel): Facets =>
  facets({
    channelDescription: orNull(shown.Description),
    ingress: sideOf(shown.IngressAccessLogs),
    egress: sideOf(shown.EgressAccessLogs),
  });

type Whole = Parameters<typeof channelFacets>[0];

function channel(
  answer: OrNothing<ShownChannel>,
  { region, channel: slot }: { readonly region: number; readonly channel: number },
  { holders }: Context,
): Facets {
  if (!answer) return {};
  holders.seen(answer.Arn, holderKey('channel', region, slot));
  return isWhole(answer) ? channelFacets(answer as Whole) : partOfChannel(answer);
}

function group(
  answer: OrNothing<ShownChannel>,
  { region, group: slot }: { readonly region: number; readonly group: number },
  { holders }: Context,
): Facets {
  if (!answer) return {};
  holders.seen(answer.Arn, holderKey('group', region, slot));
  return isWhole(answer) ? groupFacets(answer as Whole) : facets({ egress: sideOf(answer.EgressAccessLogs) });
}

/** What an answer that made a role shows of it. */
const madeRoleFacets = (role: ShownRole): Facets => identityFacets(role as Role);

const partOfRole = (role: ShownRole): Facets => ({
  ...madeRoleFacets(role),
  ...facets({
    description: orNull(role.Description),
    sessionDuration: role.MaxSessionDuration,
    boundary: role.PermissionsBoundary === null ? null : role.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: role.Tags === undefined ? undefined : tagObject(role.Tags),
  }),
});

/** What a status answer shows: the status, and of a failed task the reason and what uses the role. */
function statusFacets(
  { Status, Reason }: Answers['GetServiceLinkedRoleDeletionStatus'],
  { holders, regions }: Context,
): Facets {
  const usage = Reason?.RoleUsageList?.map((entry): UsageEntry & Json => {
    const { region, holders: keys } = holders.entry(regions, entry.Region, entry.Resources);
    return { region, holders: keys };
  });
  return facets({
    status: Status,
    ...(Status === 'FAILED' && Reason !== undefined ? { reason: Reason.Reason ?? null, usage: usage ?? [] } : {}),
  });
}

const READERS: { readonly [K in WrappedKind]: Reader<K> } = {
  CreateServiceLinkedRole(answer, { service, suffix }, { registry, roles }) {
    const role = answer?.Role;
    if (role === undefined) return {};
    if (role.RoleName !== undefined) registry.will({ kind: 'role', name: role.RoleName });
    if (service === 'own') roles.created(suffix === true ? 'suffixed' : 'linked', role as Role);
    return madeRoleFacets(role);
  },
  DeleteServiceLinkedRole(answer, _, { tasks }) {
    const id = answer?.DeletionTaskId;
    if (id === undefined || id === '') return {};
    tasks.handedOut(id);
    return { taskId: id };
  },
  GetServiceLinkedRoleDeletionStatus(answer, operation, context) {
    part(answer?.Status, operation.kind, 'Status');
    return statusFacets(answer, context);
  },
  GetRole(answer, _, { roles }) {
    const role = answer?.Role;
    if (role === undefined) return {};
    roles.seen(role as Role);
    return isWhole(answer) ? roleFacets(role as Role) : partOfRole(role);
  },
  ListRoles(answer, operation, { roles }) {
    const listed = part(answer?.Roles, operation.kind, 'Roles') as readonly Role[];
    const { linked, others } = roles.listed(listed);
    const shown = linked === undefined ? {} : isWhole(answer) ? listedRoleFacets(linked) : partOfRole(linked);
    return { ...shown, listed: linked !== undefined, others };
  },
  ListAttachedRolePolicies: (answer) =>
    facets({ attached: answer?.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn ?? '').sort() }),
  ListRolePolicies: (answer) => facets({ inline: answer?.PolicyNames && [...answer.PolicyNames].sort() }),
  ListRoleTags: (answer) => facets({ tags: answer?.Tags && tagObject(answer.Tags) }),
  GetPolicy: (answer) => facets({ policyArn: answer?.Policy?.Arn, policyPath: answer?.Policy?.Path }),
  GetPolicyVersion: (answer, operation) =>
    facets({ document: grants(part(answer?.PolicyVersion, operation.kind, 'PolicyVersion').Document) }),
  UpdateRole: nothing,
  UpdateRoleDescription: (answer) => facets({ description: orNull(answer?.Role?.Description) }),
  TagRole: nothing,
  UntagRole: nothing,
  UpdateAssumeRolePolicy: nothing,
  AttachRolePolicy: nothing,
  DetachRolePolicy: nothing,
  PutRolePolicy: nothing,
  DeleteRolePolicy: nothing,
  PutRolePermissionsBoundary: nothing,
  DeleteRolePermissionsBoundary: nothing,
  AddRoleToInstanceProfile: nothing,
  RemoveRoleFromInstanceProfile: nothing,
  DeleteRole(_, { role }, { roles }) {
    if (role === 'lookalike') roles.lookalikeGone();
    return {};
  },
  CreateRole(answer, { role }, { roles }) {
    if (role === 'lookalike') roles.lookalikeMade();
    const made = answer?.Role;
    if (made === undefined) return {};
    roles.seen(made as Role);
    return madeRoleFacets(made);
  },
  AttachUserPolicy: nothing,
  AttachGroupPolicy: nothing,
  AssumeRole: nothing,
  CreateChannel: channel,
  DescribeChannel: channel,
  ListChannels(answer, operation, { holders }) {
    const listed: Record<string, Json> = {};
    for (const one of part(answer?.Channels, operation.kind, 'Channels')) {
      const slot = channelSlot(one.Id);
      if (slot === undefined) continue;
      const key = holderKey('channel', operation.region, slot);
      holders.seen(one.Arn, key);
      const { ingress, egress } = isWhole(answer) ? channelFacets(one as Whole) : partOfChannel(one);
      listed[key] = facets({ ingress, egress }) as Json;
    }
    return { channels: listed };
  },
  UpdateChannel: channel,
  DeleteChannel: nothing,
  ConfigureLogs: channel,
  CreatePackagingGroup: group,
  DescribePackagingGroup: group,
  ConfigurePackagingGroupLogs: group,
  DeletePackagingGroup: nothing,
};

/**
 * What a wrapper's answer shows.
 * @throws TypeError when the answer to a read lacks what it is about: the fault of whoever wrote the function
 */
export const facetsOf = (answer: Answers[WrappedKind], operation: OperationOf<WrappedKind>, context: Context): Facets =>
  (READERS[operation.kind] as Reader<WrappedKind>)(answer, operation, context);
