import type { Role } from '@aws-sdk/client-iam';
import { policyGrants, type FacetName, type Facets, type Json } from '../../model/index.ts';
import { quote } from './attempt.ts';
import { required } from './calls.ts';

/** The facets that are present; what an answer does not show is not judged. */
export function facets(parts: { readonly [K in FacetName]?: Json | undefined }): Facets {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** IAM sends policy documents URL-encoded; some emulators send them plain. */
function decoded(document: string): string {
  if (!document.includes('%') || document.trimStart().startsWith('{')) return document;
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

/** A policy document as its sorted grants, or one line that tells that it cannot be read. */
export function grants(document: string | undefined): readonly string[] | undefined {
  if (document === undefined) return undefined;
  return policyGrants(decoded(document)) ?? [`unreadable: ${quote(document)}`];
}

const isoDate = (date: Date | undefined): string | undefined =>
  date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();

/** Text, or null when there is none; some emulators send an empty element for none. */
export const textOrNull = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text;

/** What every answer that carries a role shows of it. */
export const identityFacets = (role: Role): Facets =>
  facets({
    name: role.RoleName,
    path: role.Path,
    arn: role.Arn,
    roleId: role.RoleId,
    createDate: isoDate(role.CreateDate),
    trust: grants(role.AssumeRolePolicyDocument),
  });

/** A role as ListRoles shows it. */
export const listedRoleFacets = (role: Role): Facets => ({
  ...identityFacets(role),
  ...facets({ description: textOrNull(role.Description), sessionDuration: role.MaxSessionDuration }),
});

/** A role as GetRole shows it: whole. */
export const roleFacets = (role: Role): Facets => ({
  ...listedRoleFacets(role),
  boundary: textOrNull(role.PermissionsBoundary?.PermissionsBoundaryArn),
  tags: tagObject(role.Tags),
});

interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

export const tagObject = (tags: readonly Tag[] | undefined): { readonly [key: string]: string } =>
  Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));

interface AccessLogs {
  readonly LogGroupName?: string | null | undefined;
}

/** Null when off, '' when on without a group shown, else the group. */
export const accessLog = (logs: AccessLogs | null | undefined): string | null =>
  logs === undefined || logs === null ? null : (logs.LogGroupName ?? '');

interface ChannelAnswer {
  readonly Arn?: string | undefined;
  readonly Id?: string | undefined;
  readonly Description?: string | undefined;
  readonly EgressAccessLogs?: AccessLogs | undefined;
  readonly IngressAccessLogs?: AccessLogs | undefined;
}

/** A channel as all its answers show it; an answer that names no channel is none. */
export function channelFacets(channel: ChannelAnswer): Facets {
  required(channel.Id ?? channel.Arn, 'channel');
  return {
    channelDescription: textOrNull(channel.Description),
    ingress: accessLog(channel.IngressAccessLogs),
    egress: accessLog(channel.EgressAccessLogs),
  };
}

/** A packaging group as all its answers show it. */
export function groupFacets(group: ChannelAnswer): Facets {
  required(group.Id ?? group.Arn, 'packaging group');
  return { egress: accessLog(group.EgressAccessLogs) };
}
