import type { Session } from '../../../adapters/index.ts';
import { abilityOf, initialState, isRead, type Operation, type State } from '../../../model/index.ts';
import { mediapackage as profile } from '../../../services/index.ts';
import { judge, operationForms, surroundings } from '../../../properties/index.ts';

/** What a way to test made of one flaw. */
export interface Find {
  /** API calls until something differed; what making the counterexample small took is not counted. */
  readonly after: number;
  /** The operations of the counterexample that it ended with, where it makes one. */
  readonly length?: number;
}

/** A way to test: performs at most so many API calls on the target with this flaw; undefined when nothing differed by then. */
export type Way = (flaw: string, seed: number, most: number) => Promise<Find | undefined>;

/** Every form of every operation on two resources of a kind in two regions: what each peer chooses from. */
export const forms: readonly Operation[] = operationForms(profile, { regions: 2, slots: 2 }).filter(
  ({ kind }) => kind !== 'Wait',
);

/** The forms by kind of operation. */
export const formsByKind: ReadonlyMap<string, readonly Operation[]> = forms.reduce(
  (kinds, form) => kinds.set(abilityOf(form), [...(kinds.get(abilityOf(form)) ?? []), form]),
  new Map<string, readonly Operation[]>(),
);

const rules = { profile, settleMs: 0 };

/** One world that a peer goes through: the model says of each answer whether it is allowed. */
export class Walkthrough {
  readonly #session: Session;
  readonly #looks: boolean;
  #state: State;

  /** With `looks`, everything that is believed to be there is read after each operation that may have changed it. */
  constructor(session: Session, looks = false) {
    this.#session = session;
    this.#looks = looks;
    this.#state = initialState(session.now(), session.account);
  }

  /** API calls that it took so far. */
  get calls(): number {
    return this.#session.calls;
  }

  /** Whether an operation, and what is looked at after it, is answered as a conforming target may. */
  async isAllowed(operation: Operation): Promise<boolean> {
    if (!(await this.#agrees(operation))) return false;
    if (!this.#looks || isRead(operation)) return true;
    for (const read of surroundings(profile, this.#state, () => true)) if (!(await this.#agrees(read))) return false;
    return true;
  }

  async #agrees(operation: Operation): Promise<boolean> {
    const judged = judge(rules, this.#state, operation, await this.#session.perform(operation));
    this.#state = judged.next;
    return judged.breaches.length === 0 && judged.ending !== null;
  }
}
