import { describe, expect, it } from 'vitest';
import { ACCOUNT, desk, named } from '../books/books.fixture.ts';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

function staffed() {
  const one = desk();
  one.ask('CreateUser', { UserName: 'Eve' });
  one.ask('CreateGroup', { GroupName: 'Staff' });
  return one;
}

describe('a group of users', () => {
  it('is made once, whatever the case of its name', () => {
    const { ask, refusal } = desk();
    expect(ask('CreateGroup', { GroupName: 'Staff', Path: '/a/' })['Group']).toMatchObject({
      GroupName: 'Staff',
      Path: '/a/',
      Arn: `arn:aws:iam::${ACCOUNT}:group/a/Staff`,
    });
    expect(refusal('CreateGroup', { GroupName: 'STAFF' })).toBe(
      'EntityAlreadyExists 409: Group with name STAFF already exists.',
    );
    expect(named(ask('ListGroups', { PathPrefix: '/a/' })['Groups'], 'GroupName')).toEqual(['Staff']);
    expect(ask('ListGroups', { PathPrefix: '/b/' })['Groups']).toEqual([]);
  });

  it('takes a user in, once, and lets the user go', () => {
    const { ask, refusal } = staffed();
    const both = { GroupName: 'staff', UserName: 'eve' };
    ask('AddUserToGroup', both);
    ask('AddUserToGroup', both);
    expect(named(ask('GetGroup', { GroupName: 'staff' })['Users'], 'UserName')).toEqual(['Eve']);
    expect(named(ask('ListGroupsForUser', { UserName: 'eve' })['Groups'], 'GroupName')).toEqual(['Staff']);
    ask('RemoveUserFromGroup', both);
    expect(ask('GetGroup', { GroupName: 'staff' })['Users']).toEqual([]);
    expect(refusal('RemoveUserFromGroup', both)).toBe(
      'NoSuchEntity 404: The user with name Eve is not in the group Staff.',
    );
  });

  it('shows its users page by page', () => {
    const { ask } = staffed();
    for (const UserName of ['a', 'b', 'c']) {
      ask('CreateUser', { UserName });
      ask('AddUserToGroup', { GroupName: 'staff', UserName });
    }
    const first = ask('GetGroup', { GroupName: 'staff', MaxItems: 2 });
    const second = ask('GetGroup', { GroupName: 'staff', MaxItems: 2, Marker: first['Marker'] });
    expect([first, second].map(({ Users }) => named(Users, 'UserName'))).toEqual([['a', 'b'], ['c']]);
    expect([first['IsTruncated'], second['IsTruncated']]).toEqual([true, false]);
  });

  it.each([
    ['AddUserToGroup', { GroupName: 'none', UserName: 'eve' }, 'The group with name none cannot be found.'],
    ['AddUserToGroup', { GroupName: 'staff', UserName: 'none' }, 'The user with name none cannot be found.'],
    ['ListGroupsForUser', { UserName: 'none' }, 'The user with name none cannot be found.'],
    ['DeleteGroup', { GroupName: 'none' }, 'The group with name none cannot be found.'],
  ])('is not found: %s(%j)', (action, input, message) => {
    expect(staffed().refusal(action, input)).toBe(`NoSuchEntity 404: ${message}`);
  });

  it('is one of ten at most that a user is in', () => {
    const { ask, refusal } = staffed();
    for (let n = 0; n <= 10; n += 1) ask('CreateGroup', { GroupName: `g${n}` });
    for (let n = 0; n < 10; n += 1) ask('AddUserToGroup', { GroupName: `g${n}`, UserName: 'eve' });
    expect(refusal('AddUserToGroup', { GroupName: 'g10', UserName: 'eve' })).toBe(
      'LimitExceeded 409: Cannot exceed quota for GroupsPerUser: 10',
    );
    expect(refusal('AddUserToGroup', { GroupName: 'g9', UserName: 'eve' })).toBe('answered');
  });

  it('is deleted only once it has neither policies nor users', () => {
    const { ask, refusal } = staffed();
    ask('AddUserToGroup', { GroupName: 'staff', UserName: 'eve' });
    ask('AttachGroupPolicy', { GroupName: 'staff', PolicyArn: ADMIN });
    const conflict = (first: string): string => `DeleteConflict 409: Cannot delete entity, must ${first} first.`;
    expect(refusal('DeleteGroup', { GroupName: 'staff' })).toBe(conflict('detach all policies'));
    ask('DetachGroupPolicy', { GroupName: 'staff', PolicyArn: ADMIN });
    expect(refusal('DeleteGroup', { GroupName: 'staff' })).toBe(conflict('remove users from group'));
    ask('RemoveUserFromGroup', { GroupName: 'staff', UserName: 'eve' });
    ask('DeleteGroup', { GroupName: 'staff' });
    expect(ask('ListGroups')['Groups']).toEqual([]);
  });
});
