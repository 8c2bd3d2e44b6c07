import type { Facets } from '../../model/index.ts';

/** Why a deletion failed, as its task tells it. */
export type Failure = Pick<Facets, 'reason' | 'usage'>;

export type SavedFailures = readonly (readonly [string, Failure])[];

/** What failed deletion tasks have told: they go on telling the same (a status was recorded for ten days on AWS). */
export class FailureBook {
  readonly #failures: Map<string, Failure>;

  constructor(saved: SavedFailures = []) {
    this.#failures = new Map(saved);
  }

  save(): SavedFailures {
    return [...this.#failures];
  }

  /** Notes the first status by which a task tells that it failed; gives what the task tells from then on. */
  note(task: string | undefined, { status, reason, usage }: Facets): Failure | undefined {
    if (task === undefined || status !== 'FAILED') return undefined;
    const known = this.#failures.get(task);
    if (known !== undefined) return known;
    const failure: Failure = {
      ...(reason === undefined ? {} : { reason }),
      ...(usage === undefined ? {} : { usage }),
    };
    this.#failures.set(task, failure);
    return failure;
  }
}
