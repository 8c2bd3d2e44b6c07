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

  it('prints a script, and says why where none can be written', async () => {
    const target = ['--target', 'flawed:role-name-in-other-letter-case'];
    const made = await play(['run', ...target, '--only', 'permissions/name', '--json']);
    const fresh = join(folder, 'fresh.json');
    writeFileSync(fresh, made.stdout);
    const { code, stdout } = await play(['repro', fresh, 'permissions/name', '--as', 'aws-cli']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^#!\/usr\/bin\/env bash\n(#.*\n)+# permissions\/name on flawed:role-name/);
    expect(stdout).toContain(
      `iam create-service-linked-role --cli-input-json '{"AWSServiceName":"mediapackage.amazonaws.com"}'`,
    );
    const foreign = join(folder, 'foreign.json');
    writeFileSync(foreign, JSON.stringify({ ...deviating, service: 'other' }));
    const refused = await play(['repro', foreign, 'permissions/name', '--as', 'python']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('the service other is unknown');
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
