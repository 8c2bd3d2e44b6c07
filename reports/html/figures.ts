import type { Run } from '../../properties/index.ts';
import { count, counted, duration, outlineText } from '../common/index.ts';
import { endingText } from '../finding/index.ts';
import { html, type Markup } from '../encode/index.ts';

/** What the run did: labels, operations, timings, how long changes took to show, and what AWS leaves open. */
export function figures(run: Run): Markup {
  const { coverage, observations } = run;
  const { labels = [], machine } = coverage;
  const operations = Object.entries(coverage.operations).sort(([, a], [, b]) => b - a);
  const most = Math.max(1, ...operations.map(([, times]) => times));
  return html`<section aria-labelledby="explored">
    <h2 id="explored">What was explored</h2>
    <dl class="facts wide">
      ${timings(run).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}${
        machine === undefined
          ? undefined
          : html`<div>
                <dt>Abstract machine</dt>
                <dd>
                  ${counted(machine.transitions, 'transition')} from ${count(machine.classes)} classes of states,
                  ${counted(machine.pairs, 'pair')} in a row
                </dd>
              </div>
              ${
                machine.outlines === undefined
                  ? undefined
                  : html`<div>
                      <dt>The role's own machine</dt>
                      <dd>${outlineText(machine.outlines)}</dd>
                    </div>`
              }`
      }
    </dl>
    ${
      labels.length === 0
        ? undefined
        : html`<h3>What the programs came by</h3>
            <table class="plain">
              <thead>
                <tr>
                  <th scope="col">Occasion</th>
                  <th scope="col" class="number">Times</th>
                  <th scope="col" class="number">Of those that could</th>
                </tr>
              </thead>
              <tbody>
                ${labels.map(
                  ({ label, times, share }) =>
                    html`<tr${times === 0 ? html` class="never"` : undefined}><th scope="row">${label}</th><td class="number">${count(times)}</td><td class="number">${times === 0 ? 'never' : percent(share)}</td></tr>
`,
                )}
              </tbody>
            </table>`
    }
    ${
      observations.length === 0
        ? undefined
        : html`<h3>What AWS leaves open, and what this target does</h3>
            <table class="plain">
              <thead>
                <tr>
                  <th scope="col">Question</th>
                  <th scope="col">Answers, never judged</th>
                </tr>
              </thead>
              <tbody>
                ${observations.map(
                  ({ about, seen }) =>
                    html`<tr>
                      <th scope="row">${about}</th>
                      <td>
                        ${[...seen].sort((a, b) => b.times - a.times).map(({ value, times }, index) => html`${index === 0 ? '' : ', '}${value} <span class="dim">(${count(times)})</span>`)}
                      </td>
                    </tr> `,
                )}
              </tbody>
            </table>`
    }
    <details class="operations">
      <summary>
        ${counted(operations.length, 'kind')} of operations,
        ${counted(Object.values(coverage.endings).flatMap(Object.keys).length, 'ending')} of them met
      </summary>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col" class="number">Times</th>
            <th scope="col"><span class="unseen">Share of the most frequent</span></th>
            <th scope="col">Endings</th>
          </tr>
        </thead>
        <tbody>
          ${operations.map(
            ([kind, times]) =>
              html`<tr>
                <th scope="row"><code>${kind}</code></th>
                <td class="number">${count(times)}</td>
                <td>
                  <svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width="${((100 * times) / most).toFixed(1)}" height="8" />
                  </svg>
                </td>
                <td>${endingsOf(run, kind)}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </details>
  </section>`;
}

const endingsOf = ({ coverage }: Run, kind: string): string =>
  Object.entries(coverage.endings[kind] ?? {})
    .map(([ending, times]) => `${endingText(ending)} ${count(times)}`)
    .join(', ');

const percent = (share: number): string => (share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`);

function timings(run: Run): readonly (readonly [string, string])[] {
  const { timeToVisible } = run.coverage;
  const { firstSight } = run;
  return [
    ['Performed', `${counted(run.programs, 'program')}, ${counted(run.operations, 'operation')}`],
    ['Sent', `${counted(run.calls, 'call')}, ${count(run.snapshotCalls)} of them reads between operations`],
    ['Took', duration(run.durationMs)],
    [
      'First difference',
      firstSight === undefined
        ? 'none was seen'
        : `after ${counted(firstSight.calls, 'call')}, ${duration(firstSight.ms)}`,
    ],
    [
      'Time to visible',
      timeToVisible.samples === 0
        ? 'every change showed at once'
        : `${duration(timeToVisible.p50Ms)} median, ${duration(timeToVisible.maxMs)} longest, of ${counted(timeToVisible.samples, 'change')} that did not show at once`,
    ],
  ];
}
