/**
 * A target that can be asked nothing more: its program has ended, or the run was cut off. What was asked before stands, and
 * is reported.
 */
export class TargetGone extends Error {
  override readonly name: string = 'TargetGone';
}
