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
  run('npm', ['install', '--silent', join(folder, packed), `typescript@${devDependencies.typescript}`]);
  console.log(run('npx', ['slr-conformance', 'run', '--profile', 'quick', '--seed', '1']).split('\n')[0]);
  writeFileSync(
    join(folder, 'use.ts'),
    `import { referenceTarget, type Target } from 'slr-conformance/adapters';
import { mediapackage, type Operation } from 'slr-conformance/model';
import { runSuite, type Run } from 'slr-conformance/properties';
import { headline } from 'slr-conformance/reports';
import * as everything from 'slr-conformance';
import schema from 'slr-conformance/schema/run-1.json' with { type: 'json' };
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
} finally {
  rmSync(folder, { recursive: true, force: true });
}
