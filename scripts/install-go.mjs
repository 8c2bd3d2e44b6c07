/** Pinned emulators written in Go, each built into .emulators/NAME/bin by the Go that is there. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './setup.mjs';

export const GO_EMULATORS = {
  kumo: 'github.com/sivchari/kumo/cmd/kumo@v0.33.1',
  gopherstack: 'github.com/blackbirdworks/gopherstack@v1.9.0',
};

const execute = promisify(execFile);

/** Builds one; a no-op when it is there. Takes minutes. Throws when that fails, and then leaves nothing behind. */
export async function installGo(name) {
  const source = GO_EMULATORS[name];
  const folder = join(root, '.emulators', name);
  // The stamp comes last: no stamp, no install.
  const stamp = join(folder, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === source) return;
  process.stderr.write(`Building ${source} (once, some minutes) ...\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const build = (more) =>
    execute('go', ['install', source], {
      env: { ...process.env, GOBIN: join(folder, 'bin'), ...more },
      timeout: 1_200_000,
      maxBuffer: 1 << 26,
    });
  try {
    await build({}).catch((error) => {
      // Some versions of its dependencies are with the module proxy, and not with the checksum database.
      if (!/verifying module/.test(error.stderr ?? '')) throw error;
      process.stderr.write('The checksum database does not know all of it; built without it.\n');
      return build({ GOSUMDB: 'off' });
    });
    writeFileSync(stamp, source);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (error.code === 'ENOENT') throw new Error('it is built by Go, and there is no go here', { cause: error });
    const said = `${error.stderr ?? ''}`.trim().split('\n').at(-1);
    throw new Error(said || error.message, { cause: error });
  }
}
