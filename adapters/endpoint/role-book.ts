import { SUFFIX, servicePath, type RoleRef, type ServiceProfile } from '../../model/index.ts';
import { customersName, NAMES } from '../../calls/index.ts';

/** What the book reads of a role in an answer. */
export interface ListedRole {
  readonly RoleName?: string | undefined;
  readonly Arn?: string | undefined;
  readonly Path?: string | undefined;
}

/** What a list of the roles under the service's path says. */
export interface ListedRoles {
  /** The service's role, when the list shows it. */
  readonly linked: ListedRole | undefined;
  /** Names of further roles under the path, sorted: neither the service's, nor the one with the suite's suffix. */
  readonly others: readonly string[];
}

/**
 * Which role of the target stands in which slot. The service's role is known by what the target calls it: from the
 * answer that made it, or by its place under the service's path; the documented name until then.
 */
export class RoleBook {
  readonly #profile: ServiceProfile;
  readonly #names = new Map<RoleRef, string>();
  readonly #arns = new Map<string, string>();
  readonly #paths = new Map<string, string>();
  /** Roles that were there beside the service's: none of them takes its place when it is gone. */
  readonly #beside = new Set<string | undefined>();
  #account: string | undefined;

  constructor(profile: ServiceProfile, account: string | undefined) {
    this.#profile = profile;
    this.#account = account;
  }

  name(ref: RoleRef): string {
    const told = this.#names.get(ref);
    if (told !== undefined) return told;
    if (ref === 'linked') return this.#profile.roleName;
    return ref === 'suffixed' ? `${this.name('linked')}_${SUFFIX}` : customersName(ref, this.name('linked'));
  }

  /** Whether an answer told what the target calls the service's role. */
  get knowsLinked(): boolean {
    return this.#names.has('linked');
  }

  /** The role's ARN as an answer gave it, else as IAM would build it. */
  arn(ref: RoleRef): string {
    const name = this.name(ref);
    const path = ref === 'linked' || ref === 'suffixed' ? servicePath(this.#profile) : '/';
    return this.#arns.get(name) ?? `arn:aws:iam::${this.#account ?? '000000000000'}:role${path}${name}`;
  }

  /** A path of the service's role that is not the documented one, so that a list under that one lacks it. */
  get strayPath(): string | undefined {
    const path = this.#paths.get(this.name('linked'));
    return path === undefined || path.startsWith(servicePath(this.#profile)) ? undefined : path;
  }

  /** An answer that made the role of a slot. */
  created(ref: 'linked' | 'suffixed', role: ListedRole): void {
    if (role.RoleName !== undefined) this.#names.set(ref, role.RoleName);
    this.seen(role);
  }

  /** The lookalike was made: it keeps its name, whatever the target turns out to call the service's role. */
  lookalikeMade(): void {
    this.#names.set('lookalike', this.name('lookalike'));
  }

  /** The lookalike was removed: the next one is named anew. */
  lookalikeGone(): void {
    this.#names.delete('lookalike');
  }

  /** An answer that shows a role. */
  seen({ RoleName: name, Arn: arn, Path: path }: ListedRole): void {
    if (name === undefined) return;
    if (arn !== undefined) this.#arns.set(name, arn);
    if (path !== undefined) this.#paths.set(name, path);
    this.#account ??= /^arn:[^:]*:iam::(\d{12}):/.exec(arn ?? '')?.[1];
  }

  /**
   * Reads a list, and learns the name of the service's role from it when the known one is gone and another is there:
   * the documented name first, else the first that belongs to no other slot.
   */
  listed(roles: readonly ListedRole[]): ListedRoles {
    const known = this.name('linked');
    const further = roles
      .filter((role) => role.RoleName !== undefined && role.Path?.startsWith(servicePath(this.#profile)) !== false)
      .filter(({ RoleName: name }) => name !== known && !this.#isSuffixed(name))
      .sort((a, b) => (String(a.RoleName) < String(b.RoleName) ? -1 : 1));
    const strangers = further.filter(({ RoleName: name }) => !this.#isCustomers(name) && !this.#beside.has(name));
    const linked =
      roles.find((role) => role.RoleName === known) ??
      strangers.find((role) => role.RoleName === this.#profile.roleName) ??
      strangers[0];
    if (linked !== undefined) {
      this.created('linked', linked);
      for (const role of further) if (role !== linked) this.#beside.add(role.RoleName);
    }
    return { linked, others: further.filter((role) => role !== linked).map((role) => String(role.RoleName)) };
  }

  #isSuffixed(name: string | undefined): boolean {
    return name === this.#names.get('suffixed') || name?.endsWith(`_${SUFFIX}`) === true;
  }

  #isCustomers(name: string | undefined): boolean {
    return name?.startsWith(NAMES.ordinaryRole) === true || name === this.name('lookalike');
  }
}
