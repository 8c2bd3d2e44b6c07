import * as iam from '@aws-sdk/client-iam';
import * as mediapackage from '@aws-sdk/client-mediapackage';
import * as vod from '@aws-sdk/client-mediapackage-vod';
import * as sts from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { Cloud } from '../cloud/index.ts';
import { inProcessHandler, wireHandler } from '../wire/index.ts';
import { mockServiceLinkedRoles, type MockOptions } from './index.ts';

const clients = {
  iam: iam.IAMClient,
  sts: sts.STSClient,
  mediapackage: mediapackage.MediaPackageClient,
  mediapackageVod: vod.MediaPackageVodClient,
};
type Service = keyof typeof clients;

interface Sender {
  send(command: never): Promise<unknown>;
}

let mock: ReturnType<typeof mockServiceLinkedRoles> | undefined;
afterEach(() => mock?.restore());

const RoleName = 'AWSServiceRoleForMediaPackage';
const AWSServiceName = 'mediapackage.amazonaws.com';
const AssumeRolePolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
});
const Tags = [{ Key: 'team', Value: 'video + more' }];

/** A program through the life of the role; the deletion task is the last that was handed out. */
const program: readonly (readonly [Service, (task: string) => object])[] = [
  ['sts', () => new sts.GetCallerIdentityCommand({})],
  ['iam', () => new iam.GetRoleCommand({ RoleName })],
  [
    'mediapackage',
    () => new mediapackage.CreateChannelCommand({ Id: 'news', Description: 'a', Tags: { Team: 'video' } }),
  ],
  ['mediapackage', () => new mediapackage.CreateChannelCommand({ Id: 'news' })],
  [
    'mediapackage',
    () => new mediapackage.ConfigureLogsCommand({ Id: 'news', EgressAccessLogs: { LogGroupName: '/our' } }),
  ],
  ['mediapackage', () => new mediapackage.ConfigureLogsCommand({ Id: 'news', EgressAccessLogs: {} })],
  ['iam', () => new iam.GetRoleCommand({ RoleName })],
  ['iam', () => new iam.CreateServiceLinkedRoleCommand({ AWSServiceName })],
  ['iam', () => new iam.UpdateRoleCommand({ RoleName, Description: 'Logs <all> & more' })],
  ['iam', () => new iam.UpdateRoleCommand({ RoleName, Description: '', MaxSessionDuration: 7200 })],
  ['iam', () => new iam.TagRoleCommand({ RoleName, Tags })],
  ['iam', () => new iam.ListRoleTagsCommand({ RoleName })],
  ['iam', () => new iam.DeleteRoleCommand({ RoleName })],
  ['iam', () => new iam.ListAttachedRolePoliciesCommand({ RoleName })],
  ['iam', () => new iam.CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument, Description: 'ours', Tags })],
  ['iam', () => new iam.CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: 'no JSON' })],
  ['iam', () => new iam.ListRolesCommand({ PathPrefix: '/aws-service-role/' })],
  ['iam', () => new iam.ListRolesCommand({ MaxItems: 1 })],
  ['iam', () => new iam.DeleteServiceLinkedRoleCommand({ RoleName })],
  ['iam', (DeletionTaskId) => new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId })],
  ['iam', (DeletionTaskId) => new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId })],
  ['mediapackage', () => new mediapackage.DescribeChannelCommand({ Id: 'news' })],
  ['mediapackage', () => new mediapackage.DescribeChannelCommand({ Id: '' })],
  ['mediapackageVod', () => new vod.CreatePackagingGroupCommand({ Id: 'films', EgressAccessLogs: {} })],
  ['mediapackageVod', () => new vod.DescribePackagingGroupCommand({ Id: 'films' })],
  ['mediapackageVod', () => new vod.ConfigureLogsCommand({ Id: 'films' })],
  ['mediapackageVod', () => new vod.ConfigureLogsCommand({ Id: 'none', EgressAccessLogs: {} })],
  ['mediapackage', () => new mediapackage.ConfigureLogsCommand({ Id: 'news' })],
  ['mediapackage', () => new mediapackage.ListChannelsCommand({ MaxResults: 5 })],
  ['iam', () => new iam.DeleteServiceLinkedRoleCommand({ RoleName })],
  ['iam', (DeletionTaskId) => new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId })],
  ['iam', () => new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId: 'malformed' })],
  ['mediapackage', () => new mediapackage.DeleteChannelCommand({ Id: 'news' })],
  ['mediapackageVod', () => new vod.DeletePackagingGroupCommand({ Id: 'films' })],
  ['iam', () => new iam.CreateServiceLinkedRoleCommand({ AWSServiceName: 'other.amazonaws.com' })],
  ['iam', () => new iam.CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix: 'x' })],
  ['iam', () => new iam.CreateServiceLinkedRoleCommand({ AWSServiceName, Description: 'again' })],
];

type Shown = Record<string, unknown> & { readonly $metadata?: object };
const visible = (name: string, value: Shown): unknown => {
  const { RequestId: _, ...members } = value;
  return { ...members, name, $metadata: { ...value.$metadata, requestId: 'any' } };
};

/** Everything that the callers of a program see. */
async function seenBy(make: (service: Service) => Sender): Promise<readonly unknown[]> {
  const made = new Map(Object.keys(clients).map((service) => [service, make(service as Service)]));
  const seen: unknown[] = [];
  let task = 'task/none';
  for (const [service, command] of program) {
    try {
      const answer = (await made.get(service)?.send(command(task) as never)) as Shown;
      if (typeof answer['DeletionTaskId'] === 'string') task = answer['DeletionTaskId'];
      seen.push(visible('answer', answer));
    } catch (error) {
      const { name, message } = error as Error;
      seen.push(visible(name, { ...(error as object), message }));
    }
  }
  return seen;
}

const region = 'eu-west-1';

const throughMock = (options: MockOptions): Promise<readonly unknown[]> => {
  mock = mockServiceLinkedRoles(clients, options);
  return seenBy((service) => new clients[service]({ region }));
};

const throughWire = ({ account = '123456789012', ...options }: MockOptions): Promise<readonly unknown[]> => {
  const requestHandler = inProcessHandler(wireHandler(new Cloud(options)));
  const credentials = { accessKeyId: account, secretAccessKey: 'none' };
  return seenBy((service) => new clients[service]({ region, credentials, requestHandler, maxAttempts: 1 }));
};

const variants: readonly MockOptions[] = [
  {},
  { personality: 'slow', account: '210987654321' },
  ...[1, 2, 3].map((seed) => ({ personality: 'eventual', seed }) as const),
  ...[1, 2, 3].map((seed) => ({ personality: 'arbitrary', seed }) as const),
  { flaw: 'role-name-in-other-letter-case' },
];

describe('the verified mock', () => {
  it('refuses an option that there is not', () => {
    const options = { persoanlity: 'slow' } as object;
    expect(() => mockServiceLinkedRoles({ iam: iam.IAMClient }, options)).toThrow('there is no option "persoanlity"');
  });

  it.each(variants)('lets a program see what real clients see over the wire: %o', async (options) => {
    const real = await throughWire(options);
    expect(await throughMock(options)).toStrictEqual(real);
  });

  it('plays a program in which calls succeed and calls are refused', async () => {
    const names = (await throughMock({})).map((one) => (one as { name: string }).name);
    expect(names.filter((name) => name === 'answer').length).toBeGreaterThan(20);
    expect(new Set(names)).toContain('UnmodifiableEntityException');
    expect(new Set(names)).toContain('UnprocessableEntityException');
  });

  it('tells what an account holds', async () => {
    await throughMock({});
    expect(mock?.state()).toMatchObject({
      account: '123456789012',
      role: { name: RoleName, madeBy: 'iam', description: 'again' },
      otherRoles: ['app'],
      channels: [],
      packagingGroups: [],
    });
    expect(mock?.state().deletionTasks.map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
    mock?.reset();
    expect(mock?.state()).toMatchObject({ now: 0, role: null, deletionTasks: [] });
  });

  it.each([
    [{ personality: 'moody' as never }, 'There is no personality "moody"'],
    [{ flaw: 'none-such' }, 'There is no flaw "none-such"'],
  ])('refuses %o', (options, message) => {
    expect(() => mockServiceLinkedRoles(clients, options)).toThrow(message);
    expect(Reflect.get(iam.IAMClient.prototype, 'send')).not.toHaveProperty('callsFake');
  });
});
