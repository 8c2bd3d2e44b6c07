import { isPrintable } from './escapes.ts';
import { tongue, Written } from './written.ts';

/** Bash; a value becomes one word, quoted where it has to be. */
export const bash = tongue<'bash', string | number>('bash', (value) => word(String(value)));

/** A text in quotes, where even a bare word would be a pattern. */
export const quoted = (text: string): Written<'bash'> => new Written('bash', inQuotes(text));

const BARE = /^[\w@%+=:,./-]+$/;

const word = (text: string): string => (BARE.test(text) ? text : inQuotes(text));

function inQuotes(text: string): string {
  if (isPrintable(text)) return `'${text.replaceAll("'", `'\\''`).replaceAll('##', `#''#`)}'`;
  // No word holds a NUL.
  const bytes = [...Buffer.from(text.replaceAll('\0', '\ufffd'))];
  return `$'${bytes.map((byte) => BYTES[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
}

/** The bytes that stand for themselves within `$'...'`; the backslash and the quote do not. */
const BYTES: Readonly<Record<number, string>> = Object.fromEntries(
  Array.from({ length: 95 }, (_, index) => [index + 32, String.fromCharCode(index + 32)] as const).filter(
    ([, character]) => !`\\'`.includes(character),
  ),
);
