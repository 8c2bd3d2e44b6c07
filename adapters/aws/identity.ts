import { textAt, type Members } from '../../calls/index.ts';
import { type Api, NotAnswered, type Transport, commonSettings, newAttempt, readWireError } from '../endpoint/index.ts';
import { redact } from '../machine/index.ts';
import { TargetError } from '../target-error.ts';
import { guard, type Credentials } from './clients.ts';
import { saidBy } from './preflight.ts';

const refused = (problem: string, hint: string): TargetError => new TargetError('aws-refused', problem, hint);

/**
 * Who asks, and in which account: the first call of all.
 * @param accounts the accounts in which a run may begin
 * @throws TargetError where it is another, or nobody
 */
export async function checkAccount(api: Api, accounts: readonly string[]): Promise<string> {
  let answer: Members;
  try {
    answer = await api.call({ service: 'sts', action: 'GetCallerIdentity', region: 'us-east-1', input: {} });
  } catch (error) {
    const why = error instanceof NotAnswered ? saidBy(error) : error instanceof Error ? error.message : String(error);
    throw refused(
      `AWS does not take the credentials for good: ${redact(why)}`,
      'Sign in again, or name another --aws-profile; the clock of this machine must be right.',
    );
  }
  const account = textAt(answer, 'Account') ?? '';
  if (accounts.includes(account)) return account;
  throw refused(
    `The credentials are those of account ${account === '' ? '(none told)' : account}, which is not among those that were named: ${accounts.join(', ')}.`,
    'Name another --aws-profile, or the account with --account if a run may make and delete things there.',
  );
}

export interface OrganizationParts {
  readonly transport: Transport;
  readonly credentials?: Credentials | undefined;
  readonly profile?: string | undefined;
}

/**
 * The management account of the organization that the account is part of; undefined where it is part of none.
 * @throws TargetError where that cannot be told
 */
export async function managementAccount(parts: OrganizationParts): Promise<string | undefined> {
  const { OrganizationsClient, DescribeOrganizationCommand } = await import('@aws-sdk/client-organizations');
  const { transport, credentials, profile } = parts;
  const region = 'us-east-1';
  const client = new OrganizationsClient({
    ...commonSettings(transport, region),
    maxAttempts: 3,
    ...(credentials === undefined ? {} : { credentials }),
    ...(profile === undefined ? {} : { profile }),
  });
  const only = {
    refuses: ({ action }: { readonly action: string }) =>
      action === 'DescribeOrganization' ? undefined : `organizations:${action} is not on the list of a run`,
  };
  guard(client, 'organizations', region, only);
  const attempt = newAttempt();
  try {
    const answer = (await client.send(new DescribeOrganizationCommand({}), { attempt } as object)) as object as Members;
    return textAt(answer, 'Organization', 'MasterAccountId') ?? textAt(answer, 'Organization', 'ManagementAccountId');
  } catch {
    const { code, message } = readWireError(attempt);
    if (code === 'AWSOrganizationsNotInUseException') return undefined;
    throw refused(
      `Whether the account is the management account of an organization cannot be told: ${redact(`${code ?? attempt.failure ?? 'no answer'} ${message}`)}`,
      'Allow organizations:DescribeOrganization, or add --management-account if it may be one.',
    );
  }
}
