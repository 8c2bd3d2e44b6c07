import type { Allowed, Ending, Spot } from '../ending.ts';
import { anyOf } from '../ending.ts';
import {
  descriptionText,
  isAcceptableDescription,
  isCustomers,
  type Description,
  type OperationOf,
  type PolicyRef,
  type RoleRef,
  protectedKinds,
  type ProtectedKind,
} from '../operation.ts';
import type { Facets, Json } from '../outcome.ts';
import { otherPolicy } from '../profile.ts';
import type { RequirementId } from '../requirements.ts';
import { withRole, type Role, type Rules, type State } from '../state.ts';
import { endingsOnRole, roleViews } from './role-view.ts';

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
  id: 'edit-refused',
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
const protectedEdit = (rules: Rules, state: State, operation: OperationOf<ProtectedKind>): readonly Ending[] =>
  isCustomers(operation.role)
    ? ordinaryEdit(rules, state, operation)
    : [
        ...endingsOnRole(rules, state, operation.role, (role, seen) => [
          refusedEdit(
            seen,
            [PROTECTED[operation.kind]],
            ['UnmodifiableEntity'],
            `Cannot perform the operation on the protected role '${nameOf(rules, role)}' - this role is only modifiable by AWS`,
          ),
        ]),
        ...(state.roles[operation.role] === undefined &&
        TAKES_AWAY.has(operation.kind) &&
        state.strayGone?.includes(operation.role) === true
          ? [takingOfWhatIsLeft(state)]
          : []),
      ];

/** The edits that take something away from a role. */
const TAKES_AWAY: ReadonlySet<ProtectedKind> = new Set([
  'DetachRolePolicy',
  'DeleteRolePolicy',
  'DeleteRolePermissionsBoundary',
  'RemoveRoleFromInstanceProfile',
]);

/**
 * A role that carried what AWS never allows is gone; whether what it carried is gone with it, nobody prescribes, and so it may
 * be there to be taken away. No other edit may be answered.
 */
const takingOfWhatIsLeft = (state: State): Ending => ({
  id: 'taking-of-what-a-stray-role-left',
  outcome: 'answered',
  because: [],
  clauses: [],
  next: () => state,
  unclear: true,
});

function ordinaryEdit(rules: Rules, state: State, operation: OperationOf<ProtectedKind>): readonly Ending[] {
  return endingsOnRole(rules, state, operation.role, (role, seen) => {
    const attached = (role.facets.attached ?? []) as readonly Json[];
    const inline = (role.facets.inline ?? []) as readonly Json[];
    const accepted = (change: Facets | null): Ending => ({
      id: 'ordinary-role-edited',
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
      id: 'ordinary-edit-refused',
      outcome: 'refused',
      because: [],
      codes,
      clauses: [],
      next: () => seen,
    });
    switch (operation.kind) {
      case 'AttachRolePolicy':
        if (policyArn(rules, operation.policy) === rules.profile.policyArn)
          return [
            {
              ...refused(['PolicyNotAttachable']),
              id: 'policy-not-attachable',
              because: ['permissions/policy-exclusive-role'],
              codeBecause: ['permissions/policy-exclusive-role', ...NO_SUCH_POLICY],
              message: 'Cannot attach a Service Role Policy to a Customer Role.',
              frame: whole('permissions/policy-exclusive-role'),
            },
          ];
        return [accepted({ attached: sorted([...attached, policyArn(rules, operation.policy)]) })];
      case 'DetachRolePolicy': {
        const arn = policyArn(rules, operation.policy);
        return arn !== rules.profile.policyArn && attached.includes(arn)
          ? [accepted({ attached: attached.filter((other) => other !== arn) })]
          : [refused(['NoSuchEntity', 'InvalidInput', 'PolicyNotAttachable'])];
      }
      case 'PutRolePolicy':
        return [accepted({ inline: sorted([...inline, operation.name ?? INLINE_POLICY]) })];
      case 'DeleteRolePolicy': {
        const name = operation.name ?? INLINE_POLICY;
        return inline.includes(name)
          ? [accepted({ inline: inline.filter((other) => other !== name) })]
          : [refused(['NoSuchEntity'])];
      }
      case 'DeleteRole':
        return attached.length > 0 || inline.length > 0 || role.stray
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

const policyArn = (rules: Rules, policy: PolicyRef): string =>
  policy === 'service' ? rules.profile.policyArn : policy === 'other' ? otherPolicy(rules.profile) : policy.arn;

const sorted = (texts: readonly Json[]): readonly Json[] => [...new Set(texts)].sort();

/** The name of the inline policy that the suite puts. */
export const INLINE_POLICY = 'conformance-inline';

/**
 * Where an ill-formed description meets a role that is not there, AWS leaves open which of the two is told (for names it was
 * recorded to be the form). Either refusal will do then, and shows nothing of the other.
 */
const illFormed = (
  rules: Rules,
  state: State,
  { role, description }: { readonly role: RoleRef; readonly description?: Description },
): readonly Ending[] =>
  isAcceptableDescription(description) || roleViews(rules, state, role).every((view) => view.role !== null)
    ? []
    : [{ ...refusedEdit(state, [], BAD_INPUT), id: 'ill-formed-input-on-a-missing-role', vacuous: true }];

/** UpdateRole: a description may change, the session's length may not. */
const updateRole = (rules: Rules, state: State, operation: OperationOf<'UpdateRole'>): readonly Ending[] => [
  ...endingsOnRole(rules, state, operation.role, (role, seen) => {
    if (isCustomers(operation.role)) return [open(seen, 'answered'), open(seen, 'refused')];
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
          id: 'updated-with-nothing',
          outcome: 'answered',
          because: [],
          clauses: [],
          next: () => seen,
          frame: (spot) =>
            spot.facet === 'description' && role.facets.description ? ['editing/description-kept'] : undefined,
        },
        { ...refusedEdit(seen, [], [...BAD_INPUT, 'UnmodifiableEntity']), id: 'update-with-nothing-refused' },
      ];
    return [described(rules, seen, operation, role, ['editing/description'])];
  }),
  ...illFormed(rules, state, operation),
];

/** UpdateRoleDescription, the older call for the same. */
const updateRoleDescription = (
  rules: Rules,
  state: State,
  operation: OperationOf<'UpdateRoleDescription'>,
): readonly Ending[] => [
  ...endingsOnRole(rules, state, operation.role, (role, seen) => {
    if (isCustomers(operation.role)) return [open(seen, 'answered'), open(seen, 'refused')];
    return isAcceptableDescription(operation.description)
      ? [described(rules, seen, operation, role, ['editing/description-legacy'])]
      : [refusedEdit(seen, ['editing/description-bounds'], BAD_INPUT)];
  }),
  ...illFormed(rules, state, operation),
];

/** AWS says nothing that the suite holds a target to. */
const open = (state: State, outcome: 'answered' | 'refused'): Ending => ({
  id: 'ordinary-role-updated',
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
  const repeats = because.length > 0 && description === role.facets.description;
  const again: readonly RequirementId[] = repeats ? ['retry/safe-to-repeat'] : [];
  return {
    id: 'description-edited',
    outcome: 'answered',
    because: [...again, ...because],
    clauses: [],
    next: () =>
      withRole(rules, state, operation.role, {
        ...role,
        facets: { ...role.facets, ...(description === undefined ? {} : { description }) },
        describedBy: because,
      }),
    frame: (spot) => [...again, ...(spot.facet === 'description' ? because : (['editing/description-only'] as const))],
  };
}

/** TagRole and UntagRole, which a role of a service takes like any other. */
const tagging = (rules: Rules, state: State, operation: OperationOf<'TagRole' | 'UntagRole'>): readonly Ending[] =>
  endingsOnRole(rules, state, operation.role, (role, seen) => {
    const linked = !isCustomers(operation.role);
    const { [operation.key]: value, ...rest } = (role.facets.tags ?? {}) as { readonly [key: string]: Json };
    const repeats = operation.kind === 'TagRole' && value === operation.value;
    const because: readonly RequirementId[] = [...(repeats ? (['retry/safe-to-repeat'] as const) : []), 'editing/tags'];
    const tags = operation.kind === 'TagRole' ? { ...rest, [operation.key]: operation.value } : rest;
    return [
      {
        id: operation.kind === 'TagRole' ? 'role-tagged' : 'role-untagged',
        outcome: 'answered',
        because: linked ? because : [],
        clauses: [],
        next: () => withRole(rules, seen, operation.role, { ...role, facets: { ...role.facets, tags } }),
        ...(linked ? { frame: () => because } : {}),
      },
    ];
  });

/** AttachUserPolicy and AttachGroupPolicy with the policy of the service. */
const attachElsewhere = (state: State): readonly Ending[] => [
  {
    id: 'policy-not-attachable',
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

export const editing = {
  ...(Object.fromEntries(protectedKinds.map((kind) => [kind, protectedEdit])) as Allowed<ProtectedKind>),
  UpdateRole: updateRole,
  UpdateRoleDescription: updateRoleDescription,
  TagRole: tagging,
  UntagRole: tagging,
  AttachUserPolicy: (_: Rules, state: State) => attachElsewhere(state),
  AttachGroupPolicy: (_: Rules, state: State) => attachElsewhere(state),
};
