/** What cannot be told here although AWS could tell it: a condition key, an operator or a document that is not played. */
export interface Beyond {
  readonly beyond: string;
}

/** Whether something holds, or why that is beyond what is played. */
export type Truth = boolean | Beyond;

/** Whether a truth is one that cannot be told. */
export const isBeyond = (truth: unknown): truth is Beyond => typeof truth === 'object';

/** Holds where one holds; what cannot be told counts where none does. */
export function some<T>(all: readonly T[], holds: (one: T) => Truth): Truth {
  let result: Truth = false;
  for (const one of all) {
    const truth = holds(one);
    if (truth === true) return true;
    if (truth !== false) result = truth;
  }
  return result;
}

/** The opposite; what cannot be told stays so. */
export const not = (truth: Truth): Truth => (isBeyond(truth) ? truth : !truth);

/** Holds where each holds; one that does not outweighs what cannot be told. */
export const every = <T>(all: readonly T[], holds: (one: T) => Truth): Truth =>
  not(some(all, (one) => not(holds(one))));
