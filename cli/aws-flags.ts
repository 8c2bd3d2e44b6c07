import { Option, type Command } from 'commander';
import type { AwsOptions } from '../adapters/index.ts';
import { gather } from './report-spec.ts';
import { UsageError } from './usage-error.ts';
import * as values from './values.ts';

/** The options of `--target aws`, as texts. */
export interface AwsFlags {
  readonly account?: readonly string[];
  readonly awsProfile?: string;
  readonly adoptExisting?: true;
  readonly disposableAccount?: true;
  readonly managementAccount?: true;
  readonly ledger?: string;
  readonly rate?: string;
  readonly budgetResources?: string;
  readonly budgetCalls?: string;
  readonly budgetTime?: string;
}

/** What the options say of a real account. */
export type AwsChoice = Omit<AwsOptions, 'profile' | 'regions' | 'env' | 'pid'>;

/** Adds the options of real accounts. */
export const withAwsFlags = (command: Command): Command =>
  [
    new Option(
      '--account <id>',
      'an account in which a run may make and delete things; may be given several times',
    ).argParser(gather),
    new Option('--aws-profile <name>', "a profile of AWS's configuration files (default: the SDK's chain)"),
    new Option('--adopt-existing', 'begin although the role is there or logging is on: the role is left alone'),
    new Option('--disposable-account', 'begin although the role is there: it is deleted'),
    new Option('--management-account', 'the account may be the management account of an organization'),
    new Option(
      '--ledger <file>',
      'where to write what is made, for `sweep` (default: slr-conformance-ledger/RUN.jsonl)',
    ),
    new Option('--rate <number>', 'requests per second at most (default: 5)'),
    new Option('--budget-resources <integer>', 'things that may be made at most (default: 400)'),
  ].reduce((all, option) => all.addOption(option.helpGroup('Real AWS (--target aws), see docs/real-aws.md:')), command);

const integer = (option: string, text: string): number => {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new UsageError(`"${text}" is not a number for ${option}.`, `Give a positive integer, such as ${option} 100.`);
};

/** An id of an account: twelve digits. */
export function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new UsageError(`"${text}" is not the id of an AWS account.`, 'Give its twelve digits, without dashes.');
}

/** The first of the options that is given, for a target that knows none of them. */
export const givenOf = (flags: AwsFlags): string | undefined =>
  (
    [
      'account',
      'awsProfile',
      'adoptExisting',
      'disposableAccount',
      'managementAccount',
      'ledger',
      'rate',
      'budgetResources',
    ] as const
  )
    .filter((name) => flags[name] !== undefined)
    .map((name) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)[0];

/**
 * What the options say.
 * @throws UsageError where they do not say enough
 */
export function awsChoice(flags: AwsFlags): AwsChoice {
  const { account, awsProfile, adoptExisting, disposableAccount, managementAccount, ledger } = flags;
  if (account === undefined)
    throw new UsageError(
      '--target aws needs the account in which it may make and delete things.',
      'Name a sandbox account, such as --account 123456789012.',
    );
  if (adoptExisting === true && disposableAccount === true)
    throw new UsageError('--adopt-existing and --disposable-account exclude each other.', 'Leave one out.');
  const limits = {
    ...(flags.budgetCalls === undefined ? {} : { calls: values.calls(flags.budgetCalls) }),
    ...(flags.budgetTime === undefined ? {} : { ms: values.milliseconds('--budget-time', flags.budgetTime) }),
    ...(flags.budgetResources === undefined ? {} : { resources: integer('--budget-resources', flags.budgetResources) }),
    ...(flags.rate === undefined ? {} : { requestsPerSecond: integer('--rate', flags.rate) }),
  };
  return {
    accounts: account.map(accountId),
    limits,
    ...(awsProfile === undefined ? {} : { awsProfile }),
    ...(adoptExisting === undefined ? {} : { adoptExisting }),
    ...(disposableAccount === undefined ? {} : { disposableAccount }),
    ...(managementAccount === undefined ? {} : { managementAccount }),
    ...(ledger === undefined ? {} : { ledger }),
  };
}
