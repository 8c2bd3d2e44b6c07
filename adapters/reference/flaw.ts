import type { Ending, Operation, RequirementId, Rules, State } from '../../model/index.ts';

export interface FlawContext {
  readonly rules: Rules;
  readonly state: State;
  readonly operation: Operation;
  readonly endings: readonly Ending[];
}

/** Exactly one broken rule. */
export interface Flaw {
  readonly name: string;
  /** The requirement that it breaks. */
  readonly breaks: RequirementId;
  readonly about: string;
  /** The endings that the flawed implementation has instead; undefined where it behaves. */
  readonly rewrite: (context: FlawContext) => readonly Ending[] | undefined;
}
