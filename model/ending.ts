import { sameJson } from './outcome.ts';
import type { FacetName, Facets, Json } from './outcome.ts';
import {
  isRead,
  operationKinds,
  operationShapes,
  type Operation,
  type OperationKind,
  type OperationOf,
  type RoleRef,
} from './operation.ts';
import type { RequirementId } from './requirements.ts';
import type { EndingId } from './ending-id.ts';
import type { Shape } from './shape.ts';
import type { Rules, State } from './state.ts';

/** Makes concrete what the specification leaves open: used by whoever plays the specification, never by a judge. */
export interface Draw {
  /** An index below `n`. */
  pick(n: number): number;
  /** A role id, a task's uuid or a date that was never given before. */
  fresh(kind: 'role' | 'uuid' | 'date'): string;
  readonly account: string;
}

/** A set of allowed values. */
export interface Domain {
  readonly text: string;
  /** The set as data; absent where it cannot be told so. */
  readonly shape?: Shape;
  /** `facets` is the whole answer, for values that hang together. */
  admits(value: Json, facets: Facets): boolean;
  sample(draw: Draw, facets: Facets): Json;
}

/** A class, because millions are made and only the few that differ are ever asked for their text. */
class OneOf implements Domain {
  readonly values: readonly Json[];

  constructor(values: readonly Json[]) {
    this.values = values;
  }

  get shape(): Shape {
    return { oneOf: this.values };
  }

  get text(): string {
    return this.values.map((value) => JSON.stringify(value)).join(' or ');
  }

  admits(other: Json): boolean {
    return this.values.some((value) => sameJson(value, other));
  }

  sample(draw: Draw): Json {
    return this.values[this.values.length === 1 ? 0 : draw.pick(this.values.length)] as Json;
  }
}

/** A value that the target made up itself, as an earlier answer showed it in this facet. */
class StillAs extends OneOf {
  readonly #facet: FacetName;

  constructor(value: Json, facet: FacetName) {
    super([value]);
    this.#facet = facet;
  }

  override get shape(): Shape {
    return { text: [{ seen: this.#facet }] };
  }
}

export const exactly = (value: Json): Domain => new OneOf([value]);

/** Exactly this value, which the target made up itself and an earlier answer showed in this facet. */
export const stillAs = (value: Json, facet: FacetName): Domain => new StillAs(value, facet);

export const oneOf = (values: readonly Json[]): Domain => new OneOf(values);

export const anyOf = (
  text: string,
  sample: Domain['sample'],
  admits: Domain['admits'] = () => true,
  shape?: Shape,
): Domain => ({ text, admits, sample, ...(shape === undefined ? {} : { shape }) });

/**
 * One thing that an answer must show. `because` names whom to suspect when it does not, the likeliest first: one of them
 * is broken. Empty means that nobody is.
 */
export interface Clause {
  readonly facet: FacetName;
  /** Descends into an object-valued facet. */
  readonly part?: readonly string[];
  readonly allows: Domain;
  readonly because: readonly RequirementId[];
  /** Whom to suspect before whatever came before the read: what is shown is known by other means than this read. */
  readonly first?: RequirementId;
  /** Whom to suspect when the answer lacks the facet; without this it is then not judged. */
  readonly missing?: readonly RequirementId[];
  /** Decides which ending this is; the other clauses are judged apart, once the ending is known. */
  readonly guard?: true;
  /** Holding it exercises nothing: the antecedent of `because` did not occur. */
  readonly vacuous?: true;
  /** What is believed here is a difference that was reported already: a further one is nobody's. */
  readonly deviant?: true;
  /** The question that AWS leaves open and this value answers. */
  readonly about?: string;
  /** Whoever plays the specification leaves the facet out. */
  readonly omitted?: true;
}

/** A place where a read after an operation can differ from what is believed. */
export interface Spot {
  readonly read: Operation;
  /** `presence`: whether the thing is there at all. */
  readonly facet: FacetName | 'presence';
}

/** One thing that the specification allows for an operation in a state. */
export interface Ending {
  readonly id: EndingId;
  readonly outcome: 'answered' | 'refused';
  /** Whom to suspect when the outcome is of the other kind. */
  readonly because: readonly RequirementId[];
  readonly vacuous?: true;
  /** The allowed codes of a refusal, the usual one first; absent when any is. */
  readonly codes?: readonly string[];
  /** Whom to suspect for another code; `because` unless given. The right code vouches for the first alone. */
  readonly codeBecause?: readonly RequirementId[];
  readonly message?: string;
  /** The HTTP status of the refusal, where it is not the one that the API model gives to the code. */
  readonly http?: number;
  readonly clauses: readonly Clause[];
  /** The state after an answer with these facets. */
  next(facets: Facets): State;
  /** It cannot last: asking again within the settle window gives another ending. */
  readonly passing?: true;
  /** It means that something happened meanwhile which no answer has shown: believed only where a lagging view cannot be it. */
  readonly leap?: true;
  /** What it leaves behind does not follow from the answer: it is read, not judged. */
  readonly unclear?: true;
  /** A 5xx is not "cannot tell" here: the requirement says that it must not come. */
  readonly noServerError?: true;
  /** Whom to suspect first when a read right after this ending differs from `next` at a spot; then the read's own. */
  readonly frame?: (spot: Spot) => readonly RequirementId[] | undefined;
  /** Its frame vouches for nobody: what those requirements speak of has not come to pass yet. */
  readonly foretold?: true;
  /** Requirements that its frame blames together: that all is well shows none of them alone. */
  readonly entangled?: readonly RequirementId[];
}

/** What is allowed of operations of these kinds, the up-to-date and usual ending first; never none. */
export type Allowed<K extends OperationKind> = {
  readonly [P in K]: (rules: Rules, state: State, operation: OperationOf<P>) => readonly Ending[];
};

/** Whom the frame of an ending may blame, but does not vouch for, when a read shows the world as it should be. */
export const unvouched = (ending: Ending, read: Operation): readonly RequirementId[] =>
  ending.foretold ? (ending.frame?.({ read, facet: 'presence' }) ?? []) : (ending.entangled ?? []);

/** The value that a clause is about. */
export function valueAt(
  { facet, part }: { readonly facet: FacetName; readonly part?: readonly string[] | undefined },
  facets: Facets,
): Json | undefined {
  let value: Json | undefined = facets[facet];
  if (part === undefined) return value;
  for (const key of part) {
    if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = (value as { readonly [key: string]: Json })[key];
  }
  return value;
}

/** An answer that this ending allows; clauses are filled in order, so a later one may build on earlier facets. */
export function sampleFacets(ending: Ending, draw: Draw): Facets {
  const facets: { [key: string]: Json } = {};
  for (const clause of ending.clauses) {
    if (clause.omitted || valueAt(clause, facets) !== undefined) continue;
    const value = clause.allows.sample(draw, facets);
    if (clause.part === undefined) facets[clause.facet] = value;
    else put(facets, [clause.facet, ...clause.part], value);
  }
  return facets;
}

function put(target: { [key: string]: Json }, path: readonly string[], value: Json): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const inner = { ...(target[head] as { [key: string]: Json } | undefined) };
  put(inner, rest, value);
  target[head] = inner;
}

/** Reads that show a role: those that name one, and the list of roles. */
export const roleReads: ReadonlySet<OperationKind> = new Set(
  operationKinds.filter((kind) => isRead({ kind }) && ('role' in operationShapes[kind] || kind === 'ListRoles')),
);

/** Whether a spot shows a role itself (this role, where one is given), and not the logging of a resource. */
export const onRole = ({ read }: Spot, ref?: RoleRef): boolean =>
  roleReads.has(read.kind) && (ref === undefined || ref === ('role' in read ? read.role : 'linked'));
