import { describe, expect, it } from 'vitest';
import { ACCOUNT, cloudWithClients, PRINCIPAL, ROLE } from './clients.fixture.ts';

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Condition?: object, Resource: unknown = '*') => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const deny = (Action: unknown, Condition?: object, Resource: unknown = '*') => ({
  ...allow(Action, Condition, Resource),
  Effect: 'Deny',
});

const EVERYTHING = allow('*');
const LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/${PRINCIPAL}/${ROLE}`;

/** Clients of a new user with these policies. */
async function user(world: ReturnType<typeof cloudWithClients>, UserName: string, policy: string, more: object = {}) {
  await world.iam.createUser({ UserName, ...more });
  await world.iam.putUserPolicy({ UserName, PolicyName: 'p', PolicyDocument: policy });
  const { AccessKey } = await world.iam.createAccessKey({ UserName });
  return world.clients({ accessKeyId: AccessKey?.AccessKeyId ?? '' });
}

/** What became of a call: `allowed`, or how it was refused. */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'allowed';
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'NotImplemented') return `not played: ${/hangs on (.*), which/.exec(message)?.[1] ?? message}`;
    if (!message.includes('is not authorized to perform')) throw error;
    return message.includes('explicit deny') ? 'explicitly denied' : 'denied';
  }
}

type Clients = ReturnType<ReturnType<typeof cloudWithClients>['clients']>;
const makesRole = ({ iam }: Clients): Promise<unknown> => iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
const attaches = ({ iam }: Clients): Promise<unknown> =>
  iam.attachRolePolicy({ RoleName: 'app', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' });
const tagsApp = ({ iam }: Clients): Promise<unknown> =>
  iam.tagRole({ RoleName: 'app', Tags: [{ Key: 'team', Value: 'web' }] });
const makesApp = ({ iam }: Clients): Promise<unknown> =>
  iam.createRole({
    RoleName: 'other',
    AssumeRolePolicyDocument: document(TRUSTS),
    Tags: [{ Key: 'team', Value: 'web' }],
  });
const looks = ({ live }: Clients): Promise<unknown> => live.listChannels({});

const TRUSTS = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' };

/** Policies as accounts have them, a call, and what AWS says of it (IAM user guide, and the service authorization reference). */
const POLICIES: readonly [string, readonly object[], (clients: Clients) => Promise<unknown>, string][] = [
  [
    'all but other regions',
    [EVERYTHING, deny('*', { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1'] } })],
    makesRole,
    'allowed',
  ],
  [
    'all but another region',
    [EVERYTHING, deny('*', { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } })],
    looks,
    'explicitly denied',
  ],
  [
    'global services aside',
    [
      EVERYTHING,
      {
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      },
    ],
    makesRole,
    'allowed',
  ],
  [
    'the own account alone',
    [allow('iam:*', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } })],
    makesRole,
    'allowed',
  ],
  [
    'another account alone',
    [allow('iam:*', { StringEquals: { 'aws:PrincipalAccount': '999999999999' } })],
    makesRole,
    'denied',
  ],
  [
    'roles of services by services alone',
    [EVERYTHING, deny('iam:CreateServiceLinkedRole', { Bool: { 'aws:ViaAWSService': 'false' } })],
    makesRole,
    'explicitly denied',
  ],
  [
    'through a service alone',
    [allow('iam:CreateServiceLinkedRole', { 'ForAnyValue:StringEquals': { 'aws:CalledVia': [PRINCIPAL] } })],
    makesRole,
    'denied',
  ],
  [
    'any of two services',
    [
      allow('iam:CreateServiceLinkedRole', {
        'ForAnyValue:StringEquals': { 'iam:AWSServiceName': [PRINCIPAL, 'es.amazonaws.com'] },
      }),
    ],
    makesRole,
    'allowed',
  ],
  [
    'all of these services',
    [
      allow('iam:CreateServiceLinkedRole', {
        'ForAllValues:StringLike': { 'iam:AWSServiceName': ['media*.amazonaws.com'] },
      }),
    ],
    makesRole,
    'allowed',
  ],
  [
    'the service by its name',
    [allow('iam:CreateServiceLinkedRole', { StringLike: { 'iam:AWSServiceName': PRINCIPAL } }, LINKED)],
    makesRole,
    'allowed',
  ],
  [
    'another service by its name',
    [allow('iam:CreateServiceLinkedRole', { StringEquals: { 'iam:AWSServiceName': 'ecs.amazonaws.com' } })],
    makesRole,
    'denied',
  ],
  [
    'any role of a service',
    [allow('iam:CreateServiceLinkedRole', undefined, 'arn:aws:iam::*:role/aws-service-role/*')],
    makesRole,
    'allowed',
  ],
  [
    'until a date',
    [allow('iam:*', { DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } })],
    makesRole,
    'allowed',
  ],
  [
    'from a date that is to come',
    [allow('iam:*', { DateGreaterThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } })],
    makesRole,
    'denied',
  ],
  [
    'until a time in seconds',
    [allow('iam:*', { NumericLessThan: { 'aws:EpochTime': '4070908800' } })],
    makesRole,
    'allowed',
  ],
  ['from an office', [allow('*', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } })], makesRole, 'denied'],
  [
    'from this machine',
    [allow('*', { IpAddress: { 'aws:SourceIp': ['127.0.0.0/8', '203.0.113.0/24'] } })],
    makesRole,
    'allowed',
  ],
  [
    'not from elsewhere',
    [
      EVERYTHING,
      deny('*', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:ViaAWSService': 'false' } }),
    ],
    makesRole,
    'explicitly denied',
  ],
  ['encrypted alone', [EVERYTHING, deny('*', { Bool: { 'aws:SecureTransport': 'false' } })], makesRole, 'allowed'],
  [
    'with a second factor',
    [EVERYTHING, deny('*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
    makesRole,
    'explicitly denied',
  ],
  [
    'with a second factor, where it is told',
    [EVERYTHING, deny('*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })],
    makesRole,
    'allowed',
  ],
  ['by a user of a team', [allow('*', { StringEquals: { 'aws:PrincipalTag/Team': 'web' } })], makesRole, 'allowed'],
  [
    'by a user of another team',
    [allow('*', { StringEquals: { 'aws:PrincipalTag/team': 'ops' } })],
    makesRole,
    'denied',
  ],
  [
    'by an ARN',
    [EVERYTHING, deny('iam:*', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/admins/*' } })],
    makesRole,
    'explicitly denied',
  ],
  [
    'by ARNs with wildcards',
    [allow('iam:*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' } })],
    makesRole,
    'allowed',
  ],
  ['by users alone', [allow('*', { StringEquals: { 'aws:PrincipalType': 'User' } })], makesRole, 'allowed'],
  ['by a name', [allow('*', { StringLike: { 'aws:username': 'p-*' } })], makesRole, 'allowed'],
  [
    'that policy alone',
    [allow('iam:AttachRolePolicy', { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' } })],
    attaches,
    'allowed',
  ],
  [
    'never that policy',
    [EVERYTHING, deny('iam:Attach*', { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/IAM*' } })],
    attaches,
    'explicitly denied',
  ],
  [
    'bounded roles alone',
    [
      EVERYTHING,
      deny(['iam:AttachRolePolicy', 'iam:CreateRole'], {
        StringNotEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/bound` },
      }),
    ],
    attaches,
    'explicitly denied',
  ],
  ['tags of a role', [allow('iam:*', { StringEquals: { 'aws:ResourceTag/stage': 'dev' } })], attaches, 'allowed'],
  [
    'tags of a role, by the name of IAM',
    [allow('iam:*', { StringEquals: { 'iam:ResourceTag/stage': 'prod' } })],
    attaches,
    'denied',
  ],
  ['tags that are given', [allow('iam:*', { StringEquals: { 'aws:RequestTag/team': 'web' } })], makesApp, 'allowed'],
  [
    'tags that must be given',
    [EVERYTHING, deny('iam:CreateRole', { Null: { 'aws:RequestTag/owner': 'true' } })],
    makesApp,
    'explicitly denied',
  ],
  [
    'keys of tags',
    [allow('iam:*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] } })],
    tagsApp,
    'allowed',
  ],
  [
    'other keys of tags',
    [EVERYTHING, deny('iam:TagRole', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } })],
    tagsApp,
    'explicitly denied',
  ],
  [
    'no network of its own',
    [EVERYTHING, deny('*', { StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } })],
    makesRole,
    'explicitly denied',
  ],
  [
    'an organization',
    [EVERYTHING, deny('*', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
    makesRole,
    'not played: the condition key aws:principalorgid',
  ],
  [
    'an agent',
    [allow('*', { StringLike: { 'aws:UserAgent': '*terraform*' } })],
    makesRole,
    'not played: the condition key aws:useragent',
  ],
  [
    'an organization, where that changes nothing',
    [EVERYTHING, allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
    makesRole,
    'allowed',
  ],
  ["another service's key", [allow('*', { StringEquals: { 's3:prefix': 'a' } })], makesRole, 'denied'],
  [
    'the own role by a variable',
    [allow('iam:AttachRolePolicy', undefined, `arn:aws:iam::${ACCOUNT}:role/\${aws:PrincipalTag/app}`)],
    attaches,
    'allowed',
  ],
];

describe('a policy', () => {
  it.each(POLICIES)('is judged as AWS judges it: %s', async (_name, statements, call, expected) => {
    const world = cloudWithClients();
    await world.iam.createRole({
      RoleName: 'app',
      AssumeRolePolicyDocument: document(TRUSTS),
      Tags: [{ Key: 'Stage', Value: 'dev' }],
    });
    const Tags = ['team=web', 'app=app'].map((tag) => ({ Key: tag.split('=')[0], Value: tag.split('=')[1] }));
    const clients = await user(world, 'p-1', document(...statements), { Tags });
    expect(await outcome(call(clients))).toBe(expected);
    expect(world.faults).toEqual([]);
  });

  it('lets a service make the role for whoever may let it do so', async () => {
    const world = cloudWithClients();
    const through = allow('iam:CreateServiceLinkedRole', { Bool: { 'aws:ViaAWSService': 'true' } });
    const { live, iam } = await user(world, 'eve', document(allow('mediapackage:*'), through));
    await live.createChannel({ Id: 'c' });
    await live.configureLogs({ Id: 'c', EgressAccessLogs: {} });
    await expect(iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL })).rejects.toThrow('not authorized');
    expect((await world.iam.getRole({ RoleName: ROLE })).Role?.Arn).toBe(LINKED);
  });

  it.each([
    [
      'denies',
      document(EVERYTHING, deny('iam:CreateServiceLinkedRole')),
      'with an explicit deny in a permissions boundary',
    ],
    [
      'does not allow',
      document(allow('mediapackage:*')),
      'because no permissions boundary allows the iam:CreateServiceLinkedRole action',
    ],
  ])('that bounds a user and %s says so', async (_how, bound, why) => {
    const world = cloudWithClients();
    const { Policy } = await world.iam.createPolicy({ PolicyName: 'bound', PolicyDocument: bound });
    const eve = await user(world, 'eve', document(EVERYTHING), { PermissionsBoundary: Policy?.Arn });
    await expect(makesRole(eve)).rejects.toThrow(why);
  });
});

describe('a role', () => {
  const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/deployer`;
  const session = async (world: ReturnType<typeof cloudWithClients>, clients: Clients, more: object = {}) => {
    const { Credentials, AssumedRoleUser } = await clients.sts.assumeRole({
      RoleArn: DEPLOYER,
      RoleSessionName: 'ci',
      ...more,
    });
    return { ...world.clients({ accessKeyId: Credentials?.AccessKeyId ?? '' }), AssumedRoleUser, Credentials };
  };
  const worldWith = async (trust: object, policy = document(allow('iam:GetRole'))) => {
    const world = cloudWithClients();
    await world.iam.createUser({ UserName: 'friend' });
    await world.iam.createRole({ RoleName: 'deployer', AssumeRolePolicyDocument: document(trust) });
    await world.iam.putRolePolicy({ RoleName: 'deployer', PolicyName: 'p', PolicyDocument: policy });
    return world;
  };

  it('is assumed by whom its trust policy and the own policies let, and does what its policies allow', async () => {
    const world = await worldWith(TRUSTS);
    const ci = await session(world, await user(world, 'ci', document(allow('sts:AssumeRole'))));
    expect(ci.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/deployer/ci`);
    const identity = await ci.sts.getCallerIdentity({});
    expect(identity.Arn).toBe(ci.AssumedRoleUser?.Arn);
    expect(identity.UserId).toBe(ci.AssumedRoleUser?.AssumedRoleId);
    expect((await ci.iam.getRole({ RoleName: 'deployer' })).Role?.Arn).toBe(DEPLOYER);
    await expect(makesRole(ci)).rejects.toThrow(
      `User: ${identity.Arn} is not authorized to perform: iam:CreateServiceLinkedRole on resource: ${LINKED}`,
    );
  });

  it.each([
    ['that trusts the account', TRUSTS, document(allow('iam:*'))],
    [
      'that trusts another user',
      { ...TRUSTS, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/friend` } },
      document(EVERYTHING),
    ],
    ['that trusts a service', { ...TRUSTS, Principal: { Service: 'ec2.amazonaws.com' } }, document(EVERYTHING)],
    [
      'that asks for an external id',
      { ...TRUSTS, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } },
      document(EVERYTHING),
    ],
  ])('%s is refused to others, by their names', async (_name, trust, policy) => {
    const world = await worldWith(trust);
    const eve = await user(world, 'eve', policy);
    await expect(session(world, eve)).rejects.toThrow(
      `User: arn:aws:iam::${ACCOUNT}:user/eve is not authorized to perform: sts:AssumeRole on resource: ${DEPLOYER}`,
    );
  });

  it("that trusts a user by name is assumed without a word of the user's policies, unless these deny it", async () => {
    const world = await worldWith({ ...TRUSTS, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/friend` } });
    const { AccessKey } = await world.iam.createAccessKey({ UserName: 'friend' });
    const friend = world.clients({ accessKeyId: AccessKey?.AccessKeyId ?? '' });
    await session(world, friend);
    await world.iam.putUserPolicy({ UserName: 'friend', PolicyName: 'p', PolicyDocument: document(deny('sts:*')) });
    await expect(session(world, friend)).rejects.toThrow('with an explicit deny in an identity-based policy');
  });

  it('gives no more to a session than the policy that is given along', async () => {
    const world = await worldWith(TRUSTS, document(EVERYTHING));
    const ci = await user(world, 'ci', document(EVERYTHING));
    const bounded = await session(world, ci, { Policy: document(allow('iam:Get*')) });
    expect(await outcome(bounded.iam.getRole({ RoleName: 'deployer' }))).toBe('allowed');
    await expect(makesRole(bounded)).rejects.toThrow('because no session policy allows');
    expect(await outcome(makesRole(await session(world, ci)))).toBe('allowed');
  });

  it('is not assumed by its name in other letters, nor by the account itself', async () => {
    const world = await worldWith(TRUSTS);
    const ci = await user(world, 'ci', document(EVERYTHING));
    await expect(session(world, ci, { RoleArn: DEPLOYER.replace('deployer', 'Deployer') })).rejects.toThrow(
      'not authorized',
    );
    await expect(session(world, world)).rejects.toThrow('Roles may not be assumed by root accounts.');
  });

  it('is assumed for as long as was asked, and the state that is saved goes on with it', async () => {
    const world = await worldWith(TRUSTS);
    const ci = await user(world, 'ci', document(EVERYTHING));
    await expect(session(world, ci, { DurationSeconds: 7200 })).rejects.toThrow('exceeds the MaxSessionDuration');
    const short = await session(world, ci, { DurationSeconds: 900 });
    const later = cloudWithClients();
    later.cloud.load(JSON.parse(JSON.stringify(world.cloud.save())));
    const again = later.clients({ accessKeyId: short.Credentials?.AccessKeyId ?? '' });
    expect(await outcome(again.iam.getRole({ RoleName: 'deployer' }))).toBe('allowed');
    later.cloud.advance(901_000);
    await expect(again.iam.getRole({ RoleName: 'deployer' })).rejects.toThrow('expired');
  });
});
