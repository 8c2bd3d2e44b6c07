import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { ServiceProfile } from '../model/index.ts';
import type { Context } from './context.ts';
import { withAwsFlags, type AwsFlags } from './aws-flags.ts';
import { chooseTarget, type ChosenTarget } from './target.ts';
import { gather } from './report-spec.ts';
import * as values from './values.ts';

/** The options that choose a target, as texts. */
export interface TargetFlags extends AwsFlags {
  readonly target: string;
  readonly url?: string;
  readonly name?: string;
  readonly allowHost?: readonly string[];
  readonly regions?: string;
  readonly settle?: string;
  readonly isolation?: string;
  readonly jobs?: string;
}

/** Adds the options that choose a target. */
export const withTargetFlags = (command: Command): Command =>
  withAwsFlags(command)
    .option(
      '-t, --target <target>',
      'reference[:PERSONALITY], flawed:NAME, an emulator, a URL, a module, exec:COMMAND, or aws',
      'reference',
    )
    .option('--url <url>', 'where the emulator runs already; without it, it is started and ended')
    .option('--name <name>', 'what reports and baselines call a target that is a URL (default: endpoint)')
    .option('--allow-host <name>', 'a host beside this machine that may be asked; may be given several times', gather)
    .option('--regions <names>', 'the AWS regions of the target, at least two, with commas between them')
    .option('--settle <time>', 'how long a change may take to show at a URL (default: 10s)')
    .option(
      '--isolation <how>',
      'how a URL tells accounts apart: access-key, header:NAME, or none (default: found by trying)',
    );

/**
 * The target that the options choose; nothing is started yet.
 * @throws UsageError when there is none
 */
export const chosenTarget = (
  flags: TargetFlags,
  profile: ServiceProfile,
  { io, engine }: Pick<Context, 'io' | 'engine'>,
): Promise<ChosenTarget> => {
  const { target, url, name, allowHost, regions, settle, isolation, jobs } = flags;
  return chooseTarget(
    {
      name: target,
      aws: flags,
      env: io.env,
      seams: engine.seams,
      ...(url === undefined ? {} : { url }),
      ...(name === undefined ? {} : { called: name }),
      ...(allowHost === undefined ? {} : { allowHosts: allowHost }),
      ...(regions === undefined ? {} : { regions: values.regions(regions) }),
      ...(settle === undefined ? {} : { settleMs: values.milliseconds('--settle', settle, 0) }),
      ...(isolation === undefined ? {} : { isolation: values.isolation(isolation) }),
      // More servers than processors bring nothing.
      ...(jobs === undefined ? {} : { servers: Math.min(values.jobs(jobs), availableParallelism()) }),
    },
    profile,
  );
};
