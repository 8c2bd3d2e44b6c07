import { jsonInner } from './escapes.ts';
import { tongue, Written } from './written.ts';

/** What a literal of JavaScript is made of; lists and objects hold literals, or code. */
export type JavaScriptValue = string | number | boolean | null;

/** JavaScript; a value becomes a literal in ASCII. */
export const js = tongue<'javascript', JavaScriptValue>('javascript', (value) =>
  typeof value === 'string' ? `'${unquoted(value).replaceAll("'", "\\'")}'` : String(value),
);

/** Text of a template, between its backticks. */
export const inTemplate = (text: string): Written<'javascript'> =>
  new Written('javascript', unquoted(text).replaceAll(/[`$]/g, '\\$&'));

/** As in JSON, but with quotes as they are; no command, where a CI prints it. */
const unquoted = (text: string): string => jsonInner(text).replaceAll('\\"', '"').replaceAll('##', '#\\x23');
