import { ApiError, type Members } from '../api-call.ts';
import type { BookActions, Books } from './books.ts';
import { requiredText, tags, text, type Tag } from '../constraints.ts';
import { inUse } from './holders.ts';
import { page, pageRequest } from '../pages.ts';
import { Register } from './register.ts';
import { withTags } from './tagging.ts';

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

/** A profile as lists show it: without tags (IAM API reference, ListInstanceProfiles). */
function listed(books: Books, { name, path, id, created, role }: InstanceProfile): Members {
  const found = role === undefined ? undefined : books.roles.find(role);
  return {
    Path: path,
    InstanceProfileName: name,
    InstanceProfileId: id,
    Arn: `arn:aws:iam::${books.account}:instance-profile${path}${name}`,
    CreateDate: new Date(created),
    Roles: found === undefined ? [] : [found],
  };
}

const shown = (books: Books, profile: InstanceProfile): Members => ({
  ...listed(books, profile),
  Tags: [...profile.tags],
});

const profileIn = (books: Books, input: Members): InstanceProfile =>
  books.profiles.require(requiredText(input, 'InstanceProfileName'));

/** The actions on instance profiles, but for those that put a role in or take it out. */
export const instanceProfileActions: BookActions = {
  CreateInstanceProfile(books, { input }) {
    const name = requiredText(input, 'InstanceProfileName');
    if (books.profiles.exists(name))
      throw new ApiError('EntityAlreadyExists', 409, `Instance Profile ${name} already exists.`);
    const profile: InstanceProfile = {
      name,
      path: text(input, 'Path') ?? '/',
      tags: withTags([], tags(input), 'exact'),
      id: books.ids.next('AIPA'),
      created: books.now().toISOString(),
    };
    books.profiles.set(profile);
    return { InstanceProfile: shown(books, profile) };
  },

  GetInstanceProfile: (books, { input }) => ({ InstanceProfile: shown(books, profileIn(books, input)) }),

  ListInstanceProfiles(books, { input }) {
    const prefix = text(input, 'PathPrefix') ?? '/';
    const profiles = books.profiles.all.filter(({ path }) => path.startsWith(prefix));
    const { items, ...rest } = page(
      profiles.map((profile) => listed(books, profile)),
      pageRequest(input),
    );
    return { InstanceProfiles: items, ...rest };
  },

  DeleteInstanceProfile(books, { input }) {
    const profile = profileIn(books, input);
    if (profile.role !== undefined) throw inUse('remove roles from instance profile');
    books.profiles.delete(profile.name);
    return {};
  },

  ListInstanceProfilesForRole(books, { input }) {
    const role = requiredText(input, 'RoleName');
    if (books.roles.find(role) === undefined)
      throw new ApiError('NoSuchEntity', 404, `The role with name ${role} cannot be found.`);
    const profiles = books.profiles.of(role).map((profile) => listed(books, profile));
    const { items, ...rest } = page(profiles, pageRequest(input));
    return { InstanceProfiles: items, ...rest };
  },
};
