import { ApiError, type Members } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import { requiredText, tags, text } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';
import { versionsOf, type FoundPolicy, type Policy, type PolicyVersion } from '../books/policies.ts';
import { tagActions } from './tag-actions.ts';
import { checkIdentityPolicy } from '../books/policy-document.ts';
import { withTags } from '../books/tagging.ts';

/** Most characters of a managed policy, white space not counted (IAM user guide, "IAM and STS quotas"). */
const LONGEST = 6144;

/** A policy as lists show it: without description and tags (IAM API reference, ListPolicies). */
function listed(books: Books, { policy, arn }: FoundPolicy): Members {
  const { name, id, path, created } = policy;
  return {
    PolicyName: name,
    PolicyId: id,
    Arn: arn,
    Path: path,
    DefaultVersionId: `v${policy.version ?? 1}`,
    AttachmentCount: books.attachments(arn),
    PermissionsBoundaryUsageCount: books.boundaries(arn),
    IsAttachable: true,
    CreateDate: new Date(created),
    UpdateDate: new Date(versionsOf(policy)[0]?.created ?? created),
  };
}

const shown = (books: Books, found: FoundPolicy): Members => ({
  ...listed(books, found),
  Description: found.policy.description,
  Tags: [...found.policy.tags],
});

const shownVersion = ({ version = 1 }: Policy, { number, created }: PolicyVersion): Members => ({
  VersionId: `v${number}`,
  IsDefaultVersion: number === version,
  CreateDate: new Date(created),
});

/** Versions of one policy (IAM user guide, "IAM and STS quotas"). */
const MOST_VERSIONS = 5;

/**
 * The version that an input names.
 * @throws ApiError NoSuchEntity (404)
 */
function versionIn(books: Books, input: Members): FoundPolicy & { readonly version: PolicyVersion } {
  const found = books.policies.get(requiredText(input, 'PolicyArn'));
  const wanted = requiredText(input, 'VersionId');
  const version = versionsOf(found.policy).find(({ number }) => `v${number}` === wanted);
  if (version === undefined)
    throw new ApiError(
      'NoSuchEntity',
      404,
      `Policy ${found.arn} version ${wanted} does not exist or is not attachable.`,
    );
  return { ...found, version };
}

/**
 * A policy of the customer's own, to be changed.
 * @throws ApiError AccessDenied (403) for one of AWS's
 */
function ownPolicy(books: Books, input: Members): Policy {
  const { policy, scope, arn } = books.policies.get(requiredText(input, 'PolicyArn'));
  if (scope === 'AWS') throw new ApiError('AccessDenied', 403, `A policy of AWS cannot be changed: ${arn}`);
  return policy;
}

/** @throws ApiError MalformedPolicyDocument (400), LimitExceeded (409) */
function checkDocument(document: string): void {
  checkIdentityPolicy(document);
  if (document.replaceAll(/\s/g, '').length > LONGEST)
    throw new ApiError('LimitExceeded', 409, `Cannot exceed quota for PolicySize: ${LONGEST}`);
}

const isTrue = (value: unknown): boolean => String(value) === 'true';

/** The actions on managed policies. */
export const policyActions: BookActions = {
  CreatePolicy(books, { input }) {
    const name = requiredText(input, 'PolicyName');
    const document = requiredText(input, 'PolicyDocument');
    const description = text(input, 'Description');
    if (books.policies.own.get(name) !== undefined)
      throw new ApiError(
        'EntityAlreadyExists',
        409,
        `A policy called ${name} already exists. Duplicate names are not allowed.`,
      );
    checkDocument(document);
    const policy: Policy = {
      name,
      path: text(input, 'Path') ?? '/',
      document,
      tags: withTags([], tags(input), 'exact'),
      id: books.ids.next('ANPA'),
      created: books.now().toISOString(),
      ...(description === undefined ? {} : { description }),
    };
    books.policies.own.set(policy);
    const { Description: _, ...made } = shown(books, { policy, arn: books.policies.arnOf(policy), scope: 'Local' });
    return { Policy: { ...made, Tags: policy.tags.length === 0 ? undefined : [...policy.tags] } };
  },

  DeletePolicy(books, { input }) {
    const arn = requiredText(input, 'PolicyArn');
    const policy = ownPolicy(books, input);
    if (books.attachments(arn) + books.boundaries(arn) > 0)
      throw new ApiError('DeleteConflict', 409, 'Cannot delete a policy attached to entities.');
    if (versionsOf(policy).length > 1)
      throw new ApiError(
        'DeleteConflict',
        409,
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    books.policies.own.delete(policy.name);
    return {};
  },

  GetPolicy: (books, { input }) => ({
    Policy: shown(books, books.policies.get(requiredText(input, 'PolicyArn'))),
  }),

  GetPolicyVersion(books, { input }) {
    const { policy, version } = versionIn(books, input);
    return { PolicyVersion: { Document: version.document, ...shownVersion(policy, version) } };
  },

  CreatePolicyVersion(books, { input }) {
    const policy = ownPolicy(books, input);
    const document = requiredText(input, 'PolicyDocument');
    checkDocument(document);
    const before = versionsOf(policy);
    if (before.length >= MOST_VERSIONS)
      throw new ApiError(
        'LimitExceeded',
        409,
        `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    const number = 1 + Math.max(policy.version ?? 1, ...before.map((one) => one.number));
    const made: PolicyVersion = { number, document, created: books.now().toISOString() };
    const isDefault = isTrue(input['SetAsDefault']);
    const next: Policy = {
      ...policy,
      others: [made, ...before],
      ...(isDefault ? { version: number, document } : { version: policy.version ?? 1 }),
    };
    books.policies.own.set(next);
    return { PolicyVersion: shownVersion(next, made) };
  },

  SetDefaultPolicyVersion(books, { input }) {
    const policy = ownPolicy(books, input);
    const { number, document } = versionIn(books, input).version;
    books.policies.own.set({ ...policy, others: versionsOf(policy), version: number, document });
    return {};
  },

  DeletePolicyVersion(books, { input }) {
    const policy = ownPolicy(books, input);
    const { number } = versionIn(books, input).version;
    if (number === (policy.version ?? 1))
      throw new ApiError('DeleteConflict', 409, 'Cannot delete the default version of a policy.');
    books.policies.own.set({ ...policy, others: versionsOf(policy).filter((one) => one.number !== number) });
    return {};
  },

  ListPolicies(books, { input }) {
    const scope = text(input, 'Scope') ?? 'All';
    const prefix = text(input, 'PathPrefix') ?? '/';
    const usage = text(input, 'PolicyUsageFilter');
    const used = (arn: string): boolean =>
      (usage !== 'PermissionsBoundary' && books.attachments(arn) > 0) ||
      (usage !== 'PermissionsPolicy' && books.boundaries(arn) > 0);
    const onlyUsed = isTrue(input['OnlyAttached']) || usage !== undefined;
    const policies = books.policies.all
      .filter((found) => scope === 'All' || found.scope === scope)
      .filter(({ policy }) => policy.path.startsWith(prefix))
      .filter(({ arn }) => !onlyUsed || used(arn))
      .map((found) => listed(books, found));
    const { items, ...rest } = page(policies, pageRequest(input));
    return { Policies: items, ...rest };
  },

  ListPolicyVersions(books, { input }) {
    const { policy } = books.policies.get(requiredText(input, 'PolicyArn'));
    const versions = versionsOf(policy).map((version) => shownVersion(policy, version));
    const { items, ...rest } = page(versions, pageRequest(input));
    return { Versions: items, ...rest };
  },

  ...tagActions('Policy', 'exact', (books, input) => {
    const policy = ownPolicy(books, input);
    return { tags: policy.tags, put: (labels) => books.policies.own.set({ ...policy, tags: labels }) };
  }),
};
