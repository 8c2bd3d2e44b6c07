import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const one = ['audit', '--profile', 'quick', '--flaws', 'create-idempotent'];

describe('audit', () => {
  it('tells how strong the suite is, and with --optimum how short a counterexample can be', async () => {
    const { code, stdout } = await play([...one, '--optimum']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/caught +1 \(100 %\)/);
    expect(stdout).toMatch(/counterexamples proven to be the shortest +1 of 1 \(100 %\)/);
    expect((await play(one)).stdout).not.toContain('shortest');
  });

  it('writes its page, and keeps what stands under further headings there', async () => {
    const page = join(folder, 'strength.md');
    writeFileSync(page, '# Old\n\ngone\n\n## Beside other ways to test\n\nkept\n');
    const { code } = await play([...one, '--markdown', page]);
    expect(code).toBe(0);
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(/^# How strong is the suite\n/);
    expect(text).toContain('| create-idempotent | 1/1 |');
    expect(text).not.toContain('gone');
    expect(text).toMatch(/\n\n## Beside other ways to test\n\nkept\n$/);
  });

  it('prints JSON with every row', async () => {
    const { stdout } = await play([...one, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      profile: 'quick',
      seeds: [1],
      rows: [{ flaw: 'create-idempotent', accused: ['creation/duplicate'], harnessErrors: 0 }],
    });
  });

  it('does not know a flaw that is not there', async () => {
    const { code, stderr } = await play(['audit', '--flaws', 'create-idempotant']);
    expect(code).toBe(2);
    expect(stderr).toContain('There is no flaw "create-idempotant".');
    expect(stderr).toContain('create-idempotent');
  });
});
