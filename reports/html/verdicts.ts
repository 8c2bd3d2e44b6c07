import type { Run, VerdictKind } from '../../properties/index.ts';
import { freshlyBroken, headline, targetName, tally, type Tally, duration } from '../common/index.ts';
import { html, type Markup } from '../encode/index.ts';

/** How a verdict is shown and said; the sign tells it without colour. In the order in which they are told. */
export const VERDICTS: Readonly<Record<VerdictKind, { readonly sign: string; readonly words: string }>> = {
  broken: { sign: '✗', words: 'broken' },
  holds: { sign: '✓', words: 'holds' },
  inconclusive: { sign: '?', words: 'inconclusive' },
  unsupported: { sign: '−', words: 'unsupported' },
  untouched: { sign: '·', words: 'untouched' },
};

export const VERDICT_KINDS = Object.keys(VERDICTS) as readonly VerdictKind[];

/** A verdict as a label. */
export const badge = (verdict: VerdictKind): Markup =>
  html`<span class="badge ${verdict}"
    ><span aria-hidden="true">${VERDICTS[verdict].sign}</span> ${VERDICTS[verdict].words}</span
  >`;

/** The run in one look: the sentence, a bar with the share of each verdict, and what was run when. */
export function verdictBlock(run: Run): Markup {
  const counts = tally(run);
  const total = run.requirements.length;
  const { inconclusive } = counts;
  const broken = freshlyBroken(run);
  const mood =
    run.harnessErrors.length > 0 || run.interrupted || (broken === 0 && (inconclusive > 0 || counts.holds === 0))
      ? 'unsure'
      : broken > 0
        ? 'bad'
        : 'good';
  return html`<header class="verdict ${mood}">
    <p class="kicker">Service-linked role conformance · ${run.service}</p>
    <h1>${headline(run)}</h1>
    ${bar(counts, total)}
    <ul class="counts">
      ${VERDICT_KINDS.filter((kind) => counts[kind] > 0).map((kind) => html`<li class="${kind}"><b>${counts[kind]}</b> ${kind === 'holds' ? 'hold' : kind}</li>`)}
    </ul>
    <dl class="facts">
      ${facts(run).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${run.harnessErrors.map(({ message }) => html`<p class="harness"><b>The suite failed, which says nothing about the target:</b> ${message}</p>`)}
  </header>`;
}

/** The share of each verdict as a bar; the list beside it says the same in words. */
export function bar(counts: Tally, total: number): Markup {
  let at = 0;
  const pieces = VERDICT_KINDS.filter((kind) => counts[kind] > 0).map((kind) => {
    const width = (1000 * counts[kind]) / total;
    const piece = html`<rect class="${kind}" x="${at.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="12" />`;
    at += width;
    return piece;
  });
  return html`<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
}

function facts(run: Run): readonly (readonly [string, string])[] {
  const { target } = run;
  return [
    ['Target', targetName(run)],
    ...(target.endpoint === undefined ? [] : [['Endpoint', target.endpoint] as const]),
    ['Isolation', target.isolation],
    ...(target.through === undefined ? [] : [['Under test', target.through.join(', ')] as const]),
    ['Started', `${run.startedAt.slice(0, 16).replace('T', ' ')} UTC`],
    ['Took', duration(run.durationMs)],
    ['Seed', String(run.seed)],
    ['Profile', run.profile],
    ...(run.leftOut === undefined
      ? []
      : [['Left out', `${run.leftOut.length} say nothing of ${run.service}`] as const]),
    ['Suite', `${run.suite.name} ${run.suite.version}, catalogue ${run.catalogue.version}`],
  ];
}
