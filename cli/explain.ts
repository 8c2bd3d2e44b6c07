import type { Command } from 'commander';
import { explainRequirement } from '../reports/index.ts';
import { lookOf, type Context } from './context.ts';
import { readRunFile } from './run-file.ts';
import * as values from './values.ts';

export interface ExplainFlags {
  readonly run?: string;
}

/** Adds `explain` to a program. */
export const explainCommand = (program: Command): Command =>
  program
    .command('explain')
    .description('tell what a requirement says and where it comes from, and how it fared in a run')
    .argument('<id>', 'a requirement, such as deletion/in-use-ingress')
    .option('--run <file>', 'a run saved with --report json=FILE')
    .addHelpText(
      'after',
      `
Examples:
  slr-conformance explain permissions/name
  slr-conformance explain permissions/name --run run.json`,
    );

/** Explains a requirement; gives the exit code. */
export async function explain(id: string, flags: ExplainFlags, { io }: Context): Promise<number> {
  const requirement = values.requirement(id);
  const run = flags.run === undefined ? {} : { run: await readRunFile(flags.run, io) };
  io.stdout.write(explainRequirement(requirement, { ...lookOf(io), ...run }));
  return 0;
}
