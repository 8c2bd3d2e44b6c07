import { GetRoleCommand, IAMClient, type IAMServiceException } from '@aws-sdk/client-iam';
import { ConfigureLogsCommand } from '@aws-sdk/client-mediapackage';
import { describe, expect, it } from 'vitest';
import { FakeApi, ways } from './clients.fixture.ts';
import type { WireAnswer } from './exchange.ts';
import { FaultsError, type Faults, type ScriptedFault } from './fault-checks.ts';
import { FaultPlan } from './faults.ts';
import { faultyHandler } from './faulty-handler.ts';
import { wireHandler } from './handler.ts';
import { inProcessHandler } from './request-handler.ts';
import { errorOf, requestOf } from './requests.fixture.ts';

const getRole = requestOf('iam', { body: 'Action=GetRole&Version=2010-05-08&RoleName=R' });
const listChannels = requestOf('mediapackage', { method: 'GET', target: '/channels' });

const nameOf = (answer: WireAnswer): string =>
  answer === 'lost' ? 'lost' : answer.status === 200 ? 'ok' : errorOf(answer).code;

/** What becomes of `n` calls, and how many of them took effect. */
async function outcomes(faults: Faults, n: number, request = getRole) {
  const api = new FakeApi();
  const handle = faultyHandler(api, { plan: new FaultPlan(faults) });
  const names: string[] = [];
  for (let i = 0; i < n; i += 1) names.push(nameOf(await handle(request)));
  return { names, effects: api.calls.length, count: (name: string) => names.filter((each) => each === name).length };
}

describe('faults by rate', () => {
  it('leave everything alone at zero', async () => {
    const { effects, count } = await outcomes({ throttle: 0, fail: 0, lose: 0 }, 50);
    expect([effects, count('ok')]).toEqual([50, 50]);
  });

  it.each([
    [getRole, 'Throttling', 400],
    [listChannels, 'TooManyRequestsException', 429],
  ] as const)('throttle before the call takes effect (%#)', async (request, code, http) => {
    const { effects, count } = await outcomes({ throttle: 1 }, 20, request);
    expect([effects, count(code)]).toEqual([0, 20]);
    const answer = await faultyHandler(new FakeApi(), { plan: new FaultPlan({ throttle: 1 }) })(request);
    if (answer === 'lost') throw new Error('lost');
    expect(errorOf(answer)).toEqual({ code, http, message: 'Rate exceeded' });
  });

  it.each([
    [getRole, 'ServiceFailure'],
    [listChannels, 'InternalServerErrorException'],
  ] as const)('fail half of the calls before and half after they take effect (%#)', async (request, code) => {
    const { effects, count } = await outcomes({ fail: 1, seed: 5 }, 400, request);
    expect(count(code)).toBe(400);
    expect(effects).toBeGreaterThan(160);
    expect(effects).toBeLessThan(240);
  });

  it('lose the answer of a call that took effect', async () => {
    const { effects, count } = await outcomes({ lose: 1 }, 20);
    expect([effects, count('lost')]).toEqual([20, 20]);
  });

  it('come about as often as they say, and the same with the same seed', async () => {
    const rates = { throttle: 0.2, fail: 0.1, lose: 0.1, seed: 7 };
    const { names, count } = await outcomes(rates, 2000);
    expect(count('Throttling') / 2000).toBeCloseTo(0.2, 1);
    expect(count('ServiceFailure') / 2000).toBeCloseTo(0.08, 1);
    expect(count('lost') / 2000).toBeCloseTo(0.07, 1);
    expect((await outcomes(rates, 2000)).names).toEqual(names);
    expect((await outcomes({ ...rates, seed: 8 }, 2000)).names).not.toEqual(names);
  });

  it('throttle the same calls whether or not others are lost', async () => {
    const throttled = ({ names }: { readonly names: readonly string[] }) => names.map((name) => name === 'Throttling');
    const alone = await outcomes({ throttle: 0.3, seed: 3 }, 200);
    expect(throttled(await outcomes({ throttle: 0.3, lose: 0.5, seed: 3 }, 200))).toEqual(throttled(alone));
  });

  it('spare requests that are no calls', async () => {
    const handle = faultyHandler(new FakeApi(), { plan: new FaultPlan({ lose: 1 }) });
    expect(nameOf(await handle({ ...getRole, headers: {} }))).toBe('MissingAuthenticationToken');
  });

  it('hold answers back on the given clock', async () => {
    const waits: number[] = [];
    const wait = (ms: number): Promise<void> => {
      waits.push(ms);
      return Promise.resolve();
    };
    await faultyHandler(new FakeApi(), { plan: new FaultPlan({ latencyMs: 250 }), wait })(getRole);
    expect(waits).toEqual([250]);
    const started = performance.now();
    await faultyHandler(new FakeApi(), { plan: new FaultPlan({ latencyMs: 30 }) })(getRole);
    expect(performance.now() - started).toBeGreaterThanOrEqual(28);
  });

  it.each<[Faults, RegExp]>([
    [{ throttle: 1.5 }, /throttle cannot be 1\.5\. Give a rate from 0 to 1/],
    [{ fail: -0.1 }, /fail cannot be -0\.1/],
    [{ lose: Number.NaN }, /lose cannot be null/],
    [{ lose: '0.5' as never }, /lose cannot be "0\.5"/],
    [{ latencyMs: 60_001 }, /latencyMs cannot be 60001\. Give 0 to 60000/],
    [{ latencyMs: '5' as never }, /latencyMs cannot be "5"/],
    [{ seed: 1.5 }, /seed cannot be 1\.5/],
    [{ drop: 1 } as never, /There is no fault "drop". Give any of latencyMs, throttle, fail, lose, seed/],
  ])('refuse %j', (faults, message) => {
    expect(() => new FaultPlan(faults)).toThrow(message);
    expect(() => new FaultPlan(faults)).toThrow(FaultsError);
  });
});

describe('scripted faults', () => {
  const planOf = (...faults: ScriptedFault[]): FaultPlan => {
    const plan = new FaultPlan();
    for (const fault of faults) plan.failNext(fault);
    return plan;
  };

  it('hit the next calls of their action, in order, and no others', () => {
    const plan = planOf(
      { action: 'ConfigureLogs', service: 'mediapackage-vod', code: 'NotFoundException' },
      { action: 'GetRole', code: 'Throttling', times: 2 },
      { action: 'GetRole', code: 'AccessDenied', message: 'no', afterEffect: true },
    );
    expect(plan.next({ service: 'iam', action: 'ListRoles' })).toBeUndefined();
    expect(plan.next({ service: 'mediapackage', action: 'ConfigureLogs' })).toBeUndefined();
    const next = () => plan.next({ service: 'iam', action: 'GetRole' });
    const throttling = {
      takesEffect: false,
      outcome: { code: 'Throttling', http: 400, message: 'Throttling (injected)' },
    };
    expect([next(), next(), next(), next()]).toEqual([
      throttling,
      throttling,
      { takesEffect: true, outcome: { code: 'AccessDenied', http: 403, message: 'no' } },
      undefined,
    ]);
    expect(plan.next({ service: 'mediapackage-vod', action: 'ConfigureLogs' })?.outcome).toMatchObject({ http: 404 });
  });

  it.each([
    ['iam', 'DeleteRole', 'DeleteConflict', 409],
    ['iam', 'GetRole', 'ServiceFailure', 500],
    ['mediapackage-vod', 'DescribeAsset', 'InternalServerErrorException', 500],
    ['mediapackage', 'ConfigureLogs', 'TooManyRequestsException', 429],
    ['mediapackage', 'ConfigureLogs', 'Invented', 400],
  ] as const)('of %s %s fails with %s and the status that AWS has for it', (service, action, code, http) => {
    expect(planOf({ action, code }).next({ service, action })?.outcome).toMatchObject({ code, http });
  });

  it('come before rates, and end when cleared', () => {
    const plan = new FaultPlan({ throttle: 1 });
    plan.failNext({ action: 'GetRole', code: 'lost' });
    const next = () => plan.next({ service: 'iam', action: 'GetRole' });
    expect(next()).toEqual({ takesEffect: true, outcome: 'lost' });
    expect(next()).toMatchObject({ outcome: { code: 'Throttling' } });
    plan.failNext({ action: 'GetRole', code: 'lost', times: 9 });
    plan.clear();
    expect(next()).toBeUndefined();
  });

  it('are laid all or none', () => {
    const plan = new FaultPlan();
    expect(() => plan.replace({ throttle: 1 }, [{ action: 'GetRole', code: 'bad code' }])).toThrow(
      /code cannot be "bad code"/,
    );
    expect(() => plan.replace({ throttle: 2 }, [{ action: 'GetRole', code: 'Throttling' }])).toThrow(
      /throttle cannot be 2/,
    );
    expect([plan.faults, plan.next({ service: 'iam', action: 'GetRole' })]).toEqual([{}, undefined]);
  });

  it.each<[Partial<ScriptedFault>, RegExp]>([
    [{ action: '' }, /action cannot be ""/],
    [{ action: undefined as never }, /action cannot be null/],
    [{ code: 'a\r\nb' }, /code cannot be "a\\r\\nb"/],
    [{ http: 200 }, /http cannot be 200\. Give a status from 400 to 599/],
    [{ times: 0 }, /times cannot be 0/],
    [{ service: 's3' as never }, /service cannot be "s3"/],
  ])('refuse %j', (part, message) => {
    expect(() => planOf({ action: 'GetRole', code: 'Throttling', ...part })).toThrow(message);
  });
});

describe.each(Object.entries(ways))('SDK clients under faults %s', (_way, connect) => {
  it('see a lost answer as a reset connection, after the call took effect', async () => {
    const api = new FakeApi();
    const plan = new FaultPlan();
    plan.failNext({ action: 'ConfigureLogs', code: 'lost' });
    await using connection = await connect(faultyHandler(api, { plan }));
    const configure = () => connection.clients.live.send(new ConfigureLogsCommand({ Id: 'a' }));
    await expect(configure()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(api.calls).toHaveLength(1);
    expect((await configure()).$metadata.httpStatusCode).toBe(200);
  });
});

it('SDK clients retry what they should', async () => {
  const api = new FakeApi();
  api.reply = () => ({ Role: { RoleName: 'R', Path: '/', RoleId: 'i', Arn: 'a', CreateDate: new Date(0) } });
  const plan = new FaultPlan();
  for (const code of ['Throttling', 'lost', 'ServiceFailure']) plan.failNext({ action: 'GetRole', code });
  const client = new IAMClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    retryStrategy: {
      mode: 'none',
      acquireInitialRetryToken: () => Promise.resolve({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
      refreshRetryTokenForRetry: (token) =>
        Promise.resolve({ ...token, getRetryCount: () => token.getRetryCount() + 1 }),
      recordSuccess() {},
    },
    requestHandler: inProcessHandler(faultyHandler(api, { plan })),
  });
  const answer = await client.send(new GetRoleCommand({ RoleName: 'R' }));
  expect(answer.Role?.RoleName).toBe('R');
  expect(api.calls).toHaveLength(2);
});

it('an SDK client gives up when its signal is aborted', async () => {
  const plan = new FaultPlan({ latencyMs: 2000 });
  const client = new IAMClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: inProcessHandler(faultyHandler(new FakeApi(), { plan })),
  });
  const abort = new AbortController();
  const sent = client.send(new GetRoleCommand({ RoleName: 'R' }), { abortSignal: abort.signal });
  setTimeout(() => {
    abort.abort();
  }, 10);
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' } satisfies Partial<IAMServiceException>);
  await expect(client.send(new GetRoleCommand({ RoleName: 'R' }), { abortSignal: abort.signal })).rejects.toMatchObject(
    {
      name: 'AbortError',
    },
  );
});

describe('the in-process handler', () => {
  const handler = inProcessHandler(wireHandler({ call: ({ input }) => input }));
  const request = {
    method: 'PUT',
    path: '/channels/a',
    query: {},
    headers: { Authorization: getRole.headers['authorization']?.replace('/iam/', '/mediapackage/') ?? '' },
  };
  const text = '{"description":"\u2603"}';
  it.each([
    ['text', text],
    ['bytes', Buffer.from(text)],
    ['a view of bytes', new DataView(new Uint8Array(Buffer.from(` ${text}`)).buffer, 1)],
    ['a buffer', new Uint8Array(Buffer.from(text)).buffer],
    [
      'a stream',
      (async function* () {
        yield Buffer.from(text).subarray(0, 17);
        yield Buffer.from(text).subarray(17);
      })(),
    ],
    [
      'a stream of text',
      (async function* () {
        yield text;
      })(),
    ],
  ])('takes %s for a body', async (_kind, body) => {
    const { response } = await handler.handle({ ...request, body });
    expect(JSON.parse(Buffer.from(response.body).toString())).toMatchObject({ description: '\u2603' });
  });

  it('refuses another kind of body', async () => {
    await expect(handler.handle({ ...request, body: 5 })).rejects.toThrow(
      'A request body is text, bytes or a stream, not number',
    );
  });

  it('has what clients ask of a handler', () => {
    expect([handler.metadata, handler.httpHandlerConfigs()]).toEqual([{ handlerProtocol: 'http/1.1' }, {}]);
    handler.updateHttpClientConfig('requestTimeout', 1);
    handler.destroy();
  });
});
