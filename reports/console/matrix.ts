import type { Run, VerdictKind } from '../../properties/index.ts';
import { tally } from '../tally.ts';
import { SYMBOL, type Paint } from './paint.ts';
import { table } from './table.ts';

const COLUMNS: readonly (readonly [VerdictKind, string])[] = [
  ['broken', 'broken'],
  ['inconclusive', 'inconcl.'],
  ['unsupported', 'unsupp.'],
  ['untouched', 'untouched'],
  ['holds', 'hold'],
];

/** How many requirements of each section have which verdict; columns that would be empty are left out. */
export function matrix(run: Run, ink: Paint): readonly string[] {
  const total = tally(run);
  const shown = COLUMNS.filter(([verdict]) => total[verdict] > 0);
  const sections = [...new Set(run.requirements.map(({ section }) => section))];
  const rows = sections.map((section) => {
    const counts = tally({ requirements: run.requirements.filter((result) => result.section === section) });
    return [`  ${section}`, ...shown.map(([verdict]) => (counts[verdict] === 0 ? ink.dim('-') : ink.verdict[verdict](String(counts[verdict]))))];
  });
  const head = ['', ...shown.map(([verdict, word]) => ink.verdict[verdict](`${SYMBOL[verdict]} ${word}`))];
  return table([head, ...rows], [{ width: 16 }, ...shown.map(() => ({ width: 12, align: 'right' as const }))]);
}
