import { describe, expect, it } from 'vitest';
import { ACCOUNT, cloudWithClients } from './clients.fixture.ts';

const document = (Action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

describe('a policy of a customer', () => {
  it('has up to five versions, of which the default one counts', async () => {
    const { iam, clients } = cloudWithClients();
    const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: document('iam:ListRoles') });
    const PolicyArn = Policy?.Arn;
    await iam.createUser({ UserName: 'eve' });
    await iam.attachUserPolicy({ UserName: 'eve', PolicyArn });
    const { AccessKey } = await iam.createAccessKey({ UserName: 'eve' });
    const eve = clients({ accessKeyId: AccessKey?.AccessKeyId ?? '' });
    const second = { PolicyArn, PolicyDocument: document('iam:ListUsers') };
    expect((await iam.createPolicyVersion(second)).PolicyVersion).toMatchObject({
      VersionId: 'v2',
      IsDefaultVersion: false,
    });
    await expect(eve.iam.listUsers({})).rejects.toThrow('not authorized');
    await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v2' });
    expect((await eve.iam.listUsers({})).Users).toHaveLength(1);
    await expect(eve.iam.listRoles({})).rejects.toThrow('not authorized');
    await iam.createPolicyVersion({ ...second, PolicyDocument: document('iam:ListRoles'), SetAsDefault: true });
    expect((await eve.iam.listRoles({})).Roles).toEqual([]);
    expect((await iam.getPolicy({ PolicyArn })).Policy?.DefaultVersionId).toBe('v3');
    const shown = await iam.getPolicyVersion({ PolicyArn, VersionId: 'v2' });
    expect(decodeURIComponent(shown.PolicyVersion?.Document ?? '')).toBe(second.PolicyDocument);
    for (const n of [4, 5]) expect((await iam.createPolicyVersion(second)).PolicyVersion?.VersionId).toBe(`v${n}`);
    await expect(iam.createPolicyVersion(second)).rejects.toMatchObject({ name: 'LimitExceededException' });
    await expect(iam.deletePolicyVersion({ PolicyArn, VersionId: 'v3' })).rejects.toThrow('default version');
    await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v1' });
    const { Versions } = await iam.listPolicyVersions({ PolicyArn });
    expect(Versions?.map(({ VersionId }) => VersionId).toSorted()).toEqual(['v2', 'v3', 'v4', 'v5']);
    await iam.detachUserPolicy({ UserName: 'eve', PolicyArn });
    await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({ name: 'DeleteConflictException' });
  });

  it('carries tags, as instance profiles and users do', async () => {
    const { iam } = cloudWithClients();
    const Tags = [{ Key: 'team', Value: 'a' }];
    const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: document('*') });
    await iam.tagPolicy({ PolicyArn: Policy?.Arn, Tags: [...Tags, { Key: 'Team', Value: 'b' }] });
    await iam.untagPolicy({ PolicyArn: Policy?.Arn, TagKeys: ['Team'] });
    expect((await iam.listPolicyTags({ PolicyArn: Policy?.Arn })).Tags).toEqual(Tags);
    await iam.createInstanceProfile({ InstanceProfileName: 'web' });
    await iam.tagInstanceProfile({ InstanceProfileName: 'web', Tags });
    expect((await iam.listInstanceProfileTags({ InstanceProfileName: 'web' })).Tags).toEqual(Tags);
  });
});

describe('what tools ask for on their way', () => {
  it('is answered with nothing where accounts have nothing here', async () => {
    const { iam, live } = cloudWithClients();
    expect((await iam.listAccountAliases({})).AccountAliases).toEqual([]);
    expect((await iam.listVirtualMFADevices({})).VirtualMFADevices).toEqual([]);
    expect((await iam.listSAMLProviders({})).SAMLProviderList).toEqual([]);
    expect((await live.listOriginEndpoints({})).OriginEndpoints).toEqual([]);
    await iam.createUser({ UserName: 'eve' });
    expect((await iam.listMFADevices({ UserName: 'eve' })).MFADevices).toEqual([]);
    await expect(iam.listSSHPublicKeys({ UserName: 'adam' })).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('knows whether a user has a password, which must go before the user does', async () => {
    const { iam } = cloudWithClients();
    const UserName = 'eve';
    await iam.createUser({ UserName });
    await expect(iam.getLoginProfile({ UserName })).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await iam.createLoginProfile({ UserName, Password: 'any' });
    expect((await iam.getLoginProfile({ UserName })).LoginProfile?.UserName).toBe(UserName);
    await expect(iam.deleteUser({ UserName })).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await iam.deleteLoginProfile({ UserName });
    await iam.deleteUser({ UserName });
  });

  it('does not say of a service that is not played what AWS says of one that is none', async () => {
    const { iam } = cloudWithClients();
    const made = (AWSServiceName: string) => iam.createServiceLinkedRole({ AWSServiceName });
    for (const name of ['ecs', 'athena'])
      await expect(made(`${name}.amazonaws.com`)).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(made('nothing.amazonaws.com')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('tells the regions, as EC2 does', () => {
    const { cloud } = cloudWithClients();
    const call = {
      service: 'ec2',
      action: 'DescribeRegions',
      region: 'us-east-1',
      accessKeyId: ACCOUNT,
      input: {},
    } as const;
    expect(cloud.call(call)['Regions']).toContainEqual(expect.objectContaining({ RegionName: 'eu-west-1' }));
    expect(cloud.call({ ...call, input: { RegionNames: ['eu-west-1'] } })['Regions']).toHaveLength(1);
  });
});

describe('a resource of MediaPackage', () => {
  const authorization = (secret: string) => ({
    CdnIdentifierSecret: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${secret}`,
    SecretsRoleArn: `arn:aws:iam::${ACCOUNT}:role/reader`,
  });

  it('shows the authorization that it was given, and the one that took its place', async () => {
    const { vod } = cloudWithClients();
    await vod.createPackagingGroup({ Id: 'g', Authorization: authorization('a') });
    expect((await vod.describePackagingGroup({ Id: 'g' })).Authorization).toEqual(authorization('a'));
    await vod.updatePackagingGroup({ Id: 'g', Authorization: authorization('b') });
    await vod.configureLogs({ Id: 'g', EgressAccessLogs: {} });
    const { PackagingGroups: [listed] = [] } = await vod.listPackagingGroups({});
    expect(listed).toMatchObject({ Authorization: authorization('b'), EgressAccessLogs: {} });
  });

  it('gives the one ingest endpoint that is named another password', async () => {
    const { live } = cloudWithClients();
    const before = (await live.createChannel({ Id: 'c' })).HlsIngest?.IngestEndpoints ?? [];
    const after = await live.rotateIngestEndpointCredentials({ Id: 'c', IngestEndpointId: before[1]?.Id });
    const [first, second] = after.HlsIngest?.IngestEndpoints ?? [];
    expect(first).toEqual(before[0]);
    expect(second).toMatchObject({ Id: before[1]?.Id, Url: before[1]?.Url });
    expect(second?.Password).not.toBe(before[1]?.Password);
    const { HlsIngest } = await live.describeChannel({ Id: 'c' });
    expect(HlsIngest?.IngestEndpoints).toEqual([first, second]);
  });
});
