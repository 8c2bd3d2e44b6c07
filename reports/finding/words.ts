import { facetWord, valueAt, type FacetName, type Outcome } from '../../model/index.ts';
import type { Breach, ExpectedEnding, ExpectedPart } from '../../properties/index.ts';
import { endingText } from './ending-text.ts';

/** A piece of a text, and whether it is the one at fault. */
export interface Piece {
  readonly text: string;
  readonly fault: boolean;
}

const plainly = (text: string): readonly Piece[] => [{ text, fault: false }];

/** An outcome in one line, in pieces: the facet that is given is at fault. */
export function outcomePieces(outcome: Outcome, guilty?: Breach['facet']): readonly Piece[] {
  switch (outcome.kind) {
    case 'answered': {
      const facets = Object.entries(outcome.facets);
      if (facets.length === 0) return plainly('success');
      return facets.flatMap(([facet, value], index) => [
        { text: index === 0 ? 'success: ' : ', ', fault: false },
        { text: `${facetWord(facet)} ${JSON.stringify(value)}`, fault: facet === guilty },
      ]);
    }
    case 'refused':
      return plainly(`refused: ${outcome.code} (HTTP ${outcome.http}) ${outcome.message}`.trim());
    case 'unsupported':
      return plainly(`not supported: ${outcome.evidence}`);
    case 'indeterminate':
      return plainly(`cannot tell: ${outcome.why}`);
  }
}

/** An outcome in one line. */
export const outcomeText = (outcome: Outcome): string =>
  outcomePieces(outcome)
    .map(({ text }) => text)
    .join('');

/** An outcome in one line, without the facets of a success. */
export const outcomeInShort = (outcome: Outcome): string =>
  outcome.kind === 'answered' ? 'success' : outcomeText(outcome);

/** Whether a breach is about the kind of answer, and not about a part of it. */
export const isAboutAnswer = (facet: Breach['facet']): facet is Exclude<Breach['facet'], FacetName> =>
  facet === 'outcome' || facet === 'code' || facet === 'http';

/** What a breach is about: `outcome`, `name`, `channels channel/0/0 ingress`. */
export const spotText = ({ facet, part = [] }: Pick<Breach, 'facet' | 'part'>): string =>
  [facetWord(facet), ...part].join(' ');

/** What was to come: `"A" or "B"`, `success (role made), or a refusal with X (edit refused)`. */
export const expectedText = (breach: Breach): string => expected(breach, expectedEnding);

/** What was to come in the place of what came, as short as it goes: `X or Y`. */
const expectedInShort = (breach: Breach): string =>
  expected(breach, (ending) =>
    ending.outcome === 'answered' ? 'success' : (ending.codes?.join(' or ') ?? 'a refusal'),
  );

function expected({ facet, expects }: Breach, inWords: (ending: ExpectedEnding) => string): string {
  if ('codes' in expects) return 'an error code that the operation declares';
  if ('status' in expects) return `HTTP ${expects.status.join(' or ')} with ${expects.code}`;
  if ('part' in expects) return valuesText(expects.part);
  const nearest = expects.endings.filter((ending) => ending.nearest);
  return [
    ...new Set(
      nearest.map((ending) => {
        const guard = ending.outcome === 'answered' ? ending.parts.find(({ differs }) => differs) : undefined;
        return guard === undefined || facet === 'outcome' ? inWords(ending) : valuesText(guard);
      }),
    ),
  ].join(', or ');
}

function expectedEnding(one: ExpectedEnding): string {
  if (one.outcome === 'answered') return `success (${endingText(one.ending)})`;
  return `a refusal${one.codes === undefined ? '' : ` with ${one.codes.join(' or ')}`} (${endingText(one.ending)})`;
}

const valuesText = ({ shape, says }: ExpectedPart): string =>
  says ?? (shape !== undefined && 'oneOf' in shape ? shape.oneOf.map((one) => JSON.stringify(one)).join(' or ') : '');

/** What came in the place that a breach is about: `"B"`, `nothing`, the whole outcome. */
export function observedText({ facet, part, expects }: Breach, outcome: Outcome): string {
  if (!isAboutAnswer(facet)) {
    const value = outcome.kind === 'answered' ? valueAt({ facet, part }, outcome.facets) : undefined;
    return value === undefined ? 'nothing' : JSON.stringify(value);
  }
  if (outcome.kind === 'indeterminate') return outcome.why;
  const isCodeAlone = outcome.kind === 'refused' && !('endings' in expects);
  return isCodeAlone ? `${outcome.code} (HTTP ${outcome.http})` : outcomeText(outcome);
}

function observedInShort(breach: Breach, outcome: Outcome): string {
  if (!isAboutAnswer(breach.facet)) return observedText(breach, outcome);
  if (outcome.kind === 'refused') return `${outcome.code} (${outcome.http})`;
  return outcome.kind === 'answered' ? 'success' : observedText(breach, outcome);
}

/** The breach as a note: `success instead of UnmodifiableEntity`, `name "B" instead of "A"`. What came stands first. */
export function noteOf(breach: Breach, outcome: Outcome): string {
  const subject = isAboutAnswer(breach.facet) ? '' : `${spotText(breach)} `;
  return `${subject}${observedInShort(breach, outcome)} instead of ${expectedInShort(breach)}`;
}
