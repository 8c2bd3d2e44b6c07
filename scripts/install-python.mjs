/** Pinned Python packages, each set in a virtual environment of its own under .emulators/. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './setup.mjs';

/**
 * By folder name: what is installed, and the oldest Python that runs it (parts of LocalStack and LocalEmu are written for 3.12,
 * whatever their packages say). The AWS CLI carries a botocore of its own, so that
 * boto3's does not come between the two. LocalStack 4.14 is the last community release; it was not made for newer cbor2 and pyOpenSSL.
 */
export const ENVIRONMENTS = {
  moto: { packages: ['moto[server]==5.2.5'] },
  aws: { packages: ['awscli==1.46.3', 'boto3==1.44.5'] },
  /** Of the version that the boto3 above is served by. */
  botocore: { packages: ['botocore==1.44.8'] },
  ministack: { packages: ['ministack==1.5.33'] },
  localstack: {
    packages: ['localstack-core[runtime]==4.14.0', 'cbor2==5.7.1', 'pyOpenSSL==25.3.0'],
    python: [3, 12],
  },
  hypothesis: { packages: ['hypothesis==6.170.17'] },
  localemu: { packages: ['localemu[runtime]==1.3.2'], python: [3, 12] },
};

const PIP = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--retries', '1'];

const execute = promisify(execFile);

/** Runs a command for ten minutes at most; throws an error with the last line of what it said. */
async function run(command, args) {
  try {
    return (await execute(command, args, { timeout: 600_000 })).stdout.trim();
  } catch (error) {
    const said = `${error.stdout ?? ''}\n${error.stderr ?? ''}`.trim().split('\n').at(-1);
    throw new Error(said || error.message, { cause: error });
  }
}

/** A Python that is new enough: the usual one, one by its own name, or one of pyenv's; throws when there is none. */
async function pythonFrom([major, minor]) {
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const named = [14, 13, 12].map((one) => `python3.${one}`);
  const asked = ['python3', ...named];
  if (existsSync(pyenv)) {
    asked.push(...readdirSync(pyenv).map((version) => join(pyenv, version, 'bin', 'python3')));
  }
  for (const python of asked) {
    const version = await run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).catch(() => '');
    const [has, its] = version.split('.').map(Number);
    if (has === major && its >= minor) return python;
  }
  throw new Error(`it needs Python ${major}.${minor} or newer, and none was found`);
}

/**
 * Installs one set into an environment of its own; a no-op when it is there. Throws when that fails, and then leaves nothing
 * behind.
 */
export async function installPython(name) {
  const { packages, python = [3, 10] } = ENVIRONMENTS[name];
  const home = join(root, '.emulators');
  mkdirSync(home, { recursive: true });
  const folder = join(realpathSync(home), name);
  // The stamp comes last: no stamp, no install. A virtual environment does not survive a move, so its place is part of it.
  const stamp = join(folder, '.installed');
  const done = [...packages, folder, ''].join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === done) return;
  process.stderr.write(`Installing ${packages.join(' and ')} (once) ...\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await run(await pythonFrom(python), ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'python'), [...PIP, ...packages]);
    writeFileSync(stamp, done);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
