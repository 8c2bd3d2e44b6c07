/**
 * Pinned emulators written in Rust, each built into .emulators/NAME/bin by the Cargo that is there, without optimisation: fakecloud
 * in 11 minutes on two cores that had other work, too; winterbaume was unfinished after 32 minutes on one.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './setup.mjs';

export const CARGO_EMULATORS = {
  fakecloud: { crate: 'fakecloud', version: '0.51.0' },
  winterbaume: { crate: 'winterbaume-server', version: '0.2.8' },
};

const execute = promisify(execFile);

/** Builds one; a no-op when it is there. Throws when that fails; what was compiled by then is kept for the next time. */
export async function installCargo(name) {
  const { crate, version } = CARGO_EMULATORS[name];
  const folder = join(root, '.emulators', name);
  // The stamp comes last: no stamp, no install.
  const stamp = join(folder, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;
  process.stderr.write(`Building ${crate} ${version} (once, many minutes) ...\n`);
  mkdirSync(folder, { recursive: true });
  const target = join(folder, 'target');
  try {
    await execute('cargo', ['install', crate, '--version', version, '--locked', '--debug', '--root', folder], {
      env: { ...process.env, CARGO_TARGET_DIR: target, CARGO_PROFILE_DEV_DEBUG: '0', CARGO_INCREMENTAL: '0' },
      timeout: 5_400_000,
      maxBuffer: 1 << 26,
    });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error('it is built by Cargo, and there is no cargo here', { cause: error });
    const said = `${error.stderr ?? ''}`.trim().split('\n').at(-1);
    throw new Error(said || error.message, { cause: error });
  }
  rmSync(target, { recursive: true, force: true });
  writeFileSync(stamp, version);
}
