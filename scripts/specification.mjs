/**
 * `npm run specification -- [COMMIT]`: writes what the model allows of each operation, and believes after a difference, as pages in
 * .specification/now, those of a commit (HEAD where none is named) in .specification/before, and shows how they differ.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { differ, root } from './setup.mjs';

const home = join(root, '.specification');

async function write(project, name) {
  const { specification } = await import(pathToFileURL(join(project, 'dist/dev/pages/specification/pages.js')).href);
  mkdirSync(join(home, name), { recursive: true });
  for (const [path, text] of specification) writeFileSync(join(home, name, path), text());
}

rmSync(home, { recursive: true, force: true });
await write(root, 'now');
const commit = process.argv[2] ?? 'HEAD';
const project = join(home, 'project');
execFileSync('git', ['worktree', 'add', '--quiet', '--detach', project, commit], { cwd: root });
try {
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: project, stdio: 'inherit' });
  await write(project, 'before');
} finally {
  execFileSync('git', ['worktree', 'remove', '--force', project], { cwd: root });
}
if (!differ('.specification/before', '.specification/now')) console.log(`The model allows what it does at ${commit}.`);
