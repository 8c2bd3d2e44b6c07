import type { Seams, Target } from '../adapters/index.ts';
import type { Program, ServiceProfile } from '../model/index.ts';
import type { MannersCheck, ReportedStep, Run, SuiteOptions } from '../properties/index.ts';

/** What the commands ask of the suite; a test may bring its own. */
export interface Engine {
  runSuite(target: Target, options: SuiteOptions): Promise<Run>;
  replayProgram(
    target: Target,
    program: Program,
    options: Omit<SuiteOptions, 'depth'>,
  ): Promise<Run & { readonly steps: readonly ReportedStep[] }>;
  checkManners(target: Target, options: { readonly profile: ServiceProfile }): Promise<readonly MannersCheck[]>;
  /** What stands for AWS in a test. */
  readonly seams?: Seams;
}

/** The suite itself, loaded when first needed: help and errors come without it. */
export const suite: Engine = {
  runSuite: async (target, options) => (await import('../properties/index.ts')).runSuite(target, options),
  replayProgram: async (target, program, options) =>
    (await import('../properties/index.ts')).replayProgram(target, program, options),
  checkManners: async (target, options) => (await import('../properties/index.ts')).checkManners(target, options),
};
