import { describe, expect, it } from 'vitest';
import { ACCOUNT, cloudWithClients, PRINCIPAL, ROLE } from './clients.fixture.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const ANYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const NOTHING = ANYTHING.replace('Allow', 'Deny');
const tag = (Key: string, Value: string) => ({ Key, Value });

/** A world with a customer's role and the service's. */
async function withRoles() {
  const world = cloudWithClients();
  await world.iam.createRole({ RoleName: 'app', AssumeRolePolicyDocument: TRUST, Tags: [tag('Stage', 'dev')] });
  await world.iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL });
  return world;
}

describe('the tags of a role', () => {
  it('are shown as they were given when it was made', async () => {
    const { iam } = await withRoles();
    expect((await iam.getRole({ RoleName: 'app' })).Role?.Tags).toEqual([tag('Stage', 'dev')]);
    expect((await iam.listRoleTags({ RoleName: 'app' })).Tags).toEqual([tag('Stage', 'dev')]);
  });

  it.each(['app', ROLE])('have keys without case, which show the letters written last: %s', async (RoleName) => {
    const { iam } = await withRoles();
    await iam.tagRole({ RoleName, Tags: [tag('Team', 'a')] });
    await iam.tagRole({ RoleName, Tags: [tag('team', 'b'), tag('Stage', 'x')] });
    const byKey = async () =>
      ((await iam.listRoleTags({ RoleName })).Tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`);
    expect((await byKey()).toSorted()).toEqual(['Stage=x', 'team=b']);
    await iam.untagRole({ RoleName, TagKeys: ['TEAM', 'nothing'] });
    expect(await byKey()).toEqual(['Stage=x']);
    expect((await iam.getRole({ RoleName })).Role?.Tags).toEqual([tag('Stage', 'x')]);
  });

  it.each(['app', ROLE])('are refused as AWS refuses them, and nothing is changed: %s', async (RoleName) => {
    const { iam } = await withRoles();
    const before = (await iam.listRoleTags({ RoleName })).Tags;
    const tagged = (...Tags: ReturnType<typeof tag>[]) => iam.tagRole({ RoleName, Tags });
    await expect(tagged(tag('Team', 'a'), tag('team', 'b'))).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(tagged(tag('ok', '1'), tag('aws:owner', 'a'))).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    await iam.tagRole({ RoleName, Tags: [tag('value', 'aws:is fine')] });
    await iam.untagRole({ RoleName, TagKeys: ['value'] });
    const many = Array.from({ length: 50 }, (_, n) => tag(`k${n}`, ''));
    if (before?.length === 0) await iam.tagRole({ RoleName, Tags: [many[0] ?? tag('', '')] });
    await expect(tagged(...many.map(({ Key }) => tag(`${Key}x`, '')))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    expect((await iam.listRoleTags({ RoleName })).Tags).toHaveLength(1);
  });
});

describe('a role', () => {
  it('that a service made dates from then, whoever looks later', async () => {
    const { cloud, iam, live } = cloudWithClients();
    await live.createChannel({ Id: 'c' });
    await live.configureLogs({ Id: 'c', EgressAccessLogs: {} });
    const made = cloud.date();
    cloud.advance(3_600_000);
    const { Role: role } = await iam.getRole({ RoleName: ROLE });
    expect(Math.abs(made - (role?.CreateDate?.getTime() ?? 0))).toBeLessThan(2_000);
  });

  it('has one inline policy by a name in any letters, listed as it was first given', async () => {
    const { iam } = await withRoles();
    await iam.putRolePolicy({ RoleName: 'app', PolicyName: 'Mixed', PolicyDocument: ANYTHING });
    await iam.putRolePolicy({ RoleName: 'app', PolicyName: 'MIXED', PolicyDocument: NOTHING });
    expect((await iam.listRolePolicies({ RoleName: 'app' })).PolicyNames).toEqual(['Mixed']);
    const shown = await iam.getRolePolicy({ RoleName: 'app', PolicyName: 'mixed' });
    expect([shown.PolicyName, decodeURIComponent(shown.PolicyDocument ?? '')]).toEqual(['mixed', NOTHING]);
    await iam.deleteRolePolicy({ RoleName: 'app', PolicyName: 'mIxEd' });
    expect((await iam.listRolePolicies({ RoleName: 'app' })).PolicyNames).toEqual([]);
  });
});

describe('IAM and STS', () => {
  it.each(['aws-global', 'us-gov-west-1', 'cn-north-1', 'moon-1'])(
    'answer calls that are signed for %s',
    async (region) => {
      const { clients } = cloudWithClients();
      const { iam, sts, live } = clients({ accessKeyId: ACCOUNT }, region);
      expect((await sts.getCallerIdentity({})).Account).toBe(ACCOUNT);
      expect((await iam.createServiceLinkedRole({ AWSServiceName: PRINCIPAL })).Role?.RoleName).toBe(ROLE);
      await expect(live.listChannels({})).rejects.toThrow('valid region');
    },
  );
});
