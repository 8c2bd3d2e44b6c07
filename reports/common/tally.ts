import type { Run, VerdictKind } from '../../properties/index.ts';

/** Requirements by verdict. */
export type Tally = Readonly<Record<VerdictKind, number>>;

/** Broken requirements that no baseline knows. */
export const freshlyBroken = (run: Pick<Run, 'requirements'>): number =>
  run.requirements.filter(({ verdict, known }) => verdict === 'broken' && known !== true).length;

/** Counts the requirements of a run by verdict; the counts add up to the number of requirements. */
export function tally(run: Pick<Run, 'requirements'>): Tally {
  const counts: Record<VerdictKind, number> = { holds: 0, broken: 0, unsupported: 0, inconclusive: 0, untouched: 0 };
  for (const { verdict } of run.requirements) counts[verdict] += 1;
  return counts;
}
