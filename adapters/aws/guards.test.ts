import { readFileSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { mediapackage } from '../../services/index.ts';
import { iam, type Call, type Value } from '../../calls/index.ts';
import { loadSdk, Transport } from '../endpoint/index.ts';
import { awsClients } from './clients.ts';
import { openAws, type AwsOptions } from './open.ts';
import { ACCOUNT, awsOptions, ledgerFolder, playedAws, type Played, type PlayedOptions } from './played.fixture.ts';
import { RunList } from './run-list.ts';

const folder = ledgerFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const ROLE = 'AWSServiceRoleForMediaPackage';
const RUN_TAGS: readonly Value[] = ['slr-conformance:run'];
const logging = (region: string) => (played: Played) => {
  played.foreign({ service: 'mediapackage', action: 'CreateChannel', region, input: { Id: 'news' } });
  played.foreign({
    service: 'mediapackage',
    action: 'ConfigureLogs',
    region,
    input: { Id: 'news', EgressAccessLogs: {} },
  });
};
const role = (played: Played): unknown =>
  played.foreign({
    service: 'iam',
    action: 'CreateServiceLinkedRole',
    input: { AWSServiceName: mediapackage.principal },
  });
const lease = (until: string) => (played: Played) =>
  played.foreign({
    service: 'iam',
    action: 'CreateInstanceProfile',
    input: {
      InstanceProfileName: 'slrc-lease',
      Tags: [
        { Key: 'slr-conformance:run', Value: 'zzzzzzzz' },
        { Key: 'slr-conformance:delete-after', Value: until },
      ],
    },
  });
const failing =
  (action: string, code: string, http = 400) =>
  (played: Played) =>
    played.plan.failNext({ action, code, http, times: 100 });

type Misuse = readonly [
  title: string,
  says: RegExp,
  options: Partial<AwsOptions>,
  before?: ((played: Played) => unknown) | undefined,
  behaviour?: PlayedOptions,
];

const MISUSES: readonly Misuse[] = [
  [
    'an account that was not named',
    /111122223333, which is not among those that were named: 999900001111/,
    { accounts: ['999900001111'] },
  ],
  ['credentials that are over', /ExpiredToken/, {}, failing('GetCallerIdentity', 'ExpiredToken', 403)],
  ['a key that nobody knows', /InvalidClientTokenId/, {}, failing('GetCallerIdentity', 'InvalidClientTokenId', 403)],
  [
    'a clock that is wrong',
    /SignatureDoesNotMatch.*clock/,
    {},
    failing('GetCallerIdentity', 'SignatureDoesNotMatch', 403),
  ],
  ['a role that is there', /AWSServiceRoleForMediaPackage is there \(AROA/, {}, role],
  ['logs that are on in a region that was asked for', /channel news in us-east-1/, {}, logging('us-east-1')],
  ['logs that are on in a region that was not asked for', /channel news in sa-east-1/, {}, logging('sa-east-1')],
  [
    'logs that are on, in an account that is disposable',
    /Access logs are on/,
    { disposableAccount: true },
    logging('eu-west-2'),
  ],
  ['a run that is at work', /held by another run, zzzzzzzz, until 2026-01-01T01/, {}, lease('2026-01-01T01:00:00Z')],
  ['a lease that tells no time', /held by another run, zzzzzzzz\./, {}, lease('later')],
  [
    'a management account',
    /is the management account of its organization/,
    {},
    undefined,
    { managementAccount: ACCOUNT },
  ],
  [
    'what another run left',
    /holds what run qqqqqqqq left/,
    {},
    (played) =>
      played.foreign({ service: 'mediapackage', action: 'CreateChannel', input: { Id: 'slrc-qqqqqqqq-channel-0' } }),
  ],
  ['roles that may not be read', /could not be read \(AccessDenied/, {}, failing('ListRoles', 'AccessDenied', 403)],
  [
    'channels that may not be read',
    /channels in us-east-1 could not be read/,
    {},
    failing('ListChannels', 'AccessDeniedException', 403),
  ],
  [
    'a lease that may not be read',
    /Who holds the account cannot be told/,
    {},
    failing('GetInstanceProfile', 'AccessDenied', 403),
  ],
  ['an endpoint in the environment', /AWS_ENDPOINT_URL is set/, { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' } }],
  [
    'an endpoint for one service',
    /AWS_ENDPOINT_URL_IAM is set/,
    { env: { AWS_ENDPOINT_URL_IAM: 'https://example.com' } },
  ],
  ['a proxy', /HTTPS_PROXY is set/, { env: { HTTPS_PROXY: 'http://proxy:3128' } }],
  ['a proxy in small letters', /https_proxy is set/, { env: { https_proxy: 'http://proxy:3128' } }],
  ['a proxy for everything', /ALL_PROXY is set/, { env: { ALL_PROXY: 'socks5://proxy:1080' } }],
  [
    'certificates that are not looked at',
    /NODE_TLS_REJECT_UNAUTHORIZED/,
    { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
  ],
  ['a profile with a line break', /is not the name of a profile/, { awsProfile: 'a\nb' }],
  ['a profile that is an option', /is not the name of a profile/, { awsProfile: '\u0000' }],
  ['a profile in brackets', /is not the name of a profile/, { awsProfile: 'a] [b' }],
  ['a ledger that is there', /cannot be written \(EEXIST\)/, { ledger: new URL(import.meta.url).pathname }],
  [
    'a ledger in a folder that is none',
    /cannot be written \((?:ENOTDIR|EEXIST)\)/,
    { ledger: `${new URL(import.meta.url).pathname}/a.jsonl` },
  ],
];

describe('a run in a real account does not begin, and changes nothing', () => {
  it.each(MISUSES.map((misuse) => ({ title: misuse[0], misuse })))('with $title', async ({ misuse }) => {
    const [, says, options, before, behaviour = {}] = misuse;
    const played = playedAws(behaviour);
    before?.(played);
    await expect(openAws(awsOptions(folder, options), played.seams)).rejects.toThrow(says);
    expect(played.changes()).toEqual([]);
  });
});

describe('a client of a run', () => {
  const sent = async (call: Call): Promise<number> => {
    const played = playedAws();
    const transport = new Transport({ handler: played.seams.handler as never, headers: {}, timeoutMs: 1000 });
    const list = new RunList(mediapackage, 'abcdefgh');
    const clients = awsClients(await loadSdk(), {
      credentials: played.seams.credentials,
      transport,
      list,
      attempts: 1,
      paced: false,
    });
    await expect(clients.call(call)).rejects.toThrow(/is not on the list of a run|may not touch/);
    return transport.calls;
  };

  it.each<readonly [string, Call]>([
    ['an action that no run needs', iam('CreateLoginProfile', { UserName: 'slrc-abcdefgh-user' })],
    ['a role of somebody else', iam('DeleteRole', { RoleName: 'admin' })],
    ['a role of another run', iam('DeleteRole', { RoleName: 'slrc-zzzzzzzz-ordinary' })],
    ['a name that only begins as its own', iam('DeleteUser', { UserName: 'slrc-abcdefgh' })],
    [
      'the service-linked role of another service',
      iam('DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForECS' }),
    ],
    ['a role for another service', iam('CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' })],
    ['a user of somebody else', iam('CreateAccessKey', { UserName: 'alice' })],
    ['no user, which would be the caller', iam('CreateAccessKey', {})],
    [
      "somebody else's role in its own profile",
      iam('AddRoleToInstanceProfile', { InstanceProfileName: 'slrc-abcdefgh-profile', RoleName: 'admin' }),
    ],
    ['the tag of a run', iam('UntagRole', { RoleName: ROLE, TagKeys: RUN_TAGS })],
    [
      "somebody else's channel",
      { service: 'mediapackage', action: 'DeleteChannel', region: 'us-east-1', input: { Id: 'news' } },
    ],
    [
      "the logs of somebody else's channel",
      { service: 'mediapackage', action: 'ConfigureLogs', region: 'us-east-1', input: { Id: 'news' } },
    ],
    [
      "somebody else's packaging group",
      { service: 'mediapackage-vod', action: 'DeletePackagingGroup', region: 'us-east-1', input: { Id: 'news' } },
    ],
  ])('sends nothing about %s', async (_title, call) => {
    expect(await sent(call)).toBe(0);
  });

  it('sends nothing to another host than AWS, wherever a setting leads it', async () => {
    const played = playedAws();
    const transport = new Transport({ handler: played.seams.handler as never, headers: {}, timeoutMs: 1000 });
    const list = new RunList(mediapackage, 'abcdefgh');
    const { IAM } = await import('@aws-sdk/client-iam');
    const { guard } = await import('./clients.ts');
    for (const endpoint of [
      'https://iam.amazonaws.com.example.com',
      'http://iam.amazonaws.com',
      'http://127.0.0.1:1',
    ]) {
      const client = new IAM({
        region: 'us-east-1',
        endpoint,
        credentials: played.seams.credentials as never,
        requestHandler: transport as never,
      });
      guard(client, 'iam', 'us-east-1', list);
      await expect(client.getRole({ RoleName: ROLE })).rejects.toThrow(/would go to/);
    }
    expect(transport.calls).toBe(0);
  });
});

it('an account whose lease is over is taken over, and let go at the end', async () => {
  const played = playedAws();
  lease('2025-12-31T00:00:00Z')(played);
  const options = awsOptions(folder);
  const target = await openAws(options, played.seams);
  expect(JSON.stringify(played.there())).not.toContain('zzzzzzzz');
  await target.close();
  expect(target.left).toEqual([]);
  expect(JSON.stringify(played.there())).not.toContain('slrc-lease');
  expect(
    readFileSync(options.ledger ?? '', 'utf8')
      .trim()
      .split('\n')
      .at(-1),
  ).toMatch(/"is":"end"/);
});

it('of two runs that begin at once, one is refused', async () => {
  const played = playedAws();
  const both = await Promise.allSettled([1, 2].map(() => openAws(awsOptions(folder), played.seams)));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
