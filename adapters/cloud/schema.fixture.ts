/** The run-time schemas of the AWS SDK's clients, as far as they tell which members a structure has. */
type Ref = number | string | (() => Schema) | readonly unknown[];
export type Schema = readonly [kind: number, ns: string, name: string, traits: unknown, ...rest: unknown[]];

const STRUCTURE = 3;
const LIST = 1;
const OPERATION = 9;

export interface Structure {
  readonly members: readonly string[];
  readonly required: readonly string[];
}

export function structureOf(schema: Schema): Structure {
  if (schema[0] === STRUCTURE) {
    const members = schema[4] as readonly string[];
    return { members, required: members.slice(0, (schema[6] as number | undefined) ?? 0) };
  }
  // `unit`: an operation without input or output.
  return { members: [], required: [] };
}

/** The input and the output of an operation of a client package. */
export function operationSchema(client: object, action: string): { readonly input: Schema; readonly output: Schema } {
  const schema = (client as { readonly [name: string]: unknown })[`${action}$`] as Schema | undefined;
  if (schema?.[0] !== OPERATION) throw new RangeError(`The client has no operation ${action}.`);
  const resolved = (ref: unknown): Schema => (typeof ref === 'function' ? (ref as () => Schema)() : [0, '', 'unit', 0]);
  return { input: resolved(schema[4]), output: resolved(schema[5]) };
}

function scalarMisfits(ref: number, value: unknown, at: string): string[] {
  const kinds: Readonly<Record<number, string>> = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'date' };
  const kind = value instanceof Date ? 'date' : typeof value;
  return kinds[ref] === kind ? [] : [`${at} is a ${kind}, not a ${kinds[ref] ?? `type ${ref}`}`];
}

function refMisfits(ref: Ref, value: unknown, at: string): string[] {
  if (Array.isArray(ref)) return refMisfits(ref[0] as Ref, value, at);
  if (typeof ref === 'function') return misfits(ref(), value, at);
  if (typeof ref !== 'number') return [`${at} has a schema that is not read here`];
  if (ref < 64) return scalarMisfits(ref, value, at);
  if (!Array.isArray(value)) return [`${at} is no list`];
  return value.flatMap((entry, index) => scalarMisfits(ref - 64, entry, `${at}[${index}]`));
}

/** What of a value a schema does not have, or demands and does not get. */
export function misfits(schema: Schema, value: unknown, at = 'it'): string[] {
  // A simple type with traits, such as a secret.
  if (schema[0] === 0 && schema[2] !== 'unit') return refMisfits(schema[4] as Ref, value, at);
  if (schema[0] === LIST) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((entry, index) => refMisfits(schema[4] as Ref, entry, `${at}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${at} is no structure`];
  const { members, required } = structureOf(schema);
  const given = Object.entries(value).filter(([, one]) => one !== undefined);
  return [
    ...required.filter((member) => !given.some(([name]) => name === member)).map((member) => `${at} lacks ${member}`),
    ...given.flatMap(([name, one]) => {
      const place = members.indexOf(name);
      if (place === -1) return [`${at} has no member ${name}`];
      return refMisfits((schema[5] as readonly Ref[])[place] as Ref, one, `${at}.${name}`);
    }),
  ];
}
