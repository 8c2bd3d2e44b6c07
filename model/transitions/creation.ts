import { anyOf, onRole, type Clause, type Ending, type Spot } from '../ending.ts';
import { descriptionText, isAcceptableDescription, type OperationOf, type RoleRef } from '../operation.ts';
import type { EndingId } from '../ending-id.ts';
import type { Facets } from '../outcome.ts';
import { SUFFIX } from '../profile.ts';
import type { RequirementId } from '../requirements.ts';
import { changed, livesOf, openTask, withRole, type Role, type Rules, type State } from '../state.ts';
import { BAD_INPUT } from './editing.ts';
import { bindSeen } from './reading.ts';
import { roleClauses, roleViews } from './role-view.ts';

const ANSWERED: readonly (keyof Facets)[] = ['name', 'path', 'arn', 'roleId', 'createDate', 'trust'];

const guards =
  (...because: readonly RequirementId[]) =>
  (spot: Spot): readonly RequirementId[] | undefined =>
    onRole(spot) ? because : undefined;

const refuse = (
  state: State,
  id: EndingId,
  because: RequirementId,
  codes: readonly string[] | undefined,
  message: string,
): Ending => ({
  id,
  outcome: 'refused',
  because: [because],
  ...(codes === undefined ? {} : { codes }),
  message,
  clauses: [],
  next: () => state,
  frame: guards(because),
});

/** A role's next life begins. */
export function bornRole(rules: Rules, state: State, ref: RoleRef, madeBy: 'iam' | 'service', facets: Facets): State {
  const life = livesOf(state, ref) + 1;
  const role: Role = { facets, madeBy, life, describedBy: madeBy === 'iam' ? ['creation/by-iam-description'] : [] };
  return changed(withRole(rules, state, ref, role), {
    lives: { ...state.lives, [ref]: life },
    contested: state.contested || (ref === 'linked' && openTask(state, ref) !== undefined),
  });
}

/** CreateServiceLinkedRole. */
function createServiceLinkedRole(
  rules: Rules,
  state: State,
  operation: OperationOf<'CreateServiceLinkedRole'>,
): readonly Ending[] {
  const { profile } = rules;
  const noTemplate = 'Cannot find Service Linked Role template for the principal';
  const badInput: Ending = {
    ...refuse(
      state,
      'bad-input',
      'creation/malformed-input',
      [...BAD_INPUT, 'MissingParameter', 'AccessDenied'],
      '1 validation error detected',
    ),
    noServerError: true,
  };
  if (operation.service === 'malformed' || operation.service === 'missing') return [badInput];
  const descriptionBad = !isAcceptableDescription(operation.description);
  if (descriptionBad) return [badInput];
  const known = state.strangers.includes(strangerOf(operation));
  if (operation.service === 'unknown') {
    if (known) return openCreate(state, 'creation/unknown-service');
    return [
      {
        ...refuse(state, 'no-such-template', 'creation/unknown-service', ['AccessDenied'], noTemplate),
        codeBecause: ['creation/unknown-service-code'],
      },
    ];
  }
  if (operation.service === 'wrong-case') {
    if (known) return openCreate(state, 'creation/principal-case');
    return [refuse(state, 'no-such-template', 'creation/principal-case', undefined, noTemplate)];
  }
  if (operation.suffix && profile.suffixAllowed === false) {
    if (known) return openCreate(state, 'creation/suffix');
    return [
      refuse(
        state,
        'suffix-refused',
        'creation/suffix',
        ['InvalidInput'],
        `Custom suffix is not allowed for ${profile.principal}`,
      ),
    ];
  }
  const ref = operation.suffix ? 'suffixed' : 'linked';
  const isShown = operation.suffix ? profile.suffixAllowed : profile.madeByIam;
  const name = operation.suffix ? `${profile.roleName}_${SUFFIX}` : profile.roleName;
  const taken = `Service role name ${name} has been taken in this account, please try a different suffix.`;
  if (state.roles.lookalike !== undefined && ref === 'linked' && state.roles.linked === undefined)
    return [refuse(state, 'name-taken-by-another-role', 'creation/name-unique-any-case', undefined, taken)];
  // A role that was just made but is not visible yet is taken all the same: two creates never both succeed.
  return [
    ...roleViews(rules, state, ref)
      .filter((view) => view.role !== null || !view.passing)
      .map((view): Ending => {
        if (view.role === null) {
          const made = create(rules, view.state, operation, ref);
          return view.leap ? { ...made, leap: true } : made;
        }
        const refused = refuse(view.state, 'duplicate-refused', 'creation/duplicate', ['InvalidInput'], taken);
        return view.passing ? { ...refused, passing: true } : refused;
      }),
    ...(state.strangers.includes('wrong-case') && state.roles[ref] === undefined ? [takenByStranger(state)] : []),
    ...(isShown !== true && state.roles[ref] === undefined ? [notShown(state)] : []),
  ];
}

/** The role that the target made for the principal in other letters may have taken the name: that is no fault of this call. */
const takenByStranger = (state: State): Ending => ({
  id: 'name-taken-by-a-role-that-should-not-be',
  outcome: 'refused',
  because: [],
  clauses: [],
  next: () => state,
});

/** No source shows that IAM makes this role: a refusal is as good. */
const notShown = (state: State): Ending => ({ ...takenByStranger(state), id: 'not-made-by-iam' });

/** What a form of CreateServiceLinkedRole that is to be refused would make. */
export const strangerOf = (operation: OperationOf<'CreateServiceLinkedRole'>): string =>
  operation.service === 'own' ? (operation.suffix ? 'suffixed' : 'own') : operation.service;

/** The target made such a role before, against the specification; what it does now is left open. */
const openCreate = (state: State, because: RequirementId): readonly Ending[] =>
  (['refused', 'answered'] as const).map((outcome) => ({
    id: 'create-after-a-difference',
    outcome,
    because: [],
    clauses: [],
    next: () => state,
    frame: guards(because),
  }));

function create(
  rules: Rules,
  state: State,
  operation: OperationOf<'CreateServiceLinkedRole'>,
  ref: 'linked' | 'suffixed',
): Ending {
  const description = operation.description === undefined ? null : descriptionText(operation.description);
  const again = livesOf(state, ref) > 0;
  const because: readonly RequirementId[] = [...(again ? (['creation/by-iam-again'] as const) : []), 'creation/by-iam'];
  const born = bornRole(rules, state, ref, 'iam', { description });
  const role = born.roles[ref] as Role;
  const shown = roleClauses(rules, born, ref, role).filter((clause) => ANSWERED.includes(clause.facet));
  return {
    id: again ? 'role-made-again' : 'role-made',
    outcome: 'answered',
    because,
    clauses: [...shown.map(present), ...shown],
    next: (facets) => bindSeen(born, ref, facets, ANSWERED),
    frame: (spot) =>
      spot.facet === 'presence' ? because : spot.facet === 'description' ? ['creation/by-iam-description'] : undefined,
  };
}

const present = (clause: Clause): Clause => ({
  facet: clause.facet,
  allows: anyOf(
    'present',
    (draw, facets) => facets[clause.facet] ?? clause.allows.sample(draw, facets),
    () => true,
    { noneOf: [null] },
  ),
  because: ['creation/by-iam-answer'],
  missing: ['creation/by-iam-answer'],
});

/** CreateRole: a customer's role, one under the reserved path, and one that clashes with the name of the linked role. */
function createRole(rules: Rules, state: State, operation: OperationOf<'CreateRole'>): readonly Ending[] {
  if (operation.path === 'reserved')
    return [
      refuse(
        state,
        'reserved-path-refused',
        'creation/reserved-path',
        ['InvalidInput'],
        "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles",
      ),
    ];
  const made = (base: State): Ending => ({
    id: 'ordinary-role-made',
    outcome: 'answered',
    because: [],
    clauses: [],
    next: () => withRole(rules, base, operation.role, { facets: {}, madeBy: 'found', life: 1, describedBy: [] }),
  });
  const clash = refuse(state, 'name-clash-refused', 'creation/name-unique-any-case', undefined, 'Role already exists.');
  return roleViews(rules, state, operation.role).flatMap((own): readonly Ending[] => {
    const passing = own.passing ? { passing: true as const, next: () => state } : {};
    if (own.role !== null)
      return [
        { id: 'ordinary-role-exists', outcome: 'refused', because: [], clauses: [], next: () => state, ...passing },
      ];
    if (operation.role !== 'lookalike') return own.passing ? [] : [made(state)];
    if (own.passing) return [];
    return roleViews(rules, state, 'linked').flatMap((linked): readonly Ending[] =>
      linked.role !== null
        ? [{ ...clash, next: () => linked.state, ...(linked.passing ? { passing: true as const } : {}) }]
        : linked.passing
          ? []
          : // AWS leaves open whether a name of this kind may be given to an ordinary role.
            // Neither answer alone tells that the role is gone.
            [made(state), { ...clash, because: [], next: () => state }],
    );
  });
}

export const creation = {
  CreateServiceLinkedRole: createServiceLinkedRole,
  CreateRole: createRole,
};
