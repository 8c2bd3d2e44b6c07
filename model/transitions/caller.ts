import type { Ending } from '../ending.ts';
import { isCustomers, isOfResource, type Caller, type Operation, type ResourceKind } from '../operation.ts';
import type { RequirementId } from '../requirements.ts';
import type { State } from '../state.ts';

/** An operation that somebody other than the account's administrator asks for, and for which the role's own permissions count. */
export type CallersOperation = Exclude<Operation, { readonly kind: ResourceKind }> & { readonly as: Caller };

/**
 * Whether an operation is asked by a caller who lacks the permission for it. Whoever lets a resource use
 * the role needs another's permission besides: those calls have endings of their own.
 */
export const isCallers = (operation: Operation): operation is CallersOperation =>
  'as' in operation && !isOfResource(operation);

/** The same operation, asked by the administrator. */
export function askedByAdministrator(operation: CallersOperation): Operation {
  const { as: _, ...asked } = operation;
  return asked;
}

/** The permissions that a restricted caller lacks (IAM user guide, "Service-linked role permissions"). */
const LACKING: { readonly [K in Operation['kind']]?: RequirementId } = {
  CreateServiceLinkedRole: 'permissions/caller-create',
  UpdateRole: 'permissions/caller-edit',
  UpdateRoleDescription: 'permissions/caller-edit',
  DeleteServiceLinkedRole: 'permissions/caller-delete',
};

/**
 * The endings for a caller with restricted permissions; `allowed` are those that the administrator would meet. A call that
 * needs a permission which the caller lacks is refused with AccessDenied (recorded on AWS for CreateServiceLinkedRole).
 * Where it would be refused to anyone, AWS leaves open which refusal comes first.
 */
export function endingsForCaller(
  state: State,
  operation: CallersOperation,
  allowed: readonly Ending[],
): readonly Ending[] {
  const lacking = LACKING[operation.kind];
  const isThere =
    operation.kind === 'CreateServiceLinkedRole'
      ? operation.service === 'own'
      : 'role' in operation && !isCustomers(operation.role) && state.roles[operation.role] !== undefined;
  const because: readonly RequirementId[] = lacking !== undefined && isThere ? [lacking] : [];
  const denied: Ending = {
    id: 'caller-not-authorized',
    outcome: 'refused',
    because,
    codes: ['AccessDenied'],
    message: `User is not authorized to perform: iam:${operation.kind} because no identity-based policy allows the iam:${operation.kind} action`,
    clauses: [],
    next: () => state,
    ...(lacking === undefined ? {} : { frame: () => [lacking] }),
  };
  return [
    denied,
    ...allowed
      .filter((ending) => ending.outcome === 'refused')
      .map((ending): Ending => {
        const { codeBecause: _, frame: __, ...rest } = ending;
        return { ...rest, because: [], vacuous: true };
      }),
  ];
}
