import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { operationForms } from '../../properties/index.ts';
import { mediapackage } from '../../services/index.ts';
import { ALLOWED } from './allowed.ts';
import { openAws } from './open.ts';
import { ACCOUNT, awsOptions, ledgerFolder, playedAws, type Played } from './played.fixture.ts';
import { leastPolicy, type PolicyDocument } from './policy.ts';

const folder = ledgerFolder();
afterAll(() => rmSync(folder, { recursive: true }));

/** The server that plays AWS, asked by a user who may do what a policy allows. */
function restrictedTo(document: PolicyDocument): Played {
  const administrator = playedAws();
  const iam = (action: string, input: object) => administrator.foreign({ service: 'iam', action, input: { ...input } });
  iam('CreateUser', { UserName: 'nightly' });
  const made = iam('CreatePolicy', { PolicyName: 'p', PolicyDocument: JSON.stringify(document) }) as {
    readonly Policy: { readonly Arn: string };
  };
  iam('AttachUserPolicy', { UserName: 'nightly', PolicyArn: made.Policy.Arn });
  const { AccessKey } = iam('CreateAccessKey', { UserName: 'nightly' }) as {
    readonly AccessKey: { readonly AccessKeyId: string };
  };
  Object.assign(administrator.seams, {
    credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: 'not-a-secret' },
  });
  return administrator;
}

/** Every form of every operation, once while the role is there and once while it is not. */
async function everything(played: Played): Promise<readonly string[]> {
  const target = await openAws(awsOptions(folder, { managementAccount: true }), played.seams);
  for (const before of [[], [{ kind: 'CreateServiceLinkedRole', service: 'own' } as const]]) {
    const session = await target.open();
    for (const operation of before) await session.perform(operation);
    for (const operation of operationForms(mediapackage, { regions: 2, slots: 1 })) await session.perform(operation);
    await session.close();
  }
  await target.close();
  return [...target.notes, ...target.left];
}

const without = (action: string): PolicyDocument => {
  const document = leastPolicy(mediapackage, ACCOUNT);
  return {
    ...document,
    Statement: document.Statement.map((one) => ({
      ...one,
      Action: (one.Action ?? []).filter((name) => name !== action),
    })).filter(({ Action }) => Action.length > 0),
  };
};

describe('the policy for an account', () => {
  it('allows a run all that it sends, and names no action that no run sends', async () => {
    const played = restrictedTo(leastPolicy(mediapackage, ACCOUNT));
    expect(await everything(played)).toEqual([]);
    const sent = new Set(played.sent.map(({ call }) => `${call.service}:${call.action}`));
    expect(ALLOWED.map(({ service, action }) => `${service}:${action}`).filter((name) => !sent.has(name))).toEqual([]);
  });

  it.each(['iam:CreateUser', 'iam:CreateRole', 'iam:CreateServiceLinkedRole', 'mediapackage-vod:ConfigureLogs'])(
    'is the least: without %s a run reports just that',
    async (action) => {
      const told = await everything(restrictedTo(without(action)));
      expect(told).toEqual([`Denied in this account, so nothing is said of it: ${action}.`]);
    },
  );

  it.each([
    'iam:ListRoles',
    'iam:GetInstanceProfile',
    'mediapackage:ListChannels',
    'mediapackage-vod:ListPackagingGroups',
  ])('is the least: without %s no run begins, and it is named', async (action) => {
    await expect(everything(restrictedTo(without(action)))).rejects.toThrow(`not authorized to perform: ${action}`);
  });

  it('fits into a managed policy', () => {
    expect(JSON.stringify(leastPolicy(mediapackage, ACCOUNT)).length).toBeLessThan(6144);
  });
});
