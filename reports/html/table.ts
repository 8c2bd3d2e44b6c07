import type { RequirementResult, Run } from '../../properties/index.ts';
import { whyOf } from '../finding/index.ts';
import { counted } from '../common/index.ts';
import { html, type Markup } from '../encode/index.ts';
import { badge, VERDICT_KINDS, VERDICTS } from './verdicts.ts';

/** Where a requirement is told in full. */
export const anchorOf = (id: string): string => id.replace('/', '-');

/** Every requirement, by section, under filters: by verdict, which need no script, and by text, which does. */
export function requirementTable(run: Run): Markup {
  const sections = [...new Set(run.requirements.map(({ section }) => section))];
  const kinds = VERDICT_KINDS.filter((kind) => run.requirements.some(({ verdict }) => verdict === kind));
  return html`<section aria-labelledby="requirements">
    <h2 id="requirements">Requirements</h2>
    <form class="filters" role="search" aria-label="Filter the requirements">
      <fieldset>
        <legend>Show</legend>
        ${kinds.map((kind) => html`<label><input type="checkbox" id="show-${kind}" checked /> ${VERDICTS[kind].words}</label>`)}
      </fieldset>
      <label class="find" hidden>Find <input type="search" id="find" placeholder="id, words, evidence" /></label>
    </form>
    ${sections.map((section) =>
      sectionTable(
        section,
        run.requirements.filter((one) => one.section === section),
      ),
    )}
    <p class="none" role="status" hidden>No requirement is left by these filters.</p>
  </section>`;
}

function sectionTable(section: string, results: readonly RequirementResult[]): Markup {
  const counts = VERDICT_KINDS.map((kind) => [kind, results.filter(({ verdict }) => verdict === kind).length] as const);
  return html`<details class="section" open>
    <summary>
      <h3>${section}</h3>
      <span class="tally"
        >${counts.filter(([, n]) => n > 0).map(([kind, n]) => html`<span class="${kind}"><span aria-hidden="true">${VERDICTS[kind].sign}</span> ${n} <span class="unseen">${VERDICTS[kind].words}</span></span> `)}</span
      >
    </summary>
    <table>
      <caption class="unseen">
        Requirements of ${section}
      </caption>
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">Requirement</th>
          <th scope="col">What was seen</th>
        </tr>
      </thead>
      <tbody>
        ${results.map(requirementRow)}
      </tbody>
    </table>
  </details> `;
}

function requirementRow(result: RequirementResult): Markup {
  const { id, known, level, statement, verdict, counterexample } = result;
  const name =
    counterexample === undefined ? html`<code>${id}</code>` : html`<a href="#${anchorOf(id)}"><code>${id}</code></a>`;
  return html`<tr data-verdict="${verdict}">
    <td>${badge(verdict)}</td>
    <th scope="row">
      ${name} <span class="level">${level}${known === true ? ', known' : ''}</span>
      <p>${statement}</p>
    </th>
    <td>${seen(result)}</td>
  </tr> `;
}

function seen(result: RequirementResult): Markup {
  const why = whyOf(result);
  if (result.followsFrom !== undefined) return html`<span class="follows">${why}</span>`;
  return html`${why === '' ? `exercised ${counted(result.exercised, 'time')}` : why}`;
}
