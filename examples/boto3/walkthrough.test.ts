import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { serveReference, type ServedReference, type ServeOptions } from 'slr-conformance/adapters';
import { command, hasPython } from '../python-target/python.fixture.ts';

const installed = hasPython(process.env['CI'] === 'true');
const SCRIPT = fileURLToPath(new URL('walkthrough.py', import.meta.url));

let served: ServedReference | undefined;
afterEach(() => served?.close());

/** Walks through on a served reference: exit code, and what is printed. */
async function walk(options: ServeOptions, ...further: readonly string[]): Promise<{ code: number; printed: string }> {
  served = await serveReference(options);
  const args = [SCRIPT, served.url, ...further];
  return new Promise((resolve) => {
    const child = execFile(command('python'), args, (_, printed, complaint) => {
      resolve({ code: child.exitCode ?? -1, printed: printed + complaint });
    });
  });
}

describe.skipIf(!installed)('the walkthrough by boto3', () => {
  it('comes to its end on the reference', { timeout: 120_000 }, async () => {
    const { code, printed } = await walk({}, '111122223333');
    expect(printed).toContain(`in account 111122223333 of ${served?.url}`);
    expect(printed).toContain('All 8 steps answered as AWS answers.');
    expect(code).toBe(0);
  });

  it.each([
    ['create-idempotent', '2. Make it again', 'a refusal with InvalidInput'],
    ['egress-ignored', '4. Switch the egress logs', '/aws/MediaPackage/EgressAccessLogs'],
  ])('ends at the first wrong answer of %s', { timeout: 60_000 }, async (flaw, step, expected) => {
    const { code, printed } = await walk({ flaw });
    const [, last = ''] = printed.split(step);
    expect(last).toMatch(/✗ expected .*\n +observed /);
    expect(last).toContain(expected);
    expect(last).not.toMatch(/^\d\. /m);
    expect(code).toBe(1);
  });
});
