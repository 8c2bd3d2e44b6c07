import type { Member, ApiShape, Structure } from '../../services/index.ts';
import { ApiError, type Members } from '../cloud/index.ts';
import { quoted } from './exchange.ts';
import type { Pair } from './form.ts';

/** Most parameters of one request, and most entries of one list; AWS's own lists here end at 50 (tags). */
export const MOST_PARAMETERS = 1000;

/** EC2 counts the entries of its lists without the `member` of the others, and has names of its own for some members. */
export type Dialect = 'query' | 'ec2';

const malformed = (message: string): ApiError => new ApiError('MalformedInput', 400, message);

// `Name`, `Name.member.3` or `Name.member.3.Field`.
const PARAMETER = /^[A-Za-z]\w{0,127}(?:\.[A-Za-z\d]\w{0,127}){0,9}$/;

/** What was given under one name: a text, or parts with names of their own. */
interface Given {
  text?: string;
  readonly parts: Map<string, Given>;
}

/**
 * The input that the parameters of a query request describe: `Tags.member.1.Key=a` becomes `Tags: [{ Key: 'a' }]`, all
 * scalars stay text. Entries keep the order of their numbers; a list given as empty text is empty, as the SDKs send one.
 * What the action does not have is passed over.
 * @throws ApiError MalformedInput (400) for anything else that is not such an input
 */
export function queryInput(shape: Structure, parameters: readonly Pair[], dialect: Dialect): Members {
  if (parameters.length > MOST_PARAMETERS)
    throw malformed(`${parameters.length} parameters are more than ${MOST_PARAMETERS}`);
  const all: Given = { parts: new Map() };
  for (const [parameter, value] of parameters) {
    if (!PARAMETER.test(parameter)) throw malformed(`The parameter ${quoted(parameter)} is not valid`);
    const given = parameter.split('.').reduce(partOf, all);
    if (given.text !== undefined) throw malformed(`The parameter ${quoted(parameter)} is given more than once`);
    given.text = value;
  }
  return structure(shape, all, '', dialect);
}

function partOf({ parts }: Given, name: string): Given {
  const part = parts.get(name) ?? { parts: new Map<string, Given>() };
  parts.set(name, part);
  return part;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const askedAs = ({ asks, name }: Member, dialect: Dialect): string =>
  dialect === 'ec2' ? (asks ?? capital(name)) : name;

function structure({ members }: Structure, { parts }: Given, at: string, dialect: Dialect): Members {
  const read: Record<string, unknown> = {};
  for (const [name, member] of members) {
    const asked = askedAs(member, dialect);
    const given = parts.get(asked);
    if (given !== undefined) read[name] = valueOf(member.shape, given, `${at}${asked}`, dialect);
  }
  return read;
}

function valueOf(shape: ApiShape, given: Given, at: string, dialect: Dialect): unknown {
  const { text, parts } = given;
  if (text !== undefined && parts.size > 0) throw malformed(`The parameter ${quoted(at)} is given more than once`);
  if (shape.type === 'structure') {
    if (text !== undefined) throw malformed(`Structure expected for ${at}`);
    return structure(shape, given, `${at}.`, dialect);
  }
  if (shape.type === 'list') {
    if (text !== undefined && text !== '') throw malformed(`List expected for ${at}`);
    return text === '' ? [] : entries(shape.of, given, at, dialect);
  }
  if (shape.type === 'map') throw malformed(`${at} is a map, which is not read here`);
  if (text === undefined) throw malformed(`Start of list found where not expected: ${quoted(at)}`);
  return text;
}

/** The entries of a list, in the order of their numbers. */
function entries(of: Member, { parts }: Given, at: string, dialect: Dialect): readonly unknown[] {
  const numbered = dialect === 'ec2' ? parts : (parts.get(of.name)?.parts ?? new Map<string, Given>());
  if (numbered.size === 0) throw malformed(`List expected for ${at}`);
  return [...numbered]
    .map(([number, given]) => {
      if (!/^[1-9]\d{0,3}$/.test(number) || Number(number) > MOST_PARAMETERS)
        throw malformed(`Entry ${quoted(number)} of ${at} is none from 1 to ${MOST_PARAMETERS}`);
      return { number: Number(number), entry: valueOf(of.shape, given, `${at}.${number}`, dialect) };
    })
    .sort((a, b) => a.number - b.number)
    .map(({ entry }) => entry);
}
