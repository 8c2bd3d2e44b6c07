import type { Ending, Spot } from '../ending.ts';
import { anyOf } from '../ending.ts';
import { descriptionText, isAcceptableDescription, type OperationOf, type ProtectedKind } from '../operation.ts';
import type { Facets, Json } from '../outcome.ts';
import type { RequirementId } from '../requirements.ts';
import { withRole, type Role, type Rules, type State } from '../state.ts';
import { endingsOnRole } from './role-view.ts';

const PROTECTED = {
  UpdateAssumeRolePolicy: 'editing/trust',
  AttachRolePolicy: 'editing/attach',
  DetachRolePolicy: 'editing/detach',
  PutRolePolicy: 'editing/inline-put',
  DeleteRolePolicy: 'editing/inline-delete',
  PutRolePermissionsBoundary: 'editing/boundary-put',
  DeleteRolePermissionsBoundary: 'editing/boundary-delete',
  AddRoleToInstanceProfile: 'editing/instance-profile',
  RemoveRoleFromInstanceProfile: 'editing/instance-profile',
  DeleteRole: 'editing/delete-role',
} as const satisfies { readonly [K in ProtectedKind]: RequirementId };

/** A target that does not have the policy at all cannot refuse to attach it in the right words. */
const NO_SUCH_POLICY = ['permissions/policy-document'] as const;

/** Codes by which IAM calls an input bad. */
export const BAD_INPUT: readonly string[] = ['ValidationError', 'InvalidInput', 'InvalidParameterValue'];

const whole =
  (requirement: RequirementId) =>
  (_: Spot): readonly RequirementId[] => [requirement];

/** A call that a role of a service answers with a refusal and nothing else. */
const refusedEdit = (
  state: State,
  because: readonly RequirementId[],
  codes: readonly string[],
  message?: string,
): Ending => ({
  name: 'edit refused',
  outcome: 'refused',
  because,
  codes,
  ...(message === undefined ? {} : { message }),
  clauses: [],
  next: () => state,
  frame: whole('editing/refused-means-unchanged'),
});

const nameOf = (rules: Rules, role: Role): string => String(role.facets.name ?? rules.profile.roleName);

/** The ten calls that IAM lets nobody but AWS make on a role of a service. */
export const protectedEdit = (rules: Rules, state: State, operation: OperationOf<ProtectedKind>): readonly Ending[] =>
  operation.role === 'ordinary' || operation.role === 'lookalike'
    ? ordinaryEdit(rules, state, operation)
    : endingsOnRole(rules, state, operation.role, (role, seen) => [
        refusedEdit(
          seen,
          [PROTECTED[operation.kind]],
          ['UnmodifiableEntity'],
          `Cannot perform the operation on the protected role '${nameOf(rules, role)}' - this role is only modifiable by AWS`,
        ),
      ]);

function ordinaryEdit(rules: Rules, state: State, operation: OperationOf<ProtectedKind>): readonly Ending[] {
  return endingsOnRole(rules, state, operation.role, (role, seen) => {
    const attached = (role.facets.attached ?? []) as readonly Json[];
    const accepted = (change: Facets | null): Ending => ({
      name: 'ordinary role edited',
      outcome: 'answered',
      because: [],
      clauses: [],
      next: () =>
        withRole(
          rules,
          seen,
          operation.role,
          change === null ? null : { ...role, facets: { ...role.facets, ...change } },
        ),
    });
    const refused = (codes: readonly string[]): Ending => ({
      name: 'ordinary edit refused',
      outcome: 'refused',
      because: [],
      codes,
      clauses: [],
      next: () => seen,
    });
    switch (operation.kind) {
      case 'AttachRolePolicy':
        if (operation.policy === 'service')
          return [
            {
              ...refused(['PolicyNotAttachable']),
              name: 'policy not attachable',
              because: ['permissions/policy-exclusive-role'],
              codeBecause: ['permissions/policy-exclusive-role', ...NO_SUCH_POLICY],
              message: 'Cannot attach a Service Role Policy to a Customer Role.',
              frame: whole('permissions/policy-exclusive-role'),
            },
          ];
        return [accepted({ attached: [...new Set([...attached, OTHER_POLICY])] })];
      case 'DetachRolePolicy':
        return operation.policy === 'other' && attached.includes(OTHER_POLICY)
          ? [accepted({ attached: attached.filter((arn) => arn !== OTHER_POLICY) })]
          : [refused(['NoSuchEntity', 'InvalidInput', 'PolicyNotAttachable'])];
      case 'PutRolePolicy':
        return [accepted({ inline: [INLINE_POLICY] })];
      case 'DeleteRolePolicy':
        return ((role.facets.inline ?? []) as readonly Json[]).length > 0
          ? [accepted({ inline: [] })]
          : [refused(['NoSuchEntity'])];
      case 'DeleteRole':
        return attached.length > 0 || ((role.facets.inline ?? []) as readonly Json[]).length > 0 || role.stray
          ? [refused(['DeleteConflict']), ...(role.stray ? [accepted(null)] : [])]
          : [accepted(null)];
      case 'UpdateAssumeRolePolicy':
      case 'PutRolePermissionsBoundary':
        return [accepted({})];
      case 'DeleteRolePermissionsBoundary':
        return [accepted({}), refused(['NoSuchEntity'])];
      case 'AddRoleToInstanceProfile':
      case 'RemoveRoleFromInstanceProfile':
        return [
          { ...accepted({}), next: () => withRole(rules, seen, operation.role, { ...role, stray: true }) },
          refused(['NoSuchEntity', 'LimitExceeded', 'EntityAlreadyExists']),
        ];
    }
  });
}

/** The second policy that the suite attaches, and the name of the inline policy that it puts. */
export const OTHER_POLICY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
export const INLINE_POLICY = 'conformance-inline';

/** UpdateRole: a description may change, the session's length may not. */
export const updateRole = (rules: Rules, state: State, operation: OperationOf<'UpdateRole'>): readonly Ending[] =>
  endingsOnRole(rules, state, operation.role, (role, seen) => {
    if (operation.role !== 'linked' && operation.role !== 'suffixed')
      return [open(seen, 'answered'), open(seen, 'refused')];
    const bad = refusedEdit(seen, ['editing/description-bounds'], BAD_INPUT);
    if (operation.maxSessionDuration !== undefined) {
      const refused = refusedEdit(
        seen,
        operation.maxSessionDuration === 3600 ? [] : ['editing/session-duration'],
        ['UnmodifiableEntity', ...(isAcceptableDescription(operation.description) ? [] : BAD_INPUT)],
        `${nameOf(rules, role)} is an AWS service linked role, max session duration cannot be changed.`,
      );
      return operation.maxSessionDuration === 3600 && isAcceptableDescription(operation.description)
        ? [refused, described(rules, seen, operation, role, [])]
        : [refused];
    }
    if (!isAcceptableDescription(operation.description)) return [bad];
    if (operation.description === undefined)
      return [
        {
          name: 'updated with nothing',
          outcome: 'answered',
          because: [],
          clauses: [],
          next: () => seen,
          frame: (spot) =>
            spot.facet === 'description' && role.facets.description ? ['editing/description-kept'] : undefined,
        },
        { ...refusedEdit(seen, [], [...BAD_INPUT, 'UnmodifiableEntity']), name: 'update with nothing refused' },
      ];
    return [described(rules, seen, operation, role, ['editing/description'])];
  });

/** UpdateRoleDescription, the older call for the same. */
export const updateRoleDescription = (
  rules: Rules,
  state: State,
  operation: OperationOf<'UpdateRoleDescription'>,
): readonly Ending[] =>
  endingsOnRole(rules, state, operation.role, (role, seen) => {
    if (operation.role !== 'linked' && operation.role !== 'suffixed')
      return [open(seen, 'answered'), open(seen, 'refused')];
    return isAcceptableDescription(operation.description)
      ? [described(rules, seen, operation, role, ['editing/description-legacy'])]
      : [refusedEdit(seen, ['editing/description-bounds'], BAD_INPUT)];
  });

/** AWS says nothing that the suite holds a target to. */
const open = (state: State, outcome: 'answered' | 'refused'): Ending => ({
  name: 'ordinary role updated',
  outcome,
  because: [],
  clauses: [],
  next: () => state,
});

function described(
  rules: Rules,
  state: State,
  operation: OperationOf<'UpdateRole' | 'UpdateRoleDescription'>,
  role: Role,
  because: readonly RequirementId[],
): Ending {
  const description =
    operation.description === undefined ? role.facets.description : descriptionText(operation.description);
  return {
    name: 'description edited',
    outcome: 'answered',
    because,
    clauses: [],
    next: () =>
      withRole(rules, state, operation.role, {
        ...role,
        facets: { ...role.facets, ...(description === undefined ? {} : { description }) },
        describedBy: because,
      }),
    frame: (spot) => (spot.facet === 'description' ? because : ['editing/description-only']),
  };
}

/** TagRole and UntagRole, which a role of a service takes like any other. */
export const tagging = (
  rules: Rules,
  state: State,
  operation: OperationOf<'TagRole' | 'UntagRole'>,
): readonly Ending[] =>
  endingsOnRole(rules, state, operation.role, (role, seen) => {
    const linked = operation.role === 'linked' || operation.role === 'suffixed';
    const { [operation.key]: _, ...rest } = (role.facets.tags ?? {}) as { readonly [key: string]: Json };
    const tags = operation.kind === 'TagRole' ? { ...rest, [operation.key]: operation.value } : rest;
    return [
      {
        name: operation.kind === 'TagRole' ? 'role tagged' : 'role untagged',
        outcome: 'answered',
        because: linked ? ['editing/tags'] : [],
        clauses: [],
        next: () => withRole(rules, seen, operation.role, { ...role, facets: { ...role.facets, tags } }),
        ...(linked ? { frame: whole('editing/tags') } : {}),
      },
    ];
  });

/** AttachUserPolicy and AttachGroupPolicy with the policy of the service. */
export const attachElsewhere = (state: State): readonly Ending[] => [
  {
    name: 'policy not attachable',
    outcome: 'refused',
    because: ['permissions/policy-exclusive-user'],
    codeBecause: ['permissions/policy-exclusive-user', ...NO_SUCH_POLICY],
    codes: ['PolicyNotAttachable'],
    clauses: [],
    next: () => state,
  },
];

/** A value that nobody prescribes. */
export const anything = anyOf('anything', () => '');
