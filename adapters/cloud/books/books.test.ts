import { act } from '../actions/book-actions.ts';
import { layersOfUser } from './layers.ts';
import { decideLayers } from './policy-evaluation.ts';
import { ITSELF } from './principal.ts';
import { describe, expect, it } from 'vitest';
import type { Members } from '../api-call.ts';
import { desk, policy, refusal } from './books.fixture.ts';
import type { Books } from './books.ts';
import type { SavedBooks } from './saved-books.ts';

const OWN = 'arn:aws:iam::111122223333:policy/Own';

/** Books with one of everything, in relation to one another. */
function kept(): { books: Books; ask: (action: string, input?: Members) => Members } {
  const one = desk();
  one.ask('CreatePolicy', { PolicyName: 'Own', PolicyDocument: policy('Allow', 'iam:Get*') });
  one.ask('CreateUser', { UserName: 'eve', PermissionsBoundary: OWN, Tags: [{ Key: 'a', Value: 'b' }] });
  one.ask('CreateGroup', { GroupName: 'staff' });
  one.ask('AddUserToGroup', { GroupName: 'staff', UserName: 'eve' });
  one.ask('AttachUserPolicy', { UserName: 'eve', PolicyArn: OWN });
  one.ask('PutUserPolicy', { UserName: 'eve', PolicyName: 'inline', PolicyDocument: policy('Allow', 'sts:*') });
  one.ask('PutGroupPolicy', { GroupName: 'staff', PolicyName: 'group', PolicyDocument: policy('Deny', 'iam:GetRole') });
  one.ask('AttachGroupPolicy', { GroupName: 'staff', PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess' });
  one.ask('CreateAccessKey', { UserName: 'eve' });
  one.ask('CreateInstanceProfile', { InstanceProfileName: 'web' });
  one.books.profiles.add('web', 'Worker');
  return one;
}

const documentsOf = (books: Books, user: string) => layersOfUser(books, user)[0]?.documents;

const copy = (books: Books): SavedBooks => JSON.parse(JSON.stringify(books.save())) as SavedBooks;

describe('the books of an account', () => {
  it('find every policy of a user: inline, attached, and of the groups', () => {
    const { books, ask } = kept();
    expect(documentsOf(books, 'EVE')).toEqual([
      policy('Allow', 'sts:*'),
      policy('Deny', 'iam:GetRole'),
      policy('Allow', 'iam:Get*'),
      policy('Allow', ['iam:*']),
    ]);
    ask('RemoveUserFromGroup', { GroupName: 'staff', UserName: 'eve' });
    expect(documentsOf(books, 'eve')).toHaveLength(2);
    expect(documentsOf(books, 'nobody')).toEqual([]);
  });

  it('decide by all of them, within the boundary', () => {
    const { books, ask } = kept();
    const says = (action: string, user = 'eve') => decideLayers(layersOfUser(books, user), { action, resource: '*' });
    expect(says('iam:GetUser')).toEqual({ decision: 'allowed' });
    expect(says('iam:GetRole')).toEqual({ decision: 'explicitly denied', by: 'identity-based policy' });
    // Allowed by the group, but not by the boundary.
    expect(says('iam:CreateRole')).toEqual({ decision: 'implicitly denied', by: 'permissions boundary' });
    ask('CreateUser', { UserName: 'free' });
    ask('AddUserToGroup', { GroupName: 'staff', UserName: 'free' });
    expect(says('iam:CreateRole', 'free')).toEqual({ decision: 'allowed' });
    expect(says('iam:CreateRole', 'nobody').decision).toBe('implicitly denied');
  });

  it('go on from what was saved as if nothing had been', () => {
    const { books, ask } = kept();
    const later = desk({ saved: copy(books) });
    expect(later.books.save()).toEqual(books.save());
    expect(later.books.keyIds().map((id) => later.books.callerOf(id))).toEqual([{ kind: 'user', user: 'eve' }]);
    const made = { UserName: 'next' };
    expect(later.ask('CreateUser', made)).toEqual(ask('CreateUser', made));
    expect(later.ask('GetUser', { UserName: 'eve' })).toEqual(ask('GetUser', { UserName: 'eve' }));
  });

  it('give the same ids for the same seed', () => {
    expect(copy(kept().books)).toEqual(copy(kept().books));
  });

  it('refuse an action that they do not have', () => {
    for (const action of ['CreateVirtualMFADevice', 'constructor'])
      expect(refusal(() => act(kept().books, action, { input: {}, region: 0, principal: ITSELF }))).toContain(
        'InvalidAction 400',
      );
  });

  it.each<[string, (saved: SavedBooks) => unknown, string]>([
    ['text', () => 'books', 'books.: Invalid input'],
    ['a part that is missing', ({ users: _, ...rest }) => rest, 'books.users: '],
    ['a user without path', (saved) => ({ ...saved, users: [{ name: 'eve' }] }), 'books.users.0.path: '],
    ['a member too many', (saved) => ({ ...saved, secret: 'x' }), 'books.: Unrecognized key: "secret"'],
    ['a secret in a key', (saved) => ({ ...saved, keys: [{ ...saved.keys[0], secret: 'x' }] }), 'books.keys.0: '],
    ['a key of nobody', (saved) => ({ ...saved, users: [], groups: [] }), 'books.keys: there is no user eve'],
    [
      'a member of a group who is not there',
      (saved) => ({ ...saved, users: [], keys: [] }),
      'books.groups: there is no user eve',
    ],
  ])('do not go on from %s', (_, spoil, place) => {
    const saved = spoil(copy(kept().books));
    expect(() => desk({ saved })).toThrow(TypeError);
    expect(() => desk({ saved })).toThrow(`This is no saved state: ${place}`);
  });
});
