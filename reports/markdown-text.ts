/** Pieces of Markdown that hold whatever a target said. */

/** Text that Markdown shows as it is, on one line. */
export const prose = (text: string): string =>
  oneLine(text).replaceAll(/[\\`*_|<>[\]#]/g, (character) => `\\${character}`);

/** A code span that holds any text: its fence is longer than any run of backticks within. */
export function code(text: string): string {
  const line = oneLine(text);
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A block of text shown as it is; its fence is longer than any run of backticks within. */
export function fenced(text: string, language: string): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, text.trimEnd(), fence];
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

// oxlint-disable-next-line no-control-regex -- finding them is the point
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim();

/** A row of a table; cells are Markdown, without line breaks and bare pipes. */
export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The line under the head of a table. */
export const rule = (columns: number): string => row(Array.from({ length: columns }, () => '---'));
