import type { Run, VerdictKind } from '../../properties/index.ts';
import { tally } from '../common/index.ts';
import type { Look } from './look.ts';
import { SYMBOL } from './paint.ts';
import { table } from './table.ts';

const COLUMNS: readonly (readonly [VerdictKind, string])[] = [
  ['broken', 'broken'],
  ['inconclusive', 'inconclusive'],
  ['unsupported', 'unsupported'],
  ['untouched', 'untouched'],
  ['holds', 'hold'],
];

const NAMES = 14;
const WORD = 15;
const BARE = 6;

/**
 * How many requirements of each section have which verdict. Columns that would be empty are left out; where words do not
 * fit, the symbols stand alone, as they do in the lists below.
 */
export function matrix(run: Run, { ink, width }: Look): readonly string[] {
  const total = tally(run);
  const shown = COLUMNS.filter(([verdict]) => total[verdict] > 0);
  const sections = [...new Set(run.requirements.map(({ section }) => section))];
  const rows = sections.map((section) => {
    const counts = tally({ requirements: run.requirements.filter((result) => result.section === section) });
    return [
      `  ${section}`,
      ...shown.map(([verdict]) =>
        counts[verdict] === 0 ? ink.dim('-') : ink.verdict[verdict](String(counts[verdict])),
      ),
    ];
  });
  const worded = NAMES + shown.length * WORD <= width;
  const head = [
    '',
    ...shown.map(([verdict, word]) => ink.verdict[verdict](worded ? `${SYMBOL[verdict]} ${word}` : SYMBOL[verdict])),
  ];
  const column = { width: worded ? WORD : BARE, align: 'right' } as const;
  return table([head, ...rows], [{ width: NAMES }, ...shown.map(() => column)]);
}
