/**
 * `npm test`: sets up what is missing, builds, lints, runs every test, and ends with the line `N passed, N failed`. A step
 * that fails (build, emulators, lint) counts as one failure. Arguments are passed on to vitest. With `--all`, tests that draw a
 * few of many cases take them all.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { begin, build, install, run } from './setup.mjs';

/** Numbers of one vitest run. A file that cannot be loaded, and an error outside any test, count as one failure. */
function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const code = run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
      shell: false,
    });
    const results = JSON.parse(readFileSync(file, 'utf8'));
    const unloaded = results.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
    const failed = results.numFailedTests + unloaded.length;
    return {
      passed: results.numPassedTests,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: results.numPendingTests + results.numTodoTests,
    };
  } catch (error) {
    console.error(`No test results: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const args = process.argv.slice(2).filter((one) => one !== '--all');
if (process.argv.includes('--all')) process.env.SAMPLE = 'all';

const total = { passed: 0, failed: 0, skipped: 0 };
if (install() === 0) {
  const fail = (name) => {
    total.failed += 1;
    console.error(`FAILED: ${name}`);
  };
  // What the tests run against mostly waits for the network, so it is installed beside the build.
  const emulators = begin(process.execPath, ['scripts/test-tools.mjs']);
  if (build() !== 0) fail('build');
  if (run('npm', ['run', '--silent', 'lint']) !== 0) fail('lint');
  if ((await emulators) !== 0) fail('emulators');
  const tests = runTests(args);
  for (const key of Object.keys(total)) total[key] += tests[key];
} else {
  console.error('FAILED: npm ci');
  total.failed += 1;
}

if (total.skipped > 0) console.log(`${total.skipped} skipped, each with its reason`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
