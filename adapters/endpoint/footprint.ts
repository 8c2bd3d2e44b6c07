import { isOfResource, isRead, type Operation } from '../../model/index.ts';

/** What a session asked for so far, as far as it tells where the world may have changed. */
export class Footprint {
  /** Regions in which a channel was to be made or changed. */
  readonly channels = new Set<number>();
  /** Regions in which a packaging group was to be made or changed. */
  readonly groups = new Set<number>();
  #changed = false;
  #underWay = 0;

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
    (operation.resource === 'channel' ? this.channels : this.groups).add(operation.region);
  }
}
