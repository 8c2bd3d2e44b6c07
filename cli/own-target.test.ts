import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mediapackage } from '../services/index.ts';
import { moduleTarget } from './own-target.ts';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
function moduleOf(code: string): string {
  const path = join(folder, `target-${(written += 1)}.mjs`);
  writeFileSync(path, code);
  return path;
}

/** A target that has the policy of the service and nothing else. */
const BARE = `{
  describe: () => ({ name: 'bare', isolation: 'none at all', consistency: { settleMs: 0, virtualTime: true }, regions: ['us-east-1', 'eu-west-1'] }),
  open: async () => ({
    calls: 0, now: () => 0, wait: async () => {}, close: async () => {}, [Symbol.asyncDispose]: async () => {},
    perform: async (operation) => operation.kind === 'GetPolicyVersion'
      ? { kind: 'answered', facets: { document: ${JSON.stringify(mediapackage.policyGrants)} } }
      : { kind: 'unsupported', evidence: 'not mine' },
  }),
  close: async () => {},
}`;

describe('a module of the user', () => {
  it.each([
    ['its default', `export default ${BARE};`],
    ['what it names target', `export const target = ${BARE};`],
    ['a function that gives it', `export default async ({ id }) => ({ ...${BARE}, service: id });`],
  ])('is a target by %s', async (_how, code) => {
    const target = await moduleTarget(moduleOf(code), mediapackage);
    expect(target.describe().name).toBe('bare');
  });

  it('is judged like any target', async () => {
    const { code, stdout, stderr } = await play([
      'run',
      '--target',
      moduleOf(`export default ${BARE};`),
      '--seed',
      '1',
    ]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^bare conforms in what it has: \d+ of 99 requirements hold, \d+ unsupported/);
    expect(code).toBe(0);
  });

  it.each([
    ['exports none', 'export const other = 1;', /exports no target\. Export a Target as default/],
    ['exports something else', 'export default 7;', /exports no target\./],
    ['is broken', 'export default {', /cannot be loaded: .+ Mend it, or compile it first\.$/s],
  ])('that %s is refused in one paragraph', async (_what, code, message) => {
    await expect(moduleTarget(moduleOf(code), mediapackage)).rejects.toThrow(message);
  });
});
