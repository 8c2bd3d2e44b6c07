import type { Facets, Json, OperationKind, RequirementId } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { accepting, leaving, recoding, type On } from './rewrites.ts';
import { onLinked, withLinked, withoutLinked } from './worlds.ts';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

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
