/** What a fresh clone needs before anything runs: dependencies and a build. Uses nothing but Node and npm. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the project's folder and gives its exit code; a signal counts as failure. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (done.error) process.stderr.write(`${command}: ${done.error.message}\n`);
  return done.status ?? 1;
}

/** Starts a command in the project's folder beside others, and gives its exit code when it has ended; a signal counts as failure. */
export function begin(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const changed = (file) => (existsSync(`${root}/${file}`) ? statSync(`${root}/${file}`).mtimeMs : 0);

/** Installs the locked dependencies unless they are there already; gives npm's exit code. */
export function install() {
  if (changed('node_modules/.package-lock.json') >= changed('package-lock.json')) return 0;
  process.stderr.write('Installing dependencies (once) ...\n');
  return run('npm', ['ci', '--loglevel=error'], { stdio: ['ignore', 'ignore', 2] });
}

/** Compiles to dist/; what the compiler says goes to standard error. */
export const build = () => run('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 2, 2] });

/** Shows how a file or a folder differs from another; true where it does. */
export const differ = (before, after) =>
  run('git', ['--no-pager', 'diff', '--no-index', '--', before, after], { shell: false }) !== 0;
