import { describe, expect, it } from 'vitest';
import { desk, named, refusal } from '../books/books.fixture.ts';

interface Key {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
}

function withUser() {
  const one = desk();
  one.ask('CreateUser', { UserName: 'Eve' });
  const make = (): Key => one.ask('CreateAccessKey', { UserName: 'eve' })['AccessKey'] as Key;
  return { ...one, make };
}

const UNKNOWN = 'InvalidClientTokenId 403: The security token included in the request is invalid.';

describe('an access key', () => {
  it('has an id and a secret of the form that AWS gives them', () => {
    const { ask, make } = withUser();
    expect(make()).toMatchObject({
      UserName: 'Eve',
      Status: 'Active',
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9/+]{40}$/),
    });
    expect(ask('ListAccessKeys', {}, 'eve')['AccessKeyMetadata']).not.toHaveProperty('0.SecretAccessKey');
  });

  it('shows its secret once, and keeps it nowhere', () => {
    const { books, make } = withUser();
    const { AccessKeyId, SecretAccessKey } = make();
    const saved = JSON.stringify(books.save());
    expect(saved).toContain(AccessKeyId);
    expect(saved).not.toContain(SecretAccessKey);
  });

  it('is one of two at most', () => {
    const { ask, refusal: refused, make } = withUser();
    const ids = [make().AccessKeyId, make().AccessKeyId];
    expect(refused('CreateAccessKey', { UserName: 'eve' })).toBe(
      'LimitExceeded 409: Cannot exceed quota for AccessKeysPerUser: 2',
    );
    expect(named(ask('ListAccessKeys', { UserName: 'eve' })['AccessKeyMetadata'], 'AccessKeyId')).toEqual(
      ids.toSorted(),
    );
  });

  it('names its user while it is active, and nobody when it is not', () => {
    const { ask, books, make } = withUser();
    const { AccessKeyId } = make();
    expect(books.callerOf(AccessKeyId)).toEqual({ kind: 'user', user: 'Eve' });
    ask('UpdateAccessKey', { UserName: 'eve', AccessKeyId, Status: 'Inactive' });
    expect(refusal(() => books.callerOf(AccessKeyId))).toBe(UNKNOWN);
    expect(ask('ListAccessKeys', { UserName: 'eve' })['AccessKeyMetadata']).toMatchObject([{ Status: 'Inactive' }]);
    ask('UpdateAccessKey', { UserName: 'eve', AccessKeyId, Status: 'Active' });
    expect(books.callerOf(AccessKeyId)).toEqual({ kind: 'user', user: 'Eve' });
  });

  it('does not become the account itself by being deleted', () => {
    const { ask, books, make } = withUser();
    const { AccessKeyId } = make();
    ask('DeleteAccessKey', { UserName: 'eve', AccessKeyId });
    expect(refusal(() => books.callerOf(AccessKeyId))).toBe(UNKNOWN);
    expect(books.callerOf('111122223333')).toEqual({ kind: 'account' });
  });

  it('is not found by another user, who may ask after its own without a name', () => {
    const { ask, refusal: refused, make } = withUser();
    const { AccessKeyId } = make();
    ask('CreateUser', { UserName: 'adam' });
    const missing = `NoSuchEntity 404: The Access Key with id ${AccessKeyId} cannot be found.`;
    expect(refused('DeleteAccessKey', { AccessKeyId }, 'adam')).toBe(missing);
    expect(refused('UpdateAccessKey', { UserName: 'adam', AccessKeyId, Status: 'Inactive' })).toBe(missing);
    expect(refused('DeleteAccessKey', { AccessKeyId }, 'Eve')).toBe('answered');
  });

  it('cannot be set to expire, nor be asked for by the account without a name', () => {
    const { refusal: refused, make } = withUser();
    const { AccessKeyId } = make();
    expect(refused('UpdateAccessKey', { UserName: 'eve', AccessKeyId, Status: 'Expired' })).toBe(
      'InvalidInput 400: A key cannot be set to Expired.',
    );
    expect(refused('ListAccessKeys')).toBe(
      'ValidationError 400: Must specify userName when calling with non-User credentials',
    );
  });
});
