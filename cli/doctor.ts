import type { Command } from 'commander';
import { mannersReport } from '../reports/index.ts';
import { lookOf, type Context } from './context.ts';
import { serviceNamed } from './service.ts';
import { onStage } from './stage.ts';
import { chosenTarget, withTargetFlags, type TargetFlags } from './target-flags.ts';

export interface DoctorFlags extends TargetFlags {
  readonly service: string;
  readonly json?: true;
}

/** Adds `doctor` to a program. */
export const doctorCommand = (program: Command): Command =>
  withTargetFlags(program.command('doctor').description("check a target's manners before judging it"))
    .option('--service <name>', 'the service whose role is to be judged, or a file of your own', 'mediapackage')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Exit codes: 0 it can be judged, 1 a check failed, 2 wrong usage or nobody there, 4 the suite itself failed.

Examples:
  slr-conformance doctor --target moto
  slr-conformance doctor --target http://127.0.0.1:4566`,
    );

/** Checks whether a target can be judged; gives the exit code. */
export async function doctor(flags: DoctorFlags, { io, engine }: Context): Promise<number> {
  const profile = await serviceNamed(flags.service, io, flags.regions);
  const chosen = await chosenTarget(flags, profile, { io, engine });
  const { name, checks } = await onStage(io, chosen, async (target) => ({
    name: target.describe().name,
    checks: await engine.checkManners(target, { profile }),
  }));
  io.stdout.write(flags.json ? `${JSON.stringify(checks, null, 2)}\n` : mannersReport(name, checks, lookOf(io)));
  return checks.some(({ ok }) => ok === false) ? 1 : 0;
}
