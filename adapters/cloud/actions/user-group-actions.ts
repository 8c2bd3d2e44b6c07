import { ApiError, type Members } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import { checkUnused, inUse, type Group } from '../books/holders.ts';
import { requiredText, text } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';
import { holderActions } from './holder-actions.ts';
import { listedUser } from './user-actions.ts';

/** Groups of one user (IAM user guide, "IAM and STS quotas"). */
const MOST_GROUPS = 10;

const shownGroup = (books: Books, { name, path, id, created }: Group): Members => ({
  Path: path,
  GroupName: name,
  GroupId: id,
  Arn: `arn:aws:iam::${books.account}:group${path}${name}`,
  CreateDate: new Date(created),
});

const groupIn = (books: Books, input: Members): Group => books.groups.require(requiredText(input, 'GroupName'));

/** The actions on groups, their members and their policies. */
export const userGroupActions: BookActions = {
  CreateGroup(books, { input }) {
    const name = requiredText(input, 'GroupName');
    if (books.groups.get(name) !== undefined)
      throw new ApiError('EntityAlreadyExists', 409, `Group with name ${name} already exists.`);
    const group: Group = {
      name,
      path: text(input, 'Path') ?? '/',
      members: [],
      inline: [],
      attached: [],
      id: books.ids.next('AGPA'),
      created: books.now().toISOString(),
    };
    books.groups.set(group);
    return { Group: shownGroup(books, group) };
  },

  GetGroup(books, { input }) {
    const group = groupIn(books, input);
    const users = group.members.map((name) => listedUser(books, books.users.require(name)));
    const { items, ...rest } = page(users, pageRequest(input));
    return { Group: shownGroup(books, group), Users: items, ...rest };
  },

  ListGroups(books, { input }) {
    const prefix = text(input, 'PathPrefix') ?? '/';
    const groups = books.groups.all.filter(({ path }) => path.startsWith(prefix));
    const { items, ...rest } = page(
      groups.map((group) => shownGroup(books, group)),
      pageRequest(input),
    );
    return { Groups: items, ...rest };
  },

  DeleteGroup(books, { input }) {
    const group = groupIn(books, input);
    checkUnused(group);
    if (group.members.length > 0) throw inUse('remove users from group');
    books.groups.delete(group.name);
    return {};
  },

  AddUserToGroup(books, { input }) {
    const group = groupIn(books, input);
    const { name } = books.users.require(requiredText(input, 'UserName'));
    if (group.members.includes(name)) return {};
    if (books.groups.of(name).length >= MOST_GROUPS)
      throw new ApiError('LimitExceeded', 409, `Cannot exceed quota for GroupsPerUser: ${MOST_GROUPS}`);
    books.groups.set({ ...group, members: [...group.members, name] });
    return {};
  },

  RemoveUserFromGroup(books, { input }) {
    const group = groupIn(books, input);
    const { name } = books.users.require(requiredText(input, 'UserName'));
    if (!group.members.includes(name))
      throw new ApiError('NoSuchEntity', 404, `The user with name ${name} is not in the group ${group.name}.`);
    books.groups.set({ ...group, members: group.members.filter((member) => member !== name) });
    return {};
  },

  ListGroupsForUser(books, { input }) {
    const { name } = books.users.require(requiredText(input, 'UserName'));
    const groups = books.groups.of(name).map((group) => shownGroup(books, group));
    const { items, ...rest } = page(groups, pageRequest(input));
    return { Groups: items, ...rest };
  },

  ...holderActions('Group', (books) => books.groups),
};
