/** Text for terminals, fitted to a width. Colour comes afterwards. */

export { plain } from '../encode/index.ts';

/** The characters of a text, as a terminal counts them: by code points. */
export const characters = (text: string): readonly string[] => Array.from(text);

/** The text, or as much of it as fits, with an ellipsis at its end. */
export function cut(text: string, width: number): string {
  const all = characters(text);
  if (all.length <= width) return text;
  const kept = all.slice(0, Math.max(0, width - 1)).join('');
  return `${kept.trimEnd()}…`;
}

/** Lines of at most `width` characters, broken at spaces; a longer word stands alone. At least one line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && characters(line).length + 1 + characters(word).length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => one.trimEnd());
}

/** A wrapped text under a label: the label before the first line, as many spaces before the others. */
export const labelled = (label: string, text: string, width: number): readonly string[] =>
  wrap(text, Math.max(16, width - label.length)).map((line, index) =>
    `${index === 0 ? label : ' '.repeat(label.length)}${line}`.trimEnd(),
  );

/** A count as people read it: 1,234, and 56k from ten thousand on. */
export const count = (n: number): string =>
  n < 10_000 ? n.toLocaleString('en-US') : `${Math.floor(n / 1000).toLocaleString('en-US')}k`;

/** `1 program`, `2 programs`. */
export const counted = (n: number, noun: string): string => `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;

/** Milliseconds as people say them: `250 ms`, `12.3 s`, `4 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
