/** The schema of JUnit XML that Jenkins reads, out of the sources of pytest, which holds its own reports against it. */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './setup.mjs';

const PYTEST = '8.4.2';
const INSIDE = `pytest-${PYTEST}/testing/example_scripts/junit-10.xsd`;

const execute = promisify(execFile);

/** Puts it at .emulators/junit/junit-10.xsd; a no-op when it is there. Throws when it cannot be had. */
export async function installJunitSchema() {
  const folder = join(root, '.emulators', 'junit');
  const file = join(folder, 'junit-10.xsd');
  if (existsSync(file)) return;
  const work = mkdtempSync(join(tmpdir(), 'slr-conformance-junit-'));
  try {
    const quietly = ['--quiet', '--disable-pip-version-check', '--no-input', '--retries', '1'];
    const sources = ['--no-deps', '--no-binary', 'pytest', `pytest==${PYTEST}`, '--dest', work];
    await execute('python3', ['-m', 'pip', 'download', ...quietly, ...sources], { timeout: 300_000 });
    const [archive] = readdirSync(work).filter((name) => name.endsWith('.tar.gz'));
    await execute('tar', ['-xzf', join(work, archive), '-C', work, INSIDE]);
    mkdirSync(folder, { recursive: true });
    // The temporary folder may be on another disk.
    copyFileSync(join(work, INSIDE), `${file}.new`);
    renameSync(`${file}.new`, file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
