import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { covered, requirements } from '../model/index.ts';
import { mediapackage } from '../services/index.ts';
import { ownTarget } from './own-target.ts';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
function moduleOf(code: string): string {
  const path = join(folder, `target-${(written += 1)}.mjs`);
  writeFileSync(path, code);
  return path;
}

/** A target that has the policy of the service and nothing else; `now` says what it does at each operation besides. */
const bare = (now = ''): string => `{
  describe: () => ({ name: 'bare', isolation: 'none at all', consistency: { settleMs: 0, virtualTime: true }, regions: ['us-east-1', 'eu-west-1'] }),
  open: async () => ({
    calls: 0, now: () => 0, wait: async () => {}, close: async () => {}, [Symbol.asyncDispose]: async () => {},
    perform: async (operation) => {
      ${now}
      return operation.kind === 'GetPolicyVersion'
        ? { kind: 'answered', facets: { document: ${JSON.stringify(mediapackage.policyGrants)} } }
        : { kind: 'unsupported', evidence: 'not mine' };
    },
  }),
  close: async () => {},
}`;

const run = (code: string, ...more: readonly string[]) =>
  play(['run', '--seed', '1', '--target', moduleOf(code), ...more]);

describe('a module of the user', () => {
  it.each([
    ['its default', `export default ${bare()};`],
    ['what it names target', `export const target = ${bare()};`],
    ['a function that gives it', `export default async ({ id }) => ({ ...${bare()}, service: id });`],
  ])('is a target by %s', async (_how, code) => {
    const target = await ownTarget(moduleOf(code), mediapackage);
    expect(target.describe().name).toBe('bare');
    await target.close();
  });

  it('is judged like any target', async () => {
    const { code, stdout, stderr } = await run(`export default ${bare()};`);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^bare conforms in what it has: \d+ of \d+ requirements hold, \d+ unsupported/);
    expect(code).toBe(0);
  });

  it('can print what it likes', async () => {
    const { code, stdout } = await run(`console.log('loaded'); export default ${bare("console.log('asked');")};`);
    expect(stdout).toMatch(/^bare conforms/);
    expect(code).toBe(0);
  });

  it('has neither the home nor the credentials of who runs the suite', async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'canary';
    const code = `if (process.env.AWS_SECRET_ACCESS_KEY !== undefined || process.env.HOME === '${process.env['HOME']}') throw new Error('it has'); export default ${bare()};`;
    const { stdout } = await run(code);
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    expect(stdout).toMatch(/^bare conforms/);
  });

  it.each([
    ['exports none', 'export const other = 1;', /exports no target\. Export a Target as default/],
    ['exports something else', 'export default 7;', /exports no target\./],
    ['is broken', 'export default {', /cannot be used: .+ Mend it, or compile it first\.$/s],
  ])('that %s is refused in one paragraph', async (_what, code, message) => {
    await expect(ownTarget(moduleOf(code), mediapackage)).rejects.toThrow(message);
  });
});

describe('a module that would end the suite', () => {
  it.each([
    ['exits with 0 at import', `process.exit(0);`, 'exit code 0 instead of answering hello'],
    ['kills its process', `process.kill(process.pid, 'SIGKILL');`, 'exit code 137 instead of answering hello'],
    [
      'rejects at import, unheard',
      `Promise.reject(new Error('nobody')); await new Promise((go) => setTimeout(go, 500));`,
      'Error: nobody',
    ],
  ])('and %s ends the run with 4 and a sentence', async (_what, code, why) => {
    const { stdout, stderr, ...ended } = await run(`${code} export default ${bare()};`);
    expect(stderr).toContain(why);
    expect({ ...ended, stdout }).toEqual({ code: 4, stdout: '' });
  });

  it.each([
    ['exits with 0', 'process.exit(0);', 'exit code 0 instead of answering perform'],
    ['exits with 3', 'process.exit(3);', 'exit code 3 instead of answering perform'],
    ['leaves a rejection', "Promise.reject(new Error('nobody'));", 'Error: nobody'],
    [
      'answers with an object for a text',
      "return { kind: 'refused', code: { '#text': 'x' }, http: 400, message: '' };",
      'answer to perform',
    ],
    [
      'answers with lists a thousand deep',
      "return { kind: 'answered', facets: { tags: JSON.parse('['.repeat(1000) + ']'.repeat(1000)) } };",
      'wrote a line that is no answer',
    ],
    ['closes its standard output', "(await import('node:fs')).closeSync(1);", 'instead of answering perform'],
  ])('and %s in the middle leaves a report of what was done, and 4', async (_what, now, why) => {
    const target = bare(`globalThis.asked = (globalThis.asked ?? 0) + 1; if (globalThis.asked === 20) { ${now} }`);
    const { code, stdout } = await run(`export default ${target};`, '-v');
    expect(stdout).toContain(`${requirements.length} requirements`);
    expect(stdout).toMatch(/^ +✓ permissions\/policy-document/m);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(why);
    expect(code).toBe(4);
  });

  it.each([
    ['hangs at import', `for (;;);`],
    ['waits at import for what never comes', `await new Promise(() => {});`],
  ])('and %s is left at an interrupt', async (_what, code) => {
    const interrupts = (interrupt: () => void): void => void setTimeout(interrupt, 500);
    const before = performance.now();
    const path = moduleOf(`${code} export default ${bare()};`);
    const ended = await play(['run', '--target', path], { interrupts });
    expect(performance.now() - before).toBeLessThan(2500);
    expect(ended.stderr).toContain('The run was interrupted.');
    expect(ended.code).toBe(4);
  });
});

it('the reference itself is a module like any other', async () => {
  const door = fileURLToPath(new URL('../dist/index.js', import.meta.url));
  const { code, stdout } = await run(
    `import { referenceTarget } from '${door}'; export default (profile) => referenceTarget({ profile });`,
    '--profile',
    'quick',
  );
  expect(stdout).toContain(`reference:prompt conforms: ${covered.length} of ${requirements.length}`);
  expect(code).toBe(0);
});
