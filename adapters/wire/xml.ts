import { uriEncoded } from './uri.ts';

/** Texts of these members travel URL-encoded, as RFC 3986 has it (IAM API reference: GetRole, GetRolePolicy, GetPolicyVersion). */
const URL_ENCODED: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

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

/**
 * A member of an answer as an element: lists as `<member>`s, dates as ISO 8601 seconds, policy documents URL-encoded;
 * nothing for one that is undefined or null.
 */
export function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: unknown): string {
  if (typeof value === 'string') return URL_ENCODED.has(name) ? uriEncoded(value) : escapeXml(value);
  if (Array.isArray(value)) return value.map((entry: unknown) => element('member', entry)).join('');
  if (value instanceof Date) return instant(value);
  if (typeof value === 'object' && value !== null) return Object.isFrozen(value) ? written(value) : elements(value);
  return String(value);
}

const texts = new WeakMap<object, string>();

/** The elements of an object that will not change, which are written once. */
function written(members: object): string {
  const known = texts.get(members) ?? elements(members);
  texts.set(members, known);
  return known;
}

/** The members of an answer as elements, in their order. */
export function elements(members: object): string {
  let text = '';
  for (const [name, value] of Object.entries(members)) text += element(name, value);
  return text;
}
