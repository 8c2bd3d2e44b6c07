import { afterEach, describe, expect, it } from 'vitest';
import { type Operation, type Outcome } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { Target } from '../port.ts';
import { serveReference, servedTarget } from '../served/index.ts';
import { cannedServer } from './canned-server.fixture.ts';
import { endpointTarget } from './index.ts';

const targets: Target[] = [];
afterEach(async () => {
  for (const target of targets.splice(0)) await target.close();
});
const opened = (target: Target): Target => {
  targets.push(target);
  return target;
};

async function outcomes(target: Target, ...operations: readonly Operation[]): Promise<readonly Outcome[]> {
  await using session = await target.open({ index: 0, seed: 1 });
  const told: Outcome[] = [];
  for (const operation of operations) told.push(await session.perform(operation));
  return told;
}

const CREATE: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const READ: Operation = { kind: 'GetRole', role: 'linked' };
const denied = { kind: 'refused', code: 'AccessDenied', http: 403 };

describe('a caller with restricted permissions', () => {
  it('is a user of the account, told apart from its administrator', async () => {
    const target = opened(await servedTarget({ transport: 'in-process' }));
    const [made, missing, , edited, deleted, seen] = await outcomes(
      target,
      { ...CREATE, as: 'restricted' },
      READ,
      CREATE,
      { kind: 'UpdateRoleDescription', role: 'linked', description: 'plain', as: 'restricted' },
      { kind: 'DeleteServiceLinkedRole', role: 'linked', as: 'restricted' },
      READ,
    );
    for (const outcome of [made, edited, deleted]) expect(outcome).toMatchObject(denied);
    expect(missing).toMatchObject({ kind: 'refused', code: 'NoSuchEntity' });
    expect(seen).toMatchObject({ kind: 'answered', facets: { description: null } });
  });

  it('may read roles, and use MediaPackage', async () => {
    const target = opened(await servedTarget({ transport: 'in-process' }));
    const [, off] = await outcomes(
      target,
      { kind: 'CreateResource', resource: 'channel', region: 1, slot: 0 },
      { kind: 'ConfigureResource', resource: 'channel', region: 1, slot: 0, as: 'restricted' },
    );
    expect(off).toMatchObject({ kind: 'answered', facets: { 'side:ingress': null, 'side:egress': null } });
  });

  it('is made once, and removed where worlds share an account', async () => {
    const served = await serveReference();
    const target = opened(
      endpointTarget({
        url: served.url,
        profile: mediapackage,
        isolation: 'none',
        settleMs: 0,
        onClose: () => served.close(),
      }),
    );
    const restricted: Operation = { ...CREATE, as: 'restricted' };
    await using session = await target.open({ index: 0, seed: 1 });
    expect(await session.perform(restricted)).toMatchObject(denied);
    const calls = session.calls;
    expect(await session.perform(restricted)).toMatchObject(denied);
    expect(session.calls).toBe(calls + 1);
    const users = (): unknown =>
      Object.values(served.cloud.save().accounts).map(({ books }) => [books.users, books.keys]);
    expect(users()).toMatchObject([[[{ name: 'conformance-restricted' }], [{ user: 'conformance-restricted' }]]]);
    await session.close();
    expect(users()).toEqual([[[], []]]);
  });

  it('is not to be had where users cannot be made, which is told', async () => {
    await using server = await cannedServer(() => ({ status: 501, body: '' }));
    const target = opened(endpointTarget({ url: server.url, profile: mediapackage }));
    const [outcome] = await outcomes(target, { ...CREATE, as: 'restricted' });
    expect(outcome).toMatchObject({
      kind: 'unsupported',
      evidence: expect.stringMatching(/^the user that it needs: /) as string,
    });
  });
});
