import type { VerdictKind } from '../properties/index.ts';
import { prose, row, rule } from './markdown-text.ts';
import type { Matrix } from './matrix.ts';

/** A verdict as Markdown tells it. */
export const SIGN: Readonly<Record<VerdictKind, string>> = {
  holds: '✅ holds',
  broken: '❌ broken',
  unsupported: '➖ unsupported',
  inconclusive: '❔ inconclusive',
  untouched: '· untouched',
};

/** Runs side by side as Markdown: the counts, a row for every requirement, what AWS leaves open, what changed. */
export function matrixMarkdown({ service, columns, rows, open, trend }: Matrix): string {
  const head = ['requirement', ...columns.map(({ name }) => prose(name))];
  const kinds = Object.keys(SIGN) as VerdictKind[];
  const sections = [...new Set(rows.map(({ section }) => section))];
  const failed = columns.filter(({ harnessErrors }) => harnessErrors > 0);
  const catalogues = new Set(columns.map(({ catalogue }) => catalogue));
  return [
    `# Service-linked roles of ${service}, side by side`,
    '',
    row(['', ...columns.map(({ name }) => prose(name))]),
    rule(head.length),
    ...kinds.map((kind) => row([SIGN[kind], ...columns.map(({ tally }) => String(tally[kind]))])),
    '',
    ...failed.map(({ name }) => `The suite itself failed in the run on ${prose(name)}: its column proves nothing.\n`),
    ...(catalogues.size > 1 ? [`The runs know different catalogues: ${[...catalogues].join(', ')}.\n`] : []),
    ...sections.flatMap((section) => [
      `## ${section}`,
      '',
      row(head),
      rule(head.length),
      ...rows
        .filter((one) => one.section === section)
        .map(({ id, verdicts }) => row([`\`${id}\``, ...verdicts.map((verdict) => (verdict ? SIGN[verdict] : ''))])),
      '',
    ]),
    ...(open.length === 0
      ? []
      : [
          '## What AWS leaves open',
          '',
          row(['question', 'answer', 'given by']),
          rule(3),
          ...open.flatMap(({ about, answers }) =>
            answers.map(({ answer, columns: by }, index) =>
              row([index === 0 ? prose(about) : '', prose(answer), by.map(prose).join(', ')]),
            ),
          ),
          '',
        ]),
    ...(trend.length === 0
      ? []
      : [
          '## Since the earlier runs',
          '',
          row(['target', 'requirement', 'before', 'now']),
          rule(4),
          ...trend.map(({ column, id, before, now }) => row([prose(column), `\`${id}\``, SIGN[before], SIGN[now]])),
          '',
        ]),
  ].join('\n');
}
