/**
 * Installs what `npm test` runs against: moto, the AWS CLI and boto3. Where Python or the network is missing it says so and
 * succeeds, since those tests are then skipped; with CI=true that is a failure.
 */
import { ENVIRONMENTS, installPython } from './install-python.mjs';

const required = process.env.CI === 'true';
await Promise.all(
  ['moto', 'aws'].map(async (name) => {
    try {
      await installPython(name);
    } catch (error) {
      const result = required ? 'could not be installed' : 'could not be installed; its tests are skipped';
      console.log(`${ENVIRONMENTS[name].packages.join(' and ')} ${result}: ${error.message}`);
      if (required) process.exitCode = 1;
    }
  }),
);
