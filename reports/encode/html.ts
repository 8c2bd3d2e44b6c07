import { visibleLines } from './visible.ts';
import { tongue, type Written } from './written.ts';

export type Markup = Written<'html'>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // Two of them begin a command, where a CI prints it.
  '#': '&#35;',
};

/** HTML, as a template: a text comes out as text, in elements and in quoted attributes. */
export const html = tongue<'html', string | number>('html', (value) =>
  visibleLines(String(value)).replaceAll(/[&<>"']|(?<=#)#/g, (character) => ENTITIES[character] as string),
);
