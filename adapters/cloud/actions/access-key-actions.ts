import { ApiError, type Members, type Request } from '../api-call.ts';
import type { AccessKey } from '../books/access-keys.ts';
import type { BookActions, Books } from '../books/books.ts';
import type { User } from '../books/holders.ts';
import { requiredText, text } from '../constraints.ts';
import { userOf } from '../books/principal.ts';
import { mustNameUser } from './user-actions.ts';
import { page, pageRequest } from '../pages.ts';

/** Keys of one user (IAM user guide, "IAM and STS quotas"). */
const MOST_KEYS = 2;

/** The user that an action on keys is about: the caller where the input names none. The account's own keys are not played. */
function userIn(books: Books, { input, principal }: Request): User {
  const name = text(input, 'UserName') ?? userOf(principal);
  if (name === undefined) throw mustNameUser();
  return books.users.require(name);
}

function keyIn(books: Books, request: Request): AccessKey {
  const { name } = userIn(books, request);
  const id = requiredText(request.input, 'AccessKeyId');
  const key = books.keys.find(id);
  if (key?.user !== name) throw new ApiError('NoSuchEntity', 404, `The Access Key with id ${id} cannot be found.`);
  return key;
}

const metadata = ({ id, user, active, created }: AccessKey): Members => ({
  UserName: user,
  AccessKeyId: id,
  Status: active ? 'Active' : 'Inactive',
  CreateDate: new Date(created),
});

/** The actions on access keys. */
export const accessKeyActions: BookActions = {
  CreateAccessKey(books, request) {
    const { name: user } = userIn(books, request);
    if (books.keys.of(user).length >= MOST_KEYS)
      throw new ApiError('LimitExceeded', 409, `Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
    const { id, secret } = books.ids.nextKey();
    const key: AccessKey = { id, user, active: true, created: books.now().toISOString() };
    books.keys.set(key);
    return { AccessKey: { ...metadata(key), SecretAccessKey: secret } };
  },

  ListAccessKeys(books, request) {
    const keys = books.keys.of(userIn(books, request).name).map(metadata);
    const { items, ...rest } = page(keys, pageRequest(request.input));
    return { AccessKeyMetadata: items, ...rest };
  },

  UpdateAccessKey(books, request) {
    const key = keyIn(books, request);
    const status = requiredText(request.input, 'Status');
    if (status === 'Expired') throw new ApiError('InvalidInput', 400, 'A key cannot be set to Expired.');
    books.keys.set({ ...key, active: status === 'Active' });
    return {};
  },

  DeleteAccessKey(books, request) {
    books.keys.delete(keyIn(books, request).id);
    return {};
  },
};
