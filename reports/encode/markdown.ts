import { bounded, visible, visibleLines } from './visible.ts';
import { tongue, Written, type Piece } from './written.ts';

export type Markdown = Written<'markdown'>;

/** Characters of one text, and of a block. */
const MOST = 2000;
const MOST_OF_BLOCK = 20_000;

/** Markdown of GitHub; a text is shown as it is, on one line: it formats, links, mentions and refers to nothing. */
export const mdown = tongue<'markdown', string | number>('markdown', (value) =>
  visible(bounded(String(value), MOST))
    .trim()
    .replaceAll(/[\\`*_|<>[\]#&~$]/g, '\\$&')
    .replace(/^(?:[-+=:]|\d+(?=[.)](?:\s|$)))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replaceAll(/:(?=\/\/)|(?<=\bwww)\.|(?<=\b(?:mailto|xmpp)):/gi, '\\$&')
    .replaceAll(/@(?=\w)|#(?=\d)|\bGH-(?=\d)/gi, '$&&#8203;'),
);

/** A code span that holds any text: its fence is longer than any run of backticks within. */
export function code(text: string, most = MOST): Markdown {
  const line = inLog(visible(bounded(text, most))).trim();
  if (line === '') return mdown`(empty)`;
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return new Written('markdown', `${fence}${pad}${line}${pad}${fence}`);
}

/** A block of text shown as it is; its fence is longer than any run of backticks within. */
export function fenced(text: string, language: 'json' | 'sh'): readonly Markdown[] {
  const block = inLog(visibleLines(bounded(text, MOST_OF_BLOCK))).trimEnd();
  const fence = '`'.repeat(Math.max(3, longestRun(block) + 1));
  return [`${fence}${language}`, block, fence].map((line) => new Written('markdown', line));
}

/** A link; what ends an address stands in it encoded. */
export const link = (text: string | Markdown, to: string): Markdown =>
  mdown`[${text}](${new Written('markdown', encoded(to))})`;

const encoded = (to: string): string =>
  encodeURI(to.replaceAll(/\p{Cs}/gu, '\ufffd')).replaceAll(/[()@]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);

/** An address that is shown as it is, and leads there. */
export const address = (to: string): Markdown => mdown`<${new Written('markdown', encoded(to))}>`;

/** HTML within Markdown, which is no Markdown up to the next empty line. */
export const inMarkdown = (markup: Written<'html'>): Markdown => new Written('markdown', markup.text);

/** No command, where a CI prints it. */
const inLog = (text: string): string =>
  text.replaceAll('##', '# #').replaceAll(/^([^\S\n\r\u2028\u2029]*)::/gm, '$1: :');

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

/** A row of a table. */
export const row = (cells: readonly Piece<'markdown', string | number>[]): Markdown => {
  const written = cells.map((cell) => mdown`${cell}`.text.replaceAll(/(?<!\\)\|/g, '\\|'));
  return new Written('markdown', `| ${written.join(' | ')} |`);
};

/** The line under the head of a table. */
export const rule = (columns: number): Markdown => new Written('markdown', `|${' --- |'.repeat(columns)}`);

/** Lines of Markdown as a text. */
export const page = (lines: readonly (Markdown | '')[]): string =>
  lines.map((line) => (line === '' ? '' : line.text)).join('\n');
