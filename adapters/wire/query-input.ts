import { ApiError, type Members } from '../cloud/api-call.ts';
import { quoted } from './exchange.ts';
import type { Pair } from './form.ts';

/** Most parameters of one request, and most entries of one list; AWS's own lists here end at 50 (tags). */
export const MOST_PARAMETERS = 1000;

/** Members of IAM's and STS's inputs that are lists, and of what (API models 2010-05-08 and 2011-06-15); all others are text. */
const LISTS: ReadonlyMap<string, 'texts' | 'structures'> = new Map([
  ...['ActionNames', 'Audience', 'ClientIDList', 'Filter', 'OrderedOrganizationPolicyInputList'].map(texts),
  ...['PermissionsBoundaryPolicyInputList', 'PolicyExclusionList', 'PolicyInputList', 'ResourceArns'].map(texts),
  ...['ServiceNamespaces', 'TagKeys', 'ThumbprintList', 'TransitiveTagKeys'].map(texts),
  ...['PolicyArns', 'ProvidedContexts', 'Tags'].map((name) => [name, 'structures'] as const),
]);

function texts(name: string): readonly [string, 'texts'] {
  return [name, 'texts'];
}

const malformed = (message: string): ApiError => new ApiError('MalformedInput', 400, message);

// `Name`, `Name.member.3` or `Name.member.3.Field`.
const PARAMETER = /^([A-Za-z]\w{0,127})(?:\.member\.([1-9]\d{0,3})(?:\.([A-Za-z]\w{0,127}))?)?$/;

type Entry = string | Record<string, string>;

/**
 * The input that the parameters of a query request describe: `Tags.member.1.Key=a` becomes `Tags: [{ Key: 'a' }]`, all
 * else stays text. Entries keep the order of their numbers; a list given as empty text is empty, as the SDKs send one.
 * @throws ApiError MalformedInput (400) for anything else that is not such an input
 */
export function queryInput(parameters: readonly Pair[]): Members {
  if (parameters.length > MOST_PARAMETERS)
    throw malformed(`${parameters.length} parameters are more than ${MOST_PARAMETERS}`);
  const input: Record<string, unknown> = {};
  const lists = new Map<string, Map<number, Entry>>();
  for (const [parameter, value] of parameters) {
    const [, name, number, field] = PARAMETER.exec(parameter) ?? [];
    if (name === undefined) throw malformed(`The parameter ${quoted(parameter)} is not valid`);
    if (number === undefined) {
      if (Object.hasOwn(input, name)) throw malformed(`The parameter ${quoted(name)} is given more than once`);
      if (LISTS.has(name) && value !== '') throw malformed(`List expected for ${name}`);
      input[name] = LISTS.has(name) ? [] : value;
    } else {
      const list = lists.get(name) ?? new Map<number, Entry>();
      lists.set(name, list);
      place(list, { name, parameter, number: Number(number), field }, value);
    }
  }
  for (const [name, list] of lists) {
    if (Object.hasOwn(input, name)) throw malformed(`The parameter ${quoted(name)} is given more than once`);
    input[name] = [...list].sort(([a], [b]) => a - b).map(([, entry]) => entry);
  }
  return input;
}

interface Place {
  readonly name: string;
  readonly parameter: string;
  readonly number: number;
  readonly field: string | undefined;
}

/** Puts one value into a list, at its number, as a whole or as a field. */
function place(list: Map<number, Entry>, { name, parameter, number, field }: Place, value: string): void {
  const kind = LISTS.get(name);
  if (kind === undefined) throw malformed(`Start of list found where not expected: ${quoted(parameter)}`);
  if ((kind === 'structures') !== (field !== undefined))
    throw malformed(
      `${kind === 'texts' ? 'Text' : 'Structure'} expected for the entries of ${name}: ${quoted(parameter)}`,
    );
  if (number > MOST_PARAMETERS)
    throw malformed(`Entry ${number} of ${name} is beyond ${MOST_PARAMETERS}: ${quoted(parameter)}`);
  const entry = list.get(number);
  if (field === undefined) {
    if (entry !== undefined) throw malformed(`The parameter ${quoted(parameter)} is given more than once`);
    list.set(number, value);
    return;
  }
  const fields = typeof entry === 'object' ? entry : {};
  if (Object.hasOwn(fields, field)) throw malformed(`The parameter ${quoted(parameter)} is given more than once`);
  fields[field] = value;
  list.set(number, fields);
}
