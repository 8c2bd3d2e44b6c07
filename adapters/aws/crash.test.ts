import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { openAws } from './open.ts';
import { awsOptions, ledgerFolder, playedAws, type Played, type PlayedOptions } from './played.fixture.ts';
import { sweep, type SweepOptions, type Swept } from './sweep.ts';

const folder = ledgerFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const CHANNEL = { resource: 'channel', region: 1, slot: 0 } as const;

/** Everything that a run can make, and a role that is made and deleted again. */
const WORK: readonly Operation[] = [
  { kind: 'CreateServiceLinkedRole', service: 'own' },
  { kind: 'DeleteServiceLinkedRole', role: 'linked' },
  { kind: 'CreateResource', ...CHANNEL },
  { kind: 'ConfigureResource', ...CHANNEL, sides: { egress: 'default' } },
  { kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 0 },
  { kind: 'CreateRole', role: 'ordinary' },
  { kind: 'AttachRolePolicy', role: 'ordinary', policy: 'other' },
  { kind: 'PutRolePolicy', role: 'ordinary' },
  { kind: 'AttachUserPolicy' },
  { kind: 'AttachGroupPolicy' },
  { kind: 'AddRoleToInstanceProfile', role: 'ordinary' },
  { kind: 'CreateRole', role: 'lookalike' },
  { kind: 'DeleteServiceLinkedRole', role: 'linked', as: 'restricted' },
  { kind: 'TagRole', role: 'linked', key: 'team', value: 'media' },
];

/** What others have in the account. */
function peopled(options: PlayedOptions): Played {
  const played = playedAws(options);
  const iam = (action: string, input: object) => played.foreign({ service: 'iam', action, input: { ...input } });
  iam('CreateRole', {
    RoleName: 'team',
    AssumeRolePolicyDocument:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}',
    Tags: [{ Key: 'slr-conformance:run', Value: 'aaaaaaaa' }],
  });
  iam('CreateUser', { UserName: 'alice', Tags: [{ Key: 'slr-conformance:run', Value: 'aaaaaaaa' }] });
  iam('CreateGroup', { GroupName: 'conformance-users' });
  iam('CreateInstanceProfile', { InstanceProfileName: 'slrc-aaaaaaaa-profile' });
  played.foreign({
    service: 'mediapackage',
    action: 'CreateChannel',
    region: 'eu-west-1',
    input: { Id: 'conformance-channel-0', Tags: { team: 'news' } },
  });
  return played;
}

/** Works until the process is ended while this request, of those after the run began, is under way. */
async function crashed(played: Played, request: number, effect: 'before' | 'after'): Promise<string | undefined> {
  const options = awsOptions(folder, { pid: 4242 });
  const target = await openAws(options, played.seams);
  const end = played.crash(played.sent.length + request, effect).then(() => true);
  const work = async (): Promise<boolean> => {
    const session = await target.open();
    for (const operation of WORK) await session.perform(operation);
    await session.close();
    await target.close();
    return false;
  };
  return (await Promise.race([end, work()])) ? options.ledger : undefined;
}

const sweeping = (played: Played, ledger: string, options: Partial<SweepOptions> = {}): Promise<Swept> =>
  sweep({ ledger, profile: mediapackage, env: {}, isAlive: () => false, ...options }, played.seams);

describe('after a crash', () => {
  it.each(['before', 'after'] as const)(
    'in the middle of any request, %s it took effect, a sweep leaves the account as it was found',
    async (effect) => {
      const kinds = new Set<string>();
      for (let request = effect === 'before' ? 1 : 2; request < 400; request += 5) {
        const played = peopled({ personality: request % 2 === 0 ? 'prompt' : 'eventual', seed: request });
        const before = played.there();
        const ledger = await crashed(played, request, effect);
        if (ledger === undefined) break;
        kinds.add(played.sent.at(-1)?.call.action ?? '');
        played.revive();
        const { left } = await sweeping(played, ledger);
        expect({ request, left, there: played.there() }).toEqual({ request, left: [], there: before });
      }
      expect(kinds.size).toBeGreaterThan(5);
    },
    200_000,
  );

  it('a sweep of a run that is at work, here or elsewhere, is refused, and changes nothing', async () => {
    const played = peopled({});
    const ledger = (await crashed(played, 12, 'after')) as string;
    played.revive();
    const before = played.changes().length;
    await expect(sweeping(played, ledger, { isAlive: () => true })).rejects.toThrow(/held by another run/);
    const elsewhere = `${ledger}.elsewhere`;
    appendFileSync(elsewhere, readFileSync(ledger, 'utf8').replace(JSON.stringify(hostname()), '"elsewhere"'));
    await expect(sweeping(played, elsewhere)).rejects.toThrow(/held by another run/);
    expect(played.changes()).toHaveLength(before);
    expect((await sweeping(played, elsewhere, { runIsOver: true })).left).toEqual([]);
  });

  it('a dry run tells what would be removed and changes nothing; a second sweep finds nothing', async () => {
    const played = peopled({});
    const ledger = (await crashed(played, 40, 'after')) as string;
    played.revive();
    const [before, lines] = [played.changes().length, readFileSync(ledger, 'utf8')];
    const { told } = await sweeping(played, ledger, { dryRun: true });
    expect(told.join('\n')).toMatch(/DeleteChannel slrc-[a-z0-9]{8}-channel-0 in eu-west-1/);
    expect(played.changes()).toHaveLength(before);
    expect(readFileSync(ledger, 'utf8')).toBe(lines);
    await sweeping(played, ledger);
    const after = played.there();
    expect(await sweeping(played, ledger)).toMatchObject({ left: [], alone: [] });
    expect(played.there()).toEqual(after);
  });

  it('a sweep of a sweep that was ended in the middle leaves the account as it was found', async () => {
    for (let request = 1; request < 60; request += 7) {
      const played = peopled({ personality: 'eventual', seed: request });
      const before = played.there();
      const ledger = (await crashed(played, 60, 'after')) as string;
      played.revive();
      const end = played.crash(played.sent.length + request, 'after');
      await Promise.race([end, sweeping(played, ledger)]);
      played.revive();
      expect((await sweeping(played, ledger)).left).toEqual([]);
      expect(played.there()).toEqual(before);
    }
  }, 100_000);

  it('a role that somebody made since, and another account, are let be', async () => {
    const played = peopled({});
    const ledger = (await crashed(played, 1, 'before')) as string;
    played.revive();
    played.cloud.advance(3_600_000);
    played.foreign({
      service: 'iam',
      action: 'CreateServiceLinkedRole',
      input: { AWSServiceName: mediapackage.principal },
    });
    const { alone } = await sweeping(played, ledger);
    expect(alone.join()).toContain('not ours');
    expect((played.there() as { readonly role: unknown }).role).not.toBeNull();
    const other = playedAws({ accessKeyId: '999900001111' });
    await expect(sweeping(other, ledger)).rejects.toThrow(/account 999900001111, which is not among/);
    expect(other.changes()).toEqual([]);
  });

  it('a line of the ledger that was cut off is no part of it; a file that is none is refused', async () => {
    const played = peopled({});
    const ledger = (await crashed(played, 12, 'after')) as string;
    played.revive();
    appendFileSync(ledger, '{"is":"will","made":{"kind":"ro');
    expect((await sweeping(played, ledger)).left).toEqual([]);
    for (const text of ['', 'x\n', '{"is":"end","at":"x"}\n', `${readFileSync(ledger, 'utf8')}{"is":"will"}\n`]) {
      rmSync(`${ledger}.odd`, { force: true });
      appendFileSync(`${ledger}.odd`, text);
      await expect(sweeping(played, `${ledger}.odd`)).rejects.toThrow(/is no ledger/);
    }
  });
});
