import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Operation } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { Session, Target } from '../port.ts';
import {
  cannedServer,
  queryAnswer,
  type CannedRequest,
  type CannedServer,
  type Reply,
} from './canned-server.fixture.ts';
import { endpointTarget } from './index.ts';

const PATH = '/aws-service-role/mediapackage.amazonaws.com/';
const LINKED = 'AWSServiceRoleForMediaPackage';
const CREATE: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const LIST: Operation = { kind: 'ListRoles' };

const refused = (code: string, status = 404): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Code>${code}</Code><Message/></Error></ErrorResponse>`,
});

const shown = (name: string, path: string): string => `<Path>${path}</Path><RoleName>${name}</RoleName>`;

/** An IAM with the roles of each account, by name and path, which a test may disturb. */
class SmallIam {
  readonly #accounts = new Map<string, Map<string, string>>();
  /** Answers in place of the IAM where it gives something. */
  disturb: (request: CannedRequest) => Reply | undefined = () => undefined;

  readonly reply = (request: CannedRequest): Reply => this.disturb(request) ?? this.#answer(request);

  #answer({ action, body, headers }: CannedRequest): Reply {
    const account = /Credential=(\d+)/.exec(String(headers.authorization))?.[1] ?? '';
    const roles = this.#accounts.get(account) ?? new Map<string, string>();
    this.#accounts.set(account, roles);
    const parameters = new URLSearchParams(body);
    const name = parameters.get('RoleName') ?? LINKED;
    switch (action) {
      case 'CreateServiceLinkedRole':
      case 'CreateRole':
        roles.set(name, action === 'CreateRole' ? '/' : PATH);
        return queryAnswer(action, `<Role>${shown(name, roles.get(name) ?? '')}</Role>`);
      case 'ListRoles': {
        const listed = [...roles].filter(([, path]) => path.startsWith(parameters.get('PathPrefix') ?? '/'));
        const members = listed.map(([role, path]) => `<member>${shown(role, path)}</member>`);
        return queryAnswer(action, `<Roles>${members.join('')}</Roles>`);
      }
      case 'DeleteRole':
      case 'DeleteServiceLinkedRole':
        return roles.delete(name) ? queryAnswer(action, '') : refused('NoSuchEntity');
      default:
        return refused('NoSuchEntity');
    }
  }
}

let iam: SmallIam;
let server: CannedServer;
let target: Target;
beforeEach(async () => {
  iam = new SmallIam();
  server = await cannedServer(iam.reply);
  target = endpointTarget({
    url: server.url,
    profile: mediapackage,
    isolation: 'access-key',
    settleMs: 0,
    timeoutMs: 500,
    recycles: true,
  });
});
afterEach(async () => {
  await target.close();
  await server[Symbol.asyncDispose]();
});

const open = (pristine?: true): Promise<Session> =>
  target.open({ index: 0, seed: 1, ...(pristine === undefined ? {} : { pristine }) });

/** Performs operations in a world and closes it; gives its account. */
async function use(...operations: readonly Operation[]): Promise<string | undefined> {
  await using session = await open();
  for (const operation of operations) await session.perform(operation);
  return session.account;
}

const asked = (action: string): number => server.requests.filter((request) => request.action === action).length;

/** The accounts of the next sessions, all open at once. */
async function next(): Promise<readonly (string | undefined)[]> {
  const sessions = [await open(), await open(), await open()];
  for (const session of sessions) await session.close();
  return sessions.map(({ account }) => account);
}

describe('an account that was used', () => {
  it('is given again once it is clean and empty', async () => {
    const first = await use(CREATE, { kind: 'CreateRole', role: 'ordinary' });
    await expect.poll(() => use()).toBe(first);
    await using session = await open();
    expect(session.account).toBe(first);
    expect(session.calls).toBe(0);
    expect(await session.perform(LIST)).toEqual({ kind: 'answered', facets: { listed: false, others: [] } });
    expect(session.calls).toBe(1);
    expect(target.describe().isolation).toBe('new or cleaned account per world (access key id)');
  });

  it('is given again without a call when it was only read', async () => {
    const first = await use(LIST);
    const before = server.requests.length;
    expect(await use()).toBe(first);
    expect(server.requests.length).toBe(before);
  });

  it('is never given to a pristine world', async () => {
    const first = await use(LIST);
    const sessions = [await open(true), await open(true)];
    const accounts = sessions.map(({ account }) => account);
    expect(new Set([...accounts, first]).size).toBe(3);
    for (const session of sessions) await session.close();
  });

  it('is cleaned aside, and its session counts none of that', async () => {
    let release = (): void => {};
    iam.disturb = ({ action }) =>
      action === 'DeleteServiceLinkedRole'
        ? (response) => {
            release = () => response.writeHead(200).end(queryAnswer(action, '').body);
          }
        : undefined;
    const session = await open();
    await session.perform(CREATE);
    const { calls } = session;
    await session.close();
    await expect.poll(() => asked('DeleteServiceLinkedRole')).toBe(1);
    expect(await use()).not.toBe(session.account);
    expect(session.calls).toBe(calls);
    release();
  });

  it('is looked through even when nothing was to be made in it', async () => {
    await use({ kind: 'TagRole', role: 'linked', key: 'k', value: 'v' });
    await expect.poll(() => asked('ListRoles')).toBe(1);
  });

  it('is cleaned with no more than one other', async () => {
    let under = 0;
    let most = 0;
    iam.disturb = ({ action }) => {
      if (action !== 'ListRoles') return undefined;
      under += 1;
      most = Math.max(most, under);
      return (response) => {
        setTimeout(() => {
          under -= 1;
          response.writeHead(200).end(queryAnswer(action, '').body);
        }, 30);
      };
    };
    const sessions = await Promise.all(Array.from({ length: 6 }, () => open()));
    await Promise.all(
      sessions.map(async (session) => {
        await session.perform(CREATE);
        await session.close();
      }),
    );
    expect(most).toBe(2);
  });
});

describe('an account is dropped', () => {
  const failing: readonly [string, string, Reply][] = [
    ['what it keeps is said to be deleted', 'DeleteServiceLinkedRole', queryAnswer('DeleteServiceLinkedRole', '')],
    ['it does not tell what it holds', 'ListRoles', refused('InternalFailure', 500)],
    ['an answer is lost', 'ListRoles', (response) => response.destroy()],
    ['an answer does not come', 'DeleteServiceLinkedRole', () => {}],
    ['an answer is no AWS', 'ListRoles', { body: '<!doctype html>' }],
  ];

  it.each(failing)('when %s', async (_, disturbed, reply) => {
    iam.disturb = ({ action }) => (action === disturbed ? reply : undefined);
    const first = await use(CREATE);
    await expect.poll(() => asked(disturbed), { timeout: 3000 }).toBeGreaterThan(0);
    await sleep(600);
    expect(await next()).not.toContain(first);
  });

  it('when a call of its session found no end', async () => {
    iam.disturb = ({ action }) => (action === 'TagRole' ? (response) => response.destroy() : undefined);
    const first = await use({ kind: 'TagRole', role: 'linked', key: 'k', value: 'v' });
    const session = await open();
    const pending = session.perform(LIST);
    await session.close();
    await pending;
    expect(await next()).not.toEqual(expect.arrayContaining([first]));
    expect(await next()).not.toEqual(expect.arrayContaining([session.account]));
  });
});

it('does not wait for cleanings when it closes, nor for a server that hangs', async () => {
  iam.disturb = ({ action }) => (action.startsWith('Delete') ? () => {} : undefined);
  await use(CREATE);
  await use(CREATE);
  await expect.poll(() => asked('DeleteServiceLinkedRole')).toBe(2);
  const before = server.requests.length;
  const start = performance.now();
  await target.close();
  expect(performance.now() - start).toBeLessThan(400);
  expect(server.requests.length).toBe(before);
});

it('says when worlds may hold what an earlier one left', () => {
  const shared = endpointTarget({ url: server.url, profile: mediapackage, isolation: 'none', recycles: true });
  expect(shared.describe()).toMatchObject({ isolation: expect.stringMatching(/^none: /) as string, leftovers: true });
  expect(target.describe()).not.toHaveProperty('leftovers');
});
