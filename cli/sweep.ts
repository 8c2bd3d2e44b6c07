import type { Command } from 'commander';
import { mediapackage } from '../services/index.ts';
import { plain } from '../reports/index.ts';
import type { Context } from './context.ts';
import { isAlive } from './files.ts';

export interface SweepFlags {
  readonly awsProfile?: string;
  readonly dryRun?: true;
  readonly runIsOver?: true;
}

/** Adds `sweep` to a program. */
export const sweepCommand = (program: Command): Command =>
  program
    .command('sweep')
    .description('remove from a real account what a run left there')
    .argument('<ledger>', 'the ledger of the run: slr-conformance-ledger/RUN.jsonl')
    .option('--aws-profile <name>', "a profile of AWS's configuration files (default: the SDK's chain)")
    .option('--dry-run', 'tell what would be removed, and change nothing')
    .option('--run-is-over', 'the run is at its end, though another machine ran it and its time is not over')
    .addHelpText(
      'after',
      `
Removes roles of the service by their RoleId and everything else by the run's own names. Safe to run twice.

Exit codes: 0 nothing is left, 2 refused before anything was changed, 4 something is left.

Examples:
  slr-conformance sweep slr-conformance-ledger/k3f9x2ab.jsonl --dry-run
  slr-conformance sweep slr-conformance-ledger/k3f9x2ab.jsonl`,
    );

/** Removes what a run left; gives the exit code. */
export async function sweepLedger(ledger: string, flags: SweepFlags, { io, engine }: Context): Promise<number> {
  const { sweep } = await import('../adapters/index.ts');
  const options = { ledger, profile: mediapackage, env: io.env, isAlive, ...flags };
  const { account, alone, left, run, told } = await sweep(options, engine.seams);
  const say = (text: string): void => io.stdout.write(`${plain(text)}\n`);
  const entry = (text: string): void => say(`  ${text}`);
  if (flags.dryRun === true) {
    say(`Of run ${run} in account ${account} this would be removed, where it is there:`);
    told.forEach(entry);
    return 0;
  }
  for (const one of alone) say(`Let be: ${one}`);
  if (left.length === 0) {
    say(`Nothing of run ${run} is left in account ${account}.`);
    return 0;
  }
  say(`Of run ${run} this is left in account ${account}, or may be; sweep again in a few minutes:`);
  left.forEach(entry);
  return 4;
}
