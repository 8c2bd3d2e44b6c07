import { BlockList, isIP } from 'node:net';
import { filledIn, globMatches, variableKeys, type Variables } from './glob.ts';
import type { Condition } from './policy-document.ts';
import { every, not, some, type Beyond, type Truth } from './truth.ts';

/** What a request has for a context key: its values, undefined where it has none, or that this is not played. */
export type Context = (key: string) => readonly string[] | undefined | Beyond;

/** The variables of a document, from the context; a key with several values has none that could be filled in. */
export const variablesOf =
  (context: Context): Variables =>
  (key) => {
    const values = context(key);
    return Array.isArray(values) && values.length === 1 ? (values[0] as string) : undefined;
  };

/** Whether a text of a policy fits; one with a variable that is not played cannot be told. */
export function withVariables(text: string, context: Context | undefined, fits: () => Truth): Truth {
  for (const key of context === undefined ? [] : variableKeys(text)) {
    const found = context?.(key);
    if (found !== undefined && 'beyond' in found) return found;
  }
  return fits();
}

/** Whether a value of the request is what a policy wants; undefined for a wanted value that is none of the operator's type. */
type Comparison = (value: string, wanted: string, variables: Variables | undefined) => boolean | undefined;

type Order = (difference: number) => boolean;

const ORDERS: Readonly<Record<string, Order>> = {
  Equals: (difference) => difference === 0,
  LessThan: (difference) => difference < 0,
  LessThanEquals: (difference) => difference <= 0,
  GreaterThan: (difference) => difference > 0,
  GreaterThanEquals: (difference) => difference >= 0,
};

const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Milliseconds since 1970 of an ISO 8601 date, or of seconds since 1970. */
const dateIn = (text: string): number => (/^\d{1,12}$/.test(text) ? Number(text) * 1000 : Date.parse(text));

/** The five comparisons of what has an order. */
const ordered = (name: string, read: (text: string) => number): Readonly<Record<string, Comparison>> =>
  Object.fromEntries(
    Object.entries(ORDERS).map(([suffix, is]) => [
      `${name}${suffix}`,
      (value: string, wanted: string) => is(read(value) - read(wanted)),
    ]),
  );

const same: Comparison = (value, wanted, variables) => value === filledIn(wanted, variables);
const sameIgnoringCase: Comparison = (value, wanted, variables) =>
  value.toLowerCase() === filledIn(wanted, variables)?.toLowerCase();
const like: Comparison = (value, wanted, variables) => globMatches(wanted, value, variables);

const PARTS_OF_ARN = 6;

/** The six parts of an ARN, of which the last may hold colons. */
function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, PARTS_OF_ARN - 1), parts.slice(PARTS_OF_ARN - 1).join(':')];
}

/** Wildcards stand within one part of an ARN each (IAM user guide, ARN condition operators). */
const arnLike: Comparison = (value, wanted, variables) => {
  const [own, patterns] = [arnParts(value), arnParts(wanted)];
  return patterns.every((pattern, index) => globMatches(pattern, own[index] ?? '', variables));
};

/** Whether an address lies in a range (`203.0.113.0/24`), or is the one that is wanted. */
const inRange: Comparison = (value, wanted) => {
  const [net = '', length] = wanted.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  const most = family === 'ipv6' ? 128 : 32;
  const prefix = length === undefined ? most : Number(length);
  if (isIP(net) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) return undefined;
  const range = new BlockList();
  range.addSubnet(net, prefix, family);
  return isIP(value) !== 0 && range.check(value, isIP(value) === 6 ? 'ipv6' : 'ipv4');
};

/** Comparisons by the operator's name; `Not` is told apart before. Those on ARNs know wildcards under either name. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: same,
  StringEqualsIgnoreCase: sameIgnoringCase,
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: sameIgnoringCase,
  BinaryEquals: same,
  IpAddress: inRange,
  ...ordered('Numeric', numberIn),
  ...ordered('Date', dateIn),
};

const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Whether a condition holds (IAM user guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys"):
 * one wanted value is enough, none may fit where the operator has `Not`; a key that the request does not have fits nothing,
 * and every condition with `IfExists`, `ForAllValues` or `Not`.
 */
export function holds({ operator, key, values }: Condition, context: Context, knowsVariables: boolean): Truth {
  const found = context(key);
  if (found !== undefined && 'beyond' in found) return found;
  if (operator === 'Null') return values.includes(String(found === undefined));
  const [, set, full = '', optional] = OPERATOR.exec(operator) ?? [];
  const negated = full === 'NotIpAddress' || /^(?:String|Arn|Numeric|Date)Not/.test(full);
  const name = negated ? full.replace('Not', '') : full;
  const comparison = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (comparison === undefined) return { beyond: `the condition operator ${operator}` };
  if (found === undefined) return optional !== undefined || set === 'ForAllValues' || (set === undefined && negated);
  const variables = knowsVariables ? variablesOf(context) : undefined;
  const fits = (value: string): Truth => {
    const truth = some(values, (wanted) =>
      withVariables(
        wanted,
        knowsVariables ? context : undefined,
        () => comparison(value, wanted, variables) ?? { beyond: `${wanted} with the operator ${operator}` },
      ),
    );
    return negated ? not(truth) : truth;
  };
  return set === 'ForAllValues' ? every(found, fits) : some(found, fits);
}
