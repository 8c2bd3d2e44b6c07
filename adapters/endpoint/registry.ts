import type { Call, Support } from '../../calls/index.ts';

/** Something that a session made or set, or is about to, and that has to go when it closes. */
export type Made =
  | { readonly kind: 'role'; readonly name: string }
  /** Whatever lies under this path of service-linked roles. */
  | { readonly kind: 'service-roles'; readonly principal: string }
  /** What takes back a call that made a resource, or put something on a role, a user or a group. */
  | { readonly kind: 'undo'; readonly call: Call }
  | { readonly kind: 'support'; readonly support: Support }
  | { readonly kind: 'restricted-user' };

/** What a session has to remove, in the order in which it was made; entered before the create call is sent. */
export class Registry {
  readonly #made = new Map<string, Made>();
  readonly #onWill: ((make: Made) => void) | undefined;

  /** @param onWill hears of each thing once, before it is made; what it throws keeps the thing from being made */
  constructor(onWill?: (make: Made) => void) {
    this.#onWill = onWill;
  }

  will(make: Made): void {
    const key = JSON.stringify(make);
    if (!this.#made.has(key)) this.#onWill?.(make);
    this.#made.set(key, make);
  }

  get isEmpty(): boolean {
    return this.#made.size === 0;
  }

  has(kind: Made['kind']): boolean {
    return this.all(kind).length > 0;
  }

  all<K extends Made['kind']>(kind: K): readonly Extract<Made, { readonly kind: K }>[] {
    return [...this.#made.values()].filter((made): made is Extract<Made, { readonly kind: K }> => made.kind === kind);
  }
}
