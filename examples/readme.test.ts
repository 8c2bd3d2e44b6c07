import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const run = promisify(execFile);

/** The code of the README that says that it runs, by its language, in order. */
const blocks = (language: 'sh' | 'ts'): readonly string[] =>
  [...readme.matchAll(new RegExp(`<!-- runs: ${language} -->\n\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, code = '']) => code,
  );

const [serving = ''] = blocks('sh');
const [mocking = '', wrapping = ''] = blocks('ts');

const aws = join(root, '.emulators', 'aws', 'bin');
const isThere = existsSync(join(aws, 'aws'));
const command = join(root, 'dist', 'cli.js');

// A folder of the project, so that its packages are found; git ignores it.
const folder = join(root, '.slr-conformance', `readme-${process.pid}`);
const scratch = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(scratch, { recursive: true, force: true });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });

describe('each of the three uses in the README', () => {
  it.each([
    ['a known-good endpoint', serving],
    ['a mock', mocking],
    ['regression tests of a wrapper', wrapping],
  ])('takes ten lines at most: %s', (_use, code) => {
    const lines = code.trim().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.length).toBeLessThanOrEqual(10);
  });
});

describe('what the README shows', () => {
  it('does what it says with the AWS CLI against `serve`', async (context) => {
    if (process.env['CI'] !== 'true')
      context.skip(!isThere, 'the AWS CLI is not installed: node scripts/test-tools.mjs');
    const bin = join(scratch, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'slr-conformance'), `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`, {
      mode: 0o755,
    });
    const port = await freePort();
    const ready = `for i in $(seq 100); do (: </dev/tcp/127.0.0.1/${port}) 2>/dev/null && break; sleep 0.1; done`;
    const lines = serving.replaceAll('4599', String(port)).trim().split('\n');
    const script = ['set -e', 'trap "kill %1" EXIT', lines[0], ready, ...lines.slice(1)].join('\n');
    const { stdout } = await run('bash', ['-m', '-c', script], {
      env: { PATH: [bin, aws, process.env['PATH']].join(delimiter), HOME: scratch },
      timeout: 60_000,
    });
    const answers = stdout.replace(/^http.*\n/, '');
    expect(answers).toContain('"LogGroupName": "/aws/MediaPackage/EgressAccessLogs"');
    expect(answers).toContain(
      'arn:aws:iam::111122223333:role/aws-service-role/mediapackage.amazonaws.com/AWSServiceRoleForMediaPackage',
    );
  }, 60_000);

  it('does what it says in unit tests, and finds nothing wrong with a wrapper that tries again', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'readme.test.ts'),
      `
import { IAMClient } from '@aws-sdk/client-iam';
import { ConfigureLogsCommand, CreateChannelCommand, MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { expect, it } from 'vitest';
import { defineTarget } from 'slr-conformance/adapters';
import { mockServiceLinkedRoles } from 'slr-conformance/mock';
import { describeConformance } from 'slr-conformance/vitest';

async function configure(client: MediaPackageClient, Id: string, logs: object): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      await client.send(new ConfigureLogsCommand({ Id, ...logs }));
      return;
    } catch (error) {
      const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
      const again = name === 'TooManyRequestsException' || ($metadata?.httpStatusCode ?? 500) >= 500;
      if (!again || attempt === 8) throw error;
    }
}
const enableLogs = (client: MediaPackageClient, id: string) => configure(client, id, { EgressAccessLogs: {} });
const disableLogs = (client: MediaPackageClient, id: string) => configure(client, id, {});

it('the mock', async () => {
${mocking}
});

${wrapping.replace('describeConformance(target);', "describeConformance(target, { profile: 'quick', only: ['creation/on-enable-egress', 'logging/disable', 'retry/safe-to-repeat'] });")}
`,
    );
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const ended = await run(
      process.execPath,
      [vitest, 'run', '--root', root, '--reporter=verbose', join(folder, 'readme.test.ts')],
      {
        env: { ...process.env, NO_COLOR: '1' },
        timeout: 100_000,
      },
    ).catch((error: unknown) => error as { readonly stdout: string });
    expect(ended.stdout).toMatch(/✓ .* the mock/);
    expect(ended.stdout).toMatch(/Tests {2}\d+ passed/);
    expect(ended.stdout).not.toMatch(/failed|×/);
  }, 120_000);
});
