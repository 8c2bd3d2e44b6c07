import type { Members } from '../cloud/api-call.ts';

/** Deepest nesting of a request's JSON; the API models' own structures end at 5. */
export const DEEPEST = 32;

/** A document that is nested deeper than any input of AWS. */
export class TooDeep extends Error {}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The members of answers are few, so the names that they have on the wire are kept. */
const smallNames = new Map<string, string>();
/** A member's name on the wire: `egressAccessLogs` for `EgressAccessLogs`. */
export function smallName(name: string): string {
  const known = smallNames.get(name);
  if (known !== undefined) return known;
  const made = name.charAt(0).toLowerCase() + name.slice(1);
  smallNames.set(name, made);
  return made;
}

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

/** Members as a document to be written as JSON: the way back of `fromJson`. Dates are left to JSON, which gives ISO 8601. */
export function toJson(members: object): object {
  const document: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    const value: unknown = (members as Members)[name];
    if (value !== undefined && value !== null) document[smallName(name)] = name === 'Tags' ? value : outward(value);
  }
  return document;
}

/** Lists that the cloud keeps, and shows again and again, as they were written; an answer is never changed. */
const lists = new WeakMap<readonly unknown[], readonly unknown[]>();

function outward(value: unknown): unknown {
  if (!isObject(value) || value instanceof Date) return value;
  if (!Array.isArray(value)) return toJson(value);
  const known = lists.get(value);
  if (known !== undefined) return known;
  const written = value.map(outward);
  lists.set(value, written);
  return written;
}
