import type { VerdictKind } from '../properties/index.ts';
import { code, mdown, page, row, rule } from './encode/index.ts';
import type { Matrix } from './common/index.ts';

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
  const head = ['requirement', ...columns.map(({ name }) => name)];
  const kinds = Object.keys(SIGN) as VerdictKind[];
  const sections = [...new Set(rows.map(({ section }) => section))];
  const failed = columns.filter(({ harnessErrors }) => harnessErrors > 0);
  const catalogues = new Set(columns.map(({ catalogue }) => catalogue));
  return page([
    mdown`# Service-linked roles of ${service}, side by side`,
    '',
    row(['', ...columns.map(({ name }) => name)]),
    rule(head.length),
    ...kinds.map((kind) => row([SIGN[kind], ...columns.map(({ tally }) => String(tally[kind]))])),
    '',
    ...failed.flatMap(({ name }) => [
      mdown`The suite itself failed in the run on ${name}: its column proves nothing.`,
      '' as const,
    ]),
    ...(catalogues.size > 1
      ? [mdown`The runs know different catalogues: ${[...catalogues].join(', ')}.`, '' as const]
      : []),
    ...sections.flatMap((section) => [
      mdown`## ${section}`,
      '' as const,
      row(head),
      rule(head.length),
      ...rows
        .filter((one) => one.section === section)
        .map(({ id, verdicts }) => row([code(id), ...verdicts.map((verdict) => (verdict ? SIGN[verdict] : ''))])),
      '' as const,
    ]),
    ...(open.length === 0
      ? []
      : [
          mdown`## What AWS leaves open`,
          '' as const,
          row(['question', 'answer', 'given by']),
          rule(3),
          ...open.flatMap(({ about, answers }) =>
            answers.map(({ answer, columns: by }, index) => row([index === 0 ? about : '', answer, by.join(', ')])),
          ),
          '' as const,
        ]),
    ...(trend.length === 0
      ? []
      : [
          mdown`## Since the earlier runs`,
          '' as const,
          row(['target', 'requirement', 'before', 'now']),
          rule(4),
          ...trend.map(({ column, id, before, now }) => row([column, code(id), SIGN[before], SIGN[now]])),
          '' as const,
        ]),
  ]);
}
