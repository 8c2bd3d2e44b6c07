/** Why a target cannot be used at all; each kind has one mend. */
export type TargetErrorCode =
  | 'bad-url'
  | 'real-aws'
  | 'host-not-allowed'
  | 'too-few-regions'
  | 'unreachable'
  | 'not-aws'
  | 'isolation-ignored'
  | 'unknown-emulator'
  | 'emulator-missing'
  | 'emulator-failed'
  | 'program-failed'
  | 'aws-refused'
  | 'ledger-failed';

/**
 * A target that cannot be used: wrong options, or a server that is not there. Its message is one paragraph that shows
 * the offending value and ends with the mend, which `hint` gives alone. Never thrown for what a target answers.
 */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code: TargetErrorCode;
  readonly hint: string;

  constructor(code: TargetErrorCode, problem: string, hint: string) {
    super(`${problem} ${hint}`);
    this.code = code;
    this.hint = hint;
  }
}
