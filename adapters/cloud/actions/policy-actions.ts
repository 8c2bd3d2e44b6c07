import { ApiError, type Members } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import { requiredText, tags, text } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';
import type { FoundPolicy, Policy } from '../books/policies.ts';
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
    DefaultVersionId: 'v1',
    AttachmentCount: books.attachments(arn),
    PermissionsBoundaryUsageCount: books.boundaries(arn),
    IsAttachable: true,
    CreateDate: new Date(created),
    UpdateDate: new Date(created),
  };
}

const shown = (books: Books, found: FoundPolicy): Members => ({
  ...listed(books, found),
  Description: found.policy.description,
  Tags: [...found.policy.tags],
});

const version = ({ created }: Policy): Members => ({
  VersionId: 'v1',
  IsDefaultVersion: true,
  CreateDate: new Date(created),
});

const isTrue = (value: unknown): boolean => String(value) === 'true';

/** The actions on managed policies; a customer's policy has one version, since no action here makes a second. */
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
    checkIdentityPolicy(document);
    if (document.replaceAll(/\s/g, '').length > LONGEST)
      throw new ApiError('LimitExceeded', 409, `Cannot exceed quota for PolicySize: ${LONGEST}`);
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
    const { policy, scope } = books.policies.get(arn);
    if (scope === 'AWS') throw new ApiError('AccessDenied', 403, `A policy of AWS cannot be deleted: ${arn}`);
    if (books.attachments(arn) + books.boundaries(arn) > 0)
      throw new ApiError('DeleteConflict', 409, 'Cannot delete a policy attached to entities.');
    books.policies.own.delete(policy.name);
    return {};
  },

  GetPolicy: (books, { input }) => ({
    Policy: shown(books, books.policies.get(requiredText(input, 'PolicyArn'))),
  }),

  GetPolicyVersion(books, { input }) {
    const { policy, arn } = books.policies.get(requiredText(input, 'PolicyArn'));
    const wanted = requiredText(input, 'VersionId');
    if (wanted !== 'v1')
      throw new ApiError('NoSuchEntity', 404, `Policy ${arn} version ${wanted} does not exist or is not attachable.`);
    return { PolicyVersion: { Document: policy.document, ...version(policy) } };
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
    const { items, ...rest } = page([version(policy)], pageRequest(input));
    return { Versions: items, ...rest };
  },
};
