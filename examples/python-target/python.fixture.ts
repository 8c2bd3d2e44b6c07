import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A command of the virtual environment with boto3 and the AWS CLI, which `npm test` installs. */
export const command = (name: string): string =>
  fileURLToPath(new URL(`../../.emulators/aws/bin/${name}`, import.meta.url));

/**
 * Whether that environment is there.
 * @throws Error when it is missing and `required`
 */
export function hasPython(required: boolean): boolean {
  const there = existsSync(command('python')) && existsSync(command('aws'));
  if (!there && required)
    throw new Error('boto3 and the AWS CLI are missing. Install them with `node scripts/test-tools.mjs`.');
  return there;
}
