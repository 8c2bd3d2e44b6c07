import type { Tag } from '../constraints.ts';
import {
  isCustomers,
  policyDocument,
  type CustomerRole,
  type Facets,
  type Json,
  type Operation,
  type RoleRef,
  type State,
} from '../../../model/index.ts';
import type { Members } from '../api-call.ts';
import type { RolesBeside } from '../books/books.ts';
import type { RoleDirectory } from '../role-directory.ts';

/** What keeps roles: an account. */
interface RoleKeeper {
  readonly id: string;
  readonly roles: RoleDirectory;
  readonly state: State;
  within(operation: Operation, name: string): Facets;
}

/** The role that a name stands for; for an unknown name one that is never there, since further roles count from 1. */
export const roleOf = (account: RoleKeeper, name: string): RoleRef =>
  account.roles.find(name, account.state) ?? 'ordinary/0';

/** Whole seconds; a flaw may show what is no date, which stays as it is. */
function seconds(date: string): Date | string {
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? date : new Date(Math.floor(ms / 1000) * 1000);
}

/** The members that these facets show of a role; what they leave out stays out. */
export function roleMembers(facets: Facets, trust: 'scalars' | 'lists' = 'scalars'): Members {
  const { name, path, arn, roleId, createDate, description, sessionDuration, boundary, tags } = facets;
  const document = facets.trust;
  const labels = tagList(tags);
  return {
    Path: path,
    RoleName: name,
    RoleId: roleId,
    Arn: arn,
    CreateDate: typeof createDate === 'string' ? seconds(createDate) : undefined,
    AssumeRolePolicyDocument: Array.isArray(document) ? policyDocument(document as string[], trust) : document,
    Description: description ?? undefined,
    MaxSessionDuration: sessionDuration,
    PermissionsBoundary:
      typeof boundary === 'string'
        ? { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: boundary }
        : undefined,
    Tags: labels.length === 0 ? undefined : labels,
  };
}

/** The tags of a role: what the model knows of a role of a service, what a customer's was given. */
export function tagsOfRole(account: RoleKeeper, ref: RoleRef): readonly Tag[] {
  if (isCustomers(ref)) return account.roles.details(ref)?.tags ?? [];
  return tagList(account.state.roles[ref]?.facets.tags);
}

/** Tags as members, from the model's facet. */
export const tagList = (facet: Json | undefined): readonly Tag[] =>
  Object.entries((facet ?? {}) as Readonly<Record<string, string>>).map(([Key, Value]) => ({ Key, Value }));

/** A role of a customer's: what the model shows of it, and what it was given. */
export function customerRoleMembers(account: RoleKeeper, ref: CustomerRole, facets: Facets): Members {
  const details = account.roles.details(ref);
  const shown = roleMembers(facets);
  if (details === undefined) return shown;
  return {
    ...shown,
    Path: details.path,
    RoleName: details.name,
    Arn: `arn:aws:iam::${account.id}:role${details.path}${details.name}`,
    AssumeRolePolicyDocument: details.trust,
    Description: details.description,
    MaxSessionDuration: details.sessionDuration,
    Tags: tagsOfRole(account, ref).length === 0 ? undefined : tagsOfRole(account, ref),
    PermissionsBoundary:
      details.boundary === undefined
        ? undefined
        : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: details.boundary },
  };
}

/** A role as GetRole shows it. */
export function shownRole(account: RoleKeeper, ref: RoleRef, facets: Facets): Members {
  if (isCustomers(ref)) return { ...customerRoleMembers(account, ref, facets), RoleLastUsed: {} };
  return { ...roleMembers(facets), RoleLastUsed: {} };
}

/** A role as ListRoles shows it: without tags, boundary and last use (IAM API reference, ListRoles). */
export function listedRole(members: Members): Members {
  const { Tags: _, PermissionsBoundary: __, RoleLastUsed: ___, ...listed } = members;
  return listed;
}

/** The roles of an account, as far as other parts of IAM have to do with them. */
export const rolesBeside = (sides: () => readonly RoleKeeper[]): RolesBeside => ({
  find: (name) =>
    sides()
      .map((side) => roleIn(side, name))
      .find((role) => role !== undefined),
  attachments: (arn) => sides().reduce((sum, side) => sum + attachments(side, arn), 0),
  boundaries: (arn) => sides().reduce((sum, side) => sum + boundaries(side, arn), 0),
});

function roleIn(account: RoleKeeper, name: string): Members | undefined {
  const ref = account.roles.find(name, account.state);
  const role = ref === undefined ? undefined : account.state.roles[ref];
  if (ref === undefined || role === undefined) return undefined;
  return listedRole(shownRole(account, ref, account.within({ kind: 'GetRole', role: ref }, name)));
}

const attachments = ({ state }: RoleKeeper, arn: string): number =>
  Object.values(state.roles).filter((role) => (role?.facets.attached as readonly string[] | undefined)?.includes(arn))
    .length;

const boundaries = ({ roles, state }: RoleKeeper, arn: string): number =>
  roles.all.filter(([ref, { boundary }]) => boundary === arn && state.roles[ref] !== undefined).length;
