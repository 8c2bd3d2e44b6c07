/**
 * Installs what the tests run against from PyPI, pinned, each in a virtual environment under .emulators/; a no-op when it
 * is there. Where Python or the network is missing it says so and succeeds, since those tests are then skipped; with
 * CI=true that is a failure.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './setup.mjs';

/** By folder name. The AWS CLI carries a botocore of its own, so that boto3's does not come between the two. */
const ENVIRONMENTS = {
  moto: ['moto[server]==5.2.5'],
  aws: ['awscli==1.46.3', 'boto3==1.44.5'],
};

const PIP = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--retries', '1'];

const execute = promisify(execFile);

/** Runs a command for five minutes at most; throws an error with the last line of what it said. */
async function run(command, args) {
  try {
    await execute(command, args, { timeout: 300_000 });
  } catch (error) {
    const said = `${error.stdout ?? ''}\n${error.stderr ?? ''}`.trim().split('\n').at(-1);
    throw new Error(said || error.message, { cause: error });
  }
}

/** Installs packages into an environment of their own; throws when that fails, and then leaves nothing behind. */
async function install(name, packages) {
  const folder = join(root, '.emulators', name);
  // The stamp comes last: no stamp, no install. A virtual environment does not survive a move, so its place is part of it.
  const stamp = join(folder, '.installed');
  const done = [...packages, folder, ''].join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === done) return;
  process.stderr.write(`Installing ${packages.join(' and ')} (once) ...\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'python'), [...PIP, ...packages]);
    writeFileSync(stamp, done);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

const required = process.env.CI === 'true';
await Promise.all(
  Object.entries(ENVIRONMENTS).map(async ([name, packages]) => {
    try {
      await install(name, packages);
    } catch (error) {
      const result = required ? 'could not be installed' : 'could not be installed; its tests are skipped';
      console.log(`${packages.join(' and ')} ${result}: ${error.message}`);
      if (required) process.exitCode = 1;
    }
  }),
);
