import type { RequirementResult, Run, VerdictKind } from '../properties/index.ts';
import { counterexampleNote, whyOf, markdownSteps, LEFT_OUT } from './finding/index.ts';
import { headline } from './common/index.ts';
import { html, code, fenced, inMarkdown, mdown, page, row, rule, type Markdown, visible } from './encode/index.ts';
import { SIGN } from './matrix-markdown.ts';

/** How a folded list of requirements is headed. */
const REST: readonly (readonly [VerdictKind, string])[] = [
  ['inconclusive', 'inconclusive: nobody is accused, and nothing is proved'],
  ['unsupported', 'unsupported: the target lacks what they need'],
  ['untouched', 'untouched: their antecedent never occurred'],
  ['holds', 'hold'],
];

/** Bytes of a summary; GitHub takes none above 1 MiB. */
const MOST = 900_000;

type Lines = readonly (Markdown | '')[];

/**
 * A run as Markdown, for the summary of a CI job: the verdict, counts by section, each broken requirement with its program folded
 * under it, and every other requirement with the reason of its verdict. What is too long is told by its name alone.
 */
export function markdownReport(run: Run): string {
  const kinds = Object.keys(SIGN) as VerdictKind[];
  const sections = [...new Set(run.requirements.map(({ section }) => section))];
  const of = (section: string, kind: VerdictKind): string =>
    String(run.requirements.filter((one) => one.section === section && one.verdict === kind).length || '');
  const broken = run.requirements.filter(({ verdict }) => verdict === 'broken');
  const head: Lines = [
    mdown`## ${headline(run)}`,
    '',
    ...run.harnessErrors.flatMap(({ message }) => [
      mdown`- the suite failed, which says nothing about the target: ${code(message)}`,
      '' as const,
    ]),
    row(['section', ...kinds.map((kind) => SIGN[kind])]),
    rule(kinds.length + 1),
    ...sections.map((section) => row([section, ...kinds.map((kind) => of(section, kind))])),
    '',
  ];
  const foot = mdown`Seed ${run.seed}, profile ${run.profile}, ${run.calls} calls, ${run.suite.name} ${run.suite.version}, catalogue ${run.catalogue.version}.`;
  let left = MOST - size([...head, foot]);
  const fitting = (lines: Lines, short: Lines): Lines => {
    const taken = size(lines) <= left ? lines : short;
    left -= size(taken);
    return taken;
  };
  return page([
    ...head,
    ...broken.flatMap((result) => fitting(brokenLines(result), [mdown`- ${SIGN.broken} ${code(result.id)}`, ''])),
    ...REST.flatMap(([kind, words]) => fitting(folded(run, kind, words), [])),
    ...fitting(leftOut(run), []),
    foot,
    '',
  ]);
}

const size = (lines: Lines): number => Buffer.byteLength(page(lines)) + 1;

function brokenLines({ id, known, level, statement, counterexample, followsFrom }: RequirementResult): Lines {
  const why = counterexample === undefined ? '' : visible(counterexampleNote(counterexample)).slice(0, LONGEST);
  const follows = followsFrom === undefined ? undefined : mdown` (follows from ${listed(followsFrom)})`;
  const mark = known === true ? html`known:` : html`❌`;
  const told: Lines =
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
    mdown`<details>`,
    inMarkdown(
      html`<summary>${mark} <code>${id}</code>${why === '' ? undefined : html` <code>${why}</code>`}</summary>`,
    ),
    '',
    mdown`${statement} ${level}${follows}`,
    ...told,
    '',
    mdown`</details>`,
    '',
  ];
}

/** Characters of what stands beside a folded requirement. */
const LONGEST = 500;

const listed = (ids: readonly string[]): Markdown =>
  mdown.joined(
    ids.map((id) => code(id)),
    ', ',
  );

function folded(run: Run, kind: VerdictKind, words: string): Lines {
  const results = run.requirements.filter(({ verdict }) => verdict === kind);
  return fold(
    `${SIGN[kind].split(' ')[0]} ${results.length} ${words}`,
    results.map((result) => [result.id, whyOf(result) || `${result.exercised} times`]),
  );
}

const leftOut = ({ leftOut: results = [], service }: Run): Lines =>
  fold(
    `${results.length} say nothing of ${visible(service)}`,
    results.map(({ id, why }) => [id, LEFT_OUT[why]]),
  );

function fold(title: string, rows: readonly (readonly [string, string])[]): Lines {
  if (rows.length === 0) return [];
  const lines = rows.map(([id, why]) => mdown`- ${code(id)} ${why}`);
  return [mdown`<details>`, inMarkdown(html`<summary>${title}</summary>`), '', ...lines, '', mdown`</details>`, ''];
}
