import { jsonInner } from './escapes.ts';
import { HIDDEN } from './visible.ts';

/** A value as JSON that does nothing to a terminal and in the log of a CI: what does not show stands as its escape. Indented by as many spaces. */
export const json = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent)
    .replaceAll(HIDDEN, (character) => (character === '\n' ? character : jsonInner(character)))
    .replaceAll('##', '#\\u0023');
