import type { VerdictKind } from '../../properties/index.ts';
import {
  type Change,
  type Matrix,
  type MatrixColumn,
  type MatrixRow,
  type OpenQuestion,
  counted,
} from '../common/index.ts';
import { html, type Markup } from '../encode/index.ts';
import { page } from './page.ts';
import { anchorOf } from './table.ts';
import { badge, bar, VERDICT_KINDS, VERDICTS } from './verdicts.ts';

/** By name of a column, where the report of its run is, as a relative address: what is broken there is linked to. */
export type ReportPages = Readonly<Record<string, string>>;

/**
 * Runs side by side as one HTML page that loads nothing: the share of each verdict, a row for every requirement under filters that need
 * no script, what AWS leaves open, and what changed since the earlier runs.
 */
export function matrixHtml(matrix: Matrix, pages: ReportPages = {}): string {
  const { service, columns, rows, open, trend } = matrix;
  const title = `Service-linked roles of ${service}, side by side`;
  const broken = rows.filter(({ verdicts }) => verdicts.includes('broken')).length;
  return page(
    title,
    html`<header class="verdict plainly">
        <p class="kicker">Service-linked role conformance · ${service}</p>
        <h1>
          ${counted(columns.length, 'target')} side by side: ${broken} of ${counted(rows.length, 'requirement')} broken
          by at least one
        </h1>
        ${shares(columns, rows.length, pages)} ${warnings(columns)}
      </header>
      ${verdictTable(columns, rows, pages)} ${openTable(open)} ${trendTable(trend)}
      <footer>The page loads nothing and sends nothing.</footer>`,
  );
}

/** The verdicts of each target as a bar and in numbers. */
const shares = (columns: readonly MatrixColumn[], total: number, pages: ReportPages): Markup =>
  html`<dl class="shares">
    ${columns.map(
      ({ name, tally }) =>
        html`<div>
          <dt>${linked(name, pageOf(pages, name))}</dt>
          <dd>
            ${bar(tally, total)}
            <span class="tally"
              >${VERDICT_KINDS.filter((kind) => tally[kind] > 0).map((kind) => html`<span class="${kind}">${tally[kind]} ${VERDICTS[kind].words}</span> `)}</span
            >
          </dd>
        </div>`,
    )}
  </dl>`;

function warnings(columns: readonly MatrixColumn[]): readonly Markup[] {
  const catalogues = new Set(columns.map(({ catalogue }) => catalogue));
  return [
    ...columns
      .filter(({ harnessErrors }) => harnessErrors > 0)
      .map(
        ({ name }) =>
          html`<p class="harness">The suite itself failed in the run on ${name}: its column proves nothing.</p>`,
      ),
    ...(catalogues.size > 1
      ? [html`<p class="harness">The runs know different catalogues: ${[...catalogues].join(', ')}.</p>`]
      : []),
  ];
}

function verdictTable(columns: readonly MatrixColumn[], rows: readonly MatrixRow[], pages: ReportPages): Markup {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const verdictAt = ({ id, verdicts }: MatrixRow, index: number): Markup => {
    const verdict = verdicts[index];
    const report = pageOf(pages, columns[index]?.name ?? '');
    if (verdict === undefined) return html`<span class="dim">not known to it</span>`;
    return verdict === 'broken' && report !== undefined
      ? html`<a href="${report}#${anchorOf(id)}">${badge(verdict)}</a>`
      : badge(verdict);
  };
  return html`<section aria-labelledby="verdicts">
    <h2 id="verdicts">Requirement by requirement</h2>
    <form class="filters" aria-label="Filter the requirements">
      <fieldset>
        <legend>Show</legend>
        <label><input type="radio" name="show" id="show-all" checked /> all</label>
        <label><input type="radio" name="show" id="only-broken" /> broken somewhere</label>
        <label><input type="radio" name="show" id="only-differing" /> not the same everywhere</label>
      </fieldset>
    </form>
    <div class="wide" tabindex="0" role="group" aria-label="Verdicts by target, may be scrolled">
      <table class="plain side-by-side">
        <thead>
          <tr>
            <th scope="col">Requirement</th>
            ${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        ${sections.map(
          (section) =>
            html`<tbody>
              <tr class="group">
                <th scope="rowgroup" colspan="${columns.length + 1}">${section}</th>
              </tr>
              ${rows
                .filter((row) => row.section === section)
                .map(
                  (row) =>
                    html`<tr class="${classesOf(row)}">
                      <th scope="row">
                        <code>${row.id}</code>
                        <p>${row.statement}</p>
                      </th>
                      ${columns.map((_, index) => html`<td>${verdictAt(row, index)}</td>`)}
                    </tr> `,
                )}
            </tbody>`,
        )}
      </table>
    </div>
  </section>`;
}

/** What the filters go by. */
const classesOf = ({ verdicts }: MatrixRow): string =>
  [
    'row',
    ...(verdicts.includes('broken') ? ['breaks'] : []),
    ...(new Set<VerdictKind | undefined>(verdicts).size > 1 ? ['differs'] : []),
  ].join(' ');

function openTable(open: readonly OpenQuestion[]): Markup | undefined {
  if (open.length === 0) return undefined;
  return html`<section aria-labelledby="open">
    <h2 id="open">What AWS leaves open, and who does what</h2>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">Question</th>
          <th scope="col">Answer, never judged</th>
          <th scope="col">Given by</th>
        </tr>
      </thead>
      ${open.map(
        ({ about, answers }) =>
          html`<tbody>
            ${answers.map(
              ({ answer, columns }, index) =>
                html`<tr>
                  ${index > 0 ? undefined : html`<th scope="rowgroup" rowspan="${answers.length}">${about}</th>`}
                  <td>${answer}</td>
                  <td>${columns.join(', ')}</td>
                </tr>`,
            )}
          </tbody>`,
      )}
    </table>
  </section>`;
}

function trendTable(trend: readonly Change[]): Markup | undefined {
  if (trend.length === 0) return undefined;
  return html`<section aria-labelledby="trend">
    <h2 id="trend">Since the earlier runs</h2>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">Requirement</th>
          <th scope="col">Before</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        ${trend.map(
          ({ column, id, before, now }) =>
            html`<tr>
              <td>${column}</td>
              <th scope="row"><code>${id}</code></th>
              <td>${badge(before)}</td>
              <td>${badge(now)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

const linked = (text: string, address: string | undefined): Markup =>
  address === undefined ? html`${text}` : html`<a href="${address}">${text}</a>`;

/** The page of a target; one may be called by the name of a member of every object. */
const pageOf = (pages: ReportPages, name: string): string | undefined =>
  Object.hasOwn(pages, name) ? pages[name] : undefined;
