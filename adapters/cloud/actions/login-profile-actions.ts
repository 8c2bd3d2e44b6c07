import { ApiError, type Members } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import type { User } from '../books/holders.ts';
import { requiredText } from '../constraints.ts';

const userIn = (books: Books, input: Members): User => books.users.require(requiredText(input, 'UserName'));

/** @throws ApiError NoSuchEntity (404) for a user without a password */
function withProfile(books: Books, input: Members): User & { readonly login: string } {
  const user = userIn(books, input);
  const { login } = user;
  if (login === undefined)
    throw new ApiError('NoSuchEntity', 404, `Login Profile for User ${user.name} cannot be found.`);
  return { ...user, login };
}

const shown = (name: string, login: string, reset: unknown): Members => ({
  UserName: name,
  CreateDate: new Date(login),
  PasswordResetRequired: String(reset ?? false) === 'true',
});

/** Whether a user has a password for the console, and since when. The password itself is kept nowhere. */
export const loginProfileActions: BookActions = {
  CreateLoginProfile(books, { input }) {
    const user = userIn(books, input);
    if (user.login !== undefined)
      throw new ApiError('EntityAlreadyExists', 409, `Login Profile for user ${user.name} already exists.`);
    const login = books.now().toISOString();
    books.users.set({ ...user, login });
    return { LoginProfile: shown(user.name, login, input['PasswordResetRequired']) };
  },

  GetLoginProfile(books, { input }) {
    const { name, login } = withProfile(books, input);
    return { LoginProfile: shown(name, login, false) };
  },

  UpdateLoginProfile(books, { input }) {
    withProfile(books, input);
    return {};
  },

  DeleteLoginProfile(books, { input }) {
    const { login: _, ...user } = withProfile(books, input);
    books.users.set(user);
    return {};
  },
};
