import { bounded, escapeOf, HIDDEN, visible } from './visible.ts';

/** Characters of one text on a terminal. */
const MOST = 2000;

/** The text on one line, as a terminal and the log of a CI show it and do nothing else: no escapes, and no workflow command. */
export const plain = (text: string): string =>
  visible(bounded(text, MOST))
    .replaceAll(/(?<=^|\s)::/g, ': :')
    .replaceAll('##', '# #')
    .trim();

/** Data with all its texts made plain, down to the names of members: what comes in to a report for people comes in by this. */
export function plainly<T>(data: T): T {
  if (typeof data === 'string') return plain(data) as T;
  if (data === null || typeof data !== 'object') return data;
  if (Array.isArray(data)) return data.map(plainly) as T;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [plain(key), plainly(value)])) as T;
}

/** Colours that show on a dark and on a light ground, weight, and, before all else, what begins a line that is drawn again: all that reports and progress send to a terminal beside text. */
// oxlint-disable-next-line no-control-regex -- it is what they are
const OWN = /\u001b\[(?:[0-4]|2[2-4]|3[1-79]|9[0-7])m|^\r\u001b\[2K|[\n\t]/gu;

/** What leaves the process, with whatever else moves a cursor, hides or commands a terminal as its escape: the last door, behind all others. */
export const harmless = (text: string): string => {
  const own = [...text.matchAll(OWN)].map(([piece]) => piece);
  return text
    .split(OWN)
    .map((piece, index) => piece.replaceAll(HIDDEN, escapeOf) + (own[index] ?? ''))
    .join('');
};
