/**
 * Installs the emulators that the tests run against, pinned, under .emulators/; a no-op when they are there. Where Python
 * or the network is missing it says so and succeeds, since those tests are then skipped; with CI=true that is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const MOTO = 'moto[server]==5.2.5';

const folder = join(root, '.emulators', 'moto');
const stamp = join(folder, '.installed');
/** A virtual environment does not survive a move, so its place is part of the stamp. */
const done = `${MOTO}\n${folder}\n`;

/** Runs a command; gives undefined when it succeeds, else the last line of what it said. */
function failure(command, args) {
  const ended = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
  if (ended.status === 0) return undefined;
  const said = `${ended.stdout ?? ''}\n${ended.stderr ?? ''}`.trim().split('\n').at(-1);
  return ended.error?.message ?? (said || `${command} ended with ${ended.status ?? ended.signal}`);
}

/** Installs moto; gives undefined when it is ready, else why it is not. The stamp comes last: no stamp, no install. */
function installMoto() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === done) return undefined;
  process.stderr.write(`Installing ${MOTO} (once) ...\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--retries', '1', MOTO];
  const why = failure('python3', ['-m', 'venv', folder]) ?? failure(join(folder, 'bin', 'python'), pip);
  if (why === undefined) writeFileSync(stamp, done);
  else rmSync(folder, { recursive: true, force: true });
  return why;
}

const why = installMoto();
if (why !== undefined) {
  const required = process.env.CI === 'true';
  console.log(`moto is not installed${required ? '' : '; its tests are skipped'}: ${why}`);
  process.exitCode = required ? 1 : 0;
}
