import { ApiError, type Members } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import { checkUnused, inUse, type User } from '../books/holders.ts';
import { withTags } from '../books/tagging.ts';
import { requiredText, tags, text } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';
import { holderActions } from './holder-actions.ts';
import { tagActions } from './tag-actions.ts';
import { userOf } from '../books/principal.ts';

/** A user as lists show it: without tags and boundary (IAM API reference, ListUsers). */
export const listedUser = (books: Books, { name, path, id, created }: User): Members => ({
  Path: path,
  UserName: name,
  UserId: id,
  Arn: `arn:aws:iam::${books.account}:user${path}${name}`,
  CreateDate: new Date(created),
});

const shownUser = (books: Books, user: User): Members => ({
  ...listedUser(books, user),
  PermissionsBoundary:
    user.boundary === undefined
      ? undefined
      : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: user.boundary },
  Tags: user.tags.length === 0 ? undefined : [...user.tags],
});

/** The refusal of a call about its own user, from whoever is none. */
export const mustNameUser = (): ApiError =>
  new ApiError('ValidationError', 400, 'Must specify userName when calling with non-User credentials');

const userIn = (books: Books, input: Members): User => books.users.require(requiredText(input, 'UserName'));

/** The account itself, as GetUser shows it to whoever asks with the account's own key. */
const root = (books: Books): Members => ({
  Path: '/',
  UserName: 'root',
  UserId: books.account,
  Arn: `arn:aws:iam::${books.account}:root`,
  CreateDate: new Date(books.since),
});

/** The actions on users, their tags and their policies. */
export const userActions: BookActions = {
  CreateUser(books, { input }) {
    const name = requiredText(input, 'UserName');
    const boundary = text(input, 'PermissionsBoundary');
    if (books.users.get(name) !== undefined)
      throw new ApiError('EntityAlreadyExists', 409, `User with name ${name} already exists.`);
    if (boundary !== undefined) books.policies.requireFor('user', boundary);
    const user: User = {
      name,
      path: text(input, 'Path') ?? '/',
      tags: withTags([], tags(input), 'ignored'),
      inline: [],
      attached: [],
      id: books.ids.next('AIDA'),
      created: books.now().toISOString(),
      ...(boundary === undefined ? {} : { boundary }),
    };
    books.users.set(user);
    return { User: shownUser(books, user) };
  },

  GetUser(books, { input, principal }) {
    const name = text(input, 'UserName') ?? userOf(principal);
    if (name === undefined && principal.kind === 'session') throw mustNameUser();
    return { User: name === undefined ? root(books) : shownUser(books, books.users.require(name)) };
  },

  ListUsers(books, { input }) {
    const prefix = text(input, 'PathPrefix') ?? '/';
    const users = books.users.all.filter(({ path }) => path.startsWith(prefix));
    const { items, ...rest } = page(
      users.map((user) => listedUser(books, user)),
      pageRequest(input),
    );
    return { Users: items, ...rest };
  },

  DeleteUser(books, { input }) {
    const user = userIn(books, input);
    checkUnused(user);
    if (books.groups.of(user.name).length > 0) throw inUse('remove users from group');
    if (books.keys.of(user.name).length > 0) throw inUse('delete access keys');
    if (user.login !== undefined) throw inUse('delete login profile');
    books.users.delete(user.name);
    return {};
  },

  ...tagActions('User', 'ignored', (books, input) => {
    const user = userIn(books, input);
    return { tags: user.tags, put: (labels) => books.users.set({ ...user, tags: labels }) };
  }),

  ...holderActions('User', (books) => books.users),
};
