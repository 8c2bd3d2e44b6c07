import type { Ending, Operation, RequirementId, Rules, State } from '../../model/index.ts';

export interface FlawContext {
  readonly rules: Rules;
  readonly state: State;
  readonly operation: Operation;
  readonly endings: readonly Ending[];
}

/** The members of an answer. */
export type Sent = Readonly<Record<string, unknown>>;

/** Exactly one broken rule. */
export interface Flaw {
  readonly name: string;
  /** The requirement that it breaks. */
  readonly breaks: RequirementId;
  readonly about: string;
  /** The endings that the flawed implementation has instead; undefined where it behaves. */
  readonly rewrite: (context: FlawContext) => readonly Ending[] | undefined;
  /** What is sent over HTTP in place of the members of an answer, where the flaw is one of the wire. */
  readonly sends?: (action: string, members: Sent) => Sent;
}
