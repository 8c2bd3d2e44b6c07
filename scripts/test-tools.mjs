/**
 * Installs what `npm test` runs against: moto, the AWS CLI, boto3 and the schema of JUnit XML. Where Python or the network is missing it says so and
 * succeeds, since those tests are then skipped; with CI=true that is a failure. A browser is looked for and never installed on
 * anyone's machine; with CI=true Debian's Chromium is.
 */
import { spawnSync } from 'node:child_process';
import { installJunitSchema } from './junit-schema.mjs';
import { ENVIRONMENTS, installPython } from './install-python.mjs';

const required = process.env.CI === 'true';

async function have(what, install) {
  try {
    await install();
  } catch (error) {
    const result = required ? 'could not be installed' : 'could not be installed; its tests are skipped';
    console.log(`${what} ${result}: ${error.message}`);
    if (required) process.exitCode = 1;
  }
}

await Promise.all([
  ...['moto', 'aws'].map((name) => have(ENVIRONMENTS[name].packages.join(' and '), () => installPython(name))),
  have('The schema of JUnit XML', installJunitSchema),
]);

const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
const apt = (...args) => spawnSync('apt-get', ['--quiet', '--yes', ...args], { stdio: 'ignore' }).status === 0;
if (!['chromium', 'chromium-browser', 'google-chrome'].some(has)) {
  if (!required) {
    console.log('no Chromium was found; the tests that look at the HTML reports are skipped');
  } else if (!(apt('update') && apt('install', '--no-install-recommends', 'chromium'))) {
    console.log('Chromium could not be installed: apt-get failed');
    process.exitCode = 1;
  }
}
