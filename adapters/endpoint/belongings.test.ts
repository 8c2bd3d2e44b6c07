import { IAM } from '@aws-sdk/client-iam';
import { MediaPackage } from '@aws-sdk/client-mediapackage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation, Outcome } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { Target } from '../port.ts';
import { serveReference, type ServedReference } from '../served/index.ts';
import { endpointTarget } from './index.ts';

const LINKED = { role: 'linked' } as const;
const CHANNEL = { resource: 'channel', region: 0, slot: 0 } as const;
const RoleName = mediapackage.roleName;

let served: ServedReference;
let target: Target;
/** Others, who use the account as well. */
let others: { readonly iam: IAM; readonly live: MediaPackage };
beforeEach(async () => {
  served = await serveReference();
  target = endpointTarget({ url: served.url, profile: mediapackage, isolation: 'none', settleMs: 0 });
  const credentials = { accessKeyId: 'conformance', secretAccessKey: 'not-a-secret' };
  const settings = { endpoint: served.url, region: 'eu-west-1', credentials };
  others = { iam: new IAM(settings), live: new MediaPackage(settings) };
});
afterEach(async () => {
  await target.close();
  await served.close();
});

async function outcomes(...operations: readonly Operation[]): Promise<readonly Outcome[]> {
  await using session = await target.open({ index: 0, seed: 1 });
  const told: Outcome[] = [];
  for (const operation of operations) told.push(await session.perform(operation));
  return told;
}

const everyChange: readonly Operation[] = [
  { kind: 'CreateServiceLinkedRole', service: 'own' },
  { kind: 'CreateServiceLinkedRole', service: 'own', suffix: true },
  { kind: 'UpdateRole', ...LINKED, description: 'plain' },
  { kind: 'TagRole', ...LINKED, key: 'k', value: 'v' },
  { kind: 'PutRolePolicy', ...LINKED },
  { kind: 'DeleteRole', ...LINKED },
  { kind: 'DeleteServiceLinkedRole', ...LINKED },
];

const notOurs = (why: string) => everyChange.map(() => ({ kind: 'unsupported', evidence: `not ours: ${why}` }));

describe('in an account that others use as well', () => {
  it('a role that was there is read, and neither changed nor removed', async () => {
    await others.iam.createServiceLinkedRole({ AWSServiceName: mediapackage.principal, Description: 'ours' });
    const { Role: before } = await others.iam.getRole({ RoleName });
    const told = await outcomes({ kind: 'GetRole', ...LINKED }, ...everyChange);
    expect(told[0]).toMatchObject({ kind: 'answered', facets: { description: 'ours' } });
    expect(told.slice(1)).toEqual(notOurs(`the role ${RoleName} was there before this run`));
    expect((await others.iam.getRole({ RoleName })).Role).toEqual(before);
  });

  it('a channel of theirs that has no logs on keeps nothing from being judged', async () => {
    await others.live.createChannel({ Id: 'theirs' });
    expect(await outcomes({ kind: 'CreateServiceLinkedRole', service: 'own' })).toMatchObject([{ kind: 'answered' }]);
  });

  it('what the suite makes itself is judged beside what is theirs, and removed', async () => {
    await others.live.createChannel({ Id: 'theirs' });
    await others.live.configureLogs({ Id: 'theirs', EgressAccessLogs: {} });
    const [made, logs, deleted] = await outcomes(
      { kind: 'CreateResource', ...CHANNEL },
      { kind: 'ConfigureResource', ...CHANNEL, sides: { egress: 'default' } },
      { kind: 'DeleteServiceLinkedRole', ...LINKED },
    );
    expect([made?.kind, logs?.kind, deleted?.kind]).toEqual(['answered', 'answered', 'unsupported']);
    expect((await others.live.listChannels({})).Channels?.map(({ Id }) => Id)).toEqual(['theirs']);
    expect((await others.iam.getRole({ RoleName })).Role?.RoleName).toBe(RoleName);
  });
});

it("what an earlier world made is the suite's own", async () => {
  await outcomes({ kind: 'GetRole', ...LINKED });
  const session = await target.open({ index: 1, seed: 1 });
  expect(await session.perform({ kind: 'CreateServiceLinkedRole', service: 'own' })).toMatchObject({
    kind: 'answered',
  });
  expect(await outcomes({ kind: 'DeleteServiceLinkedRole', ...LINKED })).toMatchObject([{ kind: 'answered' }]);
});
