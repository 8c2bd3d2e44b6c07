import { XMLBuilder } from 'fast-xml-parser';
import { bounded, visible, visibleLines } from './visible.ts';

/** An element by its members: attributes by `@name`, its text by `#text`, else elements. */
export type Element = Readonly<Record<string, unknown>>;

/** Characters of one text. */
const MOST = 20_000;

/** XML 1.0 of an element and what is in it; every text shows in it, those of attributes on one line, since they lose their line breaks. */
export function xml(root: Element): string {
  const builder = new XMLBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    format: true,
    suppressEmptyNode: true,
    textNodeName: '#text',
  });
  const head = { '?xml': { '@version': '1.0', '@encoding': 'UTF-8' } };
  return builder.build({ ...head, ...(encoded(root) as Element) });
}

function encoded(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    const text = bounded(value, MOST);
    return name.startsWith('@') ? visible(text).trim() : visibleLines(text);
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => encoded(one, name));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encoded(one, key)]));
}
