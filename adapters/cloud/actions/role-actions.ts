import {
  descriptionOf,
  isCustomers,
  servicePath,
  type CustomerRole,
  type Facets,
  type Operation,
  type RoleRef,
} from '../../../model/index.ts';
import { asCaller, type Actions } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members, type Request } from '../api-call.ts';
import { integer, list, requiredText, tags, text } from '../constraints.ts';
import { withoutTags, withTags } from '../books/tagging.ts';
import { page, pageRequest } from '../pages.ts';
import { isPolicyDocument } from '../books/policy-evaluation.ts';
import type { RoleDetails } from '../role-directory.ts';
import { listedRole, roleMembers, roleOf, shownRole, tagList, tagsOfRole } from './role-members.ts';

const RESERVED = '/aws-service-role/';

/** The operations that name a role and nothing else that the model must know. */
type OnRole = Extract<Operation, { readonly role: RoleRef }>;

const nameIn = ({ input }: Request): string => requiredText(input, 'RoleName');

/** Performs an operation on the role that the input names. */
const onRole = (account: Account, request: Request, operation: (role: RoleRef) => OnRole): Facets => {
  const name = nameIn(request);
  return account.ask(operation(roleOf(account, name)), name);
};

/** Changes what a customer's role has besides what the model knows; a role of the service has nothing of the kind. */
function change(account: Account, name: string, details: Partial<RoleDetails>): void {
  const ref = roleOf(account, name);
  const known = isCustomers(ref) ? account.roles.details(ref) : undefined;
  if (known !== undefined && isCustomers(ref)) account.roles.set(ref, { ...known, ...details });
}

/** Every role that the account shows, in the order of their names. */
function allRoles(account: Account): readonly Members[] {
  const { profile, roles, state } = account;
  const { listed, others, ...facets } = account.ask({ kind: 'ListRoles' }, '');
  const shown = roleMembers(facets);
  // A flawed list may show a role of which nothing is left.
  const linked = shown['RoleName'] ?? roles.linkedName(state);
  const found: Members[] =
    listed === true ? [{ ...shown, Path: shown['Path'] ?? servicePath(profile), RoleName: linked }] : [];
  for (const name of (others ?? []) as readonly string[]) {
    const path = servicePath(profile);
    found.push({
      ...roleMembers(facets),
      Path: path,
      RoleName: name,
      Arn: `arn:aws:iam::${account.id}:role${path}${name}`,
    });
  }
  if (state.roles.suffixed !== undefined) found.push(listedRole(roleMembers(state.roles.suffixed.facets)));
  for (const [ref, { name }] of roles.all) {
    if (state.roles[ref] === undefined) continue;
    found.push(listedRole(shownRole(account, ref, account.within({ kind: 'GetRole', role: ref }, name))));
  }
  return found.sort((a, b) => (String(a['RoleName']) < String(b['RoleName']) ? -1 : 1));
}

/** Takes a trust policy, or refuses it as IAM does. */
function trustPolicy(input: Members, member: string): string {
  const document = requiredText(input, member);
  if (!isPolicyDocument(document))
    throw new ApiError('MalformedPolicyDocument', 400, 'This policy contains invalid Json');
  return document;
}

/** The actions on a role itself: reading it, editing it, a customer's own one's making and removal. */
export const roleActions = {
  GetRole(account, request) {
    const ref = roleOf(account, nameIn(request));
    return { Role: shownRole(account, ref, account.ask({ kind: 'GetRole', role: ref }, nameIn(request))) };
  },

  ListRoles(account, { input }) {
    const prefix = text(input, 'PathPrefix') ?? '/';
    const all = account.sides().flatMap((side) => allRoles(side));
    const roles = all.filter((role) => String(role['Path'] ?? '/').startsWith(prefix));
    const { items, ...rest } = page(roles, pageRequest(input));
    return { Roles: items, ...rest };
  },

  CreateRole(account, request) {
    const { input } = request;
    const name = nameIn(request);
    const path = text(input, 'Path') ?? '/';
    const trust = trustPolicy(input, 'AssumeRolePolicyDocument');
    const description = text(input, 'Description');
    const boundary = text(input, 'PermissionsBoundary');
    const reserved = path.startsWith(RESERVED);
    const labels = withTags([], tags(input), 'ignored');
    const ref = account.roles.place(name, account.state);
    account.ask(
      { kind: 'CreateRole', role: ref, ...(reserved ? { path: 'reserved' } : {}), ...asCaller(request) },
      name,
    );
    account.roles.set(ref, {
      name,
      path,
      trust,
      sessionDuration: integer(input, 'MaxSessionDuration') ?? 3600,
      inline: {},
      tags: labels,
      ...(description === undefined ? {} : { description }),
      ...(boundary === undefined ? {} : { boundary }),
    });
    const { RoleLastUsed: _, ...made } = shownRole(account, ref, account.within({ kind: 'GetRole', role: ref }, name));
    return { Role: made };
  },

  DeleteRole(account, request) {
    const name = nameIn(request);
    const ref = roleOf(account, name);
    if (isCustomers(ref) && account.books.profiles.holds(account.roles.details(ref)?.name ?? name))
      throw new ApiError('DeleteConflict', 409, 'Cannot delete entity, must remove roles from instance profile first.');
    account.ask({ kind: 'DeleteRole', role: ref }, name);
    if (isCustomers(ref) && account.state.roles[ref] === undefined) keepUntilUnseen(account, ref);
    return {};
  },

  UpdateRole(account, request) {
    const { input } = request;
    const description = text(input, 'Description');
    const duration = integer(input, 'MaxSessionDuration');
    onRole(account, request, (role) => ({
      kind: 'UpdateRole',
      role,
      ...(description === undefined ? {} : { description: descriptionOf(description) }),
      ...(duration === undefined ? {} : { maxSessionDuration: duration }),
      ...asCaller(request),
    }));
    change(account, nameIn(request), {
      ...(description === undefined ? {} : { description }),
      ...(duration === undefined ? {} : { sessionDuration: duration }),
    });
    return {};
  },

  UpdateRoleDescription(account, request) {
    const description = requiredText(request.input, 'Description');
    onRole(account, request, (role) => ({
      kind: 'UpdateRoleDescription',
      role,
      description: descriptionOf(description),
      ...asCaller(request),
    }));
    change(account, nameIn(request), { description });
    const ref = roleOf(account, nameIn(request));
    const shown = shownRole(account, ref, account.within({ kind: 'GetRole', role: ref }, nameIn(request)));
    const { MaxSessionDuration: _, RoleLastUsed: __, ...edited } = shown;
    return { Role: edited };
  },

  TagRole(account, request) {
    const ref = roleOf(account, nameIn(request));
    const before = tagsOfRole(account, ref);
    const after = withTags(before, tags(request.input), 'ignored');
    for (const { Key: key, Value: value } of tags(request.input)) {
      const former = before.find(({ Key }) => Key !== key && Key.toLowerCase() === key.toLowerCase());
      if (former !== undefined) onRole(account, request, (role) => ({ kind: 'UntagRole', role, key: former.Key }));
      onRole(account, request, (role) => ({ kind: 'TagRole', role, key, value }));
    }
    change(account, nameIn(request), { tags: after });
    return {};
  },

  UntagRole(account, request) {
    const ref = roleOf(account, nameIn(request));
    const keys = list(request.input, 'TagKeys').map(String);
    const before = tagsOfRole(account, ref);
    for (const given of keys) {
      const key = before.find(({ Key }) => Key.toLowerCase() === given.toLowerCase())?.Key ?? given;
      onRole(account, request, (role) => ({ kind: 'UntagRole', role, key }));
    }
    change(account, nameIn(request), { tags: withoutTags(before, keys, 'ignored') });
    return {};
  },

  ListRoleTags(account, request) {
    const facets = onRole(account, request, (role) => ({ kind: 'ListRoleTags', role }));
    const ref = roleOf(account, nameIn(request));
    const shown = isCustomers(ref) ? tagsOfRole(account, ref) : tagList(facets.tags);
    const { items, ...rest } = page(shown, pageRequest(request.input));
    return { Tags: items, ...rest };
  },

  UpdateAssumeRolePolicy(account, request) {
    const ref = roleOf(account, nameIn(request));
    const document = isCustomers(ref) ? trustPolicy(request.input, 'PolicyDocument') : '';
    onRole(account, request, (role) => ({ kind: 'UpdateAssumeRolePolicy', role }));
    change(account, nameIn(request), { trust: document });
    return {};
  },
} satisfies Actions;

/** What is gone may still be shown for a while, under its name. */
function keepUntilUnseen(account: Account, ref: CustomerRole): void {
  if (!account.state.stale.some((view) => view.key === ref)) account.roles.forget(ref);
}
