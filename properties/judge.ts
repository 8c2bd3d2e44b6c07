import {
  adopt,
  endings,
  actionOf,
  isRead,
  isUnsure,
  meetsNamesake,
  settledBy,
  type ApiAction,
  valueAt,
  withObserved,
  type Clause,
  type Ending,
  type FacetName,
  type Facets,
  type Json,
  type Operation,
  type Outcome,
  type Refused,
  type RequirementId,
  type Rules,
  type Spot,
  type State,
} from '../model/index.ts';
import { errorsOf } from '../services/index.ts';
import { expectedPart, knownCode, oneOfEndings } from './expectation.ts';
import type { Breach, Expectation } from './run/index.ts';

export interface Judgement {
  /** The ending that the outcome is; null when it is none of the allowed ones, or nothing can be concluded. */
  readonly ending: Ending | null;
  readonly breaches: readonly Breach[];
  /** Requirements whose antecedent occurred and which were kept. */
  readonly upheld: readonly RequirementId[];
  /** What the model believes from here on. */
  readonly next: State;
  readonly observations: readonly { readonly about: string; readonly value: Json }[];
  /** Why nothing could be concluded. */
  readonly undecided?: Undecided;
}

/** An answer from which nothing can be concluded. */
export interface Undecided {
  readonly why: string;
  /** All that another answer could have shown something of. */
  readonly suspects: readonly RequirementId[];
  /** Those of them that the operation itself is about: what decides which of the allowed endings it is. */
  readonly atStake: readonly RequirementId[];
}

/** Whom to suspect first when a read right after another operation differs, before the read's own suspects. */
export type Frame = (spot: Spot) => readonly RequirementId[] | undefined;

interface Fit {
  readonly ending: Ending;
  /** How many guards hold, in order; a complete fit has them all. */
  readonly depth: number;
  readonly failing?: Misfit;
}

/** Why an outcome is not an ending: it is of another kind, bears another code, or this guard does not hold. */
interface Misfit {
  readonly suspects: readonly RequirementId[];
  readonly facet: 'outcome' | 'code' | FacetName;
  readonly guard?: Clause;
}

/**
 * Compares what came with what the specification allows. Facets are judged apart: guards decide which ending it is, every
 * other clause is then judged on its own. A clause is never judged on a facet that the answer lacks, unless the
 * requirement asks for it. While the state is contested, nothing about the role is judged, and what is shown is believed.
 */
export function judge(rules: Rules, state: State, operation: Operation, outcome: Outcome, frame?: Frame): Judgement {
  const allowed = endings(rules, state, operation);
  if (outcome.kind === 'unsupported') return undecided(state, allowed, outcome.evidence);
  if (outcome.kind === 'indeterminate') {
    if (outcome.unreadable) return unreadable(state, allowed, outcome.why);
    const strict = allowed.find((ending) => ending.noServerError);
    if (strict === undefined || (outcome.http ?? 0) < 500) return undecided(state, allowed, outcome.why);
    const breach = {
      suspects: strict.because,
      facet: 'outcome' as const,
      expects: { ...oneOfEndings(allowed, new Map([[strict, undefined]])), noServerError: true as const },
    };
    return { ending: null, breaches: [breach], upheld: [], next: state, observations: [] };
  }
  if (outcome.kind === 'answered' && outcome.facets.wire !== undefined) {
    const { wire: shown, ...rest } = outcome.facets;
    const facets: Facets = rest;
    const judged = judge(rules, state, operation, { ...outcome, facets }, frame);
    const { breaches, upheld } = judgeWire(shown);
    // What an answer leaves out that AWS always shows is told once, and is nobody else's fault.
    const lacks = breaches.some(({ suspects }) => suspects.includes('protocol/members'));
    const own = judged.breaches.filter(({ facet }) => !(lacks && isFacet(facet) && facets[facet] === undefined));
    // What should not be there at all may be shown in any way.
    if (own.some(({ facet }) => facet === 'outcome' || facet === 'listed')) return { ...judged, breaches: own };
    return { ...judged, breaches: [...own, ...breaches], upheld: [...judged.upheld, ...upheld] };
  }
  const wire =
    outcome.kind === 'refused' && !isOnStray(state, operation)
      ? judgeRefusal(actionOf(rules.profile, operation), outcome)
      : { breaches: [], upheld: [] };
  // What an answer that told nothing left open is judged again once a look has settled it.
  const unsure = isUnsure(state, operation);
  const namesake = meetsNamesake(state, operation) !== undefined;
  const seen = namesake && operation.kind === 'GetRole' ? [foundByName(outcome)] : [];
  const contested = unsure || namesake || (state.contested && touchesRole(operation));
  const blame = (spot: Spot['facet'], own: readonly RequirementId[]): readonly RequirementId[] => [
    ...new Set([...(frame?.({ read: operation, facet: spot }) ?? []), ...own]),
  ];
  const fits = allowed.map((ending) => fit(ending, outcome, blame));
  const complete = fits.filter((one) => one.failing === undefined);
  if (complete.length === 0) {
    const breach = contested ? undefined : contradiction(fits, allowed);
    return {
      ending: null,
      breaches: [...(breach ? [breach] : []), ...wire.breaches],
      upheld: wire.upheld,
      next: state,
      observations: seen,
    };
  }
  const details = complete.map((one) => judgeClauses(one.ending, outcome, blame));
  const order = details
    .map((detail, index) => ({ detail, ending: (complete[index] as Fit).ending }))
    .sort((a, b) => cost(a) - cost(b));
  const { detail, ending } = order[0] as (typeof order)[number];
  // An answer that does not go with a leap either cannot be taken for one.
  const denied =
    ending.leap && detail.breaches.length > 0
      ? contradiction(
          fits.filter((one) => !one.ending.leap),
          allowed.filter((one) => !one.leap),
        )
      : undefined;
  if (denied !== undefined && !contested) {
    const suspects = [...new Set([...denied.suspects, ...detail.breaches.flatMap((breach) => breach.suspects)])];
    return {
      ending: null,
      breaches: [{ ...denied, suspects }, ...wire.breaches],
      upheld: wire.upheld,
      next: state,
      observations: [],
    };
  }
  // What a refusal alone tells of a leap is believed when a read shows it.
  const told = ending.leap && outcome.kind === 'refused' && !isRead(operation) ? state : ending.next(factsOf(outcome));
  if (contested) {
    const believed = detail.breaches.length > 0 ? adopt(rules, state, operation, outcome) : told;
    const next = ending.passing ? believed : settledBy(believed, operation);
    return { ending, breaches: wire.breaches, upheld: wire.upheld, next, observations: seen };
  }
  const vouched = ending.passing ? [] : detail.upheld;
  return {
    ending,
    breaches: [...detail.breaches, ...wire.breaches],
    upheld: [...new Set([...vouched, ...wire.upheld])],
    // A side that is not shown as it was set counts, for an open task, as it is shown.
    next: detail.breaches.length > 0 ? withObserved(rules, state, told) : told,
    observations: detail.observations,
  };
}

const cost = (candidate: {
  readonly detail: { readonly breaches: readonly Breach[] };
  readonly ending: Ending;
}): number =>
  candidate.detail.breaches.length * 4 + (candidate.ending.leap ? 2 : 0) + (candidate.ending.passing ? 1 : 0);

/** Whether a call is about a role as AWS never lets one be: how it is refused then, nobody prescribes. */
const isOnStray = (state: State, operation: Operation): boolean =>
  'role' in operation && state.roles[operation.role]?.stray === true;

/** A success that cannot be read is a fault of its own, and tells nothing else. */
const unreadable = (state: State, allowed: readonly Ending[], why: string): Judgement => ({
  ...undecided(state, allowed, why),
  breaches: [{ suspects: ['protocol/readable'], facet: 'outcome', expects: oneOfEndings(allowed, new Map()) }],
});

const touchesRole = (operation: Operation): boolean =>
  ('role' in operation && operation.role === 'linked') ||
  ['ListRoles', 'GetServiceLinkedRoleDeletionStatus', 'CreateServiceLinkedRole', 'CreateRole'].includes(operation.kind);

const foundByName = (outcome: Outcome): Judgement['observations'][number] => ({
  about: 'a role that is asked for by its name in other letters',
  value: outcome.kind === 'answered' ? 'found' : 'not found',
});

const factsOf = (outcome: Outcome): Facets => (outcome.kind === 'answered' ? outcome.facets : {});

function undecided(state: State, allowed: readonly Ending[], why: string): Judgement {
  const lasting = allowed.filter((ending) => !ending.passing);
  const citedBy = (isCited: (clause: Clause) => boolean): readonly RequirementId[] => [
    ...new Set(
      lasting.flatMap(({ because, clauses }) => [
        ...because,
        ...clauses.filter((clause) => isCited(clause)).flatMap((clause) => clause.because),
      ]),
    ),
  ];
  const told = { why, suspects: citedBy(() => true), atStake: citedBy(({ guard }) => guard === true) };
  return { ending: null, breaches: [], upheld: [], next: state, observations: [], undecided: told };
}

/** The laws of every refusal: a code that the operation declares, and the status that goes with it. */
function judgeRefusal(
  action: ApiAction | undefined,
  refused: Refused,
): { readonly breaches: readonly Breach[]; readonly upheld: readonly RequirementId[] } {
  const { code, http } = refused;
  const differs = (id: RequirementId, facet: 'code' | 'http', expects: Expectation): readonly Breach[] => [
    { suspects: [id], facet, expects },
  ];
  const status = errorsOf(action).get(code);
  if (status === undefined)
    return { breaches: differs('protocol/declared-errors', 'code', knownCode(action)), upheld: [] };
  return status.includes(http)
    ? { breaches: [], upheld: ['protocol/declared-errors', 'protocol/status-code'] }
    : { breaches: differs('protocol/status-code', 'http', { status, code }), upheld: ['protocol/declared-errors'] };
}

const isFacet = (facet: Breach['facet']): facet is FacetName =>
  facet !== 'outcome' && facet !== 'code' && facet !== 'http';

/** The laws of an answer as it was sent. */
function judgeWire(shown: Json): { readonly breaches: readonly Breach[]; readonly upheld: readonly RequirementId[] } {
  const breaches: Breach[] = [];
  const upheld: RequirementId[] = [];
  for (const [check, wrong] of Object.entries(shown as { readonly [check: string]: readonly Json[] })) {
    const id = `protocol/${check}` as RequirementId;
    if (wrong.length === 0) upheld.push(id);
    else {
      const part = { facet: 'wire' as const, part: [check], shape: { oneOf: [[]] } };
      breaches.push({ suspects: [id], facet: 'wire', part: [check], expects: { part } });
    }
  }
  return { breaches, upheld };
}

type Blame = (spot: Spot['facet'], own: readonly RequirementId[]) => readonly RequirementId[];

function fit(ending: Ending, outcome: Outcome, blame: Blame): Fit {
  const fail = (depth: number, failing: Misfit): Fit => ({ ending, depth, failing });
  if (outcome.kind !== ending.outcome)
    return fail(0, { suspects: blame('presence', ending.because), facet: 'outcome' });
  if (outcome.kind === 'refused' && ending.codes !== undefined && !ending.codes.includes(outcome.code))
    return fail(1, { suspects: blame('presence', ending.codeBecause ?? ending.because), facet: 'code' });
  let depth = 2;
  if (outcome.kind === 'answered')
    for (const guard of ending.clauses) {
      if (!guard.guard) continue;
      const suspects = accusedBy(guard, outcome.facets, blame);
      if (suspects !== undefined) return fail(depth, { suspects, facet: guard.facet, guard });
      depth += 1;
    }
  return { ending, depth };
}

/** The nearest endings tell what was contradicted: those of which the most guards hold. None of the allowed ones came. */
function contradiction(fits: readonly Fit[], allowed: readonly Ending[]): Breach | undefined {
  const lasting = fits.filter((one) => !one.ending.passing);
  const usual = lasting.filter((one) => !one.ending.leap);
  const candidates = usual.length > 0 ? usual : lasting.length > 0 ? lasting : fits;
  const depth = Math.max(...candidates.map((one) => one.depth));
  const nearest = candidates.filter((one) => one.depth === depth && one.failing !== undefined);
  const first = nearest[0]?.failing;
  if (first === undefined) return undefined;
  return {
    suspects: [...new Set(nearest.flatMap(({ failing }) => failing?.suspects ?? []))],
    facet: first.facet,
    ...(first.guard?.part === undefined ? {} : { part: first.guard.part }),
    expects: oneOfEndings(allowed, new Map(nearest.map(({ ending, failing }) => [ending, failing?.guard]))),
  };
}

/** Whom a clause accuses or vouches for. */
function citedIn(clause: Clause, because: readonly RequirementId[], blame: Blame): readonly RequirementId[] {
  if (clause.deviant) return [];
  const cited = blame(clause.facet, because);
  return clause.first === undefined ? cited : [clause.first, ...cited.filter((id) => id !== clause.first)];
}

/** Whom a clause accuses; undefined where the answer keeps it, or lacks what it need not show. */
function accusedBy(clause: Clause, facets: Facets, blame: Blame): readonly RequirementId[] | undefined {
  const value = valueAt(clause, facets);
  if (value !== undefined)
    return clause.allows.admits(value, facets) ? undefined : citedIn(clause, clause.because, blame);
  return clause.missing === undefined && !clause.guard
    ? undefined
    : citedIn(clause, clause.missing ?? clause.because, blame);
}

const breachOf = (clause: Clause, suspects: readonly RequirementId[]): Breach => ({
  suspects,
  facet: clause.facet,
  ...(clause.part === undefined ? {} : { part: clause.part }),
  expects: { part: expectedPart(clause), ...(clause.missing === undefined ? {} : { required: true as const }) },
});

function judgeClauses(
  ending: Ending,
  outcome: Outcome,
  blame: Blame,
): {
  readonly breaches: readonly Breach[];
  readonly upheld: readonly RequirementId[];
  readonly observations: Judgement['observations'];
} {
  const breaches: Breach[] = [];
  const upheld: RequirementId[] = ending.vacuous ? [] : [...blame('presence', ending.because)];
  if (outcome.kind === 'refused') {
    if (ending.codes !== undefined && ending.codeBecause !== undefined) upheld.push(...ending.codeBecause.slice(0, 1));
    return { breaches, upheld, observations: [] };
  }
  const observations: { about: string; value: Json }[] = [];
  if (outcome.kind !== 'answered') return { breaches, upheld, observations };
  for (const clause of ending.clauses) {
    const value = valueAt(clause, outcome.facets);
    const suspects = accusedBy(clause, outcome.facets, blame);
    if (suspects !== undefined) breaches.push(breachOf(clause, suspects));
    else if (value !== undefined && !clause.vacuous) upheld.push(...citedIn(clause, clause.because, blame));
    if (clause.about !== undefined && value !== undefined) observations.push({ about: clause.about, value });
  }
  const broken = breaches.flatMap((breach) => breach.suspects);
  return { breaches, upheld: upheld.filter((id) => !broken.includes(id)), observations };
}
