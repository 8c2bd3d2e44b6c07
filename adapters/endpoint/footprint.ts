import { isOfResource, isRead, type Operation } from '../../model/index.ts';

/** What a session asked for so far, as far as it tells where the world may have changed. */
export class Footprint {
  readonly #regions = new Map<string, Set<number>>();
  #changed = false;
  #underWay = 0;

  /** Regions in which a resource of this name was to be made or changed. */
  regionsOf(resource: string): ReadonlySet<number> {
    return this.#regions.get(resource) ?? new Set();
  }

  /** Whether anything but reads was asked for. */
  get changed(): boolean {
    return this.#changed;
  }

  /** Whether an operation has not come to its end. */
  get underWay(): boolean {
    return this.#underWay > 0;
  }

  /** Notes an operation before its first call is sent, and its end. */
  async follow<T>(operation: Operation, perform: () => Promise<T>): Promise<T> {
    if (!isRead(operation)) this.#note(operation);
    this.#underWay += 1;
    try {
      return await perform();
    } finally {
      this.#underWay -= 1;
    }
  }

  #note(operation: Operation): void {
    this.#changed = true;
    if (!isOfResource(operation)) return;
    const { region, resource } = operation;
    this.#regions.set(resource, new Set([...this.regionsOf(resource), region]));
  }
}
