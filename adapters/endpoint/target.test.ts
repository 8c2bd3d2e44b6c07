import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mediapackage } from '../../services/index.ts';
import { TargetError } from '../target-error.ts';
import { cannedServer, queryAnswer, type Canned } from './canned-server.fixture.ts';
import { endpointTarget, type EndpointOptions } from './index.ts';

const world = (index: number) => ({ index, seed: 1 });
const target = (options: Partial<EndpointOptions> & { readonly url: string }) =>
  endpointTarget({ profile: mediapackage, ...options });

const role = (name: string): string =>
  `<Role><Path>/aws-service-role/mediapackage.amazonaws.com/</Path><RoleName>${name}</RoleName><RoleId>AROA1</RoleId><Arn>arn:aws:iam::123456789012:role/${name}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></Role>`;

/** IAM answers with a role, MediaPackage with a channel. */
const anyAnswer = ({ action }: { readonly action: string }): Canned =>
  action === '' ? { body: '{"id":"c","arn":"a"}' } : queryAnswer(action, role('r'));

describe('a URL that cannot be a target', () => {
  it.each([
    ['not a url', 'bad-url'],
    ['ftp://127.0.0.1/', 'bad-url'],
    ['http://user:word@127.0.0.1/', 'bad-url'],
    ['http://127.0.0.1/?a=b', 'bad-url'],
    ['https://iam.amazonaws.com', 'real-aws'],
    ['https://mediapackage.eu-west-1.amazonaws.com/', 'real-aws'],
    ['https://IAM.AmazonAWS.com.:443/', 'real-aws'],
    ['https://iam.cn-north-1.amazonaws.com.cn', 'real-aws'],
    ['https://iam.global.api.aws', 'real-aws'],
  ])('%s is refused as %s', (url, code) => {
    expect(() => target({ url })).toThrow(expect.objectContaining({ name: 'TargetError', code }) as Error);
  });

  it('is not one that only looks like AWS', () => {
    expect(() => target({ url: 'http://amazonaws.com.localhost:4566' })).not.toThrow();
    expect(() => target({ url: 'http://localhost:4566/amazonaws.com' })).not.toThrow();
  });

  it('is told with the address when nobody answers there', async () => {
    const server = await cannedServer(anyAnswer);
    await server[Symbol.asyncDispose]();
    const opening = target({ url: server.url }).open(world(0));
    await expect(opening).rejects.toThrow(`Nothing answers at ${server.url}/ (ECONNREFUSED). Start the emulator`);
  });
});

it('needs two regions', () => {
  expect(() => target({ url: 'http://127.0.0.1:1', regions: ['us-east-1'] })).toThrow(
    'A target needs two regions, and only us-east-1 was given. Name at least two.',
  );
});

describe('worlds', () => {
  it('are accounts of their own, told by the access key id', async () => {
    await using server = await cannedServer(anyAnswer);
    const plain = target({ url: server.url });
    const sessions = [await plain.open(world(0)), await plain.open(world(1))];
    for (const session of sessions) await session.perform({ kind: 'GetRole', role: 'linked' });
    const accounts = server.requests.map(
      ({ headers }) => /Credential=(\d{12})\//.exec(String(headers.authorization))?.[1],
    );
    expect(accounts).toEqual(sessions.map(({ account }) => account));
    expect(new Set(accounts).size).toBe(2);
    expect(plain.describe().isolation).toBe('new account id per world (access key id)');
    for (const session of sessions) await session.close();
    await plain.close();
  });

  it('are told by a header where the server wants one', async () => {
    await using server = await cannedServer(anyAnswer, (headers) => String(headers['x-moto-account-id']));
    const moto = target({ url: server.url, isolation: { header: 'X-Moto-Account-Id' } });
    await using session = await moto.open(world(3));
    await session.perform({ kind: 'ReadResource', resource: 'channel', region: 1, slot: 0 });
    expect(server.requests.at(-1)?.headers['x-moto-account-id']).toBe(session.account);
    await moto.close();
  });

  it('share the one account of a server without isolation, which is said', () => {
    const shared = target({ url: 'http://127.0.0.1:1', isolation: 'none' });
    expect(shared.describe().isolation).toBe('none: one account, and each session removes what it made');
  });
});

describe('calls', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it('take nothing from the environment or from configuration files', async () => {
    await using server = await cannedServer(anyAnswer);
    const folder = await mkdtemp(join(tmpdir(), 'slr-'));
    const config = join(folder, 'config');
    await writeFile(
      config,
      '[default]\nregion = ap-south-1\nretry_mode = bogus\nmax_attempts = nonsense\nuse_fips_endpoint = bogus\nendpoint_url = http://127.0.0.1:1\nauth_scheme_preference = none\nsdk_ua_app_id = leaked\naws_access_key_id = LEAKEDKEY\naws_secret_access_key = x\n[profile ghost]\nregion = ap-south-1\n',
    );
    Object.assign(process.env, {
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: config,
      AWS_PROFILE: 'ghost',
      AWS_REGION: 'ap-south-1',
      AWS_ACCESS_KEY_ID: 'LEAKEDKEY',
      AWS_SECRET_ACCESS_KEY: 'leaked',
      AWS_SESSION_TOKEN: 'leaked',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:1',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_MAX_ATTEMPTS: 'nonsense',
      AWS_RETRY_MODE: 'bogus',
      AWS_DEFAULTS_MODE: 'bogus',
      AWS_AUTH_SCHEME_PREFERENCE: 'none',
      AWS_SDK_UA_APP_ID: 'leaked',
      AWS_EXECUTION_ENV: 'leaked',
      AWS_LAMBDA_FUNCTION_NAME: 'leaked',
      _X_AMZN_TRACE_ID: 'leaked',
    });
    const plain = target({ url: server.url });
    await using session = await plain.open(world(0));
    const outcomes = [
      await session.perform({ kind: 'GetRole', role: 'linked' }),
      await session.perform({ kind: 'AssumeRole', role: 'linked' }),
      await session.perform({ kind: 'ReadResource', resource: 'channel', region: 1, slot: 0 }),
      await session.perform({ kind: 'ReadResource', resource: 'packaging-group', region: 1, slot: 0 }),
    ];
    expect(outcomes.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered', 'answered']);
    expect(JSON.stringify(server.requests)).not.toMatch(/leaked|ghost|ap-south-1/i);
    const scopes = server.requests.map(
      ({ headers }) => /Credential=\d{12}\/\d{8}\/([^,]+)/.exec(String(headers.authorization))?.[1],
    );
    expect(scopes).toEqual([
      'us-east-1/iam/aws4_request',
      'us-east-1/sts/aws4_request',
      'eu-west-1/mediapackage/aws4_request',
      'eu-west-1/mediapackage-vod/aws4_request',
    ]);
    await plain.close();
    await rm(folder, { recursive: true });
  });

  it('are asked once and counted', async () => {
    await using server = await cannedServer(() => ({
      status: 503,
      headers: { 'content-type': 'text/xml' },
      body: '<x/>',
    }));
    const plain = target({ url: server.url });
    await using session = await plain.open(world(0));
    await session.perform({ kind: 'GetRole', role: 'linked' });
    await session.perform({ kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 });
    expect([session.calls, server.requests.length]).toEqual([2, 2]);
    await plain.close();
  });
});

it('ends what was started for it when it closes, once', async () => {
  const onClose = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const plain = target({ url: 'http://127.0.0.1:1', onClose });
  await Promise.all([plain.close(), plain.close()]);
  expect(onClose).toHaveBeenCalledTimes(1);
  expect(new TargetError('unreachable', 'a', 'b').hint).toBe('b');
});
