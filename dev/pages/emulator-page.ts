import { operationText } from '../../reports/common/operation-text.ts';
import type { RequirementResult, Run, VerdictKind } from '../../properties/index.ts';
import { sentenceOf, whyOf } from '../../reports/finding/finding.ts';
import { targetName } from '../../reports/common/headline.ts';
import { code, link, mdown, page, row, rule, type Markdown } from '../../reports/encode/markdown.ts';
import { tally } from '../../reports/common/tally.ts';

/** The order of the counts, and of what is told apart below them. */
const KINDS: readonly VerdictKind[] = ['broken', 'holds', 'unsupported', 'untouched', 'inconclusive'];

/**
 * What one run found in an emulator, as a page that is made anew by each run: what is broken and its smallest program,
 * what the target lacks by its own answers, and what holds. Ids, accounts and dates are masked, so that two runs that find the same
 * give the same page. `checks` is where it is written what was checked by hand.
 */
export function emulatorPage(run: Run, checks: string): string {
  const counts = tally(run);
  const of = (kind: VerdictKind): readonly RequirementResult[] =>
    run.requirements.filter(({ verdict }) => verdict === kind);
  return page([
    mdown`# ${targetName(run)}`,
    '',
    mdown`What ${code(`slr-conformance run --target ${run.target.name} --profile ${run.profile} --seed ${run.seed}`)} finds in ${targetName(run)} (${run.target.isolation}; catalogue ${run.catalogue.version}). Made by ${code('npm run emulators')}; do not edit. What was checked by hand, and how: ${link(checks, checks)}.`,
    '',
    ...(run.harnessErrors.length > 0
      ? [mdown`The suite itself failed in this run: nothing of it is proved.`, '' as const]
      : []),
    row(KINDS),
    rule(KINDS.length),
    row(KINDS.map((kind) => String(counts[kind]))),
    '',
    ...section(
      'Broken, each with its smallest program',
      ['requirement', 'program', 'expected, observed'],
      of('broken').map((result) => [
        mdown`${code(result.id)}${result.level === 'must' ? '' : ` (${result.level})`}`,
        (result.counterexample?.program ?? []).map(operationText).join('; '),
        short(masked(result.counterexample === undefined ? whyOf(result) : sentenceOf(result.counterexample))),
      ]),
    ),
    ...grouped('Unsupported, by the answers of the target', of('unsupported')),
    ...grouped('Untouched', of('untouched')),
    ...grouped('Inconclusive', of('inconclusive')),
    ...(counts.holds === 0
      ? []
      : [
          mdown`## Holds`,
          '' as const,
          mdown.joined(
            of('holds').map(({ id }) => code(id)),
            ', ',
          ),
          '' as const,
        ]),
  ]);
}

function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | Markdown)[])[],
): readonly (Markdown | '')[] {
  return rows.length === 0 ? [] : [mdown`## ${title}`, '', row(head), rule(head.length), ...rows.map(row), ''];
}

/** Requirements with the same evidence share a row. */
function grouped(title: string, results: readonly RequirementResult[]): readonly (Markdown | '')[] {
  const byEvidence = new Map<string, Markdown[]>();
  for (const result of results) {
    const why = masked(whyOf(result));
    byEvidence.set(why, [...(byEvidence.get(why) ?? []), code(result.id)]);
  }
  return section(
    title,
    ['evidence', 'requirements'],
    [...byEvidence].map(([evidence, ids]) => [short(evidence), mdown.joined(ids, ', ')]),
  );
}

const LENGTH = 220;
const short = (text: string): string => (text.length > LENGTH ? `${text.slice(0, LENGTH)}...` : text);

const masked = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, 'UUID')
    .replaceAll(/\bA[RI](?:OA|DA)[A-Z0-9]{12,}\b/g, 'ROLEID')
    .replaceAll(/\b\d{12}\b/g, 'ACCOUNT')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/g, 'DATE')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT');
