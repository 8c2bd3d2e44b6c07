import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Run } from '../properties/index.ts';
import { deviating, runWith } from '../reports/run.fixture.ts';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const saved = (name: string, run: Run): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(run));
  return path;
};

const moto = saved('moto.json', deviating);
const reference = saved('reference.json', runWith({}));

describe('matrix', () => {
  it('lays saved runs side by side, and writes them as Markdown and as HTML', async () => {
    const markdown = join(folder, 'matrix.md');
    const page = join(folder, 'matrix.html');
    const { code, stdout } = await play(['matrix', moto, reference, '--markdown', markdown, '--html', page]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/permissions\/name +✗ ✓/);
    expect(readFileSync(markdown, 'utf8')).toContain('| `permissions/name` | ❌ broken | ✅ holds |');
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[^]*<code>permissions\/name<\/code>/);
  });

  it('tells what changed since an earlier run', async () => {
    const before = saved('before.json', { ...runWith({}), target: deviating.target });
    const { stdout } = await play(['matrix', moto, '--earlier', before]);
    expect(stdout).toContain('moto 5.2.5: permissions/name holds → broken');
  });

  it('lays runs of different services side by side, each under the name of its service', async () => {
    const both = join(folder, 'both.json');
    writeFileSync(both, JSON.stringify([deviating, { ...deviating, service: 'ecs' }]));
    const { stdout } = await play(['matrix', both]);
    expect(stdout).toMatch(/^A {2}mediapackage: .*[^]*^B {2}ecs: /m);
  });

  it('refuses an earlier run of a target that is not there', async () => {
    const other = await play(['matrix', moto, '--earlier', reference]);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('is of reference:prompt, and no run beside it is. Give an earlier run of moto.');
  });
});
