import { formatOperation, type OperationKind } from '../../model/index.ts';
import type { Counterexample, ExplainedStep } from '../../properties/index.ts';
import { breachText, isAboutAnswer } from '../console/breach.ts';
import { observedPieces, withoutFacets } from '../console/parts.ts';
import { plain } from '../console/text.ts';
import { html, type Markup } from './markup.ts';

/** Who takes part in a program, from left to right. */
type Party = 'customer' | 'IAM' | 'STS' | 'MediaPackage' | 'user of the role';

/** Whom an operation is asked of. Waiting is asked of nobody. */
export function partyOf(kind: OperationKind): Party {
  if (/Channel|Logs|PackagingGroup/.test(kind)) return 'MediaPackage';
  if (kind === 'UseRole' || kind === 'ReleaseRole') return 'user of the role';
  if (kind === 'AssumeRole') return 'STS';
  return kind === 'Wait' ? 'customer' : 'IAM';
}

/**
 * A counterexample as a sequence diagram: the customer asks, a service answers, and where the last answer, or a read after it, is not
 * what AWS gives, both stand one under the other.
 */
export function sequence(counterexample: Counterexample): Markup {
  const { steps, why } = counterexample;
  const messages = steps.flatMap((step, index) => [
    asks(step, index + 1),
    ...(index < steps.length - 1 ? answers(step) : differs(step, why)),
  ]);
  const met = new Set<Party>(['customer', 'IAM', ...messages.map(({ party }) => party)]);
  const parties = PARTIES.filter((party) => met.has(party));
  const lane = (party: Party): number => parties.indexOf(party);
  return html`<div class="sequence lanes-${parties.length}">
    <div class="parties" aria-hidden="true">${parties.map((party) => html`<span>${party}</span>`)}</div>
    <ol>
      ${messages.map(({ party, way, body }) => html`<li class="${way} to-${lane(party)}">${body}</li> `)}
    </ol>
  </div>`;
}

const PARTIES: readonly Party[] = ['customer', 'IAM', 'STS', 'MediaPackage', 'user of the role'];

interface Message {
  readonly party: Party;
  readonly way: 'ask' | 'answer' | 'answer fault' | 'wait';
  readonly body: Markup;
}

function asks({ operation }: ExplainedStep, number: number): Message {
  const party = partyOf(operation.kind);
  const to = party === 'customer' ? undefined : html`<span class="unseen"> asked of ${party}</span>`;
  return {
    party,
    way: party === 'customer' ? 'wait' : 'ask',
    body: html`<span class="label"
      ><span class="nth">${number}</span> <code>${formatOperation(operation)}</code>${to}</span
    >`,
  };
}

function answers(step: ExplainedStep): readonly Message[] {
  const party = partyOf(step.operation.kind);
  if (party === 'customer') return [];
  return [{ party, way: 'answer', body: html`<span class="label">${withoutFacets(plain(step.observed))}</span>` }];
}

/** The step that differs: its answer and, where it is a read after it that shows the difference, that read and its answer. */
function differs(step: ExplainedStep, why: string): readonly Message[] {
  const breach = breachText(plain(why));
  const segments = plain(step.observed).split('; then ');
  const guilty = segments.findIndex((segment) => observedPieces(segment, breach).some(({ fault }) => fault));
  const own = partyOf(step.operation.kind);
  if (guilty < 1) return [{ party: own, way: 'answer fault', body: difference(step, why, segments[0] ?? '') }];
  const segment = segments[guilty] ?? '';
  const read = /^\w+/.exec(segment)?.[0] ?? '';
  const party = partyOf(read as OperationKind);
  const asked = html`<span class="label"
    >then <code>${read}</code><span class="unseen"> asked of ${party}</span></span
  >`;
  return [
    ...answers(step),
    { party, way: 'ask', body: asked },
    { party, way: 'answer fault', body: difference(step, why, segment) },
  ];
}

/** What AWS gives over what came, and the whole answer with the part at fault marked. */
function difference({ expected }: ExplainedStep, why: string, answer: string): Markup {
  const breach = breachText(plain(why));
  const facetText = (value: string): string =>
    breach === undefined || isAboutAnswer(breach.facet) ? value : `${breach.facet} ${value}`;
  const should = breach === undefined ? plain(expected) : facetText(breach.expected);
  const came = breach === undefined ? answer : facetText(breach.observed === '' ? 'nothing' : breach.observed);
  return html`<div class="label">
    <dl class="difference">
      <div class="expected">
        <dt>expected</dt>
        <dd>${only(should, came)}</dd>
      </div>
      <div class="observed">
        <dt>observed</dt>
        <dd>${only(came, should)}</dd>
      </div>
    </dl>
    ${
      came === answer
        ? undefined
        : html`<details class="whole">
            <summary>the whole answer</summary>
            <p>${marked(answer, came)}</p>
          </details>`
    }
  </div>`;
}

/** A text with what the other has not marked, where they are alike at both ends or at one. */
function only(text: string, other: string): Markup {
  const [one, two] = [Array.from(text), Array.from(other)];
  const shorter = Math.min(one.length, two.length);
  let start = 0;
  while (start < shorter && one[start] === two[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === two.at(-1 - end)) end += 1;
  const middle = one.slice(start, one.length - end).join('');
  if (start + end < shorter / 3 || middle === '') return html`${text}`;
  return html`${one.slice(0, start).join('')}<em>${middle}</em>${one.slice(one.length - end).join('')}`;
}

/** The answer with the part that is at fault marked, where it stands in it word for word. */
function marked(answer: string, part: string): Markup {
  const at = answer.indexOf(part);
  if (at < 0) return html`${answer}`;
  return html`${answer.slice(0, at)}<mark>${part}</mark>${answer.slice(at + part.length)}`;
}
