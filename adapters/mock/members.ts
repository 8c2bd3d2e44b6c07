import type { Members } from '../cloud/api-call.ts';
import { uriEncoded } from '../wire/uri.ts';

type Leaf = (value: unknown, name: string) => unknown;

/** Copies a value, without members that are undefined or null: neither crosses the wire. */
function copy(value: unknown, leaf: Leaf, name: string): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array)
    return leaf(value, name);
  if (Array.isArray(value)) return value.filter((item) => item != null).map((item) => copy(item, leaf, name));
  const copied: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const member = (value as Members)[key];
    if (member === undefined || member === null) continue;
    // Not assigned: `__proto__` must stay a key like any other.
    if (key === '__proto__') Object.defineProperty(copied, key, { value: copy(member, leaf, key), enumerable: true });
    else copied[key] = copy(member, leaf, key);
  }
  return copied;
}

/** Text of these members travels percent-encoded, and the SDK gives it so (IAM API reference: GetRole, GetPolicyVersion). */
const DOCUMENTS: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

const asText: Leaf = (value) => (value instanceof Date ? value.toISOString() : String(value));
const asIs: Leaf = (value) => value;
const asShown: Leaf = (value, name) => {
  if (value instanceof Date) return new Date(Math.floor(value.getTime() / 1000) * 1000);
  return typeof value === 'string' && DOCUMENTS.has(name) ? uriEncoded(value) : value;
};

/** A command's input, cut off from what the caller does with it later. */
export const inputOf = (input: Members): Members => copy(input, asIs, '') as Members;

/** A command's input as the query protocol (IAM, STS) sends it: all scalars as text. */
export const queryInputOf = (input: Members): Members => copy(input, asText, '') as Members;

/** An answer of IAM or STS as the client gives it: dates in whole seconds, policy documents encoded. */
export const queryAnswerOf = (answer: Members): Record<string, unknown> =>
  copy(answer, asShown, '') as Record<string, unknown>;

const asWritten: Leaf = (value) => (value instanceof Date ? value.toISOString() : value);

/** An answer of MediaPackage as its JSON says it, by the names that the client gives its members: dates as text. */
export const restAnswerOf = (answer: Members): Members => copy(answer, asWritten, '') as Members;
