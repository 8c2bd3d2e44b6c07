/**
 * A target that can be asked nothing more: its program has ended, or the run was cut off. What was asked before stands, and
 * is reported.
 */
export class TargetGone extends Error {
  override readonly name: string = 'TargetGone';
}

/** A target that is asked nothing more since what it may use up is used up: the run ends in order, as if it had been interrupted. */
export class BudgetSpent extends TargetGone {
  override readonly name = 'BudgetSpent';
}
