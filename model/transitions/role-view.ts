import { sameJson, type FacetName, type Facets, type Json } from '../outcome.ts';
import { anyOf, exactly, stillAs, type Clause, type Domain, type Ending } from '../ending.ts';
import { isCustomers, type Operation, type RoleRef } from '../operation.ts';
import { trustGrants } from '../policy.ts';
import { servicePath, SUFFIX } from '../profile.ts';
import type { RequirementId } from '../requirements.ts';
import { isOpen, usersOf, withoutRole, type Role, type Rules, type State } from '../state.ts';

/** The answer shows the facet although the clause does not require it. */
const clause = (
  facet: FacetName,
  allows: Domain,
  because: readonly RequirementId[],
  extra: Partial<Clause> = {},
): Clause => ({
  facet,
  allows,
  because,
  ...extra,
});

const ISO_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function arnDomain(account: string | undefined): Domain {
  const build = (facets: Facets, id: string) => `arn:aws:iam::${id}:role${text(facets.path)}${text(facets.name)}`;
  return anyOf(
    'arn:PARTITION:iam::ACCOUNT:role + path + name',
    (draw, facets) => build(facets, account ?? draw.account),
    (value, facets) => {
      const match = /^arn:(aws[a-z-]*):iam::(\d{12}):(.*)$/.exec(text(value));
      if (match === null || (account !== undefined && match[2] !== account)) return false;
      return match[3] === `role${text(facets.path)}${text(facets.name)}`;
    },
  );
}

/** What a role is to be called; only the linked role and its suffixed variant have a name that anybody prescribes. */
export const documentedName = (rules: Rules, ref: RoleRef): string =>
  ref === 'suffixed' ? `${rules.profile.roleName}_${SUFFIX}` : rules.profile.roleName;

/**
 * The clauses on every facet by which an answer may show a role of a service: what was seen of this life must be seen
 * again; what was not, must be as the profile says. A facet that is believed to differ from the profile has been reported
 * already and vouches for nothing.
 */
export function roleClauses(rules: Rules, state: State, ref: RoleRef, role: Role): readonly Clause[] {
  const { facets } = role;
  if (isCustomers(ref)) return ordinaryClauses(state, ref, role);
  const fixed = (facet: FacetName, first: Clause): Clause =>
    facets[facet] === undefined ? first : clause(facet, stillAs(facets[facet], facet), ['editing/identity-fixed']);
  const constant = (facet: FacetName, documented: Json, because: RequirementId): Clause => {
    const believed = facets[facet] ?? documented;
    return sameJson(believed, documented)
      ? clause(facet, exactly(believed), [because])
      : clause(facet, exactly(believed), [], { deviant: true });
  };
  // Where no source shows the policies of a role, they may be any, and stay.
  const policies = (facet: 'attached' | 'inline', documented: Json): Clause => {
    if (rules.profile.policyInferred !== true) return constant(facet, documented, 'permissions/policy-attached');
    return clause(facet, kept(facet, facets[facet]) ?? anyOf('any policies', () => documented), []);
  };
  const tags = facets.tags ?? {};
  const again: readonly RequirementId[] =
    role.life === 1 ? [] : [role.madeBy === 'service' ? 'creation/again-on-enable' : 'creation/by-iam-again'];
  return [
    fixed('name', clause('name', exactly(documentedName(rules, ref)), ['permissions/name'])),
    fixed('path', clause('path', exactly(servicePath(rules.profile)), ['permissions/path'])),
    fixed('arn', clause('arn', arnDomain(state.account), ['permissions/arn'])),
    fixed('roleId', clause('roleId', newId(state.formerIds), again)),
    fixed(
      'createDate',
      clause(
        'createDate',
        anyOf(
          'a date',
          (draw) => draw.fresh('date'),
          (value) => ISO_DATE.test(text(value)),
        ),
        ['protocol/readable'],
      ),
    ),
    constant('trust', trustGrants(rules.profile.principal), 'permissions/trust'),
    constant('sessionDuration', 3600, 'permissions/session-duration'),
    constant('boundary', null, 'permissions/no-boundary'),
    policies('attached', [rules.profile.policyArn]),
    policies('inline', []),
    descriptionClause(rules, role),
    // That a role without tags shows none tells nothing of tagging.
    clause('tags', exactly(tags), facets.tags === undefined ? [] : ['editing/tags'], isEmpty(tags) ? VACUOUS : {}),
  ];
}

const VACUOUS = { vacuous: true } as const;
const isEmpty = (tags: Json): boolean => Object.keys(tags ?? {}).length === 0;

const newId = (former: readonly Json[]): Domain =>
  anyOf(
    former.length === 0 ? 'a role id' : `a role id other than ${former.join(', ')}`,
    (draw) => draw.fresh('role'),
    (value) => text(value) !== '' && !former.includes(value),
    former.length === 0 ? { noneOf: [null, ''] } : { unlike: 'roleId' },
  );

/** The ids of earlier roles of this name that a lagging read may still show. */
const laterThan = (state: State, ref: RoleRef): readonly Json[] =>
  state.stale.flatMap((view) => (view.key === ref ? ((view.value as Role | null)?.facets.roleId ?? []) : []));

function descriptionClause(rules: Rules, role: Role): Clause {
  const believed = role.facets.description;
  // Nobody but the service gave it, or a call of the program did.
  if (believed !== undefined) {
    const given = role.describedBy.length > 0;
    return clause('description', given ? exactly(believed) : stillAs(believed, 'description'), role.describedBy);
  }
  const served = rules.profile.serviceDescription;
  const domain =
    served === undefined
      ? anyOf('any description, or none', (draw) => [null, 'Role made by the service.'][draw.pick(2)] ?? null)
      : exactly(served);
  return clause('description', domain, [], { about: 'the description of a role that the service makes' });
}

/** What was seen of a customer's role: some of it the target made up. */
function kept(facet: FacetName, value: Json | undefined): Domain | undefined {
  if (value === undefined) return undefined;
  return ['arn', 'roleId', 'createDate'].includes(facet) ? stillAs(value, facet) : exactly(value);
}

/** A role of the customer's: whatever was seen of it is expected again, and nobody but the frame of a call is to blame. */
function ordinaryClauses(state: State, ref: RoleRef, role: Role): readonly Clause[] {
  const keep = (facet: FacetName, fallback: Domain): Clause =>
    clause(facet, kept(facet, role.facets[facet]) ?? fallback, []);
  return [
    keep(
      'name',
      anyOf('a name', () => 'conformance-ordinary'),
    ),
    keep('path', exactly('/')),
    keep('arn', arnDomain(undefined)),
    keep('roleId', newId(laterThan(state, ref))),
    keep(
      'createDate',
      anyOf('a date', (draw) => draw.fresh('date')),
    ),
    keep('attached', exactly([])),
    keep('inline', exactly([])),
  ];
}

/** One way in which a role may be seen now. */
export interface RoleView {
  readonly role: Role | null;
  /** Only a lagging read gives it. */
  readonly passing: boolean;
  /** An open deletion task has taken it away. */
  readonly leap: boolean;
  /** What seeing it means. */
  readonly state: State;
}

/** Whether an open deletion task may already have taken a role away. */
export const mayBeGone = (state: State, ref: RoleRef): boolean =>
  (ref === 'linked' || ref === 'suffixed') &&
  state.roles[ref] !== undefined &&
  state.tasks.some((task) => isOpen(task) && task.ref === ref && task.sawFree);

/** Every way in which a role may be seen now, the up-to-date one first. */
export function roleViews(rules: Rules, state: State, ref: RoleRef): readonly RoleView[] {
  const views: RoleView[] = [{ role: state.roles[ref] ?? null, passing: false, leap: false, state }];
  if (mayBeGone(state, ref))
    views.push({ role: null, passing: false, leap: true, state: withoutRole(rules, state, ref) });
  for (const stale of state.stale)
    if (stale.key === ref) views.push({ role: stale.value as Role | null, passing: true, leap: false, state });
  return views;
}

/**
 * The namesake, in other letters, that is there while the role that an operation names is not. IAM tells no two names apart
 * by their case (IAM user guide, "IAM and STS quotas"), and does not say whether a role is found by its name in other
 * letters: what such an operation meets, and does to the namesake, is left open.
 */
export function meetsNamesake({ roles, stale }: State, operation: Operation): RoleRef | undefined {
  if (!('role' in operation) || operation.kind === 'CreateRole' || operation.kind === 'AssumeRole') return undefined;
  const other = operation.role === 'linked' ? 'lookalike' : operation.role === 'lookalike' ? 'linked' : undefined;
  if (other === undefined || roles[operation.role] !== undefined) return undefined;
  const isThere = roles[other] !== undefined || stale.some((view) => view.key === other && view.value !== null);
  return isThere ? other : undefined;
}

/** Why the role is to be there, as far as anything that happened in this world demands it. */
export function presentBecause(state: State, ref: RoleRef): readonly RequirementId[] {
  const role = state.roles[ref];
  if (isCustomers(ref) || role === undefined) return [];
  if (ref === 'linked' && usersOf(state).length > 0) return ['creation/present-while-enabled'];
  if (ref === 'linked' && state.released.length > 0) return ['deletion/by-hand-only'];
  return role.madeBy === 'iam' ? ['creation/by-iam'] : [];
}

/** Why the role is to be gone. */
export const absentBecause = (state: State, ref: RoleRef): readonly RequirementId[] =>
  state.removed.includes(ref) ? ['deletion/removes'] : ['protocol/missing-role'];

/** The refusal of an operation on a role that is not there. */
export const noSuchRole = (view: RoleView, because: readonly RequirementId[] = ['protocol/missing-role']): Ending => ({
  id: view.passing ? 'role-not-visible-yet' : 'no-such-role',
  outcome: 'refused',
  because,
  codes: ['NoSuchEntity'],
  clauses: [],
  next: () => view.state,
  ...(view.passing ? { passing: true as const } : {}),
  ...(view.leap ? { leap: true as const } : {}),
});

/**
 * The endings of an operation on a role: `present` for each way in which the role may be seen, a NoSuchEntity for each in
 * which it may not. What a lagging view gives is passing: a read may show it, a call that changes something may be refused
 * for it, but never accepted without effect.
 */
export function endingsOnRole(
  rules: Rules,
  state: State,
  ref: RoleRef,
  present: (role: Role, state: State) => readonly Ending[],
  absent: (view: RoleView) => Ending = (view) => noSuchRole(view),
  reads = false,
): readonly Ending[] {
  const here = state.roles[ref] !== undefined;
  return roleViews(rules, state, ref).flatMap((view) => {
    if (view.passing && !reads && here === (view.role !== null)) return [];
    if (view.role === null) return [absent(view)];
    const endings = present(view.role, view.state);
    if (!view.passing) return endings;
    return endings
      .filter((ending) => reads || ending.outcome === 'refused')
      .map((ending) => ({ ...ending, passing: true as const, next: () => state }));
  });
}
