/** Text that is HTML already. Everything else is escaped when it is put into a page. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, lists are put one after the other, the rest is left out. */
export type Value = string | number | Markup | undefined | readonly Value[];

/** A template of HTML: `html\`<b>${name}</b>\``. Whatever a target said comes out as text, in elements and in quoted attributes. */
export function html(pieces: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(pieces.reduce((text, piece, index) => `${text}${escaped(values[index - 1])}${piece}`));
}

function escaped(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(escaped).join('');
  return escapeText(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string =>
  text.replaceAll(UNSAFE, ' ').replaceAll(/[&<>"']/g, (character) => ENTITIES[character] as string);

/** Characters that turn the reading direction or that no page should hold. */
// oxlint-disable-next-line no-control-regex -- finding them is the point
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
