import { smallName } from '../wire/json-members.ts';
import type { SdkCommand } from './sdk.ts';

/**
 * Whether a value is such that what a client of the SDK writes of it, and the codec here reads again, is the value itself;
 * and as much the other way round. False means that it may be another, not that it is.
 */
type Plain = (value: unknown) => boolean;

/** The two sides of an operation: what is sent, and what is answered. */
export interface PlainOperation {
  readonly input: Plain;
  readonly output: Plain;
}

const never: Plain = () => false;
const text: Plain = (value) => typeof value === 'string' && !/\p{Surrogate}/u.test(value);
const number: Plain = (value) => Number.isFinite(value) && !Object.is(value, -0);
const truth: Plain = (value) => typeof value === 'boolean';

/** A part of the path: dots alone would be a step within it. */
const label: Plain = (value) => text(value) && !/^\.{0,2}$/.test(value as string);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const listOf =
  (item: Plain): Plain =>
  (value) =>
    Array.isArray(value) && value.every(item);

const mapOf =
  (member: Plain): Plain =>
  (value) =>
    isObject(value) && Object.keys(value).every((key) => key !== '__proto__' && text(key) && member(value[key]));

/** Scalars of the schemas that the SDK generates, and the bits that make a list or a map of them (`@smithy/types`, sentinels). */
const SCALARS: ReadonlyMap<number, Plain> = new Map([
  [0, text],
  [1, number],
  [2, truth],
]);
const LIST = 64;
const MAP = 128;

const ofNumber = (schema: number): Plain => {
  if (schema >= MAP) return mapOf(SCALARS.get(schema - MAP) ?? never);
  if (schema >= LIST) return listOf(SCALARS.get(schema - LIST) ?? never);
  return SCALARS.get(schema) ?? never;
};

/** `[3, namespace, name, traits, names of members, their schemas]`, as generated (`@smithy/types`, StaticStructureSchema). */
function structureOf([, , , , names, schemas]: readonly unknown[]): Plain {
  if (!Array.isArray(names) || !Array.isArray(schemas)) return never;
  const members = new Map(names.map((name: string, index) => [name, memberOf(name, schemas[index])]));
  const labels = names.filter((name: string) => members.get(name) === label);
  return (value) =>
    isObject(value) &&
    Object.keys(value).every((name) => members.get(name)?.(value[name]) === true) &&
    labels.every((name: string) => Object.hasOwn(value, name));
}

/** A member is plain where it travels in the path, or in the body under the name that the codec here gives it. */
function memberOf(name: string, schema: unknown): Plain {
  const [of, traits] = Array.isArray(schema) && schema.length === 2 ? schema : [schema, 0];
  if (traits === 1) return of === 0 ? label : never;
  const isNamed = typeof traits === 'object' && traits !== null && Object.keys(traits).join() === 'jsonName';
  return isNamed && traits.jsonName === smallName(name) ? plainOf(of) : never;
}

const known = new WeakMap<object, Plain>();

function plainOf(schema: unknown): Plain {
  if (typeof schema === 'number') return ofNumber(schema);
  if (typeof schema === 'function') return plainOf((schema as () => unknown)());
  if (!Array.isArray(schema)) return never;
  const before = known.get(schema);
  if (before !== undefined) return before;
  // A structure may hold itself; the SDK's own way is then taken.
  known.set(schema, never);
  const plain = ofArray(schema);
  known.set(schema, plain);
  return plain;
}

/** Bit 8 of the traits marks what is not to be logged (`@smithy/core`, traitsStruct): its value is one like any other. */
const SENSITIVE = 8;

/** A scalar with traits, a list or a structure: `[kind, namespace, name, traits, ...]`. */
function ofArray(schema: readonly unknown[]): Plain {
  const [kind, , , traits, of] = schema;
  if (traits !== 0 && !(kind === 0 && traits === SENSITIVE)) return never;
  if (kind === 0) return plainOf(of);
  if (kind === 1) return listOf(plainOf(Array.isArray(of) && of.length === 2 && of[1] === 0 ? of[0] : of));
  return kind === 3 ? structureOf(schema) : never;
}

const operations = new WeakMap<object, PlainOperation>();
const NONE: PlainOperation = { input: never, output: never };

/** What is plain in the operation of a command, by the schemas of its client; nothing where it has none. */
export function plainOperation({ schema }: SdkCommand): PlainOperation {
  if (schema === undefined) return NONE;
  const before = operations.get(schema);
  if (before !== undefined) return before;
  const made = { input: plainOf(schema[4]), output: plainOf(schema[5]) };
  operations.set(schema, made);
  return made;
}
