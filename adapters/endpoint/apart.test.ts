import { afterEach, describe, expect, it } from 'vitest';
import { mediapackage } from '../../services/index.ts';
import type { Target } from '../port.ts';
import { cannedServer, queryAnswer, type CannedServer, type Reply } from './canned-server.fixture.ts';
import { endpointTarget, type Isolation } from './index.ts';

const opened: (Target | CannedServer)[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await ('close' in one ? one.close() : one[Symbol.asyncDispose]());
});

type AccountOf = Parameters<typeof cannedServer>[1];
const ONE: AccountOf = () => '123456789012';
const BY_HEADER: AccountOf = (headers) => String(headers['x-moto-account-id'] ?? '123456789012');

/** What a target says of its isolation after its first world. */
async function found(
  accountOf: AccountOf,
  isolation?: Isolation,
  reply: (action: string) => Reply = (action) => queryAnswer(action, ''),
): Promise<string> {
  const server = await cannedServer(({ action }) => reply(action), accountOf);
  const target = endpointTarget({
    url: server.url,
    profile: mediapackage,
    settleMs: 0,
    timeoutMs: 200,
    ...(isolation === undefined ? {} : { isolation }),
  });
  opened.push(target, server);
  await (await target.open({ index: 0, seed: 1 })).close();
  return target.describe().isolation;
}

describe('how worlds are kept apart is found by trying', () => {
  it.each([
    ['the access key id, where it is heeded', undefined, 'new account id per world (access key id)'],
    ['a known header, where that is', BY_HEADER, 'new account id per world (x-moto-account-id)'],
    ['one account for all, where nothing is', ONE, 'none: one account, and each session removes what it made'],
  ])('%s', async (_, accountOf, words) => {
    expect(await found(accountOf)).toBe(words);
  });

  it.each(['access-key', { header: 'x-other' }] as const)('and %j is held to it where it was given', async (given) => {
    await expect(found(ONE, given)).rejects.toThrow(/takes no notice of .* Leave --isolation out/);
  });
});

describe('a server without ordinary roles', () => {
  const ofAccount = (account: string) => (action: string) =>
    action === 'GetCallerIdentity' ? queryAnswer(action, `<Account>${account}</Account>`) : { status: 501 };

  it.each([
    ['that lives in an account of its own has one account', ofAccount('123456789012')],
    ['that does not tell has one account', ofAccount('')],
    ['that never answers has one account', () => () => {}],
  ] as const)('%s', async (_, reply) => {
    expect(await found('not-tried', undefined, reply)).toMatch(/^none/);
  });

  it('that does not tell is believed to heed what was given', async () => {
    expect(await found('not-tried', 'access-key', ofAccount(''))).toBe('new account id per world (access key id)');
    await expect(found('not-tried', 'access-key', ofAccount('123456789012'))).rejects.toThrow('takes no notice');
  });
});
