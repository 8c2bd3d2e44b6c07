/** What a step observed, shortened to what matters: an outcome in words for the call, and one for each read after it. */
import type { BreachText } from './breach.ts';

/** A piece of text, and whether it is the one at fault. */
export interface Piece {
  readonly text: string;
  readonly fault: boolean;
}

/** Splits at commas that stand in no quotes and no brackets. */
export function parts(text: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] as string;
    if (quoted && c === '\\') i += 1;
    else if (c === '"') quoted = !quoted;
    else if (quoted) continue;
    else if ('[{('.includes(c)) depth += 1;
    else if (']})'.includes(c)) depth -= 1;
    else if (c === ',' && depth === 0) {
      found.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...found, text.slice(start).trim()];
}

const firstWord = (text: string): string => text.slice(0, /\s|$/.exec(text)?.index);

/** An outcome without its facets: `success`, or the refusal as it is. */
export const withoutFacets = (observed: string): string =>
  observed.split('; then ')[0]?.replace(/^success: .*/s, 'success') ?? observed;

/**
 * What was observed, with the parts that the breach is about marked, and of the other parts of a success only their
 * names. Without a breach, or with a text of another form, it is given back whole.
 */
export function observedPieces(observed: string, breach: BreachText | undefined): readonly Piece[] {
  if (breach === undefined) return [{ text: observed, fault: false }];
  const { facet, observed: value } = breach;
  const isAtFault = (part: string): boolean => firstWord(part) === firstWord(facet) && part.includes(value);
  return observed.split('; then ').flatMap((segment, index): readonly Piece[] => {
    const lead = index === 0 ? '' : '; then ';
    const [, head, facets] = /^(.*?success): (.*)$/s.exec(segment) ?? [];
    if (head === undefined || facets === undefined)
      return [{ text: `${lead}${segment}`, fault: value !== '' && segment.includes(value) }];
    const all = parts(facets);
    const guilty = all.filter(isAtFault);
    const others = all.filter((part) => !isAtFault(part)).map(firstWord);
    if (guilty.length === 0) return [{ text: `${lead}${head} (${others.join(', ')})`, fault: value === 'success' }];
    return [
      { text: `${lead}${head}: `, fault: false },
      { text: guilty.join(', '), fault: true },
      ...(others.length === 0 ? [] : [{ text: ` (beside ${others.join(', ')})`, fault: false }]),
    ];
  });
}
