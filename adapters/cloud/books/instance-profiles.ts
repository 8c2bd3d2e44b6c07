import { ApiError } from '../api-call.ts';
import type { Tag } from '../constraints.ts';
import { Register } from './register.ts';

export interface InstanceProfile {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  readonly tags: readonly Tag[];
  /** Name of the role in it. */
  readonly role?: string;
}

const sameName = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** The instance profiles of one account. */
export class InstanceProfiles extends Register<InstanceProfile> {
  /** @throws ApiError NoSuchEntity (404) when there is no such profile */
  require(name: string): InstanceProfile {
    const profile = this.get(name);
    if (profile === undefined) throw new ApiError('NoSuchEntity', 404, `Instance Profile ${name} cannot be found.`);
    return profile;
  }

  exists(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Whether a role is in any of them. */
  holds(role: string): boolean {
    return this.of(role).length > 0;
  }

  /** Those that a role is in. */
  of(role: string): readonly InstanceProfile[] {
    return this.all.filter((profile) => sameName(profile.role, role));
  }

  /**
   * Puts a role into a profile, which takes one (IAM user guide, "IAM and STS quotas").
   * @throws ApiError NoSuchEntity (404) when there is no such profile, LimitExceeded (409) when it has a role
   */
  add(name: string, role: string): void {
    const profile = this.require(name);
    if (profile.role !== undefined)
      throw new ApiError('LimitExceeded', 409, 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
    this.set({ ...profile, role });
  }

  /**
   * Takes a role out of a profile.
   * @throws ApiError NoSuchEntity (404) when there is no such profile, or the role is not in it
   */
  remove(name: string, role: string): void {
    const { role: held, ...rest } = this.require(name);
    if (!sameName(held, role)) throw new ApiError('NoSuchEntity', 404, `The role with name ${role} cannot be found.`);
    this.set(rest);
  }
}
