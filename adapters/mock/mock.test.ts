import {
  GetRoleCommand,
  IAM,
  IAMClient,
  ListRolesCommand,
  NoSuchEntityException,
  TagRoleCommand,
  UpdateRoleCommand,
  paginateListRoles,
  waitUntilRoleExists,
} from '@aws-sdk/client-iam';
import {
  ConfigureLogsCommand,
  DescribeChannelCommand,
  MediaPackageClient,
  NotFoundException,
  UntagResourceCommand,
} from '@aws-sdk/client-mediapackage';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiError, UnknownAction, type Members } from '../cloud/api-call.ts';
import { fakeBackend } from './backend.fixture.ts';
import { mockWith, type BindingOptions, type Mock, type MockedClients } from './mock.ts';

const role = (RoleName: unknown): Members => ({
  Role: {
    Path: '/',
    RoleName,
    RoleId: 'AROA',
    Arn: 'arn',
    CreateDate: new Date('2026-01-01T00:00:01.234Z'),
    AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
    Description: undefined,
  },
});

const sendOf = ({ prototype }: { readonly prototype: object }): unknown => Reflect.get(prototype, 'send');

let mock: Mock<unknown> | undefined;
afterEach(() => mock?.restore());

function mocked(clients: MockedClients, answer?: Parameters<typeof fakeBackend>[0], options?: BindingOptions) {
  const backend = fakeBackend(answer ?? (({ input }) => role(input['RoleName'])));
  mock?.restore();
  const made = mockWith(backend, clients, options);
  mock = made;
  return { backend, mock: made };
}

describe('a mocked client', () => {
  it.each([
    ['a stub', () => ({ iam: mockClient(IAMClient) }), () => new IAMClient({})],
    ['a class', () => ({ iam: IAMClient }), () => new IAMClient({})],
    ['the class of the client with methods', () => ({ iam: IAM }), () => new IAM({})],
  ])('may be given as %s', async (_title, clients, client) => {
    mocked(clients());
    const { Role, $metadata } = await client().send(new GetRoleCommand({ RoleName: 'app' }));
    expect(Role?.RoleName).toBe('app');
    expect($metadata).toEqual({ httpStatusCode: 200, requestId: expect.any(String), attempts: 1, totalRetryDelay: 0 });
  });

  it('may be a single client, and no other is mocked then', async () => {
    const client = new IAMClient({ region: 'us-east-1' });
    mocked({ iam: client });
    expect((await client.send(new GetRoleCommand({ RoleName: 'app' }))).Role?.RoleName).toBe('app');
    expect(Object.hasOwn(client, 'send')).toBe(true);
    expect(sendOf(IAMClient)).not.toHaveProperty('callsFake');
  });

  it('asks the backend for the action, the input, the region and the account', async () => {
    const { backend } = mocked({ iam: IAMClient, sts: STSClient, mediapackage: MediaPackageClient }, () => ({}), {
      account: '210987654321',
    });
    await new IAMClient({ region: 'eu-west-1' }).send(new GetRoleCommand({ RoleName: 'app' }));
    await new STSClient({ region: 'eu-west-1' }).send(new GetCallerIdentityCommand());
    await new MediaPackageClient({ region: 'eu-west-1' }).send(
      new ConfigureLogsCommand({ Id: 'a', EgressAccessLogs: {} }),
    );
    const accessKeyId = '210987654321';
    expect(backend.calls).toEqual([
      { service: 'iam', action: 'GetRole', input: { RoleName: 'app' }, region: 'us-east-1', accessKeyId },
      { service: 'sts', action: 'GetCallerIdentity', input: {}, region: 'eu-west-1', accessKeyId },
      {
        service: 'mediapackage',
        action: 'ConfigureLogs',
        input: { Id: 'a', EgressAccessLogs: {} },
        region: 'eu-west-1',
        accessKeyId,
      },
    ]);
  });

  it('asks no credential provider, unless the mock is told to', async () => {
    let asked = 0;
    const credentials = async (): Promise<{ accessKeyId: string; secretAccessKey: string }> => {
      asked += 1;
      return { accessKeyId: '999999999999', secretAccessKey: 'none' };
    };
    const first = mocked({ sts: STSClient });
    await new STSClient({ region: 'us-east-1', credentials }).send(new GetCallerIdentityCommand());
    expect([asked, first.backend.calls[0]?.accessKeyId]).toEqual([0, '123456789012']);
    const second = mocked({ sts: STSClient, iam: IAMClient }, undefined, { signing: 'credentials' });
    await new STSClient({ region: 'us-east-1', credentials }).send(new GetCallerIdentityCommand());
    await new IAMClient({ credentials }).send(new GetRoleCommand({ RoleName: 'app' }));
    expect(second.backend.calls.map(({ accessKeyId }) => accessKeyId)).toEqual(['999999999999', '999999999999']);
  });

  it('that finds no region has the one of the mock', async () => {
    const { backend } = mocked({ sts: STSClient }, undefined, { region: 'ap-southeast-2' });
    const region = async (): Promise<string> => {
      throw new Error('Region is missing');
    };
    await new STSClient({ region }).send(new GetCallerIdentityCommand());
    expect(backend.calls[0]?.region).toBe('ap-southeast-2');
  });

  it('sends what the test changes afterwards as it was, and hands out answers of its own', async () => {
    const kept = role('app');
    const { backend } = mocked({ iam: IAMClient }, () => kept);
    const Tags = [{ Key: 'team', Value: 'video' }];
    const client = new IAMClient({});
    const sent = client.send(new TagRoleCommand({ RoleName: 'app', Tags }));
    Tags[0] = { Key: 'changed', Value: 'later' };
    await sent;
    expect(backend.calls[0]?.input['Tags']).toEqual([{ Key: 'team', Value: 'video' }]);
    const first = await client.send(new GetRoleCommand({ RoleName: 'app' }));
    if (first.Role !== undefined) first.Role.RoleName = 'spoilt';
    expect((await client.send(new GetRoleCommand({ RoleName: 'app' }))).Role?.RoleName).toBe('app');
  });

  it('takes a callback, as the real one does', async () => {
    mocked({ iam: IAMClient }, ({ input }) => {
      if (input['RoleName'] === 'gone') throw new ApiError('NoSuchEntity', 404, 'gone');
      return role(input['RoleName']);
    });
    const client = new IAMClient({});
    const told = (RoleName: string): Promise<readonly [unknown, string | undefined]> =>
      new Promise((resolve) => {
        client.send(new GetRoleCommand({ RoleName }), (error: unknown, data) => resolve([error, data?.Role?.RoleName]));
      });
    expect(await told('app')).toEqual([null, 'app']);
    expect((await told('gone'))[0]).toBeInstanceOf(NoSuchEntityException);
  });

  it('serves methods, paginators and waiters', async () => {
    let looks = 0;
    mocked({ iam: IAMClient }, ({ action, input }) => {
      if (action === 'ListRoles')
        return input['Marker'] === undefined
          ? { Roles: [role('a')['Role']], IsTruncated: true, Marker: 'next' }
          : { Roles: [role('b')['Role']], IsTruncated: false };
      looks += 1;
      if (looks < 3) throw new ApiError('NoSuchEntity', 404, 'not yet');
      return role(input['RoleName']);
    });
    const client = new IAM({});
    expect((await client.listRoles({})).Roles).toHaveLength(1);
    const pages: (string | undefined)[] = [];
    for await (const page of paginateListRoles({ client }, {})) pages.push(page.Roles?.[0]?.RoleName);
    expect(pages).toEqual(['a', 'b']);
    const waited = await waitUntilRoleExists(
      { client, maxWaitTime: 5, minDelay: 0.001, maxDelay: 0.002 },
      { RoleName: 'a' },
    );
    expect([waited.state, looks]).toEqual(['SUCCESS', 3]);
  });

  it('does not send what was aborted', async () => {
    const { backend } = mocked({ iam: IAMClient });
    const sent = new IAMClient({}).send(new GetRoleCommand({ RoleName: 'a' }), { abortSignal: AbortSignal.abort() });
    await expect(sent).rejects.toThrow(expect.objectContaining({ name: 'AbortError', message: 'Request aborted' }));
    expect(backend.calls).toEqual([]);
  });

  it('says so when the reference does not play a command', async () => {
    mocked({ iam: IAMClient }, ({ action }) => {
      throw new UnknownAction(action);
    });
    await expect(new IAMClient({}).send(new ListRolesCommand())).rejects.toThrow(
      'The reference does not play ListRolesCommand of iam. Answer it in the test: stub.on(ListRolesCommand).resolves({ ... }).',
    );
  });

  it('hands a fault of the backend on as it is', async () => {
    mocked({ iam: IAMClient }, () => {
      throw new TypeError('a fault');
    });
    await expect(new IAMClient({}).send(new ListRolesCommand())).rejects.toThrow(new TypeError('a fault'));
  });

  it('is refused when it is one of another service', async () => {
    mocked({ iam: mockClient(STSClient) });
    await expect(new STSClient({}).send(new GetCallerIdentityCommand())).rejects.toThrow(
      'A client of STS was given to mockServiceLinkedRoles as that of IAM.',
    );
  });
});

describe('what a test says to the stub itself', () => {
  it('goes first, whether said before or after', async () => {
    const iam = mockClient(IAMClient);
    iam.on(GetRoleCommand, { RoleName: 'before' }).resolves({ Role: undefined });
    mocked({ iam });
    iam.on(GetRoleCommand, { RoleName: 'after' }).rejects('said by the test');
    const client = new IAMClient({});
    expect(await client.send(new GetRoleCommand({ RoleName: 'before' }))).toEqual({ Role: undefined });
    await expect(client.send(new GetRoleCommand({ RoleName: 'after' }))).rejects.toThrow('said by the test');
    expect((await client.send(new GetRoleCommand({ RoleName: 'other' }))).Role?.RoleName).toBe('other');
  });

  it('once is followed by the reference', async () => {
    const iam = mockClient(IAMClient);
    mocked({ iam });
    iam.on(GetRoleCommand).rejectsOnce('only once');
    const client = new IAMClient({});
    await expect(client.send(new GetRoleCommand({ RoleName: 'a' }))).rejects.toThrow('only once');
    expect((await client.send(new GetRoleCommand({ RoleName: 'a' }))).Role?.RoleName).toBe('a');
  });

  it('is forgotten by its reset, while the reference goes on answering', async () => {
    const iam = mockClient(IAMClient);
    mocked({ iam });
    const client = new IAMClient({});
    iam.on(GetRoleCommand).rejects('said by the test');
    iam.reset();
    expect((await client.send(new GetRoleCommand({ RoleName: 'a' }))).Role?.RoleName).toBe('a');
    expect(iam.commandCalls(GetRoleCommand)).toHaveLength(1);
  });
});

describe('the mock', () => {
  it('keeps the calls of its stubs', async () => {
    const made = mocked({ iam: IAMClient }).mock;
    await new IAMClient({}).send(new UpdateRoleCommand({ RoleName: 'app', Description: 'd' }));
    expect(made.stubs.iam?.commandCalls(UpdateRoleCommand, { RoleName: 'app' })).toHaveLength(1);
    expect(made.stubs.sts).toBeUndefined();
  });

  it('has its own time, which only calls and the test move', async () => {
    const { clock } = mocked({ iam: IAMClient }).mock;
    await new IAMClient({}).send(new ListRolesCommand());
    clock.advance(60_000);
    expect(clock.now()).toBe(60_001);
    expect(() => clock.advance(-1)).toThrow('clock.advance(-1): time runs forward. Give milliseconds from 0 on.');
    expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
  });

  it('starts anew after a reset', async () => {
    const iam = mockClient(IAMClient);
    const made = mocked({ iam }).mock;
    const client = new IAMClient({});
    await client.send(new ListRolesCommand());
    iam.on(ListRolesCommand).rejects('said by the test');
    made.reset();
    expect([made.clock.now(), made.state(), iam.calls()]).toEqual([0, { account: '123456789012', calls: 0 }, []]);
    await expect(client.send(new ListRolesCommand())).resolves.toBeDefined();
  });

  it('refuses clients that are mocked already, so that restoring one mock cannot let the other send', () => {
    const { mock: first } = mocked({ iam: IAMClient });
    expect(() =>
      mockWith(
        fakeBackend(() => ({})),
        { iam: IAMClient },
      ),
    ).toThrow('mocked already');
    expect(() =>
      mockWith(
        fakeBackend(() => ({})),
        { iam: first.stubs.iam as never },
      ),
    ).toThrow('mocked already');
    first.restore();
    mockWith(
      fakeBackend(() => ({})),
      { iam: IAMClient },
    ).restore();
  });

  it('gives the clients their own send back', () => {
    const send = sendOf(IAMClient);
    const stub = mockClient(IAMClient);
    const made = mocked({ iam: stub, sts: STSClient }).mock;
    expect(sendOf(IAMClient)).not.toBe(send);
    made.restore();
    made.restore();
    expect(sendOf(IAMClient)).toBe(send);
    expect(Object.hasOwn(stub, 'reset')).toBe(false);
  });

  it('can be made anew with a stub that was restored', async () => {
    const iam = mockClient(IAMClient);
    mocked({ iam }).mock.restore();
    const { backend } = mocked({ iam });
    await new IAMClient({}).send(new GetRoleCommand({ RoleName: 'app' }));
    expect([backend.calls.length, iam.calls().length]).toEqual([1, 1]);
  });

  it.each([
    ['an account of eleven digits', { iam: IAMClient }, { account: '12345678901' }, /"12345678901" is no account id/],
    ['no client', {}, {}, /no client/],
    ['a client by an unknown name', { s3: IAMClient }, {}, /s3 is none of iam, sts, mediapackage, mediapackageVod/],
    ['what is no client', { iam: {} as never }, {}, /\{ iam \}\): an object without send is no client/],
    ['a function that is no client', { sts: (() => 1) as never }, {}, /is no client/],
    ['an undefined client', { sts: undefined as never }, {}, /undefined is no client/],
    ['what is no client beside a client', { iam: IAMClient, sts: {} as never }, {}, /\{ sts \}\): an object/],
    ['a rate above 1', { iam: IAMClient }, { faults: { throttle: 2 } }, /throttle cannot be 2/],
  ])('refuses %s', (_title, clients, options, message) => {
    expect(() => mocked(clients as MockedClients, undefined, options)).toThrow(message);
    expect(sendOf(IAMClient)).not.toHaveProperty('callsFake');
  });
});

describe('failNext', () => {
  it('makes the next call of an action fail before it takes effect, once', async () => {
    const { backend, mock: made } = mocked({ mediapackage: MediaPackageClient }, () => ({}));
    made.failNext('ConfigureLogs', 'TooManyRequestsException');
    const client = new MediaPackageClient({ region: 'us-east-1' });
    await client.send(new DescribeChannelCommand({ Id: 'a' }));
    const refused = client.send(new ConfigureLogsCommand({ Id: 'a' }));
    await expect(refused).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
    expect(backend.calls.map(({ action }) => action)).toEqual(['DescribeChannel']);
    await client.send(new ConfigureLogsCommand({ Id: 'a' }));
    expect(backend.calls).toHaveLength(2);
  });

  it('may let the call take effect first', async () => {
    const { backend, mock: made } = mocked({ mediapackage: MediaPackageClient }, () => {
      throw new ApiError('NotFoundException', 404, 'a refusal is lost too');
    });
    made.failNext('ConfigureLogs', 'InternalServerErrorException', { afterEffect: true });
    made.failNext('ConfigureLogs', 'lost');
    const client = new MediaPackageClient({ region: 'us-east-1' });
    await expect(client.send(new ConfigureLogsCommand({ Id: 'a' }))).rejects.toMatchObject({ $fault: 'server' });
    await expect(client.send(new ConfigureLogsCommand({ Id: 'a' }))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(backend.calls).toHaveLength(2);
    await expect(client.send(new ConfigureLogsCommand({ Id: 'a' }))).rejects.toBeInstanceOf(NotFoundException);
  });

  it('takes errors as they are, and a number of times', async () => {
    const { mock: made } = mocked({ iam: IAMClient });
    const [one, other] = [new Error('one'), new Error('other')];
    made.failNext('ListRoles', one, { times: 2 });
    made.failNext('ListRoles', other);
    const client = new IAMClient({});
    const said: unknown[] = [];
    for (let call = 0; call < 4; call += 1)
      said.push(
        await client.send(new ListRolesCommand()).then(
          () => 'answered',
          (error: unknown) => error,
        ),
      );
    expect(said).toEqual([one, one, other, 'answered']);
  });

  it.each([
    ['NoSuchEntity', 'NoSuchEntityException', 404],
    ['NoSuchEntityException', 'NoSuchEntityException', 404],
    ['LimitExceededException', 'LimitExceededException', 409],
    ['Throttling', 'Throttling', 400],
    ['AccessDenied', 'AccessDenied', 403],
    ['MadeUpException', 'MadeUpException', 400],
  ])('knows %s of IAM', async (code, name, httpStatusCode) => {
    mocked({ iam: IAMClient }).mock.failNext('ListRoles', code);
    await expect(new IAMClient({}).send(new ListRolesCommand())).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode },
    });
  });

  it('can be of one service alone', async () => {
    const { mock: made } = mocked({ iam: IAMClient, sts: STSClient }, () => ({}));
    made.failNext('AssumeRole', 'ExpiredTokenException', { service: 'sts', message: 'too old' });
    const asked = new STSClient({ region: 'us-east-1' }).send(
      new AssumeRoleCommand({ RoleArn: 'a', RoleSessionName: 's' }),
    );
    await expect(asked).rejects.toMatchObject({ name: 'ExpiredTokenException', message: 'too old' });
  });

  it.each([
    ['a code', 'NoSuchEntityException'],
    ['a class of the SDK', NoSuchEntityException],
    ['an error', new NoSuchEntityException({ message: 'gone', $metadata: {} })],
  ])('given %s throws a real instance', async (_title, error) => {
    mocked({ iam: IAMClient }).mock.failNext('GetRole', error, { message: 'gone' });
    const asked = new IAMClient({}).send(new GetRoleCommand({ RoleName: 'a' }));
    await expect(asked).rejects.toBeInstanceOf(NoSuchEntityException);
    await expect(asked).rejects.toMatchObject({ message: 'gone', $fault: 'client' });
  });

  it('given a class of its own throws an instance of it', async () => {
    class Broken extends Error {}
    mocked({ iam: IAMClient }).mock.failNext('ListRoles', Broken, { message: 'why' });
    await expect(new IAMClient({}).send(new ListRolesCommand())).rejects.toThrow(new Broken('why'));
  });

  it('refuses what is neither a code nor an error', () => {
    const made = mocked({ iam: IAMClient }).mock;
    for (const error of [Date, Object, {}, 404])
      expect(() => made.failNext('ListRoles', error as never)).toThrow('is no error');
  });

  it.each(['reset', 'restore'] as const)('that met no call is told by %s, which is done all the same', async (end) => {
    const { backend, mock: made } = mocked({ iam: IAMClient });
    made.failNext('ListRoles', 'Throttling', { times: 2 });
    await expect(new IAMClient({}).send(new ListRolesCommand())).rejects.toThrow('Throttling');
    expect(() => made[end]()).toThrow('no call met ListRoles (Throttling)');
    expect(() => made[end]()).not.toThrow();
    expect(backend.calls).toEqual([]);
  });

  it.each([
    ['zero times', 'ListRoles', 'Throttling', { times: 0 }, /times cannot be 0/],
    ['an action as a method is spelt', 'listRoles', 'Throttling', {}, /action cannot be "listRoles"/],
    ['an action that cannot be', 'List Roles', 'Throttling', {}, /action cannot be "List Roles"/],
    ['a status of an answer', 'ListRoles', 'Throttling', { http: 200 }, /http cannot be 200/],
  ])('refuses %s', (_title, action, code, options, message) => {
    const made = mocked({ iam: IAMClient }).mock;
    expect(() => made.failNext(action as 'ListRoles', code, options)).toThrow(message);
  });

  it('has a companion for failures at a rate, which a seed repeats', async () => {
    const fates = async (): Promise<readonly string[]> => {
      mocked({ iam: IAMClient }, undefined, { faults: { throttle: 0.3, lose: 0.3, seed: 5 } });
      const client = new IAMClient({});
      const names: string[] = [];
      for (let call = 0; call < 40; call += 1)
        names.push(
          await client.send(new ListRolesCommand()).then(
            () => 'answered',
            (error: Error) => error.message,
          ),
        );
      return names;
    };
    const first = await fates();
    expect(new Set(first)).toEqual(new Set(['answered', 'Rate exceeded', 'socket hang up']));
    expect(await fates()).toEqual(first);
  });
});

describe('a mocked client of a REST service', () => {
  it('sends TagKeys as the real one does', async () => {
    const { backend } = mocked({ mediapackage: MediaPackageClient }, () => ({}));
    const ResourceArn = 'arn:aws:mediapackage:us-east-1:123456789012:channels/a';
    const { $metadata } = await new MediaPackageClient({ region: 'us-east-1' }).send(
      new UntagResourceCommand({ ResourceArn, TagKeys: ['a', 'b&c'] }),
    );
    expect(backend.calls[0]?.input).toEqual({ ResourceArn, TagKeys: ['a', 'b&c'] });
    expect($metadata.httpStatusCode).toBe(204);
  });
});
