import { isPrintable } from './escapes.ts';
import { tongue, Written } from './written.ts';

/** What a literal of Python is made of; lists and objects hold literals, or code. */
export type PythonValue = string | number | boolean | null;

/** Python 3; a value becomes a literal in ASCII. */
export const py = tongue<'python', PythonValue>('python', (value) => {
  if (value === null) return 'None';
  if (typeof value === 'string') return `"${inner(value)}"`;
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
});

/** Text of an f-string, between its quotes. */
export const inFormat = (text: string): Written<'python'> =>
  new Written('python', inner(text).replaceAll(/[{}]/g, '$&$&'));

const inner = (text: string): string =>
  Array.from(text, (character) => {
    if (character === '\\' || character === '"') return `\\${character}`;
    if (isPrintable(character)) return character;
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  })
    .join('')
    .replaceAll('##', '#\\x23');
