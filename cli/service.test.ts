import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Run } from '../properties/index.ts';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OURS = {
  schema: 'https://slr-conformance.dev/schema/service-1.json',
  principal: 'our-service.amazonaws.com',
  roleName: 'AWSServiceRoleForOurService',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/OurServiceRolePolicy',
  policyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'logs:*', Resource: '*' } },
};

const file = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};
const ours = file('ours.json', OURS);
const quick = ['--profile', 'quick', '--seed', '1'];

describe('run over several services', () => {
  it('tells which keeps what, and deviates where one does', async () => {
    const report = join(folder, 'runs.json');
    const found = join(folder, 'found');
    const flags = [...quick, '--report', `json=${report}`, '--save-counterexamples', found];
    const flawed = ['--target', 'flawed:policy-lacks-an-action'];
    const { code, stdout } = await play(['run', ...flawed, '--service', `acm,${ours}`, ...flags]);
    expect(code).toBe(1);
    expect(stdout).toContain('flawed:policy-lacks-an-action: 1 of 2 services deviate');
    expect(stdout).toMatch(/^✓ acm +\d+ +\d+$/m);
    expect(stdout).toMatch(/^ {2}permissions\/policy-document +1: our-service$/m);
    const runs = JSON.parse(readFileSync(report, 'utf8')) as readonly Run[];
    expect(runs.map(({ service }) => service)).toEqual(['acm', 'our-service']);
    const program = join(found, 'our-service', 'permissions-policy-document.json');
    const again = await play(['replay', program, ...flawed, '--service', ours]);
    expect([again.code, again.stderr]).toEqual([1, '']);
  });

  it('refuses what goes with one service alone', async () => {
    const { code, stderr } = await play(['run', '--service', 'acm,ecs', '--report', 'junit=-']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('--report junit is about one service, and --service acm,ecs names 2.'),
    ]);
  });
});

describe('a service file', () => {
  it.each([
    ['lacks the role', { ...OURS, roleName: undefined }, 'roleName is missing in {"schema":'],
    [
      'has a principal in other letters',
      { ...OURS, principal: 'Our.amazonaws.com' },
      'principal is "Our.amazonaws.com". It must be a principal in lower case',
    ],
    [
      'has a policy that is none',
      { ...OURS, policyDocument: {} },
      'policyDocument is {}. It must be a policy with a Statement',
    ],
    [
      'has a misspelt key',
      { ...OURS, sufixAllowed: true },
      'unknown key "sufixAllowed" at the top, of value true. Did you mean suffixAllowed?',
    ],
    ['is too large', ' '.repeat(200_000), 'has 200000 bytes. Give one of 100000 bytes at most.'],
  ])('that %s is refused with what stands there and how to mend it', async (_, value, told) => {
    const { code, stderr } = await play(['run', '--service', file('wrong.json', value)]);
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(told)]);
  });

  it('is not named twice', async () => {
    const { code, stderr } = await play(['run', '--service', `${ours},${ours}`]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('names our-service twice')]);
  });
});
