// Packs the project, installs it into an empty folder and uses it as a stranger would: the command, every published door,
// and their types. Ends with exit code 1 when anything of that fails.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-package-'));
const run = (command, args, cwd = folder) => {
  console.log(`$ ${command} ${args.join(' ')}`);
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
};

try {
  const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], root).trim().split('\n').at(-1);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'stranger', private: true, type: 'module' }));
  const tools = ['typescript', 'vitest', 'aws-sdk-client-mock', '@types/node'];
  run('npm', ['install', '--silent', join(folder, packed), ...tools.map((name) => `${name}@${devDependencies[name]}`)]);
  console.log(run('npx', ['slr-conformance', 'run', '--profile', 'quick', '--seed', '1']).split('\n')[0]);
  writeFileSync(
    join(folder, 'use.ts'),
    `import { referenceTarget, type Target } from 'slr-conformance/adapters';
import { mediapackage, type Operation } from 'slr-conformance/model';
import { runSuite, type Run } from 'slr-conformance/properties';
import { headline } from 'slr-conformance/reports';
import * as everything from 'slr-conformance';
import schema from 'slr-conformance/schema/run-2.json' with { type: 'json' };
const target: Target = referenceTarget({ profile: mediapackage });
const operation: Operation = { kind: 'ListRoles' };
const suite = { name: 'stranger', version: '1' };
const run: Run = await runSuite(target, { profile: mediapackage, depth: 'quick', seed: 1, suite });
if (typeof schema !== 'object' || !('runSuite' in everything) || operation.kind !== 'ListRoles') throw new Error('a door is shut');
console.log(headline(run));
`,
  );
  run('npx', [
    'tsc',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--strict',
    '--resolveJsonModule',
    '--outDir',
    'out',
    'use.ts',
  ]);
  console.log(run('node', ['out/use.js']).trim());
  writeFileSync(
    join(folder, 'use.test.ts'),
    `import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { defineTarget, serveReference } from 'slr-conformance/adapters';
import { mockServiceLinkedRoles } from 'slr-conformance/mock';
import { describeConformance } from 'slr-conformance/vitest';
import { expect, it } from 'vitest';
it('mocks', async () => {
  const mock = mockServiceLinkedRoles({ iam: IAMClient });
  const client = new IAMClient({ region: 'us-east-1' });
  await expect(client.send(new GetRoleCommand({ RoleName: 'none' }))).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  expect(mock.state().role).toBeNull();
  mock.restore();
});
it('serves', async () => {
  const served = await serveReference();
  expect((await fetch(served.url + '/_slr-conformance/health')).status).toBe(200);
  await served.close();
});
const target = defineTarget({
  name: 'stranger',
  setup: (world) => new IAMClient(world.clientConfig()),
  operations: { GetRole: ({ roleName }, { wrapper }) => wrapper.send(new GetRoleCommand({ RoleName: roleName })) },
});
describeConformance(target, { profile: 'quick', only: ['permissions/name', 'protocol/missing-role'] });
`,
  );
  run('npx', [
    'tsc',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--strict',
    '--skipLibCheck',
    '--noEmit',
    'use.test.ts',
  ]);
  console.log(run('npx', ['vitest', 'run']).trim().split('\n').slice(-4).join('\n'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
