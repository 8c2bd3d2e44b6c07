import type { RequirementResult, Run, VerdictKind } from '../properties/index.ts';
import { counterexampleNote, whyOf } from './finding/finding.ts';
import { markdownSteps } from './finding/markdown.ts';
import { LEFT_OUT } from './finding/reason.ts';
import { headline } from './headline.ts';
import { code, fenced, prose, row, rule } from './markdown-text.ts';
import { SIGN } from './matrix-markdown.ts';

/** How a folded list of requirements is headed. */
const REST: readonly (readonly [VerdictKind, string])[] = [
  ['inconclusive', 'inconclusive: nobody is accused, and nothing is proved'],
  ['unsupported', 'unsupported: the target lacks what they need'],
  ['untouched', 'untouched: their antecedent never occurred'],
  ['holds', 'hold'],
];

/**
 * A run as Markdown, for the summary of a CI job: the verdict, counts by section, each broken requirement with its program folded
 * under it, and every other requirement with the reason of its verdict.
 */
export function markdownReport(run: Run): string {
  const kinds = Object.keys(SIGN) as VerdictKind[];
  const sections = [...new Set(run.requirements.map(({ section }) => section))];
  const of = (section: string, kind: VerdictKind): string =>
    String(run.requirements.filter((one) => one.section === section && one.verdict === kind).length || '');
  const broken = run.requirements.filter(({ verdict }) => verdict === 'broken');
  return [
    `## ${prose(headline(run))}`,
    '',
    ...run.harnessErrors.flatMap(({ message }) => [
      `- the suite failed, which says nothing about the target: ${code(message)}`,
      '',
    ]),
    row(['section', ...kinds.map((kind) => SIGN[kind])]),
    rule(kinds.length + 1),
    ...sections.map((section) => row([section, ...kinds.map((kind) => of(section, kind))])),
    '',
    ...broken.flatMap((result) => brokenLines(result)),
    ...REST.flatMap(([kind, words]) => folded(run, kind, words)),
    ...leftOut(run),
    `Seed ${run.seed}, profile ${run.profile}, ${run.calls} calls, ${run.suite.name} ${run.suite.version}, catalogue ${run.catalogue.version}.`,
    '',
  ].join('\n');
}

function brokenLines({ id, level, statement, counterexample, followsFrom }: RequirementResult): readonly string[] {
  const why = counterexample === undefined ? '' : ` ${code(counterexampleNote(counterexample))}`;
  const follows = followsFrom === undefined ? '' : ` (follows from ${followsFrom.map(code).join(', ')})`;
  const told =
    counterexample === undefined
      ? []
      : [
          '',
          ...markdownSteps(counterexample),
          '',
          ...fenced(
            counterexample.replay.replace(/\bFILE\b/, () => `${id.replace('/', '-')}.json`),
            'sh',
          ),
        ];
  return [
    '<details>',
    `<summary>❌ <code>${id}</code>${html(why.replaceAll('`', ''))}</summary>`,
    '',
    `${prose(statement)} ${level}${follows}`,
    ...told,
    '',
    '</details>',
    '',
  ];
}

function folded(run: Run, kind: VerdictKind, words: string): readonly string[] {
  const results = run.requirements.filter(({ verdict }) => verdict === kind);
  return fold(
    `${SIGN[kind].split(' ')[0]} ${results.length} ${words}`,
    results.map((result) => [result.id, whyOf(result) || `${result.exercised} times`]),
  );
}

const leftOut = ({ leftOut: results = [], service }: Run): readonly string[] =>
  fold(
    `${results.length} say nothing of ${prose(service)}`,
    results.map(({ id, why }) => [id, LEFT_OUT[why]]),
  );

function fold(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(([id, why]) => `- \`${id}\` ${prose(why)}`);
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}

const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
