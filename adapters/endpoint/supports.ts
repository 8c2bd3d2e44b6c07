import { supports, type Call, type Support } from '../../calls/index.ts';
import { NotAnswered, type Calls } from './calls.ts';
import type { Registry } from './registry.ts';

/** Resources that some operations need besides a role; each is made once per session, when first needed. */
export class Supports {
  readonly #calls: Calls;
  readonly #registry: Registry;
  readonly #made = new Map<string, Promise<void>>();

  constructor(calls: Calls, registry: Registry) {
    this.#calls = calls;
    this.#registry = registry;
  }

  /**
   * Sees to it that the resource is there. When it cannot be made, the operation that needs it is indeterminate, or
   * unsupported if making it is; the next one tries again.
   */
  need(support: Support): Promise<void> {
    return this.#once(support, async () => {
      this.#registry.will({ kind: 'support', support });
      await making(support, () => this.#calls.ask(supports[support].make));
    });
  }

  /** Sees to it that what a resource requires is there, in the same way. */
  require({
    make,
    remove,
    word,
  }: {
    readonly word: string;
    readonly make: Call;
    readonly remove: Call;
  }): Promise<void> {
    return this.#once(JSON.stringify(make), async () => {
      this.#registry.will({ kind: 'undo', call: remove });
      await making(word, () => this.#calls.ask(make));
    });
  }

  async #once(key: string, make: () => Promise<void>): Promise<void> {
    const made = this.#made.get(key) ?? make();
    this.#made.set(key, made);
    try {
      await made;
    } catch (error) {
      this.#made.delete(key);
      throw error;
    }
  }
}

/**
 * Makes what an operation needs; what is there already will do.
 * @throws NotAnswered, unsupported or indeterminate, when it cannot be made
 */
export async function making(what: string, make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (!(error instanceof NotAnswered)) throw error;
    const { outcome } = error;
    switch (outcome.kind) {
      case 'unsupported':
        throw new NotAnswered({ ...outcome, evidence: `the ${what} that it needs: ${outcome.evidence}` });
      case 'indeterminate':
        throw new NotAnswered({ ...outcome, why: `the ${what} that it needs: ${outcome.why}` });
      case 'refused':
        if (/AlreadyExists/.test(outcome.code)) return;
        throw new NotAnswered({
          kind: 'indeterminate',
          why: `the ${what} that it needs was refused: ${outcome.code} ${outcome.message}`,
          http: outcome.http,
        });
    }
  }
}
