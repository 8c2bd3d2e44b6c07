import { describe, expect, it } from 'vitest';
import { ACCOUNT, desk, named, refusal } from '../books/books.fixture.ts';

const ROLE = {
  Path: '/',
  RoleName: 'Worker',
  RoleId: 'AROAEXAMPLE',
  Arn: `arn:aws:iam::${ACCOUNT}:role/Worker`,
  CreateDate: new Date(0),
};
const roles = {
  find: (name: string) => (name.toLowerCase() === 'worker' ? ROLE : undefined),
  attachments: () => 0,
  boundaries: () => 0,
};

function withProfile() {
  const one = desk({ roles });
  one.ask('CreateInstanceProfile', { InstanceProfileName: 'Web', Path: '/a/', Tags: [{ Key: 'k', Value: 'v' }] });
  return one;
}

describe('an instance profile', () => {
  it('is made once, whatever the case of its name, and begins empty', () => {
    const { ask, refusal: refused } = withProfile();
    expect(ask('GetInstanceProfile', { InstanceProfileName: 'WEB' })['InstanceProfile']).toMatchObject({
      InstanceProfileName: 'Web',
      Path: '/a/',
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/a/Web`,
      Roles: [],
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(refused('CreateInstanceProfile', { InstanceProfileName: 'web' })).toBe(
      'EntityAlreadyExists 409: Instance Profile web already exists.',
    );
    expect(refused('GetInstanceProfile', { InstanceProfileName: 'none' })).toBe(
      'NoSuchEntity 404: Instance Profile none cannot be found.',
    );
  });

  it('takes one role, and shows it whole', () => {
    const { ask, books } = withProfile();
    books.profiles.add('web', 'worker');
    expect(books.profiles.holds('WORKER')).toBe(true);
    expect(ask('GetInstanceProfile', { InstanceProfileName: 'web' })['InstanceProfile']).toMatchObject({
      Roles: [ROLE],
    });
    expect(refusal(() => books.profiles.add('web', 'other'))).toBe(
      'LimitExceeded 409: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    );
    expect(refusal(() => books.profiles.remove('web', 'other'))).toBe(
      'NoSuchEntity 404: The role with name other cannot be found.',
    );
    books.profiles.remove('web', 'Worker');
    expect([books.profiles.holds('worker'), books.profiles.exists('web')]).toEqual([false, true]);
    expect(refusal(() => books.profiles.add('none', 'worker'))).toContain('NoSuchEntity 404');
  });

  it('is listed by path, and by the role in it, without its tags', () => {
    const { ask, refusal: refused, books } = withProfile();
    ask('CreateInstanceProfile', { InstanceProfileName: 'Api' });
    books.profiles.add('Api', 'Worker');
    const listed = (action: string, input = {}) => named(ask(action, input)['InstanceProfiles'], 'InstanceProfileName');
    expect(listed('ListInstanceProfiles')).toEqual(['Api', 'Web']);
    expect(listed('ListInstanceProfiles', { PathPrefix: '/a/' })).toEqual(['Web']);
    expect(listed('ListInstanceProfilesForRole', { RoleName: 'worker' })).toEqual(['Api']);
    expect(named(ask('ListInstanceProfiles')['InstanceProfiles'], 'Tags')).toEqual([undefined, undefined]);
    expect(refused('ListInstanceProfilesForRole', { RoleName: 'none' })).toBe(
      'NoSuchEntity 404: The role with name none cannot be found.',
    );
  });

  it('is deleted only once it is empty', () => {
    const { ask, refusal: refused, books } = withProfile();
    books.profiles.add('web', 'worker');
    expect(refused('DeleteInstanceProfile', { InstanceProfileName: 'web' })).toBe(
      'DeleteConflict 409: Cannot delete entity, must remove roles from instance profile first.',
    );
    books.profiles.remove('web', 'worker');
    ask('DeleteInstanceProfile', { InstanceProfileName: 'web' });
    expect(ask('ListInstanceProfiles')['InstanceProfiles']).toEqual([]);
  });
});
