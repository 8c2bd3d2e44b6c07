import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { deviating } from '../reports/run.fixture.ts';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'run.json');
writeFileSync(file, JSON.stringify(deviating));

describe('repro', () => {
  it('prints the text of an issue', async () => {
    const { code, stdout } = await play(['repro', file, 'permissions/name']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# CreateServiceLinkedRole: name /);
  });

  it('says what the run has where it has no counterexample of that', async () => {
    const { code, stderr } = await play(['repro', file, 'logging/vod']);
    expect(code).toBe(2);
    expect(stderr).toContain('there it is unsupported. It has one of permissions/name, ');
  });

  it('refuses a requirement and a form that are unknown', async () => {
    expect((await play(['repro', file, 'permissions/nam'])).stderr).toContain('permissions/name');
    expect((await play(['repro', file, 'permissions/name', '--as', 'php'])).code).toBe(2);
  });
});
