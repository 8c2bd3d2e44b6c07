import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { serveReference, type ServedReference, type ServeOptions } from 'slr-conformance/adapters';
import { command, hasPython } from './python-target/python.fixture.ts';

const installed = hasPython(process.env['CI'] === 'true');
const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** How each is started: the program, and what stands before the arguments. */
const WALKS = {
  boto3: () => [command('python'), script('boto3/walkthrough.py')],
  'the AWS CLI': () => [script('cli/walkthrough.sh')],
};

let served: ServedReference | undefined;
afterEach(() => served?.close());

/** Walks through on a served reference: exit code, and what is printed. */
async function walk(
  by: keyof typeof WALKS,
  options: ServeOptions,
  ...further: readonly string[]
): Promise<{ code: number; printed: string }> {
  served = await serveReference(options);
  const [program = '', ...args] = [...WALKS[by](), served.url, ...further];
  const env = { ...process.env, AWS_CLI: command('aws') };
  return new Promise((resolve) => {
    const child = execFile(program, args, { env }, (_, printed, complaint) => {
      resolve({ code: child.exitCode ?? -1, printed: printed + complaint });
    });
  });
}

const walks = Object.keys(WALKS) as readonly (keyof typeof WALKS)[];

describe.skipIf(!installed).each(walks)('the walkthrough by %s', (by) => {
  it('comes to its end on the reference', { timeout: 120_000 }, async () => {
    const { code, printed } = await walk(by, {}, '111122223333');
    expect(printed).toContain(`in account 111122223333 of ${served?.url}`);
    expect(printed).toContain('All 8 steps answered as AWS answers.');
    expect(code).toBe(0);
  });

  it.each([
    ['create-idempotent', '2. Make it again', 'a refusal with InvalidInput'],
    ['egress-ignored', '4. Switch the egress logs', '/aws/MediaPackage/EgressAccessLogs'],
  ])('ends at the first wrong answer of %s', { timeout: 60_000 }, async (flaw, step, expected) => {
    const { code, printed } = await walk(by, { flaw });
    const [, last = ''] = printed.split(step);
    expect(last).toMatch(/✗ expected .*\n +observed /);
    expect(last).toContain(expected);
    expect(last).not.toMatch(/^\d\. /m);
    expect(code).toBe(1);
  });
});
