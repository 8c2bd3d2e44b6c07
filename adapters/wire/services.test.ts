import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  IAMServiceException,
  ListRolesCommand,
  NoSuchEntityException,
  paginateListRoles,
  TagRoleCommand,
  UnmodifiableEntityException,
  UntagRoleCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import * as live from '@aws-sdk/client-mediapackage';
import * as vod from '@aws-sdk/client-mediapackage-vod';
import { AssumeRoleCommand, GetCallerIdentityCommand, MalformedPolicyDocumentException } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiError, UnknownAction } from '../cloud/api-call.ts';
import { FakeApi, ways, type Clients, type Connected } from './clients.fixture.ts';
import { wireHandler } from './handler.ts';

const ODD_TEXTS = [
  'a & b < c > d "e" \'f\'',
  ']]> &amp; <!-- -->',
  'tabs\tand\nlines\nand spaces  ',
  'carriage\r\nreturn',
  'snowman \u2603 emoji \u{1f600} combining e\u0301 nul-free',
  '100 % + a=b&c=d ;',
  '   ',
];

describe.each(Object.entries(ways))('real SDK clients %s', (_way, connect) => {
  const api = new FakeApi();
  let connection: Connected;
  let clients: Clients;

  beforeAll(async () => {
    connection = await connect(wireHandler(api));
    clients = connection.clients;
  });
  afterAll(() => connection[Symbol.asyncDispose]());
  beforeEach(() => {
    api.calls.length = 0;
    api.reply = () => ({});
  });

  const role = {
    Path: '/',
    RoleName: 'R',
    RoleId: 'AROA1',
    Arn: 'arn:aws:iam::123456789012:role/R',
    CreateDate: new Date('2026-01-02T03:04:05Z'),
    AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[{"Sid":"it\'s (100 %) *!","Effect":"Allow"}]}',
    MaxSessionDuration: 3600,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ],
    Description: undefined,
    RoleLastUsed: {},
  };

  it('give region, access key, service, action and input to the Api', async () => {
    await clients.iam.send(
      new CreateRoleCommand({
        RoleName: 'R',
        AssumeRolePolicyDocument: '{"a":"b+c & d"}',
        MaxSessionDuration: 7200,
        Tags: [
          { Key: 'k.member.1', Value: 'v' },
          { Key: 'l', Value: '' },
        ],
      }),
    );
    expect(api.last).toEqual({
      service: 'iam',
      action: 'CreateRole',
      region: 'eu-west-1',
      accessKeyId: '123456789012',
      input: {
        RoleName: 'R',
        AssumeRolePolicyDocument: '{"a":"b+c & d"}',
        MaxSessionDuration: '7200',
        Tags: [
          { Key: 'k.member.1', Value: 'v' },
          { Key: 'l', Value: '' },
        ],
      },
    });
    await clients.iam.send(new UntagRoleCommand({ RoleName: 'R', TagKeys: ['a', 'b.c'] }));
    expect(api.last.input).toEqual({ RoleName: 'R', TagKeys: ['a', 'b.c'] });
    await clients.iam.send(new TagRoleCommand({ RoleName: 'R', Tags: [] }));
    expect(api.last.input).toEqual({ RoleName: 'R', Tags: [] });
  });

  it('keep the order of long lists', async () => {
    const Tags = Array.from({ length: 50 }, (_each, index) => ({ Key: `k${index}`, Value: `${index}` }));
    await clients.iam.send(new TagRoleCommand({ RoleName: 'R', Tags }));
    expect(api.last.input['Tags']).toEqual(Tags);
  });

  it('read a role with its dates, numbers, lists and documents', async () => {
    api.reply = () => ({ Role: role });
    const answer = await clients.iam.send(new GetRoleCommand({ RoleName: 'R' }));
    const { Description: _none, ...rest } = role;
    expect(answer.Role).toEqual({
      ...rest,
      AssumeRolePolicyDocument: encodeURIComponent(role.AssumeRolePolicyDocument).replaceAll(
        /[!'()*]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    });
    expect(decodeURIComponent(answer.Role?.AssumeRolePolicyDocument ?? '')).toBe(role.AssumeRolePolicyDocument);
    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(answer.$metadata.requestId).toMatch(/^[\da-f-]{36}$/);
  });

  it('read URL-encoded documents wherever IAM has them', async () => {
    const document = '{"Resource":"arn:aws:logs:*:*:log-group:/aws/MediaPackage/*"}';
    api.reply = () => ({ RoleName: 'R', PolicyName: 'P', PolicyDocument: document });
    const inline = await clients.iam.send(new GetRolePolicyCommand({ RoleName: 'R', PolicyName: 'P' }));
    api.reply = () => ({ PolicyVersion: { Document: document, IsDefaultVersion: true, VersionId: 'v1' } });
    const managed = await clients.iam.send(
      new GetPolicyVersionCommand({ PolicyArn: 'arn:aws:iam::aws:policy/P', VersionId: 'v1' }),
    );
    for (const text of [inline.PolicyDocument, managed.PolicyVersion?.Document]) {
      expect(text).not.toContain('{');
      expect(decodeURIComponent(text ?? '')).toBe(document);
    }
    expect(managed.PolicyVersion?.IsDefaultVersion).toBe(true);
  });

  it('page through lists', async () => {
    api.reply = ({ input }) =>
      input['Marker'] === undefined
        ? { Roles: [role], IsTruncated: true, Marker: 'a&b=' }
        : { Roles: [{ ...role, RoleName: 'S' }], IsTruncated: false };
    const names: (string | undefined)[] = [];
    for await (const page of paginateListRoles({ client: clients.iam }, {}))
      names.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName));
    expect(names).toEqual(['R', 'S']);
    expect(api.calls.map(({ input }) => input['Marker'])).toEqual([undefined, 'a&b=']);
    api.reply = () => ({ Roles: [], IsTruncated: false });
    expect(await clients.iam.send(new ListRolesCommand({}))).toMatchObject({ Roles: [], IsTruncated: false });
  });

  it('read a failed deletion with its nested usage list', async () => {
    const Reason = {
      Reason: 'Role in use.',
      RoleUsageList: [{ Region: 'us-east-1', Resources: ['arn:aws:mediapackage:us-east-1:1:channels/a', 'b'] }],
    };
    api.reply = () => ({ Status: 'FAILED', Reason });
    const answer = await clients.iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId: 'task/x' }));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason });
  });

  it('take answers that hold nothing', async () => {
    const deleted = await clients.iam.send(new DeleteRoleCommand({ RoleName: 'R' }));
    const updated = await clients.iam.send(new UpdateRoleCommand({ RoleName: 'R' }));
    expect([deleted.$metadata.httpStatusCode, updated.$metadata.httpStatusCode]).toEqual([200, 200]);
  });

  it('turn IAM errors into typed exceptions', async () => {
    api.reply = () => {
      throw new ApiError('NoSuchEntity', 404, 'The role with name <R & co> cannot be found.');
    };
    const missing: unknown = await clients.iam
      .send(new GetRoleCommand({ RoleName: 'R' }))
      .catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(NoSuchEntityException);
    expect(missing).toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name <R & co> cannot be found.',
      $fault: 'client',
      $metadata: { httpStatusCode: 404 },
    });
    api.reply = () => {
      throw new ApiError('UnmodifiableEntity', 400, 'no');
    };
    await expect(clients.iam.send(new DeleteRoleCommand({ RoleName: 'R' }))).rejects.toBeInstanceOf(
      UnmodifiableEntityException,
    );
    api.reply = () => {
      throw new ApiError('AccessDenied', 403, 'no');
    };
    const denied: unknown = await clients.iam
      .send(new GetRoleCommand({ RoleName: 'R' }))
      .catch((error: unknown) => error);
    expect(denied).toBeInstanceOf(IAMServiceException);
    expect(denied).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    api.reply = ({ action }) => {
      throw new UnknownAction(action);
    };
    await expect(clients.iam.send(new GetRoleCommand({ RoleName: 'R' }))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'Could not find operation GetRole for version 2010-05-08',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('ask STS', async () => {
    api.reply = ({ action }) =>
      action === 'GetCallerIdentity'
        ? { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root', UserId: '1' }
        : {
            Credentials: { AccessKeyId: 'ASIA', SecretAccessKey: 's/+', SessionToken: 't==', Expiration: new Date(0) },
          };
    expect(await clients.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '123456789012' });
    const RoleArn = 'arn:aws:iam::123456789012:role/aws-service-role/mediapackage.amazonaws.com/R';
    const input = { RoleArn, RoleSessionName: 'abc', PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] };
    const assumed = await clients.sts.send(new AssumeRoleCommand(input));
    expect(assumed.Credentials).toEqual({
      AccessKeyId: 'ASIA',
      SecretAccessKey: 's/+',
      SessionToken: 't==',
      Expiration: new Date(0),
    });
    expect(api.last).toMatchObject({ service: 'sts', action: 'AssumeRole', input });
    api.reply = () => {
      throw new ApiError('MalformedPolicyDocument', 400, 'no');
    };
    await expect(clients.sts.send(new AssumeRoleCommand(input))).rejects.toBeInstanceOf(
      MalformedPolicyDocumentException,
    );
  });

  it('configure the logs of a channel', async () => {
    const members = {
      Arn: 'arn:aws:mediapackage:eu-west-1:123456789012:channels/1',
      Id: 'a/b %',
      EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/EgressAccessLogs' },
      IngressAccessLogs: {},
      HlsIngest: { IngestEndpoints: [{ Id: '1', Url: 'https://x/', Username: 'u', Password: 'p' }] },
      CreatedAt: '2026-01-02T03:04:05Z',
      Tags: { lower: 'a', Upper: 'b', 'with space': '' },
    };
    api.reply = () => members;
    const answer = await clients.live.send(
      new live.ConfigureLogsCommand({
        Id: 'a/b %',
        EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/x' },
        IngressAccessLogs: {},
      }),
    );
    expect(api.last).toEqual({
      service: 'mediapackage',
      action: 'ConfigureLogs',
      region: 'eu-west-1',
      accessKeyId: '123456789012',
      input: { Id: 'a/b %', EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/x' }, IngressAccessLogs: {} },
    });
    expect(answer).toMatchObject(members);
    await clients.live.send(new live.ConfigureLogsCommand({ Id: 'a' }));
    expect(api.last.input).toEqual({ Id: 'a' });
  });

  it.each(['..', '.', 'a/b', '%2F', 'a?b#c', '+ +', '\u{1f600}', '__proto__'])(
    'carry the id %j in a path once encoded',
    async (Id) => {
      await clients.live.send(new live.DescribeChannelCommand({ Id }));
      expect(api.last).toMatchObject({ action: 'DescribeChannel', input: { Id } });
      await clients.vod.send(new vod.DescribePackagingGroupCommand({ Id }));
      expect(api.last).toMatchObject({ action: 'DescribePackagingGroup', input: { Id } });
    },
  );

  it('list channels with paging members', async () => {
    api.reply = () => ({ Channels: [{ Id: 'a', Tags: {} }], NextToken: 'x/y=' });
    expect(await clients.live.send(new live.ListChannelsCommand({ MaxResults: 5, NextToken: 'a b&c' }))).toMatchObject({
      Channels: [{ Id: 'a', Tags: {} }],
      NextToken: 'x/y=',
    });
    expect(api.last.input).toEqual({ MaxResults: 5, NextToken: 'a b&c' });
  });

  it('tag and untag', async () => {
    const ResourceArn = 'arn:aws:mediapackage:eu-west-1:123456789012:channels/a';
    const tags = { Key: 'A', maxResults: 'b', 'with space': '' };
    for (const [client, api_] of [
      [clients.live, live],
      [clients.vod, vod],
    ] as const) {
      const send = (command: object): Promise<{ $metadata: { httpStatusCode?: number } }> =>
        (client as { send(command: object): Promise<{ $metadata: { httpStatusCode?: number } }> }).send(command);
      const tagged = await send(new api_.TagResourceCommand({ ResourceArn, Tags: tags }));
      expect(tagged.$metadata.httpStatusCode).toBe(204);
      expect(api.last).toMatchObject({ action: 'TagResource', input: { ResourceArn, Tags: tags } });
      const untagged = await send(new api_.UntagResourceCommand({ ResourceArn, TagKeys: ['a', 'b&c'] }));
      expect(untagged.$metadata.httpStatusCode).toBe(204);
      expect(api.last).toMatchObject({ action: 'UntagResource', input: { ResourceArn, TagKeys: ['a', 'b&c'] } });
      api.reply = () => ({ Tags: tags });
      expect(await send(new api_.ListTagsForResourceCommand({ ResourceArn }))).toMatchObject({ Tags: tags });
    }
  });

  it('make and delete packaging groups', async () => {
    api.reply = () => ({
      Id: 'g',
      EgressAccessLogs: { LogGroupName: 'l' },
      Authorization: { CdnIdentifierSecret: 'c' },
    });
    const made = await clients.vod.send(
      new vod.CreatePackagingGroupCommand({ Id: 'g', EgressAccessLogs: {}, Tags: { K: 'v' } }),
    );
    expect(made).toMatchObject({
      Id: 'g',
      EgressAccessLogs: { LogGroupName: 'l' },
      Authorization: { CdnIdentifierSecret: 'c' },
    });
    expect(api.last).toMatchObject({
      service: 'mediapackage-vod',
      action: 'CreatePackagingGroup',
      input: { Id: 'g', EgressAccessLogs: {}, Tags: { K: 'v' } },
    });
    await clients.vod.send(new vod.ConfigureLogsCommand({ Id: 'g' }));
    expect(api.last).toMatchObject({ service: 'mediapackage-vod', action: 'ConfigureLogs', input: { Id: 'g' } });
    api.reply = () => ({});
    const deleted = await clients.vod.send(new vod.DeletePackagingGroupCommand({ Id: 'g' }));
    const gone = await clients.live.send(new live.DeleteChannelCommand({ Id: 'c' }));
    expect([deleted.$metadata.httpStatusCode, gone.$metadata.httpStatusCode]).toEqual([202, 202]);
  });

  it.each([
    ['NotFoundException', 404, live.NotFoundException, vod.NotFoundException],
    ['UnprocessableEntityException', 422, live.UnprocessableEntityException, vod.UnprocessableEntityException],
    ['ForbiddenException', 403, live.ForbiddenException, vod.ForbiddenException],
    ['TooManyRequestsException', 429, live.TooManyRequestsException, vod.TooManyRequestsException],
    ['ServiceUnavailableException', 503, live.ServiceUnavailableException, vod.ServiceUnavailableException],
    ['InternalServerErrorException', 500, live.InternalServerErrorException, vod.InternalServerErrorException],
  ] as const)('turn %s into typed exceptions', async (code, http, ofLive, ofVod) => {
    const message = 'no "channel" \u2603\n here';
    api.reply = () => {
      throw new ApiError(code, http, message);
    };
    const errors: readonly unknown[] = await Promise.all([
      clients.live.send(new live.DescribeChannelCommand({ Id: 'a' })).catch((error: unknown) => error),
      clients.vod.send(new vod.DeletePackagingGroupCommand({ Id: 'a' })).catch((error: unknown) => error),
    ]);
    expect(errors[0]).toBeInstanceOf(ofLive);
    expect(errors[1]).toBeInstanceOf(ofVod);
    for (const error of errors)
      expect(error).toMatchObject({ name: code, message, $metadata: { httpStatusCode: http } });
  });

  it('hear that an action is unknown', async () => {
    api.reply = ({ action }) => {
      throw new UnknownAction(action);
    };
    await expect(clients.live.send(new live.ListHarvestJobsCommand({ IncludeStatus: 'x' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      $metadata: { httpStatusCode: 404 },
    });
    expect(api.last).toMatchObject({ action: 'ListHarvestJobs' });
  });

  it.each(ODD_TEXTS)('carry %j both ways', async (text) => {
    api.reply = ({ input }) => ({ Role: { ...role, Description: input['Description'], Tags: input['Tags'] } });
    const made = await clients.iam.send(
      new CreateRoleCommand({
        RoleName: 'R',
        AssumeRolePolicyDocument: text,
        Description: text,
        Tags: [{ Key: text, Value: text }],
      }),
    );
    expect(api.last.input).toMatchObject({
      Description: text,
      AssumeRolePolicyDocument: text,
      Tags: [{ Key: text, Value: text }],
    });
    expect(made.Role).toMatchObject({ Description: text, Tags: [{ Key: text, Value: text }] });
    api.reply = ({ input }) => input;
    const channel = await clients.live.send(
      new live.CreateChannelCommand({ Id: text, Description: text, Tags: { [text]: text } }),
    );
    expect(channel).toMatchObject({ Id: text, Description: text, Tags: { [text]: text } });
    const group = await clients.vod.send(new vod.CreatePackagingGroupCommand({ Id: text, Tags: { [text]: text } }));
    expect(group).toMatchObject({ Id: text, Tags: { [text]: text } });
  });

  it('see what XML cannot hold as U+FFFD, and JSON unharmed', async () => {
    const text = 'nul \0 bell \x07 escape \x1b end \uffff';
    api.reply = ({ input }) => ({ Role: { ...role, Description: input['Description'] } });
    const made = await clients.iam.send(
      new CreateRoleCommand({ RoleName: 'R', AssumeRolePolicyDocument: '{}', Description: text }),
    );
    expect(api.last.input['Description']).toBe(text);
    expect(made.Role?.Description).toBe('nul \ufffd bell \ufffd escape \ufffd end \ufffd');
    api.reply = ({ input }) => input;
    const channel = await clients.live.send(new live.CreateChannelCommand({ Id: 'a', Description: text }));
    expect(channel.Description).toBe(text);
  });
});
