import type { ApiShape, Structure } from '../../services/index.ts';
import type { Members } from '../cloud/index.ts';
import { uriEncoded } from './uri.ts';

const NEEDS_CARE = /[^\t\n\x20-\x25\x27-\x3b\x3d\x3f-\x7e]/;
// Carriage returns are written as references, since a parser turns plain ones into line feeds.
// oxlint-disable-next-line no-control-regex
const SPECIAL = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

/** Text as the content of an element; what XML 1.0 cannot hold (control characters, lone surrogates) becomes U+FFFD. */
export const escapeXml = (text: string): string =>
  NEEDS_CARE.test(text) ? text.replaceAll(SPECIAL, (character) => ESCAPES[character] ?? '\ufffd') : text;

/** A time as the query protocol writes it: `2026-01-01T00:00:00Z`, whole seconds. */
const instant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Of this shape are the policies of IAM, which travel URL-encoded in answers (IAM API reference: GetRole, GetPolicyVersion). */
const URL_ENCODED = 'policyDocumentType';

/** The members of an answer as elements, in the order of the API model; nothing for one that is undefined or null. */
export function elements({ members }: Structure, values: Members): string {
  let text = '';
  for (const [member, { name, shape }] of members) text += element(name, shape, values[member]);
  return text;
}

const element = (name: string, shape: ApiShape, value: unknown): string =>
  value === undefined || value === null ? '' : `<${name}>${content(shape, value)}</${name}>`;

function content(shape: ApiShape, value: unknown): string {
  if (shape.type === 'structure') return elements(shape, value as Members);
  if (shape.type === 'list')
    return (value as readonly unknown[]).map((entry) => element(shape.of.name, shape.of.shape, entry)).join('');
  if (shape.type === 'map')
    return Object.entries(value as Members)
      .map(([key, one]) => element('key', shape.key.shape, key) + element('value', shape.value.shape, one))
      .map((entry) => `<entry>${entry}</entry>`)
      .join('');
  if (value instanceof Date) return instant(value);
  // A flaw may send a document as it is: no text, but an object that tells its text.
  const isEncoded = shape.name === URL_ENCODED && typeof value === 'string';
  return isEncoded ? uriEncoded(value) : escapeXml(String(value));
}
