import type { Members } from '../cloud/api-call.ts';

/** Deepest nesting of a request's JSON; the API models' own structures end at 5. */
export const DEEPEST = 32;

/** A document that is nested deeper than any input of AWS. */
export class TooDeep extends Error {}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

// Names of members on the wire; others, `__proto__` among them, are unknown to AWS and, like there, passed over.
const ON_WIRE = /^[a-z]\w*$/;

/**
 * The members of a JSON document: `egressAccessLogs` becomes `EgressAccessLogs`, at every depth but within `tags`, whose keys
 * are the customer's. A member that is null is absent (restJson1 of Smithy); one of a wrong type stays what it is.
 * @throws TooDeep beyond DEEPEST levels
 */
export const fromJson = (document: object): Members => structure(document, 1);

function structure(document: object, depth: number): Members {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(document))
    if (value !== null && ON_WIRE.test(name))
      members[capital(name)] = name === 'tags' ? checked(value, depth + 1) : member(value, depth + 1);
  return members;
}

function member(value: unknown, depth: number): unknown {
  if (!isObject(value)) return value;
  if (depth > DEEPEST) throw new TooDeep();
  return Array.isArray(value) ? value.map((entry: unknown) => member(entry, depth + 1)) : structure(value, depth);
}

/** The value as it is, when it is not too deep. */
function checked(value: unknown, depth: number): unknown {
  if (isObject(value)) {
    if (depth > DEEPEST) throw new TooDeep();
    for (const entry of Object.values(value)) checked(entry, depth + 1);
  }
  return value;
}

/** The members of answers are few, so that how they begin on the wire is kept: `"egressAccessLogs":` for `EgressAccessLogs`. */
const beginnings = new Map<string, string>();
function beginningOf(name: string): string {
  const known = beginnings.get(name);
  if (known !== undefined) return known;
  const made = `${JSON.stringify(smallName(name))}:`;
  beginnings.set(name, made);
  return made;
}

/** A member's name on the wire: `egressAccessLogs` for `EgressAccessLogs`. */
export const smallName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/**
 * Members as JSON: the way back of `fromJson`. A member that is absent or null is left out; dates are as JSON has them, in
 * ISO 8601.
 */
export function jsonOf(members: object): string {
  let text = '';
  for (const name of Object.keys(members)) {
    const value: unknown = (members as Members)[name];
    if (value === undefined || value === null) continue;
    const written = name === 'Tags' ? JSON.stringify(value) : outward(value);
    text += `${text === '' ? '' : ','}${beginningOf(name)}${written}`;
  }
  return `{${text}}`;
}

/** Lists that the cloud keeps, and shows again and again, as they were written; an answer is never changed. */
const lists = new WeakMap<readonly unknown[], string>();

/** Text that JSON writes as it is. */
const UNESCAPED = /^[ !#-[\]-~]*$/;

function outward(value: unknown): string {
  if (typeof value === 'string') return UNESCAPED.test(value) ? `"${value}"` : JSON.stringify(value);
  if (!isObject(value) || value instanceof Date) return JSON.stringify(value) ?? 'null';
  if (!Array.isArray(value)) return jsonOf(value);
  const known = lists.get(value);
  if (known !== undefined) return known;
  const written = `[${value.map(outward).join(',')}]`;
  lists.set(value, written);
  return written;
}
