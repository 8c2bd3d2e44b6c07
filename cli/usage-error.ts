/** What was asked cannot be done as it was asked: one paragraph that shows the value and ends with the mend. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The mend alone. */
  readonly hint: string;

  constructor(problem: string, hint: string) {
    super(`${problem} ${hint}`);
    this.hint = hint;
  }
}
