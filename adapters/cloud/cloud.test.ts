import {
  DeleteConflictException,
  EntityAlreadyExistsException,
  InvalidInputException,
  MalformedPolicyDocumentException,
  NoSuchEntityException,
  PolicyNotAttachableException,
  UnmodifiableEntityException,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { NotFoundException, UnprocessableEntityException } from '@aws-sdk/client-mediapackage';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, cloudWithClients, PRINCIPAL, ROLE } from './clients.fixture.ts';
import { Cloud } from './index.ts';

const ARN = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/${PRINCIPAL}/${ROLE}`;
const GROUP = '/aws/MediaPackage/EgressAccessLogs';

/** Who may assume a customer's role. */
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const allowing = (...actions: readonly string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

/** Polls a deletion task to its end. */
async function ended({ iam }: ReturnType<typeof cloudWithClients>, DeletionTaskId: string | undefined) {
  for (let poll = 0; poll < 10; poll += 1) {
    const answer = await iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId });
    if (answer.Status === 'SUCCEEDED' || answer.Status === 'FAILED') return answer;
  }
  throw new Error('the task did not end');
}

describe('the life of a service-linked role, as a client of the SDK sees it', () => {
  it('begins with CreateServiceLinkedRole, which answers with what AWS answers and no more', async () => {
    const { iam } = cloudWithClients();
    const { Role } = await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL, Description: 'ours' });
    expect(Object.keys(Role ?? {}).sort()).toEqual(
      ['Arn', 'AssumeRolePolicyDocument', 'CreateDate', 'Path', 'RoleId', 'RoleName'].sort(),
    );
    expect(Role).toMatchObject({ Arn: ARN, Path: `/aws-service-role/${PRINCIPAL}/`, RoleName: ROLE });
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: [PRINCIPAL] } }],
    });
  });

  it('goes on in GetRole with its description, session length and an empty last use', async () => {
    const { iam } = cloudWithClients();
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL, Description: 'Übung & <test> "1"' });
    const { Role } = await iam.getRole({ RoleName: ROLE });
    expect(Role).toMatchObject({ Description: 'Übung & <test> "1"', MaxSessionDuration: 3600, RoleLastUsed: {} });
    expect(Role?.Tags).toBeUndefined();
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).Statement).toEqual([
      { Effect: 'Allow', Principal: { Service: PRINCIPAL }, Action: 'sts:AssumeRole' },
    ]);
  });

  it('is not begun twice', async () => {
    const { iam } = cloudWithClients();
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    const again = iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    await expect(again).rejects.toThrow(
      `Service role name ${ROLE} has been taken in this account, please try a different suffix.`,
    );
    await expect(again).rejects.toBeInstanceOf(InvalidInputException);
  });

  it('cannot end while a channel of any region logs; the task tells where', async () => {
    const world = cloudWithClients();
    const abroad = world.clients(undefined, 'eu-west-1').live;
    const channel = await abroad.createChannel({ Id: 'sports' });
    await abroad.configureLogs({ Id: 'sports', EgressAccessLogs: {} });
    const { DeletionTaskId } = await world.iam.deleteServiceLinkedRole({ RoleName: ROLE });
    expect(DeletionTaskId).toMatch(new RegExp(`^task/aws-service-role/${PRINCIPAL}/${ROLE}/[0-9a-f-]{36}$`));
    const failed = await ended(world, DeletionTaskId);
    expect(failed.Status).toBe('FAILED');
    expect(failed.Reason).toEqual({
      Reason: 'Role in use.',
      RoleUsageList: [{ Region: 'eu-west-1', Resources: [channel.Arn] }],
    });
    expect(await ended(world, DeletionTaskId)).toMatchObject({ Status: 'FAILED', Reason: failed.Reason });
    expect((await world.iam.getRole({ RoleName: ROLE })).Role?.Arn).toBe(ARN);
  });

  it('ends once nothing logs, and may begin again under another id', async () => {
    const world = cloudWithClients();
    await world.live.createChannel({ Id: 'sports' });
    await world.live.configureLogs({ Id: 'sports', IngressAccessLogs: {} });
    const first = (await world.iam.getRole({ RoleName: ROLE })).Role?.RoleId;
    await world.live.configureLogs({ Id: 'sports' });
    const { DeletionTaskId } = await world.iam.deleteServiceLinkedRole({ RoleName: ROLE });
    expect((await ended(world, DeletionTaskId)).Status).toBe('SUCCEEDED');
    const gone = world.iam.getRole({ RoleName: ROLE });
    await expect(gone).rejects.toThrow(`The role with name ${ROLE} cannot be found.`);
    await expect(gone).rejects.toBeInstanceOf(NoSuchEntityException);
    await world.live.configureLogs({ Id: 'sports', EgressAccessLogs: {} });
    expect((await world.iam.getRole({ RoleName: ROLE })).Role?.RoleId).not.toBe(first);
  });

  it('ends by itself a second after it was asked to, though nobody polls', async () => {
    const { cloud, iam } = cloudWithClients();
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    await iam.deleteServiceLinkedRole({ RoleName: ROLE });
    cloud.advance(1000);
    await expect(iam.getRole({ RoleName: ROLE })).rejects.toBeInstanceOf(NoSuchEntityException);
  });

  it('keeps everything but description and tags from being edited', async () => {
    const { iam } = cloudWithClients();
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    const refused = [
      iam.putRolePolicy({ RoleName: ROLE, PolicyName: 'p', PolicyDocument: allowing('s3:*') }),
      iam.attachRolePolicy({ RoleName: ROLE, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
      iam.detachRolePolicy({ RoleName: ROLE, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
      iam.updateAssumeRolePolicy({ RoleName: ROLE, PolicyDocument: TRUST }),
      iam.deleteRole({ RoleName: ROLE }),
    ];
    for (const call of refused) {
      await expect(call).rejects.toBeInstanceOf(UnmodifiableEntityException);
      await expect(call).rejects.toThrow(
        `Cannot perform the operation on the protected role '${ROLE}' - this role is only modifiable by AWS`,
      );
    }
    await iam.updateRole({ RoleName: ROLE, Description: 'new' });
    await iam.tagRole({
      RoleName: ROLE,
      Tags: [
        { Key: 'team', Value: 'video' },
        { Key: 'stage', Value: 'one' },
      ],
    });
    await iam.untagRole({ RoleName: ROLE, TagKeys: ['stage'] });
    const { Role } = await iam.getRole({ RoleName: ROLE });
    expect(Role).toMatchObject({ Description: 'new', Tags: [{ Key: 'team', Value: 'video' }] });
    expect((await iam.listRoleTags({ RoleName: ROLE })).Tags).toEqual([{ Key: 'team', Value: 'video' }]);
  });
});

describe('names that a customer chooses', () => {
  it('are kept apart by region, and two channels of one name know nothing of each other', async () => {
    const { live, clients } = cloudWithClients();
    const abroad = clients(undefined, 'ap-northeast-1').live;
    const here = await live.createChannel({ Id: 'news', Description: 'here', Tags: { a: '1' } });
    const there = await abroad.createChannel({ Id: 'news', Description: 'there' });
    expect(here.Arn).toMatch(new RegExp(`^arn:aws:mediapackage:us-east-1:${ACCOUNT}:channels/[0-9a-f]{32}$`));
    expect(there.Arn).not.toBe(here.Arn);
    await abroad.configureLogs({ Id: 'news', EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/mine' } });
    expect(await live.describeChannel({ Id: 'news' })).toMatchObject({ Description: 'here', Tags: { a: '1' } });
    expect((await live.describeChannel({ Id: 'news' })).EgressAccessLogs).toBeUndefined();
    expect((await abroad.listChannels({})).Channels).toMatchObject([
      { Id: 'news', Description: 'there', EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/mine' } },
    ]);
  });

  it('may be any that MediaPackage takes, and no other', async () => {
    const { live } = cloudWithClients();
    const longest = 'c'.repeat(256);
    expect((await live.createChannel({ Id: longest })).Id).toBe(longest);
    for (const Id of ['a b', 'ü', 'x'.repeat(257), '../../channels'])
      await expect(live.createChannel({ Id })).rejects.toBeInstanceOf(UnprocessableEntityException);
  });

  it('are not remembered for having been asked for', async () => {
    const { cloud, live, iam } = cloudWithClients();
    await live.createChannel({ Id: 'known' });
    const before = JSON.stringify(cloud.save().accounts);
    for (let index = 0; index < 50; index += 1) {
      await expect(live.describeChannel({ Id: `unknown-${index}` })).rejects.toBeInstanceOf(NotFoundException);
      await expect(live.configureLogs({ Id: `unknown-${index}` })).rejects.toBeInstanceOf(NotFoundException);
      await expect(iam.getRole({ RoleName: `unknown-${index}` })).rejects.toBeInstanceOf(NoSuchEntityException);
    }
    const size = (text: string): number => text.replaceAll(/\d+/g, '0').length;
    expect(size(JSON.stringify(cloud.save().accounts))).toBe(size(before));
  });

  it('stand for roles of the customer, which are edited as any role is', async () => {
    const { iam } = cloudWithClients();
    const names = ['app-one', 'app-two'];
    for (const RoleName of names)
      await iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST, Description: RoleName, Path: '/team/' });
    await expect(iam.createRole({ RoleName: 'APP-ONE', AssumeRolePolicyDocument: TRUST })).rejects.toBeInstanceOf(
      EntityAlreadyExistsException,
    );
    await expect(iam.createRole({ RoleName: 'bad', AssumeRolePolicyDocument: '{' })).rejects.toBeInstanceOf(
      MalformedPolicyDocumentException,
    );
    await iam.putRolePolicy({ RoleName: 'app-one', PolicyName: 'inline', PolicyDocument: allowing('s3:*') });
    await iam.attachRolePolicy({ RoleName: 'app-one', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    await iam.updateRole({ RoleName: 'app-two', Description: 'two', MaxSessionDuration: 7200 });
    expect((await iam.getRole({ RoleName: 'app-two' })).Role).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT}:role/team/app-two`,
      Description: 'two',
      MaxSessionDuration: 7200,
    });
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName: 'app-one', PolicyName: 'inline' });
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(allowing('s3:*'));
    await expect(iam.deleteRole({ RoleName: 'app-one' })).rejects.toBeInstanceOf(DeleteConflictException);
    await iam.deleteRolePolicy({ RoleName: 'app-one', PolicyName: 'inline' });
    await iam.detachRolePolicy({ RoleName: 'app-one', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    await iam.deleteRole({ RoleName: 'app-one' });
    await expect(iam.getRole({ RoleName: 'app-one' })).rejects.toBeInstanceOf(NoSuchEntityException);
  });

  it('give no customer a role of the service, nor the policy of one', async () => {
    const { iam } = cloudWithClients();
    await iam.createRole({ RoleName: 'app', AssumeRolePolicyDocument: TRUST });
    const PolicyArn = 'arn:aws:iam::aws:policy/aws-service-role/MediaPackageServiceRolePolicy';
    await expect(iam.attachRolePolicy({ RoleName: 'app', PolicyArn })).rejects.toBeInstanceOf(
      PolicyNotAttachableException,
    );
    await expect(iam.deleteServiceLinkedRole({ RoleName: 'app' })).rejects.toThrow(
      'app exists but is not a service role.',
    );
    await expect(
      iam.createRole({ RoleName: 'x', AssumeRolePolicyDocument: TRUST, Path: `/aws-service-role/${PRINCIPAL}/` }),
    ).rejects.toThrow("Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles");
  });
});

describe('lists', () => {
  it('come in pages of the size that was asked for', async () => {
    const { iam, live } = cloudWithClients();
    for (const name of ['a', 'b', 'c', 'd']) {
      await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: TRUST });
      await live.createChannel({ Id: name });
    }
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    const pages: (string | undefined)[][] = [];
    for await (const { Roles } of paginateListRoles({ client: iam, pageSize: 2 }, {}))
      pages.push((Roles ?? []).map((role) => role.RoleName));
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual([ROLE, 'a', 'b', 'c', 'd']);
    const first = await live.listChannels({ MaxResults: 3 });
    const second = await live.listChannels({ MaxResults: 3, NextToken: first.NextToken });
    expect([...(first.Channels ?? []), ...(second.Channels ?? [])].map(({ Id }) => Id)).toEqual(['a', 'b', 'c', 'd']);
    expect(second.NextToken).toBeUndefined();
  });

  it('show the roles of a service under its path alone, without what ListRoles leaves out', async () => {
    const { iam } = cloudWithClients();
    await iam.createRole({ RoleName: 'a', AssumeRolePolicyDocument: TRUST });
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    await iam.tagRole({ RoleName: ROLE, Tags: [{ Key: 'k', Value: 'v' }] });
    const { Roles } = await iam.listRoles({ PathPrefix: '/aws-service-role/' });
    expect(Roles?.map((role) => role.RoleName)).toEqual([ROLE]);
    expect(Roles?.[0]).not.toHaveProperty('Tags');
    expect(Roles?.[0]).not.toHaveProperty('RoleLastUsed');
  });
});

describe('packaging groups', () => {
  it('make the role when they are made with access logs, and hold it until these are off', async () => {
    const world = cloudWithClients();
    const group = await world.vod.createPackagingGroup({ Id: 'films', EgressAccessLogs: {} });
    expect(group.EgressAccessLogs?.LogGroupName).toMatch(/^\/aws\/MediaPackage\//);
    expect((await world.iam.getRole({ RoleName: ROLE })).Role?.Arn).toBe(ARN);
    const first = await world.iam.deleteServiceLinkedRole({ RoleName: ROLE });
    expect(await ended(world, first.DeletionTaskId)).toMatchObject({
      Status: 'FAILED',
      Reason: { RoleUsageList: [{ Region: 'us-east-1', Resources: [group.Arn] }] },
    });
    expect((await world.vod.configureLogs({ Id: 'films' })).EgressAccessLogs).toBeUndefined();
    expect((await world.vod.listPackagingGroups({})).PackagingGroups).toMatchObject([{ Id: 'films' }]);
    const second = await world.iam.deleteServiceLinkedRole({ RoleName: ROLE });
    expect((await ended(world, second.DeletionTaskId)).Status).toBe('SUCCEEDED');
    await world.vod.deletePackagingGroup({ Id: 'films' });
    await expect(world.vod.describePackagingGroup({ Id: 'films' })).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});

describe('who asks', () => {
  const userOf = async ({ iam, clients }: ReturnType<typeof cloudWithClients>, policy: string) => {
    await iam.createUser({ UserName: 'ann' });
    await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument: policy });
    const { AccessKey } = await iam.createAccessKey({ UserName: 'ann' });
    return clients({ accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' });
  };

  it('is told by the access key: an account by its twelve digits, a user by a key that IAM made', async () => {
    const world = cloudWithClients();
    expect(await world.sts.getCallerIdentity({})).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:iam::${ACCOUNT}:root`,
    });
    const ann = await userOf(world, allowing('iam:Get*'));
    expect(await ann.sts.getCallerIdentity({})).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
    });
    const unknown = world.clients({ accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' });
    await expect(unknown.live.listChannels({})).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(unknown.sts.getCallerIdentity({})).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('needs iam:CreateServiceLinkedRole to make the role, and is told so in the words of AWS', async () => {
    const world = cloudWithClients();
    const ann = await userOf(world, allowing('iam:Get*'));
    await expect(ann.iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${ACCOUNT}:user/ann is not authorized to perform: iam:CreateServiceLinkedRole on resource: ${ARN} because no identity-based policy allows the iam:CreateServiceLinkedRole action`,
      $metadata: { httpStatusCode: 403 },
    });
    await expect(world.iam.getRole({ RoleName: ROLE })).rejects.toBeInstanceOf(NoSuchEntityException);
  });

  it('may make the role of one service where the policy says so by its condition', async () => {
    const statement = (service: string): string =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'iam:CreateServiceLinkedRole',
          Resource: `arn:aws:iam::*:role/aws-service-role/${PRINCIPAL}/AWSServiceRole*`,
          Condition: { StringLike: { 'iam:AWSServiceName': service } },
        },
      });
    const world = cloudWithClients();
    const ann = await userOf(world, statement('ecs.amazonaws.com'));
    await expect(ann.iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await world.iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument: statement('mediapackage.*') });
    expect((await ann.iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL })).Role?.Arn).toBe(ARN);
  });

  it('needs the permissions to edit and to delete it, each its own', async () => {
    const world = cloudWithClients();
    await world.iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL, Description: 'as it was' });
    const ann = await userOf(world, allowing('iam:Get*', 'iam:UpdateRoleDescription'));
    await expect(ann.iam.updateRole({ RoleName: ROLE, Description: 'x' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(ann.iam.deleteServiceLinkedRole({ RoleName: ROLE })).rejects.toMatchObject({ name: 'AccessDenied' });
    expect((await ann.iam.getRole({ RoleName: ROLE })).Role?.Description).toBe('as it was');
    await ann.iam.updateRoleDescription({ RoleName: ROLE, Description: 'changed' });
    expect((await ann.iam.getRole({ RoleName: ROLE })).Role?.Description).toBe('changed');
  });

  it('needs mediapackage:ConfigureLogs, and to turn a log on iam:CreateServiceLinkedRole besides', async () => {
    const world = cloudWithClients();
    await world.live.createChannel({ Id: 'c' });
    const ann = await userOf(world, allowing('mediapackage:*'));
    await expect(ann.live.configureLogs({ Id: 'c', EgressAccessLogs: {} })).rejects.toMatchObject({
      name: 'ForbiddenException',
      message: expect.stringContaining('is not authorized to perform: iam:CreateServiceLinkedRole'),
    });
    expect((await ann.live.configureLogs({ Id: 'c' })).Id).toBe('c');
    await world.iam.putUserPolicy({
      UserName: 'ann',
      PolicyName: 'p',
      PolicyDocument: allowing('mediapackage:*', 'iam:CreateServiceLinkedRole'),
    });
    expect((await ann.live.configureLogs({ Id: 'c', EgressAccessLogs: {} })).EgressAccessLogs?.LogGroupName).toBe(
      GROUP,
    );
    await world.iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument: allowing('iam:*') });
    await expect(ann.live.configureLogs({ Id: 'c' })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('may look after itself where the policy says so by its own name', async () => {
    const own = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'iam:*', Resource: 'arn:aws:iam::*:user/${aws:username}' },
    });
    const world = cloudWithClients();
    const ann = await userOf(world, own);
    expect((await ann.iam.getUser({})).User?.UserName).toBe('ann');
    expect((await ann.iam.listAccessKeys({})).AccessKeyMetadata).toHaveLength(1);
    await world.iam.createUser({ UserName: 'bob' });
    await expect(ann.iam.getUser({ UserName: 'bob' })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is nobody any more once the key is deleted', async () => {
    const world = cloudWithClients();
    const ann = await userOf(world, allowing('*'));
    await ann.iam.listRoles({});
    const { AccessKeyMetadata: keys } = await world.iam.listAccessKeys({ UserName: 'ann' });
    await world.iam.deleteAccessKey({ UserName: 'ann', AccessKeyId: keys?.[0]?.AccessKeyId });
    await expect(ann.iam.listRoles({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });
});

describe('a cloud', () => {
  it('keeps accounts apart, and gives those without one the account 000000000000', async () => {
    const { iam, clients, cloud } = cloudWithClients();
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    await expect(clients({ accessKeyId: '444455556666' }).iam.getRole({ RoleName: ROLE })).rejects.toBeInstanceOf(
      NoSuchEntityException,
    );
    expect((await clients({ accessKeyId: 'test' }).sts.getCallerIdentity({})).Account).toBe('000000000000');
    expect(Object.keys(cloud.save().accounts)).toEqual([ACCOUNT]);
  });

  it('goes on from what was saved as if nothing had happened', async () => {
    const first = cloudWithClients({ personality: 'eventual', seed: 7 });
    await first.live.createChannel({ Id: 'c', Tags: { a: 'b' } });
    await first.live.configureLogs({ Id: 'c', EgressAccessLogs: {} });
    await first.iam.createUser({ UserName: 'ann' });
    const saved: unknown = JSON.parse(JSON.stringify(first.cloud.save()));
    const second = cloudWithClients({ personality: 'eventual', seed: 7 });
    second.cloud.load(saved);
    expect(JSON.parse(JSON.stringify(second.cloud.save()))).toEqual(saved);
    for (const { cloud } of [first, second]) cloud.advance(60_000);
    const seen = async ({ live, iam }: typeof first) => [
      await live.describeChannel({ Id: 'c' }),
      (await iam.getRole({ RoleName: ROLE })).Role,
      (await iam.getUser({ UserName: 'ann' })).User,
    ];
    const bare = (answers: readonly unknown[]): unknown =>
      JSON.parse(JSON.stringify(answers, (key, value: unknown) => (key === '$metadata' ? undefined : value)));
    expect(bare(await seen(second))).toEqual(bare(await seen(first)));
  });

  it.each([
    ['nothing', null],
    ['another version', { version: 2, now: 0, accounts: {} }],
    ['an account that is none', { version: 2, clock: 'virtual', now: 0, accounts: { mine: {} } }],
    ['an account without its parts', { version: 2, clock: 'virtual', now: 0, accounts: { [ACCOUNT]: { roles: [] } } }],
  ])('refuses to load %s, and stays as it is', async (_title, saved) => {
    const { cloud, iam } = cloudWithClients();
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    expect(() => cloud.load(saved)).toThrow(/^This is no saved state: .* Load what was saved by this version\.$/);
    expect(cloud.inspect(ACCOUNT).role?.name).toBe(ROLE);
  });

  it.each<readonly [string, (state: string) => string]>([
    ['a grant that is none', (state) => state.replace('Allow sts:', 'sts:')],
    ['a member that is misspelt', (state) => state.replace('"describedBy"', '"writtenBy"')],
    ['an instant that no date can hold', (state) => state.replace(/"now":\d+/, '"now":9e15')],
    ['a key that names no resource', (state) => state.replace('"holders":{', '"holders":{"x":{"sides":{}}')],
  ])('refuses to load a state that is damaged by %s', async (_title, damage) => {
    const { cloud, iam } = cloudWithClients();
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    const saved = JSON.stringify(cloud.save());
    expect(damage(saved)).not.toBe(saved);
    expect(() => cloud.load(JSON.parse(damage(saved)))).toThrow(/^This is no saved state: /);
  });

  it('does not go on by another kind of clock', () => {
    const saved = new Cloud({ clock: 'real' }).save();
    expect(() => new Cloud().load(saved)).toThrow(
      'This state was saved with a real clock, and the clock here is virtual.',
    );
  });

  it('shows the date of today where its clock is real, also in a state that was saved before', async () => {
    const first = cloudWithClients({ clock: 'real' });
    await first.iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    first.cloud.advance(3_600_000);
    const second = cloudWithClients({ clock: 'real' });
    second.cloud.load(JSON.parse(JSON.stringify(first.cloud.save())));
    const { Role } = await second.iam.getRole({ RoleName: ROLE });
    expect(Math.abs((Role?.CreateDate?.getTime() ?? 0) - Date.now())).toBeLessThan(5000);
    expect(second.cloud.date() - Date.now()).toBeGreaterThan(3_590_000);
  });

  it('shows what is the case without changing it', async () => {
    const { cloud, live, iam } = cloudWithClients();
    await live.createChannel({ Id: 'c' });
    await live.configureLogs({ Id: 'c', IngressAccessLogs: {} });
    await iam.deleteServiceLinkedRole({ RoleName: ROLE });
    const before = JSON.stringify(cloud.save());
    expect(cloud.inspect(ACCOUNT)).toMatchObject({
      account: ACCOUNT,
      role: { name: ROLE, madeBy: 'service' },
      channels: [{ region: 'us-east-1', id: 'c', ingress: '/aws/MediaPackage/IngressAccessLogs', egress: null }],
      deletionTasks: [{ status: 'IN_PROGRESS' }],
    });
    expect(JSON.stringify(cloud.save())).toBe(before);
  });

  it('is empty after a reset', async () => {
    const { cloud, iam } = cloudWithClients();
    await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
    cloud.reset();
    await expect(iam.getRole({ RoleName: ROLE })).rejects.toBeInstanceOf(NoSuchEntityException);
    expect(cloud.save().accounts).toEqual({});
  });

  it('does not begin with a flaw or a personality that does not exist', () => {
    expect(() => new Cloud({ flaw: 'flawless' })).toThrow('There is no flaw "flawless".');
    expect(() => new Cloud({ personality: 'moody' as 'prompt' })).toThrow('There is no personality "moody".');
  });
});
