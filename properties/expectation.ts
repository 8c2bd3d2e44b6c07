import {
  knownErrors,
  type Clause,
  type Ending,
  type FacetName,
  type Operation,
  type OperationKind,
  type Shape,
} from '../model/index.ts';

/** What a part of an answer must be; a shape that is absent cannot be told as data. */
export interface ExpectedPart {
  readonly facet: FacetName;
  /** Descends into an object-valued facet. */
  readonly part?: readonly string[];
  readonly shape?: Shape;
}

/** One allowed ending: an answer with these parts, or a refusal with one of these codes (any, when absent). A passing one cannot last. */
export type ExpectedEnding =
  | { readonly outcome: 'answered'; readonly parts: readonly ExpectedPart[]; readonly passing?: true }
  | { readonly outcome: 'refused'; readonly codes?: readonly string[]; readonly passing?: true };

/**
 * What the judge held an answer against when it found a difference, as data.
 *
 * - `endings`: the answer is one of these; with `noServerError`, a 5xx is none
 * - `codes`: a refusal bears one of these: what AWS's API model declares for the operation, or any operation may answer
 * - `status`: a refusal with this code comes with one of these HTTP statuses
 * - `part`: this part of the answer is of this shape; with `required`, an answer that lacks it differs too
 */
export type Expectation =
  | { readonly endings: readonly ExpectedEnding[]; readonly noServerError?: true }
  | { readonly codes: readonly string[] }
  | { readonly status: readonly number[]; readonly code: string }
  | { readonly part: ExpectedPart; readonly required?: true };

/** Where a counterexample differs, and from what: the answer to its last operation, or to a read right after it. */
export interface Deviation {
  /** The read, where it was one. */
  readonly read?: Operation;
  readonly expects: Expectation;
}

export const expectedPart = ({ facet, part, allows: { shape } }: Clause): ExpectedPart => ({
  facet,
  ...(part === undefined ? {} : { part }),
  ...(shape === undefined ? {} : { shape }),
});

/** Any of these endings. */
export const oneOfEndings = (endings: readonly Ending[]): Expectation => ({
  endings: endings.map((ending): ExpectedEnding => {
    const passing = ending.passing ? { passing: true as const } : {};
    if (ending.outcome === 'refused')
      return { outcome: 'refused', ...(ending.codes === undefined ? {} : { codes: ending.codes }), ...passing };
    const parts = ending.clauses.filter((clause) => clause.guard).map(expectedPart);
    return { outcome: 'answered', parts, ...passing };
  }),
});

/** A code that AWS knows for the operation. */
export const knownCode = (kind: OperationKind): Expectation => ({ codes: knownErrors(kind) });
