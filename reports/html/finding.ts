import type { RequirementResult, Run } from '../../properties/index.ts';
import { programText, PAGE, SOURCES, counted } from '../common/index.ts';
import { html, type Markup } from '../encode/index.ts';
import { sequence } from './sequence.ts';
import { anchorOf } from './table.ts';

/** As many findings are unfolded at first. */
const UNFOLDED = 3;

/** Each broken requirement: what AWS promises, the least program that shows otherwise, and how to see it again. */
export function findings(run: Run): Markup | undefined {
  const broken = run.requirements.filter(({ counterexample }) => counterexample !== undefined);
  if (broken.length === 0) return undefined;
  return html`<section aria-labelledby="findings">
    <h2 id="findings">${broken.length === 1 ? 'What differs from AWS' : `${broken.length} differences from AWS`}</h2>
    <p class="lead">
      Each program is as short as the suite could make it, and was performed again in a fresh world before anyone was
      accused.
    </p>
    ${broken.map((result, index) => finding(run, result, index < UNFOLDED))}
  </section>`;
}

function finding(run: Run, result: RequirementResult, open: boolean): Markup {
  const { id, level, statement, provenance, counterexample, followsFrom } = result;
  if (counterexample === undefined) return html``;
  const { page } = provenance;
  const source =
    page === undefined
      ? html`${SOURCES[provenance.kind]}`
      : html`<a href="${PAGE}#${page}">${SOURCES[provenance.kind]}</a>`;
  const facts = provenance.facts.length === 0 ? '' : ` (${provenance.facts.join(', ')})`;
  const { shrinking } = counterexample;
  return html`<details class="finding" id="${anchorOf(id)}" ${open ? html` open` : undefined}>
    <summary>
      <h3><code>${id}</code></h3>
      <p>${statement}</p>
    </summary>
    <p class="origin">
      ${level}, ${source}${facts}${followsFrom === undefined ? '' : `; follows from ${followsFrom.join(', ')}`}
    </p>
    ${sequence(counterexample)}
    <details class="again">
      <summary>See it again</summary>
      <p>Save the program as <code>program.json</code> and perform it:</p>
      <pre
        tabindex="0"
        role="group"
        aria-label="The command that performs the program again"
      ><code>${counterexample.replay.replace(/\bFILE\b/, () => 'program.json')}</code></pre>
      <pre
        tabindex="0"
        role="group"
        aria-label="The program that shows ${id} broken"
      ><code>${programText(counterexample.program, { service: run.service, requirement: id, seed: run.seed })}</code></pre>
      ${shrinking === undefined ? undefined : html`<p class="origin">Shrunk from ${counted(shrinking.from, 'operation')}, by performing ${counted(shrinking.operations, 'operation')}.</p>`}
    </details>
  </details> `;
}
