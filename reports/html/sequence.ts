import { apiKinds, type Operation } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { operationName, operationText, plain } from '../common/index.ts';
import type { Counterexample, ReportedStep } from '../../properties/index.ts';
import {
  differenceOf,
  findingIn,
  type Finding,
  isAboutAnswer,
  outcomeInShort,
  outcomePieces,
} from '../finding/index.ts';
import { html, type Markup } from '../encode/index.ts';

/** Who takes part in a program, from left to right. */
type Party = 'customer' | 'IAM' | 'STS' | 'MediaPackage' | 'user of the role';

/** Whom an operation of this name is asked of. Waiting is asked of nobody. */
export function partyOf(name: string): Party {
  if (name === 'Wait') return 'customer';
  if (name === 'AssumeRole') return 'STS';
  if (apiKinds.some((kind) => kind === name)) return 'IAM';
  return ownCalls.has(name) ? 'MediaPackage' : 'user of the role';
}

const ownCalls = new Set(
  mediapackage.resources.flatMap(({ calls }) => Object.values(calls).map(({ called, action }) => called ?? action)),
);

/**
 * A counterexample as a sequence diagram: the customer asks, a service answers, and where the last answer, or a read after it, is not
 * what AWS gives, both stand one under the other.
 */
export function sequence({ steps }: Counterexample): Markup {
  const messages = steps.flatMap((step, index) => [...asks(step.operation, `${index + 1}`), ...answers(step)]);
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

/** What the customer asks: a step's operation with its number, or a read after it. */
function asks(operation: Operation, nth?: string): readonly Message[] {
  const party = partyOf(operationName(operation));
  const what =
    nth === undefined
      ? html`then <code>${operation.kind}</code>`
      : html`<span class="nth">${nth}</span> <code>${operationText(operation)}</code>`;
  const to = party === 'customer' ? undefined : html`<span class="unseen"> asked of ${party}</span>`;
  return [{ party, way: party === 'customer' ? 'wait' : 'ask', body: html`<span class="label">${what}${to}</span>` }];
}

/** The answer to a step; where it differs, or a read after it does, the difference. */
function answers(step: ReportedStep): readonly Message[] {
  const finding = findingIn(step);
  const answer = (): readonly Message[] => {
    const party = partyOf(operationName(step.operation));
    const body = html`<span class="label">${plain(outcomeInShort(step.outcome))}</span>`;
    return party === 'customer' ? [] : [{ party, way: 'answer', body }];
  };
  if (finding === undefined) return answer();
  const { operation } = finding.answer;
  const before = finding.isRead ? [...answer(), ...asks(operation)] : [];
  return [...before, { party: partyOf(operationName(operation)), way: 'answer fault', body: difference(finding) }];
}

/** What AWS gives over what came, and the whole answer with the part at fault marked. */
function difference(finding: Finding): Markup {
  const { expected, observed } = differenceOf(finding);
  const [should, came] = [plain(expected), plain(observed)];
  const pieces = outcomePieces(finding.answer.outcome, finding.breach.facet);
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
      isAboutAnswer(finding.breach.facet)
        ? undefined
        : html`<details class="whole">
            <summary>the whole answer</summary>
            <p>${pieces.map(({ text, fault }) => (fault ? html`<mark>${text}</mark>` : text))}</p>
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
