import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ledgerFolder, playedAws, type Played } from '../adapters/aws/played.fixture.ts';
import { play, type Played as Told } from './stage.fixture.ts';

const folder = ledgerFolder();
afterAll(() => rmSync(folder, { recursive: true }));

let ledgers = 0;
const ledger = (): string => join(folder, `${(ledgers += 1)}.jsonl`);
const run = (played: Played, ...more: readonly string[]): Promise<Told> =>
  play(['run', '--target', 'aws', '--regions', 'us-east-1,eu-west-1', '--profile', 'quick', '--seed', '1', ...more], {
    engine: { seams: played.seams },
  });
const ONLY = ['--account', '111122223333', '--only', 'creation/by-iam,permissions/name'];

describe('run --target aws', () => {
  it('judges an account and leaves it as it was', async () => {
    const played = playedAws({ personality: 'eventual' });
    const before = played.there();
    const { code, stdout, stderr } = await run(played, ...ONLY, '--ledger', ledger());
    expect(stderr).not.toMatch(/Left in|Denied|Let be/);
    expect(stdout).toMatch(/^aws conforms: 2 of 2 requirements hold/);
    expect(code).toBe(0);
    expect(played.there()).toEqual(before);
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['no account', [], /needs the account/],
    ['an account that is no id', ['--account', '1111-2222-3333'], /is not the id of an AWS account/],
    ['a URL', [...ONLY, '--url', 'http://127.0.0.1:1'], /Leave --url out/],
    ['another host', [...ONLY, '--allow-host', 'x'], /Leave --allow-host out/],
    ['a settle window', [...ONLY, '--settle', '1s'], /Leave --settle out/],
    ['an isolation', [...ONLY, '--isolation', 'none'], /Leave --isolation out/],
    ['another service', ['--account', '111122223333', '--service', 'ecs'], /knows mediapackage alone/],
    ['one region', [...ONLY, '--regions', 'us-east-1'], /names one region only/],
    ['a region that is none', [...ONLY, '--regions', 'us-east-1,https://x'], /is not the name of an AWS region/],
    ['two contrary permissions', [...ONLY, '--adopt-existing', '--disposable-account'], /exclude each other/],
    ['a rate of nothing', [...ONLY, '--rate', '0'], /is not a number for --rate/],
    ['a budget that is no time', [...ONLY, '--budget-time', '5'], /is not a time for --budget-time/],
    ['several worlds at once', [...ONLY, '--jobs', '4'], /Leave --jobs out/],
  ])('is refused with %s, and nothing is sent', async (_title, flags, says) => {
    const played = playedAws();
    const { code, stderr } = await run(played, ...flags);
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(says);
    expect(code).toBe(2);
    expect(played.changes()).toEqual([]);
  });

  it('options of real accounts go with no other target', async () => {
    const { code, stderr } = await play(['run', '--account', '111122223333']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Leave --account out')]);
  });

  it('cleans up at the first interrupt; at the second it tells what is left and how to sweep it', async () => {
    const file = ledger();
    for (const interrupts of [1, 2]) {
      const played = playedAws();
      let interrupt: () => void = () => {};
      let given = 0;
      const give = (): void => {
        given += 1;
        interrupt();
      };
      played.instead = (_host, { action }) => {
        if (action === 'CreateChannel' && given === 0) give();
        if (interrupts === 2 && action === 'DeleteChannel' && given === 1) give();
        return undefined;
      };
      const { code, stderr } = await play(
        [
          'run',
          '--target',
          'aws',
          '--regions',
          'us-east-1,eu-west-1',
          '--profile',
          'quick',
          '--account',
          '111122223333',
          '--only',
          'logging/enable',
          '--ledger',
          `${file}${interrupts}`,
        ],
        { engine: { seams: played.seams }, interrupts: (own) => (interrupt = own) },
      );
      expect(stderr).toContain('removing what was made, which may take minutes; interrupt again to leave it there');
      if (interrupts === 1) {
        expect(played.there()).toMatchObject({ role: null, channels: [], profiles: [] });
        continue;
      }
      expect(code).toBe(4);
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain(`Remove it with: slr-conformance sweep ${file}2`);
      played.instead = undefined;
      const swept = await play(['sweep', `${file}2`, '--run-is-over'], { engine: { seams: played.seams } });
      expect(swept.stdout).toMatch(/^Nothing of run [a-z0-9]{8} is left in account 111122223333\.\n$/);
      expect(played.there()).toMatchObject({ role: null, channels: [], profiles: [] });
    }
  }, 60_000);
});

describe('before a run', () => {
  it('its plan tells the calls, the minutes and the cost, and sends nothing', async () => {
    const played = playedAws();
    const { code, stdout } = await run(played, ...ONLY, '--plan');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^What --profile quick would send to account 111122223333, tried here; nothing was sent:/);
    expect(stdout).toMatch(/iam:CreateServiceLinkedRole +\d+\n/);
    expect(stdout).toMatch(/\d+ calls, about \d+ minutes/);
    expect(played.sent).toEqual([]);
  });

  it.each([
    ['the policy', [], /"iam:CreateServiceLinkedRole"/],
    ['what an organization should deny', ['--as', 'scp'], /"NotAction"/],
    [
      'a CloudFormation template',
      ['--as', 'cloudformation', '--account', '111122223333', '--repository', 'a/b'],
      /repo:a\/b:ref:refs\/heads\/main/,
    ],
    [
      'the same for Terraform',
      ['--as', 'terraform', '--account', '111122223333', '--repository', 'a/b'],
      /aws_iam_openid_connect_provider/,
    ],
  ])('%s is printed as JSON', async (_title, flags, says) => {
    const { code, stdout } = await play(['policy', ...flags]);
    expect(code).toBe(0);
    expect(JSON.stringify(JSON.parse(stdout))).toMatch(says);
  });

  it('no role is printed for a repository that is none', async () => {
    const { code } = await play([
      'policy',
      '--as',
      'terraform',
      '--account',
      '111122223333',
      '--repository',
      'a/b", "x',
    ]);
    expect(code).toBe(2);
  });
});
