import { layersOfUser } from '../books/layers.ts';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, desk, named, policy } from '../books/books.fixture.ts';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const SERVICE_POLICY = 'arn:aws:iam::aws:policy/aws-service-role/MediaPackageServiceRolePolicy';

describe('a user', () => {
  it('is made once, under a name that counts whatever its case, and shown as it was first named', () => {
    const { ask, refusal } = desk();
    const { User: made } = ask('CreateUser', { UserName: 'Eve', Path: '/staff/' });
    expect(made).toMatchObject({
      Path: '/staff/',
      UserName: 'Eve',
      Arn: `arn:aws:iam::${ACCOUNT}:user/staff/Eve`,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    });
    expect(ask('GetUser', { UserName: 'EVE' })).toEqual({ User: made });
    expect(refusal('CreateUser', { UserName: 'eve' })).toBe(
      'EntityAlreadyExists 409: User with name eve already exists.',
    );
    expect(refusal('GetUser', { UserName: 'adam' })).toBe('NoSuchEntity 404: The user with name adam cannot be found.');
  });

  it('may be named as anything that JavaScript has by itself', () => {
    const { ask, refusal, books } = desk();
    for (const UserName of ['__proto__', 'constructor', 'toString']) {
      expect(refusal('GetUser', { UserName })).toContain('NoSuchEntity');
      ask('CreateUser', { UserName });
      ask('PutUserPolicy', { UserName, PolicyName: '__proto__', PolicyDocument: policy('Allow', '*') });
      expect(ask('ListUserPolicies', { UserName })['PolicyNames']).toEqual(['__proto__']);
    }
    const { books: loaded } = desk({ saved: JSON.parse(JSON.stringify(books.save())) });
    expect(layersOfUser(loaded, '__proto__')[0]?.documents).toEqual([policy('Allow', '*')]);
  });

  it('asks after itself where it names nobody; the account is its own root', () => {
    const { ask } = desk();
    const { User: made } = ask('CreateUser', { UserName: 'eve' });
    expect(ask('GetUser', {}, 'eve')['User']).toEqual(made);
    expect(ask('GetUser')['User']).toMatchObject({ Arn: `arn:aws:iam::${ACCOUNT}:root`, UserId: ACCOUNT });
  });

  it('is listed by path, without tags and boundary', () => {
    const { ask } = desk();
    const Tags = [{ Key: 'team', Value: 'live' }];
    ask('CreateUser', { UserName: 'b', Path: '/staff/', PermissionsBoundary: ADMIN, Tags });
    ask('CreateUser', { UserName: 'a' });
    expect(named(ask('ListUsers')['Users'], 'UserName')).toEqual(['a', 'b']);
    const { Users: staff, IsTruncated } = ask('ListUsers', { PathPrefix: '/staff/' });
    expect({ staff, IsTruncated }).toEqual({ staff: [expect.objectContaining({ UserName: 'b' })], IsTruncated: false });
    expect(staff).not.toHaveProperty('0.Tags');
    expect(ask('GetUser', { UserName: 'b' })['User']).toMatchObject({
      Tags,
      PermissionsBoundary: { PermissionsBoundaryArn: ADMIN },
    });
  });

  it('is deleted only once it has neither policies, groups nor keys', () => {
    const { ask, refusal } = desk();
    const user = { UserName: 'eve' };
    ask('CreateUser', user);
    ask('CreateGroup', { GroupName: 'staff' });
    const inTheWay = [
      ['AttachUserPolicy', 'DetachUserPolicy', { PolicyArn: ADMIN }, 'detach all policies'],
      [
        'PutUserPolicy',
        'DeleteUserPolicy',
        { PolicyName: 'p', PolicyDocument: policy('Allow', '*') },
        'delete policies',
      ],
      ['AddUserToGroup', 'RemoveUserFromGroup', { GroupName: 'staff' }, 'remove users from group'],
    ] as const;
    for (const [add, remove, what, first] of inTheWay) {
      ask(add, { ...user, ...what });
      expect(refusal('DeleteUser', user)).toBe(`DeleteConflict 409: Cannot delete entity, must ${first} first.`);
      ask(remove, { ...user, ...what });
    }
    const { AccessKey: key } = ask('CreateAccessKey', user);
    expect(refusal('DeleteUser', user)).toBe(
      'DeleteConflict 409: Cannot delete entity, must delete access keys first.',
    );
    ask('DeleteAccessKey', { ...user, AccessKeyId: (key as { AccessKeyId: string }).AccessKeyId });
    ask('DeleteUser', user);
    expect(refusal('GetUser', user)).toContain('NoSuchEntity');
  });

  it('is another one when it is made again: its id says so', () => {
    const { ask } = desk();
    const { User: first } = ask('CreateUser', { UserName: 'eve' });
    ask('DeleteUser', { UserName: 'eve' });
    const { User: second } = ask('CreateUser', { UserName: 'eve' });
    expect((second as { UserId: string }).UserId).not.toBe((first as { UserId: string }).UserId);
  });
});

describe('the tags of a user', () => {
  it('have keys that count whatever their case', () => {
    const { ask, refusal } = desk();
    ask('CreateUser', { UserName: 'eve', Tags: [{ Key: 'Team', Value: 'live' }] });
    ask('TagUser', {
      UserName: 'eve',
      Tags: [
        { Key: 'TEAM', Value: 'vod' },
        { Key: 'cost', Value: '' },
      ],
    });
    expect(ask('ListUserTags', { UserName: 'eve' })['Tags']).toEqual([
      { Key: 'TEAM', Value: 'vod' },
      { Key: 'cost', Value: '' },
    ]);
    expect(
      refusal('TagUser', {
        UserName: 'eve',
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      }),
    ).toBe('InvalidInput 400: Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    ask('UntagUser', { UserName: 'eve', TagKeys: ['team', 'never there'] });
    expect(ask('ListUserTags', { UserName: 'eve' })['Tags']).toEqual([{ Key: 'cost', Value: '' }]);
  });

  it('are 50 at most, and none is kept of those that would be too many', () => {
    const { ask, refusal } = desk();
    const tags = (count: number, name: string) =>
      Array.from({ length: count }, (_, n) => ({ Key: `${name}${n}`, Value: '' }));
    ask('CreateUser', { UserName: 'eve', Tags: tags(49, 'a') });
    expect(refusal('TagUser', { UserName: 'eve', Tags: tags(2, 'b') })).toBe(
      'LimitExceeded 409: Cannot exceed quota for TagsPerResource: 50',
    );
    ask('TagUser', { UserName: 'eve', Tags: tags(1, 'b') });
    expect(ask('ListUserTags', { UserName: 'eve' })['Tags']).toHaveLength(50);
  });
});

describe.each([
  ['User', 'AIDA', 2048],
  ['Group', 'AGPA', 5120],
])('the policies of a %s', (kind, _, longest) => {
  const holder = { [`${kind}Name`]: 'eve' };
  const word = kind.toLowerCase();
  const open = () => {
    const one = desk();
    one.ask(`Create${kind}`, holder);
    return one;
  };

  it('are put, read, replaced and deleted inline', () => {
    const { ask, refusal } = open();
    const put = (PolicyName: string, PolicyDocument: string) =>
      ask(`Put${kind}Policy`, { ...holder, PolicyName, PolicyDocument });
    put('b', policy('Allow', 'iam:GetRole'));
    put('a', policy('Allow', 'sts:*'));
    put('b', policy('Deny', 'iam:*'));
    expect(ask(`List${kind}Policies`, holder)).toEqual({ PolicyNames: ['a', 'b'], IsTruncated: false });
    expect(ask(`Get${kind}Policy`, { ...holder, PolicyName: 'b' })).toEqual({
      ...holder,
      PolicyName: 'b',
      PolicyDocument: policy('Deny', 'iam:*'),
    });
    ask(`Delete${kind}Policy`, { ...holder, PolicyName: 'b' });
    for (const action of [`Get${kind}Policy`, `Delete${kind}Policy`])
      expect(refusal(action, { ...holder, PolicyName: 'b' })).toBe(
        `NoSuchEntity 404: The ${word} policy with name b cannot be found.`,
      );
  });

  it('are refused inline where they are no policy, or too long together', () => {
    const { ask, refusal } = open();
    const put = (PolicyName: string, PolicyDocument: string) =>
      refusal(`Put${kind}Policy`, { ...holder, PolicyName, PolicyDocument });
    expect(put('a', '{')).toBe('MalformedPolicyDocument 400: Syntax errors in policy.');
    const half = policy('Allow', `iam:${'a'.repeat(longest / 2)}`);
    expect(put('a', half)).toBe('answered');
    expect(put('b', half)).toBe(`LimitExceeded 409: Maximum policy size of ${longest} bytes exceeded for ${word} eve`);
    expect(put('a', `${half}${' '.repeat(longest)}`)).toBe('answered');
    expect(ask(`List${kind}Policies`, holder)['PolicyNames']).toEqual(['a']);
  });

  it('are attached and detached; to attach again changes nothing', () => {
    const { ask, refusal } = open();
    const both = { ...holder, PolicyArn: ADMIN };
    ask(`Attach${kind}Policy`, both);
    ask(`Attach${kind}Policy`, both);
    expect(ask(`ListAttached${kind}Policies`, holder)['AttachedPolicies']).toEqual([
      { PolicyName: 'AdministratorAccess', PolicyArn: ADMIN },
    ]);
    expect(ask(`ListAttached${kind}Policies`, { ...holder, PathPrefix: '/mine/' })['AttachedPolicies']).toEqual([]);
    ask(`Detach${kind}Policy`, both);
    expect(refusal(`Detach${kind}Policy`, both)).toBe(`NoSuchEntity 404: Policy ${ADMIN} was not found.`);
  });

  it.each([
    [SERVICE_POLICY, `PolicyNotAttachable 400: Cannot attach a Service Role Policy to an IAM ${word}.`],
    [
      'arn:aws:iam::aws:policy/Nothing',
      'NoSuchEntity 404: Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.',
    ],
    ['long-policy-name-but-no-arn', 'ValidationError 400: Invalid ARN:  Could not be parsed!'],
    ['arn:aws:s3:::some-bucket/policy', 'ValidationError 400: ARN arn:aws:s3:::some-bucket/policy is not valid.'],
  ])('are not attached: %s', (PolicyArn, refused) => {
    const { ask, refusal } = open();
    expect(refusal(`Attach${kind}Policy`, { ...holder, PolicyArn })).toBe(refused);
    expect(ask(`ListAttached${kind}Policies`, holder)['AttachedPolicies']).toEqual([]);
  });

  it('are ten at most', () => {
    const { ask, refusal } = open();
    const arns = Array.from({ length: 11 }, (__, n) => {
      const made = ask('CreatePolicy', { PolicyName: `p${n}`, PolicyDocument: policy('Allow', '*') })['Policy'];
      return (made as { Arn: string }).Arn;
    });
    for (const PolicyArn of arns.slice(0, 10)) ask(`Attach${kind}Policy`, { ...holder, PolicyArn });
    expect(refusal(`Attach${kind}Policy`, { ...holder, PolicyArn: arns[10] })).toBe(
      `LimitExceeded 409: Cannot exceed quota for PoliciesPer${kind}: 10`,
    );
  });

  it('are asked for of nobody in vain', () => {
    const { refusal } = desk();
    expect(refusal(`List${kind}Policies`, holder)).toBe(`NoSuchEntity 404: The ${word} with name eve cannot be found.`);
  });
});
