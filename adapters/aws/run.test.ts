import { readFileSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Operation } from '../../model/index.ts';
import { Ledger } from './ledger.ts';
import { openAws } from './open.ts';
import { awsOptions, ledgerFolder, playedAws, type Played } from './played.fixture.ts';
import type { AwsTarget } from './target.ts';

const folder = ledgerFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const CHANNEL = { resource: 'channel', region: 1, slot: 0 } as const;
const on = { kind: 'ConfigureResource', ...CHANNEL, sides: { egress: 'default' } } as const;
const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };

/** Performs operations in a session of their own; gives what each came to, in a word. */
async function performed(target: AwsTarget, ...operations: readonly Operation[]): Promise<readonly string[]> {
  const session = await target.open();
  const words: string[] = [];
  for (const operation of operations) {
    const outcome = await session.perform(operation);
    words.push(
      outcome.kind === 'unsupported' ? outcome.evidence : outcome.kind === 'refused' ? outcome.code : outcome.kind,
    );
  }
  await session.close();
  return words;
}

const actions = ({ sent }: Played): readonly string[] => sent.map(({ call }) => call.action);

describe('what a run makes in a real account', () => {
  it('bears its name, its tags, and is in the ledger before it is made', async () => {
    const played = playedAws();
    const options = awsOptions(folder);
    const target = await openAws(options, played.seams);
    const written = vi.spyOn(Ledger.prototype, 'append');
    const before: [action: string, entries: number][] = [];
    played.instead = (_host, { action }) => {
      if (action.startsWith('Create')) before.push([action, written.mock.calls.length]);
      return undefined;
    };
    await performed(
      target,
      { kind: 'CreateResource', ...CHANNEL },
      { kind: 'CreateRole', role: 'ordinary' },
      { kind: 'AttachUserPolicy' },
      { kind: 'AddRoleToInstanceProfile', role: 'ordinary' },
    );
    written.mockRestore();
    const made = played
      .changes()
      .filter(({ call }) => call.action.startsWith('Create') && call.input['InstanceProfileName'] !== 'slrc-lease');
    for (const { call } of made) {
      expect(JSON.stringify(call.input)).toMatch(/"slrc-[a-z0-9]{8}-/);
      expect(JSON.stringify(call.input)).toContain('slr-conformance:delete-after');
    }
    expect(made.map(({ call }) => call.action)).toEqual([
      'CreateChannel',
      'CreateRole',
      'CreateUser',
      'CreateInstanceProfile',
    ]);
    const entries = before.map(([, count]) => count);
    expect(entries[0]).toBe(1);
    expect(entries.every((count, index) => index === 0 || count > (entries[index - 1] ?? 0))).toBe(true);
    await target.close();
    expect(readFileSync(options.ledger ?? '', 'utf8')).not.toMatch(/not-a-secret|AKIA|Secret/);
  });

  it('is gone when its program is over, and the account is as it was', async () => {
    const played = playedAws({ personality: 'eventual' });
    const before = played.there();
    const target = await openAws(awsOptions(folder), played.seams);
    await performed(target, { kind: 'CreateResource', ...CHANNEL }, on, {
      kind: 'AttachGroupPolicy',
    });
    await target.close();
    expect(target.left).toEqual([]);
    expect(played.there()).toEqual(before);
  });
});

describe('a role that is not the run’s', () => {
  it('is neither edited nor deleted where it was adopted', async () => {
    const played = playedAws();
    played.foreign({
      service: 'iam',
      action: 'CreateServiceLinkedRole',
      input: { AWSServiceName: 'mediapackage.amazonaws.com' },
    });
    const before = played.there();
    const target = await openAws(awsOptions(folder, { adoptExisting: true }), played.seams);
    const words = await performed(target, remove, { kind: 'TagRole', role: 'linked', key: 'a', value: 'b' }, create, {
      kind: 'GetRole',
      role: 'linked',
    });
    expect(words).toEqual([
      'not ours: DeleteServiceLinkedRole on AWSServiceRoleForMediaPackage',
      'not ours: TagRole on AWSServiceRoleForMediaPackage',
      'InvalidInput',
      'answered',
    ]);
    await target.close();
    expect(played.there()).toMatchObject({ role: (before as { readonly role: object }).role });
    expect(actions(played)).not.toContain('DeleteServiceLinkedRole');
  });

  it('is let be where somebody made it while the run was at work', async () => {
    const played = playedAws();
    const target = await openAws(awsOptions(folder), played.seams);
    await performed(target, create, remove, { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true });
    played.cloud.advance(300_000);
    played.foreign({
      service: 'iam',
      action: 'CreateServiceLinkedRole',
      input: { AWSServiceName: 'mediapackage.amazonaws.com' },
    });
    const sent = played.sent.length;
    expect(await performed(target, remove)).toEqual([
      'not ours: DeleteServiceLinkedRole on AWSServiceRoleForMediaPackage',
    ]);
    await target.close();
    expect(played.sent.slice(sent).map(({ call }) => call.action)).not.toContain('DeleteServiceLinkedRole');
    expect((played.there() as { readonly role: unknown }).role).not.toBeNull();
  });

  it('is deleted first where nobody needs it', async () => {
    const played = playedAws();
    played.foreign({
      service: 'iam',
      action: 'CreateServiceLinkedRole',
      input: { AWSServiceName: 'mediapackage.amazonaws.com' },
    });
    const target = await openAws(awsOptions(folder, { disposableAccount: true }), played.seams);
    expect(await performed(target, create)).toEqual(['answered']);
    await target.close();
    expect(played.there()).toMatchObject({ role: null });
  });
});

describe('a run in a real account stops before the next call', () => {
  const stopped = async (target: AwsTarget, ...operations: readonly Operation[]) =>
    expect(performed(target, ...operations)).rejects.toThrow('ENOSPC');

  it('where its ledger cannot be written', async () => {
    const played = playedAws();
    const target = await openAws(awsOptions(folder), played.seams);
    const sent = played.changes().length;
    const full = vi.spyOn(Ledger.prototype, 'append').mockImplementation(() => {
      throw new Error('ENOSPC');
    });
    await stopped(target, { kind: 'CreateResource', ...CHANNEL });
    await stopped(target, { kind: 'CreateRole', role: 'ordinary' });
    full.mockRestore();
    expect(played.changes()).toHaveLength(sent);
    await target.close();
  });

  it.each([
    ['calls', { calls: 47 }],
    ['things', { resources: 1 }],
    ['minutes', { ms: 1 }],
  ])('where its budget of %s is used up, and cleans up all the same', async (_what, limits) => {
    const played = playedAws();
    const target = await openAws(awsOptions(folder, { limits }), played.seams);
    await expect(performed(target, create, on, { kind: 'CreateRole', role: 'ordinary' })).rejects.toThrow(/budget/);
    await target.close();
    expect(target.left).toEqual([]);
    expect(played.there()).toMatchObject({ role: null, otherRoles: [], channels: [] });
  });

  it('where AWS takes its credentials no more', async () => {
    const played = playedAws();
    const target = await openAws(awsOptions(folder), played.seams);
    played.plan.failNext({ action: 'CreateRole', code: 'ExpiredToken', http: 403, times: 1 });
    await expect(performed(target, { kind: 'CreateRole', role: 'ordinary' })).rejects.toThrow(/credentials no more/);
    await target.close();
  });
});

it('an action that the account denies is nobody’s fault, and is told', async () => {
  const played = playedAws();
  const target = await openAws(awsOptions(folder), played.seams);
  played.plan.failNext({
    action: 'CreateRole',
    code: 'AccessDenied',
    http: 403,
    message:
      'User: x is not authorized to perform: iam:CreateRole on resource: y with an explicit deny in a service control policy',
  });
  expect(await performed(target, { kind: 'CreateRole', role: 'ordinary' })).toEqual(['indeterminate']);
  expect(target.notes).toEqual(['Denied in this account, so nothing is said of it: iam:CreateRole.']);
  await target.close();
});

it('a call that changes something is repeated where AWS asked for a pause, and not where its answer was lost', async () => {
  const played = playedAws();
  const target = await openAws(awsOptions(folder), played.seams);
  played.plan.failNext({ action: 'CreateServiceLinkedRole', code: 'Throttling', times: 2 });
  expect(await performed(target, create)).toEqual(['answered']);
  played.plan.failNext({ action: 'CreateServiceLinkedRole', code: 'lost' });
  expect(await performed(target, create)).toEqual(['indeterminate']);
  expect(actions(played).filter((action) => action === 'CreateServiceLinkedRole')).toHaveLength(4);
  await target.close();
  expect(played.there()).toMatchObject({ role: null });
});
