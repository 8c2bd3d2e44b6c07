/** An access key of a user. Its secret is shown when it is made, and kept nowhere: signatures are not verified. */
export interface AccessKey {
  readonly id: string;
  readonly user: string;
  readonly active: boolean;
  /** ISO 8601. */
  readonly created: string;
}

/** The access keys of one account. */
export class AccessKeys {
  readonly #keys: Map<string, AccessKey>;

  /** @param saved what `save` gave */
  constructor(saved: readonly AccessKey[] = []) {
    this.#keys = new Map(saved.map((key) => [key.id, key]));
  }

  save(): readonly AccessKey[] {
    return [...this.#keys.values()];
  }

  find(id: string): AccessKey | undefined {
    return this.#keys.get(id);
  }

  set(key: AccessKey): void {
    this.#keys.set(key.id, key);
  }

  delete(id: string): void {
    this.#keys.delete(id);
  }

  /** The keys of a user. */
  of(user: string): readonly AccessKey[] {
    return [...this.#keys.values()].filter((key) => key.user === user);
  }
}
