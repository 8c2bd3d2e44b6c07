import type { ApiAction, Clause, Ending } from '../model/index.ts';
import { errorsOf } from '../services/index.ts';
import type { ExpectedEnding, ExpectedPart, Expectation } from './run/index.ts';

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
      ending: ending.id,
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
