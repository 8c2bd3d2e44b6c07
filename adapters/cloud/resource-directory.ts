import { createHash } from 'node:crypto';
import { holderKey, type State } from '../../model/index.ts';
import type { Members } from './api-call.ts';

/** What a resource has besides what the model knows of it. */
export interface ResourceDetails {
  readonly id: string;
  readonly arn: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Where a channel takes its content in. */
  readonly ingest?: readonly Members[];
  /** How often a channel's ingest credentials were changed. */
  readonly rotations?: number;
  /** Where a packaging group is asked for its content. */
  readonly domain?: string;
  /** What it was given at its making that answers show again. */
  readonly given?: Members;
}

export interface SavedResources {
  readonly slots: readonly (readonly [string, number])[];
  readonly details: readonly (readonly [string, ResourceDetails])[];
}

/**
 * Which name stands for which slot of the model, for one kind of resource, and what they have besides. The name is the id, but
 * where the service hands out ids: then it is what its maker called it.
 */
export class ResourceDirectory {
  readonly kind: string;
  readonly #slots: Map<string, number>;
  readonly #ids = new Map<number, string>();
  readonly #details: Map<string, ResourceDetails>;

  constructor(kind: string, saved: SavedResources = { slots: [], details: [] }) {
    this.kind = kind;
    this.#slots = new Map(saved.slots);
    this.#details = new Map(saved.details);
    for (const [id, slot] of this.#slots) this.#ids.set(slot, id);
  }

  save(): SavedResources {
    return { slots: [...this.#slots], details: [...this.#details] };
  }

  /** The slot of an id; one of its own, from now on, where it had none. */
  slot(id: string): number {
    const known = this.#slots.get(id);
    if (known !== undefined) return known;
    let slot = this.#slots.size;
    while (this.#ids.has(slot)) slot -= 1;
    this.#slots.set(id, slot);
    this.#ids.set(slot, id);
    return slot;
  }

  has(id: string): boolean {
    return this.#slots.has(id);
  }

  /** Forgets an id of which the model knows nothing: it was only asked for. */
  release(id: string, state: State): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const isOfSlot = (key: string): boolean => {
      const [kind, , other] = key.split('/');
      return kind === this.kind && other === String(slot);
    };
    if (Object.keys(state.holders).some(isOfSlot) || state.gone.some(isOfSlot)) return;
    this.#slots.delete(id);
    this.#ids.delete(slot);
  }

  /** The details of a resource by the model's key; those of a namesake in another region where the target mixes them up. */
  details(key: string): ResourceDetails | undefined {
    const own = this.#details.get(key);
    if (own !== undefined) return own;
    const slot = key.split('/')[2];
    return [...this.#details].find(([other]) => other.split('/')[2] === slot)?.[1];
  }

  set(key: string, details: ResourceDetails): void {
    this.#details.set(key, details);
  }

  /** The name at a slot. */
  nameAt(slot: number): string {
    return this.#ids.get(slot) ?? '';
  }

  /** The name of the resource of a region to which its service gave an id. */
  named(region: number, id: string): string | undefined {
    for (const [key, details] of this.#details)
      if (details.id === id && key.startsWith(`${this.kind}/${region}/`)) return this.nameAt(Number(key.split('/')[2]));
    return undefined;
  }

  /** The key of the resource with this ARN. */
  findByArn(arn: string): string | undefined {
    for (const [key, details] of this.#details) if (details.arn === arn) return key;
    return undefined;
  }

  key(regionSlot: number, id: string): string {
    return holderKey(this.kind, regionSlot, this.slot(id));
  }
}

/** Hexadecimal digits that depend on nothing but the parts: ids of resources are the same on every run. */
export const digits = (length: number, ...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, length);
