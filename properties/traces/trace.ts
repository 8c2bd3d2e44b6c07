import type { Operation, Outcome, Program, Refused, ServiceProfile } from '../../model/index.ts';

/** One call and what came back. */
export interface Call {
  /** Seconds since the first call; one second after the call before, where no times were recorded. */
  readonly at?: number;
  readonly operation: Operation;
  readonly outcome: Outcome;
}

/** What AWS was recorded answering, retold in the operations and outcomes of the suite, with example ids and names. */
export interface Trace {
  readonly id: string;
  readonly profile: ServiceProfile;
  /** Bound in milliseconds within which everything that lagged in the recording had settled. */
  readonly settleMs: number;
  /** What was there before the first call. */
  readonly given?: Program;
  readonly calls: readonly Call[];
}

export const ACCOUNT = '123456789012';

export const refused = (code: string, http: number, message: string): Refused => ({
  kind: 'refused',
  code,
  http,
  message,
});
