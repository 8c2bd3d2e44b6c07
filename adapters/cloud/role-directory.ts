import type { Tag } from './constraints.ts';
import type { CustomerRole, RoleRef, ServiceProfile, State } from '../../model/index.ts';

/** What a customer's role has besides what the model knows of it. */
export interface RoleDetails {
  readonly name: string;
  readonly path: string;
  /** The trust policy, as it was given. */
  readonly trust: string;
  readonly description?: string;
  /** Seconds. */
  readonly sessionDuration: number;
  /** ARN of the permissions boundary. */
  readonly boundary?: string;
  /** Inline policies by name, as they were given. */
  readonly inline: Readonly<Record<string, string>>;
  readonly tags?: readonly Tag[];
}

/** Which name stands for which role of the model. IAM tells no two names apart by their case (IAM user guide, "IAM and STS quotas"). */
export class RoleDirectory {
  readonly #profile: ServiceProfile;
  readonly #details = new Map<CustomerRole, RoleDetails>();
  /** By the name in lower case. */
  readonly #refs = new Map<string, CustomerRole>();

  constructor(profile: ServiceProfile, saved: readonly (readonly [CustomerRole, RoleDetails])[] = []) {
    this.#profile = profile;
    for (const [ref, details] of saved) this.set(ref, details);
  }

  /** The customer's roles that were made, those that are gone since among them. */
  get all(): readonly (readonly [CustomerRole, RoleDetails])[] {
    return [...this.#details];
  }

  details(ref: CustomerRole): RoleDetails | undefined {
    return this.#details.get(ref);
  }

  set(ref: CustomerRole, details: RoleDetails): void {
    this.#details.set(ref, details);
    if (ref !== 'lookalike') this.#refs.set(details.name.toLowerCase(), ref);
  }

  forget(ref: CustomerRole): void {
    this.#refs.delete(this.#details.get(ref)?.name.toLowerCase() ?? '');
    this.#details.delete(ref);
  }

  /** What the target calls the service's role. */
  linkedName({ roles: { linked } }: State): string {
    const name = linked?.facets.name;
    return typeof name === 'string' ? name : this.#profile.roleName;
  }

  /** The role that a name stands for; undefined where no role ever had it. */
  find(name: string, state: State): RoleRef | undefined {
    if (this.#details.get('lookalike')?.name === name && state.roles.lookalike !== undefined) return 'lookalike';
    const lower = name.toLowerCase();
    if (lower === this.linkedName(state).toLowerCase() || lower === this.#profile.roleName.toLowerCase())
      return 'linked';
    if (state.roles.suffixed?.facets.name === name) return 'suffixed';
    return this.#refs.get(lower);
  }

  /** The role that is made under a name: one that had it before, a lookalike of the service's, or the first that is free. */
  place(name: string, state: State): CustomerRole {
    const known = this.find(name, state);
    if (known === 'linked' || known === 'lookalike') return 'lookalike';
    if (known !== undefined && known !== 'suffixed') return known;
    for (let index = 0; ; index += 1) {
      const ref: CustomerRole = index === 0 ? 'ordinary' : `ordinary/${index}`;
      if (!this.#details.has(ref)) return ref;
    }
  }
}
