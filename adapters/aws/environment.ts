import { loadSharedConfigFiles } from '@smithy/core/config';
import { TargetError } from '../target-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const refused = (problem: string, hint: string): TargetError => new TargetError('aws-refused', problem, hint);

/**
 * Makes sure that nothing in the environment leads calls elsewhere than to AWS.
 * @throws TargetError where something does
 */
export function checkEnvironment(env: Environment): void {
  const set = (pattern: RegExp): string | undefined =>
    Object.keys(env).find((name) => pattern.test(name) && (env[name] ?? '') !== '');
  const endpoint = set(/^AWS_ENDPOINT_URL/i);
  if (endpoint !== undefined)
    throw refused(
      `${endpoint} is set, which leads calls elsewhere than to AWS.`,
      'Unset it; for an emulator, name it or its URL as the target.',
    );
  const proxy = set(/^(?:https?|all)_proxy$/i);
  if (proxy !== undefined)
    throw refused(`${proxy} is set: calls to AWS go straight there, and by no proxy.`, 'Unset it for this command.');
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    throw refused('NODE_TLS_REJECT_UNAUTHORIZED is 0, so that anybody could pass for AWS.', 'Unset it.');
}

/** Characters of the names of profiles, as AWS's own tools write them. */
const PROFILE = /^[\w.@+:/-][\w.@+:/ -]{0,127}$/;

/**
 * Makes sure that a profile has a name of good form, and that AWS's configuration files name no endpoint.
 * @throws TargetError where they do
 */
export async function checkProfile(profile: string | undefined): Promise<void> {
  if (profile !== undefined && !PROFILE.test(profile))
    throw refused(
      `${JSON.stringify(profile.slice(0, 60))} is not the name of a profile.`,
      'Give one of ~/.aws/config.',
    );
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  for (const [section, members] of [...Object.entries(configFile), ...Object.entries(credentialsFile)])
    if (Object.keys(members ?? {}).some((name) => /(?:^|\.)endpoint_url$/.test(name)))
      throw refused(
        `The AWS configuration names an endpoint_url in ${JSON.stringify(section)}, which leads calls elsewhere than to AWS.`,
        'Use a configuration without one: AWS_CONFIG_FILE names another file.',
      );
}
