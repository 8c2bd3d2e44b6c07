import {
  isCustomers,
  policyDocument,
  type Facets,
  type Operation,
  type PolicyRef,
  type ProtectedKind,
  type RoleRef,
} from '../../../model/index.ts';
import type { Actions } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members, type Request } from '../api-call.ts';
import { requiredText, text } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';
import { isPolicyDocument } from '../books/policy-evaluation.ts';
import { act } from './book-actions.ts';
import { isSameName } from './holder-actions.ts';
import { roleOf } from './role-members.ts';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const SERVICE_POLICY = /^arn:[^:]*:iam::aws:policy\/aws-service-role\//;
/** When AWS made the service's policy (AWS's list of managed policies). */
const POLICY_MADE = new Date('2020-09-18T17:45:47Z');

const nameIn = ({ input }: Request): string => requiredText(input, 'RoleName');

/** Performs one of the calls that a role of a service refuses; `done` follows on a customer's role when it is allowed. */
function edit(
  account: Account,
  request: Request,
  operation: (role: RoleRef) => Extract<Operation, { readonly kind: ProtectedKind }>,
): RoleRef {
  const name = nameIn(request);
  const role = roleOf(account, name);
  account.ask(operation(role), name);
  return role;
}

function policyRef(account: Account, arn: string): PolicyRef {
  if (arn === account.profile.policyArn) return 'service';
  return arn === READ_ONLY ? 'other' : { arn };
}

/** Refuses what IAM would not attach to a customer's role: another service's policy, or one that is not there. */
function attachable(account: Account, arn: string): void {
  if (arn === account.profile.policyArn) return;
  if (SERVICE_POLICY.test(arn))
    throw new ApiError('PolicyNotAttachable', 400, 'Cannot attach a Service Role Policy to a Customer Role.');
  account.books.policies.require(arn);
}

const documentIn = (input: Members): string => {
  const document = requiredText(input, 'PolicyDocument');
  if (!isPolicyDocument(document)) throw new ApiError('MalformedPolicyDocument', 400, 'Syntax errors in policy.');
  return document;
};

/** The inline policies of a customer's role, as they were given. */
const inlineOf = (account: Account, role: RoleRef): Readonly<Record<string, string>> =>
  isCustomers(role) ? (account.roles.details(role)?.inline ?? {}) : {};

/** The name of an inline policy as it was first given; names are one in any letters (recorded on AWS). */
const storedName = (account: Account, role: RoleRef, name: string): string =>
  Object.keys(inlineOf(account, role)).find((other) => isSameName(other, name)) ?? name;

const setInline = (account: Account, role: RoleRef, inline: Readonly<Record<string, string>>): void => {
  const details = isCustomers(role) ? account.roles.details(role) : undefined;
  if (details !== undefined && isCustomers(role)) account.roles.set(role, { ...details, inline });
};

const setBoundary = (account: Account, role: RoleRef, boundary: string | undefined): void => {
  const details = isCustomers(role) ? account.roles.details(role) : undefined;
  if (details === undefined || !isCustomers(role)) return;
  const { boundary: _, ...rest } = details;
  account.roles.set(role, boundary === undefined ? rest : { ...rest, boundary });
};

const policyName = (arn: string): string => arn.split('/').at(-1) ?? arn;

const isServices = (account: Account, request: Request): boolean =>
  text(request.input, 'PolicyArn') === account.profile.policyArn;

/** The actions on what a role may do; those on the service's own policy take the place of the books'. */
export const rolePolicyActions = {
  ListAttachedRolePolicies(account, request) {
    const name = nameIn(request);
    const facets: Facets = account.ask({ kind: 'ListAttachedRolePolicies', role: roleOf(account, name) }, name);
    const prefix = text(request.input, 'PathPrefix') ?? '/';
    const attached = ((facets.attached ?? []) as readonly string[])
      .filter((arn) => arn.slice(arn.indexOf(':policy/') + ':policy'.length).startsWith(prefix))
      .map((arn) => ({ PolicyName: policyName(arn), PolicyArn: arn }));
    const { items, ...rest } = page(attached, pageRequest(request.input));
    return { AttachedPolicies: items, ...rest };
  },

  GetRolePolicy(account, request) {
    const name = nameIn(request);
    const policy = requiredText(request.input, 'PolicyName');
    const role = roleOf(account, name);
    account.ask({ kind: 'ListRolePolicies', role }, name);
    const document = inlineOf(account, role)[storedName(account, role, policy)];
    if (document === undefined)
      throw new ApiError('NoSuchEntity', 404, `The role policy with name ${policy} cannot be found.`);
    return { RoleName: name, PolicyName: policy, PolicyDocument: document };
  },

  AttachRolePolicy(account, request) {
    const arn = requiredText(request.input, 'PolicyArn');
    if (isCustomers(roleOf(account, nameIn(request)))) attachable(account, arn);
    edit(account, request, (role) => ({ kind: 'AttachRolePolicy', role, policy: policyRef(account, arn) }));
    return {};
  },

  DetachRolePolicy(account, request) {
    const arn = requiredText(request.input, 'PolicyArn');
    edit(account, request, (role) => ({ kind: 'DetachRolePolicy', role, policy: policyRef(account, arn) }));
    return {};
  },

  PutRolePolicy(account, request) {
    const ref = roleOf(account, nameIn(request));
    const name = storedName(account, ref, requiredText(request.input, 'PolicyName'));
    const document = isCustomers(ref) ? documentIn(request.input) : '';
    const role = edit(account, request, (one) => ({ kind: 'PutRolePolicy', role: one, name }));
    setInline(account, role, { ...inlineOf(account, role), [name]: document });
    return {};
  },

  DeleteRolePolicy(account, request) {
    const name = storedName(account, roleOf(account, nameIn(request)), requiredText(request.input, 'PolicyName'));
    const role = edit(account, request, (ref) => ({ kind: 'DeleteRolePolicy', role: ref, name }));
    const { [name]: _, ...rest } = inlineOf(account, role);
    setInline(account, role, rest);
    return {};
  },

  PutRolePermissionsBoundary(account, request) {
    const arn = requiredText(request.input, 'PermissionsBoundary');
    if (isCustomers(roleOf(account, nameIn(request)))) account.books.policies.require(arn);
    const role = edit(account, request, (ref) => ({ kind: 'PutRolePermissionsBoundary', role: ref }));
    setBoundary(account, role, arn);
    return {};
  },

  DeleteRolePermissionsBoundary(account, request) {
    const role = edit(account, request, (ref) => ({ kind: 'DeleteRolePermissionsBoundary', role: ref }));
    setBoundary(account, role, undefined);
    return {};
  },

  AddRoleToInstanceProfile(account, request) {
    const profile = requiredText(request.input, 'InstanceProfileName');
    const role = roleOf(account, nameIn(request));
    if (!isCustomers(role)) edit(account, request, (ref) => ({ kind: 'AddRoleToInstanceProfile', role: ref }));
    else account.ask({ kind: 'GetRole', role }, nameIn(request));
    account.books.profiles.add(profile, nameIn(request));
    return {};
  },

  RemoveRoleFromInstanceProfile(account, request) {
    const profile = requiredText(request.input, 'InstanceProfileName');
    const role = roleOf(account, nameIn(request));
    if (!isCustomers(role)) edit(account, request, (ref) => ({ kind: 'RemoveRoleFromInstanceProfile', role: ref }));
    else account.ask({ kind: 'GetRole', role }, nameIn(request));
    account.books.profiles.remove(profile, nameIn(request));
    return {};
  },

  GetPolicy(account, request) {
    if (!isServices(account, request)) return act(account.books, 'GetPolicy', request);
    const { policyArn, policyPath } = account.ask({ kind: 'GetPolicy' }, account.profile.policyArn);
    return {
      Policy: {
        PolicyName: policyName(account.profile.policyArn),
        PolicyId: 'ANPAZKAPJZG4MEDIAPKG1',
        Arn: policyArn,
        Path: policyPath,
        DefaultVersionId: 'v1',
        AttachmentCount: account.state.roles.linked === undefined ? 0 : 1,
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: true,
        CreateDate: POLICY_MADE,
        UpdateDate: POLICY_MADE,
      },
    };
  },

  GetPolicyVersion(account, request) {
    if (!isServices(account, request)) return act(account.books, 'GetPolicyVersion', request);
    const version = requiredText(request.input, 'VersionId');
    if (version !== 'v1')
      throw new ApiError(
        'NoSuchEntity',
        404,
        `Policy version ${version} of ${account.profile.policyArn} does not exist.`,
      );
    const { document } = account.ask({ kind: 'GetPolicyVersion' }, account.profile.policyArn);
    const grants = document ?? account.profile.policyGrants ?? [];
    return {
      PolicyVersion: {
        Document: policyDocument(grants as readonly string[]),
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: POLICY_MADE,
      },
    };
  },

  AttachUserPolicy(account, request) {
    if (isServices(account, request)) account.ask({ kind: 'AttachUserPolicy' }, '');
    else act(account.books, 'AttachUserPolicy', request);
    return {};
  },

  AttachGroupPolicy(account, request) {
    if (isServices(account, request)) account.ask({ kind: 'AttachGroupPolicy' }, '');
    else act(account.books, 'AttachGroupPolicy', request);
    return {};
  },
} satisfies Actions;
