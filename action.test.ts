import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const action = readFileSync(at('action.yml'), 'utf8');
const cli = at('dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The script of the step that judges, as the runner would write it to a file. */
const script = (/- name: Judge\n[^]*?\n {6}run: \|\n([^]*?)\n {4}- /.exec(action)?.[1] ?? '').replaceAll(/^ {8}/gm, '');

function judge(inputs: Readonly<Record<string, string>>, place = mkdtempSync(join(folder, 'job-'))) {
  const files = { GITHUB_STEP_SUMMARY: join(place, 'summary'), GITHUB_OUTPUT: join(place, 'output') };
  const REPORTS = join(place, 'reports');
  const none = { URL: '', SEED: '', BASELINE: '', SHARD: '', ARGUMENTS: '', PROFILE: 'quick', TARGET: 'reference' };
  const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    encoding: 'utf8',
    cwd: place,
    env: { PATH: process.env['PATH'] ?? '', CLI: cli, REPORTS, ...none, ...inputs, ...files },
  });
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const reports = existsSync(REPORTS) ? readdirSync(REPORTS).sort() : [];
  const made = readdirSync(place).sort();
  return { status, stdout, summary: read(files.GITHUB_STEP_SUMMARY), output: read(files.GITHUB_OUTPUT), reports, made };
}

describe('the GitHub Action', () => {
  it('needs the built program for this test', () => {
    expect(existsSync(cli), 'npm run build makes it').toBe(true);
  });

  it('writes every report, the summary and the annotations, and tells the exit code', () => {
    const job = judge({ TARGET: 'flawed:create-idempotent', SEED: '1', ARGUMENTS: '--only creation --verbose' });
    expect(job.status).toBe(0);
    expect(job.output).toBe('exit-code=1\n');
    expect(job.reports).toEqual(['annotations.txt', 'badge.json', 'junit.xml', 'run.html', 'run.json', 'summary.md']);
    expect(job.summary).toMatch(/^## flawed:create-idempotent deviates/);
    expect(job.stdout).toContain('::error title=creation/duplicate is broken::');
  });

  it('tells a wrong input as such, and writes no report', () => {
    const job = judge({ TARGET: 'motto' });
    expect([job.status, job.output, job.summary]).toEqual([0, 'exit-code=2\n', '']);
  });

  it('publishes nothing of an earlier use', () => {
    const place = mkdtempSync(join(folder, 'twice-'));
    const first = judge({ TARGET: 'reference', SEED: '1', ARGUMENTS: '--only permissions/name' }, place);
    expect(first.reports).toContain('run.json');
    const second = judge({ TARGET: 'motto' }, place);
    expect(second.reports).toEqual([]);
  });

  it('uses nothing that may change under the same name', () => {
    const uses = [...action.matchAll(/uses: (\S+)/g)].map(([, name]) => name);
    expect(uses.length).toBe(2);
    for (const name of uses) expect(name).toMatch(/@[\da-f]{40}$/);
    expect(action).not.toMatch(/npm ci|npm run/);
  });

  it('takes no input for a command', () => {
    const odd = '$(touch taken) `touch taken`; touch taken #';
    for (const name of ['TARGET', 'URL', 'PROFILE', 'SEED', 'BASELINE', 'SHARD', 'ARGUMENTS']) {
      const { made, output } = judge({ [name]: odd });
      expect([name, made.includes('taken'), output]).toEqual([name, false, 'exit-code=2\n']);
    }
  });

  it('gives every input to the step by its environment', () => {
    const inputs = [...(/inputs:\n([^]*?)\noutputs:/.exec(action)?.[1] ?? '').matchAll(/^ {2}([a-z-]+):$/gm)];
    for (const [, name] of inputs) expect(action).toContain(`\${{ inputs.${name} }}`);
    expect(script).not.toContain('${{');
    expect(inputs.length).toBe(9);
  });
});
