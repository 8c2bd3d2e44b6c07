import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { requirements } from '../model/index.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs vitest on the declarations in a process of its own, and prints its report. */
const RUN = `
  import { startVitest } from 'vitest/node';
  const [root] = process.argv.slice(1);
  const vitest = await startVitest('test', [], {
    config: false, root, include: ['kit/declared.fixture.ts'], watch: false, reporters: ['json'],
  });
  await vitest.close();
`;

interface Told {
  readonly title: string;
  readonly ancestorTitles: readonly string[];
  readonly status: string;
  readonly failureMessages: readonly string[];
}

let told: readonly Told[];

const under = (title: string): readonly Told[] => told.filter((one) => one.ancestorTitles[0] === title);

beforeAll(async () => {
  const done = await promisify(execFile)('node', ['--input-type=module', '--eval', RUN, '--', root], {
    cwd: root,
    env: { PATH: process.env['PATH'], SLR_CONFORMANCE_SEED: '11' },
  }).catch((error: unknown) => error as { readonly stdout: string });
  const report = JSON.parse(done.stdout.slice(done.stdout.indexOf('{"'))) as {
    readonly testResults: readonly { readonly assertionResults: readonly Told[] }[];
  };
  told = report.testResults.flatMap((file) => file.assertionResults);
}, 60_000);

const statusOf = (title: string): readonly (readonly [string, string])[] =>
  under(title).map((one) => [one.title.split(':')[0] ?? '', one.status] as const);

describe('describeConformance', () => {
  it('declares a test for each requirement, in the order of the catalogue, and one for the suite itself', () => {
    expect(statusOf('reference:prompt (seed 11)')).toEqual([
      ['the suite itself', 'passed'],
      ['permissions/name', 'passed'],
      ['creation/duplicate', 'passed'],
      ['concurrency/create-create', 'skipped'],
    ]);
    const row = requirements.find(({ id }) => id === 'creation/duplicate');
    expect(under('reference:prompt (seed 11)')[2]?.title).toBe(`creation/duplicate: ${row?.statement ?? ''}`);
  });

  it('fails the test of a broken requirement, and points at the declaration', () => {
    expect(statusOf('flawed (seed 7)')).toEqual([
      ['the suite itself', 'passed'],
      ['permissions/name', 'failed'],
      ['creation/duplicate', 'passed'],
      ['concurrency/create-create', 'skipped'],
    ]);
    const [message = ''] = under('flawed (seed 7)')[1]?.failureMessages ?? [];
    expect(message).toContain('✗ 1. CreateServiceLinkedRole(service own)');
    const stack = message.split('\n').filter((line) => /^ +at /.test(line));
    expect(stack).toHaveLength(1);
    expect(stack[0]).toContain('declared.fixture.ts');
  });

  it('skips what is excepted, and fails what is excepted without need', () => {
    expect(statusOf('excepted (seed 11)')).toEqual([
      ['the suite itself', 'passed'],
      ['permissions/name', 'skipped'],
      ['creation/duplicate', 'failed'],
      ['concurrency/create-create', 'skipped'],
    ]);
  });

  it('fails one test only when the target cannot be had', () => {
    expect(statusOf('absent (seed 11)').filter(([, status]) => status === 'failed')).toEqual([
      ['the suite itself', 'failed'],
    ]);
    expect(under('absent (seed 11)')[0]?.failureMessages[0]).toContain('TypeError: no target today');
  });

  it('fails when nothing was proved', () => {
    expect(statusOf('vacuous (seed 11)')).toEqual([
      ['the suite itself', 'failed'],
      ['concurrency/create-create', 'skipped'],
    ]);
  });
});
