import type { ApiShape, Structure } from '../../services/index.ts';
import type { Members } from '../cloud/index.ts';

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The members of a JSON document, as a structure has them. What it does not have is passed over, as AWS does; a member that is
 * null is absent; one of a wrong type stays what it is.
 */
export function fromJson({ members }: Structure, document: Members): Members {
  const read: Record<string, unknown> = {};
  for (const [name, member] of members) {
    const value = Object.hasOwn(document, member.name) ? document[member.name] : undefined;
    if (member.in === undefined && value !== undefined && value !== null) read[name] = inward(member.shape, value);
  }
  return read;
}

function inward(shape: ApiShape, value: unknown): unknown {
  if (shape.type === 'structure') return isObject(value) ? fromJson(shape, value) : value;
  if (shape.type === 'list')
    return Array.isArray(value) ? value.map((entry: unknown) => inward(shape.of.shape, entry)) : value;
  if (shape.type === 'map') return isObject(value) ? mapped(value, (entry) => inward(shape.value.shape, entry)) : value;
  return shape.type === 'timestamp' && typeof value === 'number' ? new Date(value * 1000) : value;
}

const mapped = (value: Members, of: (entry: unknown) => unknown): Members =>
  Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, of(entry)]));

/** Members as JSON: the way back of `fromJson`. A member that is absent or null is left out. */
export const jsonOf = (shape: Structure, members: Members): string => JSON.stringify(outward(shape, members));

function outward(shape: ApiShape, value: unknown): unknown {
  if (shape.type === 'structure') {
    const of = value as Members;
    const given = [...shape.members].filter(([name]) => of[name] !== undefined && of[name] !== null);
    return Object.fromEntries(given.map(([name, member]) => [member.name, outward(member.shape, of[name])]));
  }
  if (shape.type === 'list') return (value as readonly unknown[]).map((entry) => outward(shape.of.shape, entry));
  if (shape.type === 'map') return mapped(value as Members, (entry) => outward(shape.value.shape, entry));
  const isSeconds = shape.type === 'timestamp' && shape.timestampFormat !== 'iso8601';
  return value instanceof Date && isSeconds ? value.getTime() / 1000 : value;
}
