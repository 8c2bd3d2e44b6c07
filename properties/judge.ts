import {
  adopt,
  endings,
  isKnownError,
  isRead,
  statusesOf,
  valueAt,
  withObserved,
  type Clause,
  type Ending,
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
import { expectedPart, knownCode, oneOfEndings, type Expectation } from './expectation.ts';

/** One difference from what the specification allows. One of `suspects` is broken, the likeliest first. */
export interface Breach {
  readonly suspects: readonly RequirementId[];
  readonly facet: string;
  readonly expected: string;
  readonly observed: string;
  /** The expected, as data. */
  readonly expects?: Expectation;
}

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
  readonly undecided?: { readonly why: string; readonly suspects: readonly RequirementId[] };
}

/** Whom to suspect first when a read right after another operation differs, before the read's own suspects. */
export type Frame = (spot: Spot) => readonly RequirementId[] | undefined;

interface Fit {
  readonly ending: Ending;
  /** How many guards hold, in order; a complete fit has them all. */
  readonly depth: number;
  readonly failing?: Breach;
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
    const strict = allowed.find((ending) => ending.noServerError);
    if (strict === undefined || (outcome.http ?? 0) < 500) return undecided(state, allowed, outcome.why);
    const breach = {
      suspects: strict.because,
      facet: 'outcome',
      expected: expectedOutcome(strict),
      observed: outcome.why,
      expects: { ...oneOfEndings(allowed), noServerError: true as const },
    };
    return { ending: null, breaches: [breach], upheld: [], next: state, observations: [] };
  }
  const wire =
    outcome.kind === 'refused' && !isOnStray(state, operation)
      ? judgeRefusal(operation, outcome)
      : { breaches: [], upheld: [] };
  const contested = state.contested && touchesRole(operation);
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
      observations: [],
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
    const next = detail.breaches.length > 0 ? adopt(rules, state, operation, outcome) : told;
    return { ending, breaches: wire.breaches, upheld: wire.upheld, next, observations: [] };
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

const touchesRole = (operation: Operation): boolean =>
  ('role' in operation && operation.role === 'linked') ||
  ['ListRoles', 'GetServiceLinkedRoleDeletionStatus', 'CreateServiceLinkedRole', 'CreateRole'].includes(operation.kind);

const factsOf = (outcome: Outcome): Facets => (outcome.kind === 'answered' ? outcome.facets : {});

function undecided(state: State, allowed: readonly Ending[], why: string): Judgement {
  const suspects = [...new Set(allowed.filter((ending) => !ending.passing).flatMap(citedBy))];
  return { ending: null, breaches: [], upheld: [], next: state, observations: [], undecided: { why, suspects } };
}

const citedBy = (ending: Ending): readonly RequirementId[] => [
  ...ending.because,
  ...ending.clauses.flatMap((clause) => clause.because),
];

/** The laws of every refusal: a code that the operation declares, and the status that goes with it. */
function judgeRefusal(
  operation: Operation,
  refused: Refused,
): { readonly breaches: readonly Breach[]; readonly upheld: readonly RequirementId[] } {
  const said = `${refused.code} (HTTP ${refused.http})`;
  if (!isKnownError(operation.kind, refused.code)) {
    const expected = 'an error code that the operation declares';
    return {
      breaches: [
        {
          suspects: ['protocol/declared-errors'],
          facet: 'code',
          expected,
          observed: said,
          expects: knownCode(operation.kind),
        },
      ],
      upheld: [],
    };
  }
  const statuses = statusesOf(operation.kind, refused.code);
  if (statuses.includes(refused.http))
    return { breaches: [], upheld: ['protocol/declared-errors', 'protocol/status-code'] };
  const expected = `HTTP ${statuses.join(' or ')} with ${refused.code}`;
  return {
    breaches: [
      {
        suspects: ['protocol/status-code'],
        facet: 'http',
        expected,
        observed: said,
        expects: { status: statuses, code: refused.code },
      },
    ],
    upheld: ['protocol/declared-errors'],
  };
}

type Blame = (spot: Spot['facet'], own: readonly RequirementId[]) => readonly RequirementId[];

function fit(ending: Ending, outcome: Outcome, blame: Blame): Fit {
  const fail = (depth: number, breach: Breach): Fit => ({ ending, depth, failing: breach });
  if (outcome.kind !== ending.outcome) {
    const suspects = blame('presence', ending.because);
    return fail(0, { suspects, facet: 'outcome', expected: expectedOutcome(ending), observed: formatOutcome(outcome) });
  }
  if (outcome.kind === 'refused' && ending.codes !== undefined && !ending.codes.includes(outcome.code)) {
    const suspects = blame('presence', ending.codeBecause ?? ending.because);
    return fail(1, { suspects, facet: 'code', expected: expectedOutcome(ending), observed: formatOutcome(outcome) });
  }
  let depth = 2;
  if (outcome.kind === 'answered')
    for (const clause of ending.clauses) {
      if (!clause.guard) continue;
      const breach = judgeClause(clause, outcome.facets, blame);
      if (breach !== undefined) return fail(depth, breach);
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
  const nearest = candidates.filter((one) => one.depth === depth).flatMap((one) => one.failing ?? []);
  const first = nearest[0];
  if (first === undefined) return undefined;
  return {
    ...first,
    suspects: [...new Set(nearest.flatMap((breach) => breach.suspects))],
    expected: [...new Set(nearest.map((breach) => breach.expected))].join(', or '),
    expects: oneOfEndings(allowed),
  };
}

/** Whom a clause accuses or vouches for. */
const citedIn = (clause: Clause, because: readonly RequirementId[], blame: Blame): readonly RequirementId[] =>
  clause.deviant ? [] : blame(clause.facet, because);

function judgeClause(clause: Clause, facets: { readonly [key: string]: Json }, blame: Blame): Breach | undefined {
  const value = valueAt(clause, facets);
  if (value === undefined) {
    if (clause.missing === undefined && !clause.guard) return undefined;
    const suspects = citedIn(clause, clause.missing ?? clause.because, blame);
    return {
      suspects,
      facet: clauseName(clause),
      expected: clause.allows.text,
      observed: 'nothing',
      expects: { part: expectedPart(clause), required: true },
    };
  }
  if (clause.allows.admits(value, facets)) return undefined;
  const suspects = citedIn(clause, clause.because, blame);
  return {
    suspects,
    facet: clauseName(clause),
    expected: clause.allows.text,
    observed: JSON.stringify(value),
    expects: { part: expectedPart(clause), ...(clause.missing === undefined ? {} : { required: true as const }) },
  };
}

const clauseName = (clause: Clause): string => [clause.facet, ...(clause.part ?? [])].join(' ');

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
    const breach = judgeClause(clause, outcome.facets, blame);
    if (breach !== undefined) breaches.push(breach);
    else if (value !== undefined && !clause.vacuous) upheld.push(...citedIn(clause, clause.because, blame));
    if (clause.about !== undefined && value !== undefined) observations.push({ about: clause.about, value });
  }
  const broken = breaches.flatMap((breach) => breach.suspects);
  return { breaches, upheld: upheld.filter((id) => !broken.includes(id)), observations };
}

const expectedOutcome = (ending: Ending): string =>
  ending.outcome === 'answered'
    ? `success (${ending.name})`
    : `a refusal${ending.codes === undefined ? '' : ` with ${ending.codes.join(' or ')}`} (${ending.name})`;

/** An outcome in one line, for people. */
export function formatOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'answered': {
      const facets = Object.entries(outcome.facets).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
      return facets.length === 0 ? 'success' : `success: ${facets.join(', ')}`;
    }
    case 'refused':
      return `refused: ${outcome.code} (HTTP ${outcome.http}) ${outcome.message}`.trim();
    case 'unsupported':
      return `not supported: ${outcome.evidence}`;
    case 'indeterminate':
      return `cannot tell: ${outcome.why}`;
  }
}

/** What is allowed for an operation, in one line, for people. */
export function formatExpected(rules: Rules, state: State, operation: Operation): string {
  const lasting = endings(rules, state, operation).filter((ending) => !ending.passing);
  const texts = lasting.map((ending) => {
    const clauses = ending.clauses
      .filter((clause) => clause.because.length > 0 || clause.guard)
      .map((clause) => `${clauseName(clause)} ${clause.allows.text}`);
    return ending.outcome === 'refused' ? expectedOutcome(ending) : ['success', ...new Set(clauses)].join(', ');
  });
  return [...new Set(texts)].join(', or ');
}
