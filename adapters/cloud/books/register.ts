/**
 * Things by name. IAM tells no two names of users, groups, policies and profiles apart by their case, and shows them as
 * they were first given (IAM user guide, "IAM and STS quotas").
 */
export class Register<T extends { readonly name: string }> {
  readonly #entries = new Map<string, T>();

  constructor(entries: readonly T[] = []) {
    for (const entry of entries) this.set(entry);
  }

  get(name: string): T | undefined {
    return this.#entries.get(name.toLowerCase());
  }

  /** Enters a thing, in the place of what had its name before. */
  set(entry: T): void {
    this.#entries.set(entry.name.toLowerCase(), entry);
  }

  delete(name: string): void {
    this.#entries.delete(name.toLowerCase());
  }

  /** In the order in which they were first entered. */
  get all(): readonly T[] {
    return [...this.#entries.values()];
  }
}
