import { Option, type Command } from 'commander';
import { mediapackage } from '../services/index.ts';
import { accountId } from './aws-flags.ts';
import type { Context } from './context.ts';
import { UsageError } from './usage-error.ts';

export interface PolicyFlags {
  readonly account?: string;
  readonly repository?: string;
  readonly as: 'policy' | 'scp' | 'cloudformation' | 'terraform';
}

/** Adds `policy` to a program. */
export const policyCommand = (program: Command): Command =>
  program
    .command('policy')
    .description('print what a run needs to be allowed in a real account')
    .option('--account <id>', 'the account of the runs (default: any)')
    .addOption(
      new Option('--as <form>', 'what to print')
        .choices(['policy', 'scp', 'cloudformation', 'terraform'])
        .default('policy'),
    )
    .option('--repository <owner/name>', 'the GitHub repository whose nightly runs take the role on')
    .addHelpText(
      'after',
      `
  policy          the least-privilege IAM policy of a run
  scp             what an organization should deny in the account of the runs
  cloudformation  a template with a role for nightly runs, and how GitHub Actions takes it on
  terraform       the same, as a .tf.json file

Examples:
  slr-conformance policy --account 123456789012 > policy.json
  slr-conformance policy --as cloudformation --account 123456789012 --repository acme/conformance > role.json`,
    );

/** Prints a policy; gives the exit code. */
export async function policy(flags: PolicyFlags, { io }: Context): Promise<number> {
  const { cloudFormation, leastPolicy, sandboxScp, terraform } = await import('../adapters/index.ts');
  const account = flags.account === undefined ? undefined : accountId(flags.account);
  const role = () => {
    const { repository = '' } = flags;
    if (account === undefined || !/^[\w.-]{1,39}\/[\w.-]{1,100}$/.test(repository))
      throw new UsageError(
        `--as ${flags.as} needs the account and the repository.`,
        'Give both, such as --account 123456789012 --repository acme/conformance.',
      );
    return { account, repository };
  };
  const documents: Readonly<Record<PolicyFlags['as'], () => object>> = {
    policy: () => leastPolicy(mediapackage, account),
    scp: () => sandboxScp(mediapackage),
    cloudformation: () => cloudFormation(role(), mediapackage),
    terraform: () => terraform(role(), mediapackage),
  };
  io.stdout.write(`${JSON.stringify(documents[flags.as](), null, 2)}\n`);
  return 0;
}
