/** `npm run peers`: the suite beside other ways to test, Hypothesis among them, which is installed for it where Python is there. */
import { join } from 'node:path';
import { installPython } from './install-python.mjs';
import { build, install, root, run } from './setup.mjs';

if (install() !== 0 || build() !== 0) {
  process.exitCode = 1;
} else {
  const python = [];
  try {
    await installPython('hypothesis');
    python.push('--python', join(root, '.emulators', 'hypothesis', 'bin', 'python'));
  } catch (error) {
    console.log(`Hypothesis could not be installed, and is left out: ${error.message}`);
  }
  process.exitCode = run(process.execPath, ['dist/dev/bench/peers/peers.js', ...process.argv.slice(2), ...python], {
    shell: false,
  });
}
