import {
  descriptionText,
  type Facets,
  type Json,
  type OperationKind,
  type RequirementId,
} from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { accepting, all, asIf, isRefused, leaving, recoding, refusing, type On } from './rewrites.ts';
import { hasRole, renewed, withLinked, withoutLinked } from './worlds.ts';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const EDITS = ['UpdateRole', 'UpdateRoleDescription'] as const;

const onLinked = (context: FlawContext): boolean =>
  hasRole(context) && 'role' in context.operation && context.operation.role === 'linked';

const attached = ({ state, rules }: FlawContext): readonly Json[] =>
  (state.roles.linked?.facets.attached ?? [rules.profile.policyArn]) as readonly Json[];

const named = (context: On<'AttachRolePolicy' | 'DetachRolePolicy'>): string =>
  context.operation.policy === 'service' ? context.rules.profile.policyArn : READ_ONLY;

/** The role is changed by a call that only AWS may make. */
const editable = <K extends OperationKind>(
  kind: K,
  breaks: RequirementId,
  name: string,
  about: string,
  change: (context: On<K>) => Facets = () => ({}),
): Flaw => ({
  name,
  breaks,
  about,
  rewrite: accepting(kind, onLinked, (context) => withLinked(context.state, change(context))),
});

/** Flaws of the protection of the role. */
export const protectionFlaws: readonly Flaw[] = [
  editable('UpdateAssumeRolePolicy', 'editing/trust', 'trust-editable', 'the trust policy can be replaced', () => ({
    trust: ['Allow sts:AssumeRole to Service ec2.amazonaws.com'],
  })),
  editable('AttachRolePolicy', 'editing/attach', 'policies-attachable', 'a policy can be attached', (context) => ({
    attached: [...new Set([...attached(context), named(context)])].sort(),
  })),
  editable('DetachRolePolicy', 'editing/detach', 'policy-detachable', 'the policy can be detached', (context) => ({
    attached: attached(context).filter((arn) => arn !== named(context)),
  })),
  {
    name: 'detach-looks-for-the-policy-first',
    breaks: 'editing/detach',
    about: 'detaching a policy that is not attached is refused with NoSuchEntity',
    rewrite: recoding(
      'DetachRolePolicy',
      { code: 'NoSuchEntity' },
      (context) => onLinked(context) && context.operation.policy === 'other',
    ),
  },
  editable('PutRolePolicy', 'editing/inline-put', 'inline-policy-takes', 'an inline policy can be put', () => ({
    inline: ['conformance-inline'],
  })),
  editable(
    'DeleteRolePolicy',
    'editing/inline-delete',
    'inline-policy-deletable',
    'deleting an inline policy succeeds',
  ),
  {
    name: 'inline-delete-looks-first',
    breaks: 'editing/inline-delete',
    about: 'deleting an inline policy that is not there is refused with NoSuchEntity',
    rewrite: recoding('DeleteRolePolicy', { code: 'NoSuchEntity' }, onLinked),
  },
  editable(
    'PutRolePermissionsBoundary',
    'editing/boundary-put',
    'boundary-takes',
    'a permissions boundary can be set',
    () => ({
      boundary: READ_ONLY,
    }),
  ),
  editable(
    'DeleteRolePermissionsBoundary',
    'editing/boundary-delete',
    'boundary-deletable',
    'deleting the permissions boundary succeeds',
  ),
  editable(
    'AddRoleToInstanceProfile',
    'editing/instance-profile',
    'instance-profile-takes',
    'the role can be put into an instance profile',
  ),
  {
    name: 'instance-profile-looks-first',
    breaks: 'editing/instance-profile',
    about: 'taking the role out of an instance profile is refused with NoSuchEntity',
    rewrite: recoding('RemoveRoleFromInstanceProfile', { code: 'NoSuchEntity' }, onLinked),
  },
  {
    name: 'delete-role-deletes',
    breaks: 'editing/delete-role',
    about: 'DeleteRole deletes the role',
    rewrite: accepting('DeleteRole', onLinked, (context) => withoutLinked(context, context.state)),
  },
  {
    name: 'delete-role-conflicts',
    breaks: 'editing/delete-role',
    about: 'DeleteRole is refused for the attached policy, with DeleteConflict',
    rewrite: recoding('DeleteRole', { code: 'DeleteConflict' }, onLinked),
  },
  {
    name: 'session-duration-editable',
    breaks: 'editing/session-duration',
    about: 'the maximum session can be changed',
    rewrite: accepting(
      'UpdateRole',
      (context) => onLinked(context) && context.operation.maxSessionDuration !== undefined,
      ({ state, operation }) => withLinked(state, { sessionDuration: operation.maxSessionDuration ?? 3600 }),
    ),
  },
  {
    name: 'refused-inline-policy-stays',
    breaks: 'editing/refused-means-unchanged',
    about: 'an inline policy is stored before the call is refused',
    rewrite: leaving('PutRolePolicy', (next) => withLinked(next, { inline: ['conformance-inline'] }), onLinked),
  },
  {
    name: 'refused-session-duration-stays',
    breaks: 'editing/refused-means-unchanged',
    about: 'a maximum session is stored before the call is refused',
    rewrite: leaving(
      'UpdateRole',
      (next) => withLinked(next, { sessionDuration: 7200 }),
      (context) => onLinked(context) && context.operation.maxSessionDuration !== undefined,
    ),
  },
];

const describes = (context: On<'UpdateRole' | 'UpdateRoleDescription'>): boolean =>
  onLinked(context) && !isRefused(context) && context.operation.description !== undefined;

/** Flaws of what may be edited. */
export const editingFlaws: readonly Flaw[] = [
  {
    name: 'update-role-forgets',
    breaks: 'editing/description',
    about: 'UpdateRole answers and keeps the old description',
    rewrite: leaving('UpdateRole', (_, { state }) => state, describes),
  },
  {
    name: 'update-role-protected',
    breaks: 'editing/description',
    about: 'UpdateRole of a description is refused like any other edit',
    rewrite: refusing('UpdateRole', 'UnmodifiableEntity', describes),
  },
  {
    name: 'legacy-edit-forgets',
    breaks: 'editing/description-legacy',
    about: 'UpdateRoleDescription answers and keeps the old description',
    rewrite: leaving('UpdateRoleDescription', (_, { state }) => state, describes),
  },
  {
    name: 'legacy-edit-protected',
    breaks: 'editing/description-legacy',
    about: 'UpdateRoleDescription is refused like any other edit',
    rewrite: refusing('UpdateRoleDescription', 'UnmodifiableEntity', describes),
  },
  {
    name: 'description-edit-renews',
    breaks: 'editing/description-only',
    about: 'a description edit gives the role a new role id',
    rewrite: leaving(EDITS, renewed, describes),
  },
  {
    name: 'description-edit-drops-tags',
    breaks: 'editing/description-only',
    about: 'a description edit takes the tags off the role',
    rewrite: leaving(EDITS, (next) => withLinked(next, { tags: {} }), describes),
  },
  {
    name: 'empty-update-clears-description',
    breaks: 'editing/description-kept',
    about: 'UpdateRole without a description clears it',
    rewrite: leaving(
      'UpdateRole',
      (next) => withLinked(next, { description: null }),
      (context) => onLinked(context) && !isRefused(context) && context.operation.description === undefined,
    ),
  },
  {
    name: 'description-without-bounds',
    breaks: 'editing/description-bounds',
    about: 'an edit takes a description of any length and any characters',
    rewrite: accepting(
      EDITS,
      (context) => onLinked(context) && context.operation.description !== undefined && maxOf(context) === undefined,
      ({ state, operation }) => withLinked(state, { description: descriptionText(operation.description ?? 'plain') }),
    ),
  },
  {
    name: 'description-cut-to-length',
    breaks: 'editing/description-bounds',
    about: 'a description that is too long is cut, and the edit succeeds',
    rewrite: asIf(EDITS, (operation, context) =>
      onLinked(context) && operation.description === 'too-long' && maxOf(context) === undefined
        ? { ...operation, description: 'longest' }
        : undefined,
    ),
  },
  {
    name: 'tags-forgotten',
    breaks: 'editing/tags',
    about: 'TagRole answers and no tag is kept',
    rewrite: leaving('TagRole', (_, { state }) => state, onLinked),
  },
  {
    name: 'untag-takes-all',
    breaks: 'editing/tags',
    about: 'UntagRole takes off every tag',
    rewrite: leaving('UntagRole', (next) => withLinked(next, { tags: {} }), onLinked),
  },
  {
    name: 'tags-replaced',
    breaks: 'editing/tags',
    about: 'TagRole replaces the tags that were there',
    rewrite: leaving(
      'TagRole',
      (next, { operation }) => withLinked(next, { tags: { [operation.key]: operation.value } }),
      onLinked,
    ),
  },
  {
    name: 'tagging-protected',
    breaks: 'editing/tags',
    about: 'TagRole and UntagRole are refused like any edit',
    rewrite: all(refusing('TagRole', 'InvalidInput', onLinked), refusing('UntagRole', 'NoSuchEntity', onLinked)),
  },
];

function maxOf({ operation }: On<'UpdateRole' | 'UpdateRoleDescription'>): number | undefined {
  return operation.kind === 'UpdateRole' ? operation.maxSessionDuration : undefined;
}
