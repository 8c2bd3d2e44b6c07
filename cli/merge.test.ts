import { startServer } from '../adapters/index.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runSchema } from '../reports/index.ts';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const shard = async (index: number): Promise<string> => {
  const path = join(folder, `${index}.json`);
  const flags = ['--target', 'flawed:create-idempotent', '--profile', 'quick', '--seed', '3'];
  const { stdout } = await play(['run', ...flags, '--shard', `${index}/2`, '--report', `json=${path}`]);
  expect(stdout).toMatch(new RegExp(`^Shard ${index}/2 alone: flawed:create-idempotent deviates`));
  return path;
};

describe('merge', () => {
  it('puts the shards of a run together, and writes the reports of the whole', async () => {
    const paths = [await shard(1), await shard(2)];
    const whole = join(folder, 'whole.json');
    const page = join(folder, 'whole.html');
    const { code, stdout } = await play(['merge', ...paths, `--report=json=${whole}`, `--report=html=${page}`]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^flawed:create-idempotent deviates: 1 of \d+/);
    const run = runSchema.parse(JSON.parse(readFileSync(whole, 'utf8')));
    expect(run.requirements.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id)).toEqual([
      'creation/duplicate',
    ]);
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
    const again = await play(['merge', whole, '--json']);
    expect(runSchema.parse(JSON.parse(again.stdout))).toEqual(run);
  });

  it('says which shard is missing', async () => {
    const { code, stderr } = await play(['merge', await shard(2)]);
    expect(code).toBe(2);
    expect(stderr).toBe('slr-conformance: Of 2 shards 1/2 is missing. Give every shard of one run, each once.\n');
  });
});

describe('run --jobs', () => {
  it('comes to the same verdicts with several worlds at once', async () => {
    const verdicts = async (jobs: string) => {
      const { stdout } = await play([
        'run',
        '--target',
        'flawed:create-idempotent',
        '--seed',
        '3',
        '--jobs',
        jobs,
        '--json',
      ]);
      return runSchema.parse(JSON.parse(stdout)).requirements.map(({ id, verdict }) => [id, verdict]);
    };
    expect(await verdicts('4')).toEqual(await verdicts('1'));
  });

  it('is refused by a target that does not keep worlds apart', async () => {
    await using server = await startServer();
    const { code, stderr } = await play(['run', '--target', server.url, '--isolation', 'none', '--jobs', '2']);
    expect(code).toBe(2);
    expect(stderr).toContain('--jobs 2: endpoint does not keep worlds apart (none: one account');
  });
});
