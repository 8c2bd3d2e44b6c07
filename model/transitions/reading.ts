import type { Facets } from '../outcome.ts';
import { exactly, type Allowed, type Clause, type Ending } from '../ending.ts';
import type { OperationOf, RoleRef } from '../operation.ts';
import { changed, withSeen, type Role, type Rules, type State } from '../state.ts';
import { absentBecause, endingsOnRole, noSuchRole, presentBecause, roleClauses, roleViews } from './role-view.ts';

type RoleRead = 'GetRole' | 'ListAttachedRolePolicies' | 'ListRolePolicies' | 'ListRoleTags';

/** The facets that each read shows; an emulator that omits one is not judged on it. */
const SHOWN: { readonly [K in RoleRead]: readonly (keyof Facets)[] } = {
  GetRole: [
    'name',
    'path',
    'arn',
    'roleId',
    'createDate',
    'trust',
    'sessionDuration',
    'boundary',
    'description',
    'tags',
  ],
  ListAttachedRolePolicies: ['attached'],
  ListRolePolicies: ['inline'],
  ListRoleTags: ['tags'],
};

const pickClauses = (clauses: readonly Clause[], shown: readonly (keyof Facets)[]): readonly Clause[] =>
  clauses.filter((clause) => shown.includes(clause.facet));

/** GetRole and the lists of one role's policies and tags. */
function readRole(rules: Rules, state: State, operation: OperationOf<RoleRead>): readonly Ending[] {
  const because = absentBecause(state, operation.role);
  return endingsOnRole(
    rules,
    state,
    operation.role,
    (role, seen) => [shown(rules, seen, operation, role)],
    (view) => ({ ...noSuchRole(view, because), codeBecause: ['protocol/missing-role'] }),
    true,
  );
}

const shown = (rules: Rules, state: State, operation: OperationOf<RoleRead>, role: Role): Ending => ({
  id: 'role-shown',
  outcome: 'answered',
  because: presentBecause(state, operation.role),
  clauses: pickClauses(roleClauses(rules, state, operation.role, role), SHOWN[operation.kind]),
  next: (facets) => bindSeen(state, operation.role, facets, SHOWN[operation.kind]),
});

/** Believes, from now on, what an answer showed of a role for the first time. */
export function bindSeen(state: State, ref: RoleRef, facets: Facets, shownFacets: readonly (keyof Facets)[]): State {
  const seen: { -readonly [K in keyof Facets]: Facets[K] } = {};
  for (const facet of shownFacets) {
    const value = facets[facet];
    if (value !== undefined) seen[facet] = value;
  }
  const next = withSeen(state, ref, seen);
  if (next.account !== undefined || typeof facets.arn !== 'string') return next;
  const account = /^arn:[^:]*:iam::(\d{12}):/.exec(facets.arn)?.[1];
  return account === undefined ? next : changed(next, { account });
}

const LISTED: readonly (keyof Facets)[] = [
  'name',
  'path',
  'arn',
  'roleId',
  'createDate',
  'trust',
  'sessionDuration',
  'description',
];

/** Whether a part of the role is known by other means than a list: a list that shows it otherwise is to blame first. */
const believedOf = (role: Role | null, { facet }: Clause): boolean => role?.facets[facet] !== undefined;

/** What a list is believed of a role: nothing that other answers told, which it may show otherwise. */
const unknownOf = (role: Role | null): readonly (keyof Facets)[] =>
  LISTED.filter((facet) => role?.facets[facet] === undefined);

/** ListRoles under the path of the service; a role that lies under another path is looked for there. */
function listRoles(rules: Rules, state: State): readonly Ending[] {
  return roleViews(rules, state, 'linked').map((view): Ending => {
    const listed = view.passing ? view.role !== null : (view.state.listing ?? view.role !== null);
    return {
      id: listed ? 'role-listed' : 'role-not-listed',
      outcome: 'answered',
      because: [],
      clauses: [
        {
          facet: 'listed',
          allows: exactly(listed),
          because: state.listing === undefined ? ['protocol/list-agrees'] : [],
          guard: true,
        },
        { facet: 'others', allows: exactly(state.others), because: [] },
        ...(view.role === null || !listed
          ? []
          : pickClauses(roleClauses(rules, view.state, 'linked', view.role), LISTED).map((clause) =>
              believedOf(view.role, clause) ? { ...clause, first: 'protocol/list-agrees' as const } : clause,
            )),
      ],
      next: (facets) =>
        view.passing ? state : listed ? bindSeen(view.state, 'linked', facets, unknownOf(view.role)) : view.state,
      ...(view.passing ? { passing: true as const } : {}),
      ...(view.leap ? { leap: true as const } : {}),
    };
  });
}

/** GetPolicy of the service's own policy. */
const getPolicy = (rules: Rules, state: State): readonly Ending[] => [
  {
    id: 'policy-shown',
    outcome: 'answered',
    because: ['permissions/policy-document'],
    vacuous: true,
    clauses: [
      {
        facet: 'policyArn',
        allows: exactly(rules.profile.policyArn),
        because: ['permissions/policy-document'],
        vacuous: true,
      },
      { facet: 'policyPath', allows: exactly('/aws-service-role/'), because: [] },
    ],
    next: () => state,
  },
];

/** GetPolicyVersion of the default version of the service's own policy. */
const getPolicyVersion = (rules: Rules, state: State): readonly Ending[] => [
  {
    id: 'policy-document-shown',
    outcome: 'answered',
    because: rules.profile.policyGrants === undefined ? [] : ['permissions/policy-document'],
    clauses:
      rules.profile.policyGrants === undefined
        ? []
        : [
            {
              facet: 'document',
              allows: exactly(rules.profile.policyGrants),
              because: ['permissions/policy-document'],
              missing: ['permissions/policy-document'],
            },
          ],
    next: () => state,
  },
];

/** AssumeRole by a principal of the account. A role that is not there is told in the same words. */
const assumeRole = (state: State, operation: OperationOf<'AssumeRole'>): readonly Ending[] => [
  {
    id: 'assuming-refused',
    outcome: 'refused',
    because: operation.role === 'linked' && state.roles.linked !== undefined ? ['permissions/assume'] : [],
    codes: ['AccessDenied'],
    clauses: [],
    next: () => state,
  },
];

export const reading: Allowed<RoleRead | 'ListRoles' | 'GetPolicy' | 'GetPolicyVersion' | 'AssumeRole'> = {
  GetRole: readRole,
  ListAttachedRolePolicies: readRole,
  ListRolePolicies: readRole,
  ListRoleTags: readRole,
  ListRoles: listRoles,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  AssumeRole: (_, state, operation) => assumeRole(state, operation),
};
