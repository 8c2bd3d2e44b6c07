import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Run } from '../properties/index.ts';
import { deviating, runWith } from '../reports/run.fixture.ts';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const saved = (name: string, value: object): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value, null, 2));
  return path;
};
const onMoto = (run: Run): Run => ({ ...run, target: deviating.target });
const run = saved('run.json', deviating);
const mended = saved('mended.json', onMoto(runWith({})));

describe('baseline', () => {
  it('writes what is broken, after which only something new or mended fails', async () => {
    const file = join(folder, 'moto.json');
    expect((await play(['baseline', 'write', run, '--baseline', file])).stdout).toContain(
      '4 known deviations of moto in',
    );
    const same = await play(['baseline', 'check', run, '--baseline', file]);
    expect(same.stdout).toContain('baseline: 4 known, 0 new, 0 stale');
    expect(same.code).toBe(3); // what was inconclusive remains so
    const after = await play(['baseline', 'check', mended, '--baseline', file]);
    expect(after.stdout).toContain('stale: permissions/name holds now');
    expect(after.code).toBe(1);
    const again = await play(['baseline', 'write', mended, '--baseline', file]);
    expect(again.stdout).toContain('no longer broken, and left out: permissions/name');
    expect(JSON.parse(readFileSync(file, 'utf8')).entries).toEqual([]);
    const fresh = await play(['baseline', 'check', run, '--baseline', file]);
    expect(fresh.stdout).toContain('new: permissions/name is broken');
    expect(fresh.code).toBe(1);
  });

  it('shows the line of an unknown requirement, and the one that was meant', async () => {
    const entries = [
      { id: 'permissions/arn', reason: 'x' },
      { id: 'permissions/nmae', reason: 'y' },
    ];
    const file = saved('wrong.json', {
      schema: 'https://slr-conformance.dev/schema/baseline-1.json',
      target: 'moto',
      service: 'mediapackage',
      entries,
    });
    const { code, stderr } = await play(['baseline', 'check', run, '--baseline', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/unknown requirement "permissions\/nmae" in line 11\. .*permissions\/name/);
  });

  it('is part of a run, which ends well when nothing but what is known is broken', async () => {
    const target = 'flawed:egress-ignored';
    const flags = ['run', '--target', target, '--profile', 'quick', '--seed', '1'];
    const first = join(folder, 'flawed.json');
    expect((await play([...flags, '--report', `json=${first}`])).code).toBe(1);
    const file = join(folder, 'flawed.baseline.json');
    await play(['baseline', 'write', first, '--baseline', file]);
    const { code, stdout } = await play([...flags, '--baseline', file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/baseline: 2 known, 0 new, .*\nexit 0: nothing broken that is not known\n$/);
    expect(stdout.match(/^exit /gm)).toHaveLength(1);
  });

  it('of another target is refused before anything is judged', async () => {
    const file = saved('other.json', {
      schema: 'https://slr-conformance.dev/schema/baseline-1.json',
      target: 'moto',
      service: 'mediapackage',
      entries: [],
    });
    const engine = { runSuite: () => Promise.reject(new Error('judged')) };
    const { code, stderr } = await play(['run', '--baseline', file], { engine });
    expect(code).toBe(2);
    expect(stderr).toContain('is of moto (mediapackage), and the run of reference:prompt (mediapackage)');
  });
});
