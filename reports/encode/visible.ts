/**
 * What does not show, or makes other text show as what it is not: controls, marks of direction, what has no width, half a character, what
 * is no character.
 */
export const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** The text with line breaks and tabs as they are, and all else that does not show as `\u{202e}`. */
export const visibleLines = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(HIDDEN, (character) => (character === '\n' || character === '\t' ? character : escapeOf(character)));

export const escapeOf = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** The text on one line, where all of it shows: line breaks and tabs as spaces. */
export const visible = (text: string): string => visibleLines(text.replaceAll(BREAKS, ' '));

/** The text, or as many characters of it as are allowed and a word of how much is missing. Characters are not cut in half. */
export function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\ud800-\udbff]/.test(text[most - 1] ?? '') ? most - 1 : most;
  return `${text.slice(0, end)}... (${(text.length - end).toLocaleString('en-US')} more characters)`;
}
