/** ASCII that shows: all that scripts and JSON for a screen are made of. */
const HIDDEN_OR_FOREIGN = /[^ -~]/gu;

export const isPrintable = (text: string): boolean => text.search(HIDDEN_OR_FOREIGN) < 0;

/** The text on one line in ASCII: line breaks and tabs as spaces, whatever else does not show or is foreign as `\u{e9}`. */
export const asciiLine = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('##', '# #')
    .replaceAll(HIDDEN_OR_FOREIGN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** A string of JSON in ASCII that shows, without its quotes: what may be put into JSON between quotes. */
export const jsonInner = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
