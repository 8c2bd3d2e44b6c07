import type { TaskRef, UsageEntry } from '../../model/index.ts';
import { MALFORMED_TASK, unknownTask } from '../../calls/index.ts';

/** The deletion tasks that a session was given, distinct ids in the order in which they were handed out. */
export class TaskBook {
  readonly #ids: string[] = [];

  handedOut(id: string): void {
    if (id !== '' && !this.#ids.includes(id)) this.#ids.push(id);
  }

  /** The task id that a program means; an unknown one where it means a task that there never was. */
  id(task: TaskRef, principal: string, roleName: string): string {
    const place = task === 'last' ? -1 : task === 'previous' ? -2 : typeof task === 'number' ? task : NaN;
    const known = Number.isNaN(place) ? undefined : this.#ids.at(place);
    return task === 'malformed' ? MALFORMED_TASK : (known ?? unknownTask(principal, roleName));
  }
}

/** Whose ARN is whose, so that a usage list can be read; some targets give one ARN to namesakes in several regions. */
export class HolderBook {
  readonly #keys = new Map<string, Set<string>>();
  /** The ids that a service handed out, by the key of the resource. */
  readonly #ids = new Map<string, string>();

  /** A resource was given this id by its service. */
  named(id: string, key: string): void {
    this.#ids.set(key, id);
  }

  /** The id that a resource was given last. */
  id(key: string): string | undefined {
    return this.#ids.get(key);
  }

  /** The key of the resource of a region that was given an id. */
  keyOf(id: string | undefined, resource: string, region: number): string | undefined {
    return [...this.#ids].find(([key, own]) => own === id && key.startsWith(`${resource}/${region}/`))?.[0];
  }

  seen(arn: string | undefined, key: string): void {
    if (arn === undefined) return;
    const keys = this.#keys.get(arn) ?? new Set();
    this.#keys.set(arn, keys.add(key));
  }

  /**
   * Whose a channel in the list of a region is: that of the region, under `key`, unless that one was shown with another ARN
   * and this ARN with others alone.
   */
  listed(arn: string | undefined, key: string): string {
    const [first] = this.#keys.get(arn ?? '') ?? [];
    const isOther = first !== undefined && this.#keys.get(arn ?? '')?.has(key) !== true;
    return isOther && [...this.#keys.values()].some((keys) => keys.has(key)) ? first : key;
  }

  /** An entry of a usage list in slots; null for a region or a resource that the session does not know. */
  entry(regions: readonly string[], region: string | undefined, arns: readonly string[] | undefined): UsageEntry {
    const slot = regions.indexOf(region ?? '');
    const holders = (arns ?? []).map((arn) => {
      const keys = [...(this.#keys.get(arn) ?? [])];
      const isHere = (key: string): boolean => key.split('/')[1] === String(slot);
      const byId = [...this.#ids].find(([key, id]) => isHere(key) && lastPart(arn) === id)?.[0];
      return keys.find(isHere) ?? keys[0] ?? byId ?? null;
    });
    return { region: slot === -1 ? null : slot, holders };
  }
}

/** What stands behind the last slash or colon of an ARN. */
const lastPart = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
