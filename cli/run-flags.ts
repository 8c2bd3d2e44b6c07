import type { Profile } from '../properties/index.ts';
import type { ReportFlags } from './report-spec.ts';
import type { TargetFlags } from './target-flags.ts';

/** What `run` is told on the command line. */
export interface RunFlags extends TargetFlags, ReportFlags {
  readonly service: string;
  readonly profile: Profile;
  readonly seed?: string;
  readonly budgetCalls?: string;
  readonly budgetTime?: string;
  readonly only?: string;
  readonly saveCounterexamples?: string;
  readonly shard?: string;
  readonly steps?: string;
  readonly baseline?: string;
  readonly verbose?: true;
  readonly plan?: true;
}
