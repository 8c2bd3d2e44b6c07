import { ApiError, type Members } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import { inUse } from '../books/holders.ts';
import type { InstanceProfile } from '../books/instance-profiles.ts';
import { tagActions } from './tag-actions.ts';
import { withTags } from '../books/tagging.ts';
import { requiredText, tags, text } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';

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

  ...tagActions('InstanceProfile', 'exact', (books, input) => {
    const profile = books.profiles.require(requiredText(input, 'InstanceProfileName'));
    return { tags: profile.tags, put: (labels) => books.profiles.set({ ...profile, tags: labels }) };
  }),
};
