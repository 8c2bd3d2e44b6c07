import * as iam from '@aws-sdk/client-iam';
import * as mediapackage from '@aws-sdk/client-mediapackage';
import * as vod from '@aws-sdk/client-mediapackage-vod';
import * as sts from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiCall, Members } from '../cloud/api-call.ts';
import { inProcessHandler, wireHandler } from '../wire/index.ts';
import { fakeBackend } from './backend.fixture.ts';
import { mockWith, type Mock } from './mock.ts';

const date = new Date('2026-01-01T12:34:56.789Z');
const document = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Note":"it's (100 %)"}]}`;

const role: Members = {
  Path: '/aws-service-role/mediapackage.amazonaws.com/',
  RoleName: 'AWSServiceRoleForMediaPackage',
  RoleId: 'AROAEXAMPLE',
  Arn: 'arn:aws:iam::123456789012:role/aws-service-role/mediapackage.amazonaws.com/AWSServiceRoleForMediaPackage',
  CreateDate: date,
  AssumeRolePolicyDocument: document,
  Description: 'Writes <access> logs & "more"; 5 > 4',
  MaxSessionDuration: 3600,
  Tags: [{ Key: 'a b', Value: '' }],
  RoleLastUsed: {},
};

/** What a backend answers to each action, in all forms that members have: nested, listed, dated, absent. */
const ANSWERS: Readonly<Record<string, Members>> = {
  GetRole: { Role: role },
  ListRoles: { Roles: [role, { ...role, Description: undefined, Tags: undefined }], IsTruncated: true, Marker: 'm' },
  ListRolePolicies: { PolicyNames: [], IsTruncated: false },
  GetRolePolicy: { RoleName: 'r', PolicyName: 'p', PolicyDocument: document },
  GetPolicyVersion: {
    PolicyVersion: { Document: document, VersionId: 'v1', IsDefaultVersion: true, CreateDate: date },
  },
  UpdateRole: {},
  DeleteRole: {},
  GetServiceLinkedRoleDeletionStatus: {
    Status: 'FAILED',
    Reason: { Reason: 'Role in use.', RoleUsageList: [{ Region: 'us-east-1', Resources: ['arn:1', 'arn:2'] }] },
  },
  AssumeRole: {
    Credentials: { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 't', Expiration: date },
    AssumedRoleUser: { AssumedRoleId: 'AROA:s', Arn: 'arn' },
  },
  DescribeChannel: {
    Arn: 'arn',
    CreatedAt: date,
    Id: 'a/b',
    EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/EgressAccessLogs' },
    IngressAccessLogs: undefined,
    HlsIngest: { IngestEndpoints: [{ Id: 'i', Url: 'https://x', Username: 'u', Password: 'p' }] },
    Tags: { team: 'video', Upper: 'Case' },
  },
  ListChannels: { Channels: [{ Id: 'a', Tags: {} }, { Id: 'b' }], NextToken: 'n' },
  DeleteChannel: {},
  TagResource: {},
  DescribePackagingGroup: { Id: 'g', CreatedAt: '2026-01-01T12:34:56Z', EgressAccessLogs: {}, Tags: {} },
  ListPackagingGroups: { PackagingGroups: [{ Id: 'g', EgressAccessLogs: {} }] },
  DeletePackagingGroup: {},
};

interface Sender {
  send(command: never): Promise<unknown>;
}

const region = 'eu-west-1';

/** Sends a command with a real client over the wire and with a mocked one, each to a backend of its own. */
async function both(
  Client: new (config: object) => Sender,
  service: 'iam' | 'sts' | 'mediapackage' | 'mediapackageVod',
  command: () => object,
): Promise<readonly { readonly answer: unknown; readonly calls: readonly ApiCall[] }[]> {
  const answers = ({ action }: ApiCall): Members => ANSWERS[action] ?? {};
  const sent = async (client: Sender): Promise<unknown> => {
    try {
      const answer = (await client.send(command() as never)) as { $metadata: object };
      return { ...answer, $metadata: { ...answer.$metadata, requestId: 'any' } };
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : error;
    }
  };
  const wired = fakeBackend(answers);
  const requestHandler = inProcessHandler(wireHandler(wired));
  const credentials = { accessKeyId: '123456789012', secretAccessKey: 'none' };
  const real = {
    answer: await sent(new Client({ region, credentials, requestHandler, maxAttempts: 1 })),
    calls: wired.calls,
  };
  const mocked = fakeBackend(answers);
  mock = mockWith(mocked, { [service]: Client });
  return [{ answer: await sent(new Client({ region })), calls: mocked.calls }, real];
}

let mock: Mock<unknown> | undefined;
afterEach(() => mock?.restore());

const RoleName = 'AWSServiceRoleForMediaPackage';
const queries: readonly (() => object)[] = [
  () => new iam.GetRoleCommand({ RoleName }),
  () => new iam.ListRolesCommand({ PathPrefix: '/aws-service-role/', MaxItems: 5, Marker: undefined }),
  () => new iam.ListRolePoliciesCommand({ RoleName }),
  () => new iam.GetRolePolicyCommand({ RoleName, PolicyName: 'p' }),
  () => new iam.GetPolicyVersionCommand({ PolicyArn: 'arn:aws:iam::aws:policy/X', VersionId: 'v1' }),
  () => new iam.UpdateRoleCommand({ RoleName, Description: '', MaxSessionDuration: 7200 }),
  () => new iam.UpdateRoleCommand({ RoleName: 7, Description: null } as never),
  () => new iam.DeleteRoleCommand({ RoleName }),
  () =>
    new iam.TagRoleCommand({
      RoleName,
      Tags: [
        { Key: 'a&b=c', Value: '<é 漢>' },
        { Key: 'b', Value: '' },
      ],
    }),
  () => new iam.TagRoleCommand({ RoleName, Tags: [] }),
  () => new iam.UntagRoleCommand({ RoleName, TagKeys: ['a', 'b c'] }),
  () => new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId: 'task/x' }),
  () => new iam.GetRoleCommand({} as never),
];

/** A REST command for every class that a package exports, with inputs that are whole, empty, null, or of the wrong type. */
function restCommands(module: object, inputs: readonly object[]): readonly (readonly [string, () => object])[] {
  return Object.entries(module as Readonly<Record<string, new (input: object) => object>>)
    .filter(([name]) => /^[A-Z]\w*Command$/.test(name))
    .flatMap(([name, Command]) =>
      inputs.map((input) => [`${name} ${JSON.stringify(input)}`, () => new Command(input)] as const),
    );
}

const arn = 'arn:aws:mediapackage:eu-west-1:123456789012:channels/1a';
const inputs: readonly object[] = [
  {},
  { Id: '', ResourceArn: '', TagKeys: [] },
  { Id: 'a', IngestEndpointId: 'i', ResourceArn: arn, TagKeys: ['x', 'y z'], Tags: { Mixed: 'Case', none: undefined } },
  { Id: 'a/../b c', IngestEndpointId: '?', Description: null, EgressAccessLogs: {}, IngressAccessLogs: null },
  { Id: '..', IngestEndpointId: '.', ResourceArn: '.', Description: 'half a \ud83d', Tags: { 'half \ude00': 'a' } },
  {
    Id: 'é %2F+',
    ResourceArn: 'a',
    Description: '\u2028"',
    EgressAccessLogs: { LogGroupName: '', Other: 1 },
    Tags: { '': '' },
  },
  { Id: 5, MaxResults: 3, NextToken: 'n&m', EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/a' }, Tags: {} },
];

describe('a mocked client asks and answers as a real one over the wire', () => {
  it.each(
    queries.map(
      (command) =>
        [`${command().constructor.name} ${JSON.stringify((command() as { input: object }).input)}`, command] as const,
    ),
  )('iam: %s', async (_title, command) => {
    const [mocked, real] = await both(iam.IAMClient, 'iam', command);
    expect(real?.calls).toHaveLength(1);
    expect(mocked).toStrictEqual(real);
  });

  it('sts: AssumeRole', async () => {
    const command = (): object =>
      new sts.AssumeRoleCommand({ RoleArn: 'arn', RoleSessionName: 's', DurationSeconds: 900 });
    const [mocked, real] = await both(sts.STSClient, 'sts', command);
    expect(real?.calls).toHaveLength(1);
    expect(mocked).toStrictEqual(real);
  });

  it.each(restCommands(mediapackage, inputs))('mediapackage: %s', async (_title, command) => {
    const [mocked, real] = await both(mediapackage.MediaPackageClient, 'mediapackage', command);
    expect(mocked).toStrictEqual(real);
  });

  it.each(restCommands(vod, inputs))('mediapackage-vod: %s', async (_title, command) => {
    const [mocked, real] = await both(vod.MediaPackageVodClient, 'mediapackageVod', command);
    expect(mocked).toStrictEqual(real);
  });

  it.each([
    [
      mediapackage.MediaPackageClient,
      'mediapackage',
      () => new mediapackage.ConfigureLogsCommand({} as never),
      'No value',
    ],
    [vod.MediaPackageVodClient, 'mediapackageVod', () => new vod.ConfigureLogsCommand({ Id: '' }), 'Empty value'],
  ] as const)('and refuses to send without an Id: %o', async (Client, service, command, start) => {
    const [mocked] = await both(Client, service, command);
    expect(mocked).toEqual({ answer: `Error: ${start} provided for input HTTP label: Id.`, calls: [] });
  });
});
