import type { VerdictKind } from '../../properties/index.ts';
import { plainly } from '../encode/index.ts';
import { type Matrix, type MatrixRow, cut, labelled, plain, wrap } from '../common/index.ts';
import { lookOf, type Look } from './look.ts';
import { SYMBOL } from './paint.ts';
import type { ConsoleOptions } from './report.ts';

/**
 * Runs side by side for a person: a letter for each target, the requirements that not every one of them keeps (all of them with
 * `verbose`), who agrees with whom where AWS leaves things open, and what changed since the earlier runs.
 */
export function sideBySide(given: Matrix, options: ConsoleOptions): string {
  const matrix = plainly(given);
  const look = lookOf(options);
  const blocks = [legend(matrix, look), requirements(matrix, look), open(matrix, look), trend(matrix, look)];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** A to Z, then A2, B2 and so on. */
const letter = (index: number): string =>
  `${String.fromCodePoint(65 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26) + 1}`;

function legend({ columns }: Matrix, { ink, width }: Look): readonly string[] {
  return columns.flatMap(({ name, tally, harnessErrors }, index) => {
    const counts = (Object.keys(SYMBOL) as VerdictKind[])
      .filter((kind) => tally[kind] > 0)
      .map((kind) => `${tally[kind]} ${kind === 'holds' ? 'hold' : kind}`);
    const failed = harnessErrors === 0 ? [] : ['the suite itself failed: this column proves nothing'];
    const lines = labelled(`${letter(index)}  `, `${plain(name)}: ${[...counts, ...failed].join(', ')}`, width);
    return lines.map((line) => (harnessErrors === 0 ? line : ink.unsure(line)));
  });
}

function requirements({ columns, rows }: Matrix, { ink, width, verbose }: Look): readonly string[] {
  const shown = verbose ? rows : rows.filter(isTelling);
  const ids = Math.max(0, ...shown.map(({ id }) => id.length)) + 2;
  const wide = letter(columns.length - 1).length + 1;
  const head = `${' '.repeat(ids + 2)}${columns.map((_, index) => letter(index).padEnd(wide)).join('')}`.trimEnd();
  const lines = shown.map(({ id, verdicts }) => {
    const marks = verdicts.map((verdict) =>
      verdict === undefined ? ' '.repeat(wide) : ink.verdict[verdict](SYMBOL[verdict].padEnd(wide)),
    );
    return `  ${id.padEnd(ids)}${marks.join('')}`.trimEnd();
  });
  const hidden = rows.length - shown.length;
  return [
    ink.bold(verbose ? 'Every requirement' : 'Where they differ from AWS, or from each other'),
    ...(shown.length === 0 ? [] : [ink.dim(head), ...lines]),
    ...(hidden === 0
      ? []
      : wrap(`${hidden} more have one verdict everywhere, and nobody breaks them: --verbose shows them`, width - 2).map(
          (line) => ink.dim(`  ${line}`),
        )),
    ink.dim(`  ${(Object.keys(SYMBOL) as VerdictKind[]).map((kind) => `${SYMBOL[kind]} ${kind}`).join('  ')}`),
  ];
}

/** Somebody breaks it, or the verdicts differ. */
const isTelling = ({ verdicts }: MatrixRow): boolean => verdicts.includes('broken') || new Set(verdicts).size > 1;

function open({ columns, open: questions }: Matrix, { ink, width }: Look): readonly string[] {
  if (questions.length === 0) return [];
  const letterOf = new Map(columns.map(({ name }, index) => [name, letter(index)]));
  return [
    ink.bold('What AWS leaves open, and who does what'),
    ...questions.flatMap(({ about, answers }) => [
      ...wrap(`${plain(about)}:`, width - 2).map((line) => `  ${line}`),
      ...answers.map(({ answer, columns: by }) => {
        const who = by.map((name) => letterOf.get(name)).join(' ');
        return ink.dim(cut(`    ${who}: ${plain(answer)}`, width));
      }),
    ]),
  ];
}

function trend({ trend: changes }: Matrix, { ink }: Look): readonly string[] {
  if (changes.length === 0) return [];
  return [
    ink.bold('Since the earlier runs'),
    ...changes.map(
      ({ column, id, before, now }) =>
        `  ${plain(column)}: ${id} ${ink.verdict[before](before)} → ${ink.verdict[now](now)}`,
    ),
  ];
}
