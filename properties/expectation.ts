import type { ApiAction, Clause, Ending, FacetName, Shape } from '../model/index.ts';
import { errorsOf } from '../services/index.ts';

/** What a part of an answer must be. */
export interface ExpectedPart {
  readonly facet: FacetName;
  /** Descends into an object-valued facet. */
  readonly part?: readonly string[];
  /** The allowed values as data; absent where they cannot be told so. */
  readonly shape?: Shape;
  /** The model's name for the allowed values, where the shape does not list them: `on`. */
  readonly says?: string;
  /** This part is what tells the answer from this ending. */
  readonly differs?: true;
}

interface AnyEnding {
  /** The name of the ending. */
  readonly ending: string;
  /** It cannot last. */
  readonly passing?: true;
  /** No other ending is nearer to what came. */
  readonly nearest?: true;
}

/** One allowed ending: an answer with these parts, or a refusal with one of these codes (any, when absent). */
export type ExpectedEnding = AnyEnding &
  (
    | { readonly outcome: 'answered'; readonly parts: readonly ExpectedPart[] }
    | { readonly outcome: 'refused'; readonly codes?: readonly string[] }
  );

/**
 * What the judge held an answer against when it found a difference.
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

/** A clause as a part that an answer must have. */
export const expectedPart = ({ facet, part, allows }: Clause): ExpectedPart => {
  const { shape } = allows;
  return {
    facet,
    ...(part === undefined ? {} : { part }),
    ...(shape === undefined ? {} : { shape }),
    ...(shape !== undefined && 'oneOf' in shape ? {} : { says: allows.text }),
  };
};

/** Any of these endings. `nearest` are those that come nearest to what came, each with the guard that does not hold. */
export const oneOfEndings = (
  endings: readonly Ending[],
  nearest: ReadonlyMap<Ending, Clause | undefined>,
): { readonly endings: readonly ExpectedEnding[] } => ({
  endings: endings.map((ending): ExpectedEnding => {
    const facts = {
      ending: ending.name,
      ...(ending.passing ? { passing: true as const } : {}),
      ...(nearest.has(ending) ? { nearest: true as const } : {}),
    };
    if (ending.outcome === 'refused')
      return { ...facts, outcome: 'refused', ...(ending.codes === undefined ? {} : { codes: ending.codes }) };
    const parts = ending.clauses
      .filter((clause) => clause.guard)
      .map((clause) => ({
        ...expectedPart(clause),
        ...(nearest.get(ending) === clause ? { differs: true as const } : {}),
      }));
    return { ...facts, outcome: 'answered', parts };
  }),
});

/** A code that AWS knows for the action. */
export const knownCode = (action: ApiAction | undefined): Expectation => ({ codes: [...errorsOf(action).keys()] });
