import type { Actions } from '../action.ts';
import { UnknownAction, type Members, type Request } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import { accessKeyActions } from './access-key-actions.ts';
import { emptyAnswers } from './empty-answers.ts';
import { loginProfileActions } from './login-profile-actions.ts';
import { instanceProfileActions } from './instance-profile-actions.ts';
import { policyActions } from './policy-actions.ts';
import { userActions } from './user-actions.ts';
import { userGroupActions } from './user-group-actions.ts';

/** Every action on the books. */
export const principalActions: BookActions = {
  ...userActions,
  ...userGroupActions,
  ...accessKeyActions,
  ...policyActions,
  ...instanceProfileActions,
  ...loginProfileActions,
  ...emptyAnswers,
};

/** The same, for an account. */
export const bookActions: Actions = Object.fromEntries(
  Object.entries(principalActions).map(([name, play]) => [name, (account, request) => play(account.books, request)]),
);

/**
 * Plays an action on the books by its name.
 * @throws ApiError when it is refused, UnknownAction when the books do not have it
 */
export function act(books: Books, action: string, request: Request): Members {
  const play = Object.hasOwn(principalActions, action) ? principalActions[action] : undefined;
  if (play === undefined) throw new UnknownAction(action);
  return play(books, request);
}
