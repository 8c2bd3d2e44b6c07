import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { ServiceProfile } from '../model/index.ts';
import { chooseTarget, type ChosenTarget } from './target.ts';
import { gather } from './report-spec.ts';
import * as values from './values.ts';

/** The options that choose a target, as texts. */
export interface TargetFlags {
  readonly target: string;
  readonly url?: string;
  readonly allowHost?: readonly string[];
  readonly regions?: string;
  readonly settle?: string;
  readonly isolation?: string;
  readonly jobs?: string;
}

/** Adds the options that choose a target. */
export const withTargetFlags = (command: Command): Command =>
  command
    .option(
      '-t, --target <target>',
      'reference[:PERSONALITY], flawed:NAME, an emulator, a URL, a module, or exec:COMMAND',
      'reference',
    )
    .option('--url <url>', 'where the emulator runs already; without it, it is started and ended')
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
  { target, url, allowHost, regions, settle, isolation, jobs }: TargetFlags,
  profile: ServiceProfile,
): Promise<ChosenTarget> =>
  chooseTarget(
    {
      name: target,
      ...(url === undefined ? {} : { url }),
      ...(allowHost === undefined ? {} : { allowHosts: allowHost }),
      ...(regions === undefined ? {} : { regions: values.regions(regions) }),
      ...(settle === undefined ? {} : { settleMs: values.milliseconds('--settle', settle, 0) }),
      ...(isolation === undefined ? {} : { isolation: values.isolation(isolation) }),
      // More servers than processors bring nothing.
      ...(jobs === undefined ? {} : { servers: Math.min(values.jobs(jobs), availableParallelism()) }),
    },
    profile,
  );
