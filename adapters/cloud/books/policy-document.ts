import { ApiError } from '../api-call.ts';

/** One comparison of a condition: `StringEquals`, a context key, and the values that it may have. */
export interface Condition {
  readonly operator: string;
  /** In lower case: IAM tells no two keys apart by their case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** What a statement is about: everything that one of the patterns fits, or with `not` everything that none fits. */
export interface Scope {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

/** Whom a statement is about, or with `not` whom it is not about. */
export interface Principals {
  readonly not: boolean;
  /** ARNs, account ids or `*` by kind. `"*"` alone is everybody of the kind `AWS`. */
  readonly named: Readonly<Record<string, readonly string[]>>;
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Scope;
  /** Absent where the statement is of a policy that is attached to a resource. */
  readonly resources?: Scope;
  /** Who it is about, by what AWS calls the kind: `AWS`, `Service`; absent in identity-based policies. */
  readonly principals?: Principals;
  /** Whether it knows policy variables: only those of version 2012-10-17 do (IAM user guide, Version). */
  readonly variables: boolean;
  readonly conditions: readonly Condition[];
}

type Json = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const only = (value: Json, ...names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

/** A text or a list of texts as a list; undefined for anything else, an empty list included. */
function texts(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  const isList = Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string');
  return isList ? value : undefined;
}

/** The scope that `Action` or `NotAction`, `Resource` or `NotResource` gives; null where both are absent. */
function scope(statement: Json, name: string): Scope | null | undefined {
  const [plain, negated] = [statement[name], statement[`Not${name}`]];
  if (plain === undefined && negated === undefined) return null;
  if (plain !== undefined && negated !== undefined) return undefined;
  const patterns = texts(plain ?? negated);
  return patterns === undefined ? undefined : { not: plain === undefined, patterns };
}

/** The principals that a statement names; null where it names none. */
function principals(statement: Json): Principals | null | undefined {
  const [plain, negated] = [statement['Principal'], statement['NotPrincipal']];
  const value = plain ?? negated;
  if (value === undefined) return null;
  if (plain !== undefined && negated !== undefined) return undefined;
  if (value === '*') return { not: plain === undefined, named: { AWS: ['*'] } };
  if (!isObject(value)) return undefined;
  const named = Object.entries(value).map(([kind, who]) => [kind, texts(who)] as const);
  if (named.length === 0 || named.some(([, who]) => who === undefined)) return undefined;
  return { not: plain === undefined, named: Object.fromEntries(named) as Principals['named'] };
}

function conditions(value: unknown): readonly Condition[] | undefined {
  if (value === undefined) return [];
  if (!isObject(value)) return undefined;
  const found: Condition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return undefined;
    for (const [key, wanted] of Object.entries(keys)) {
      const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
      if (!list.every((one) => ['string', 'number', 'boolean'].includes(typeof one))) return undefined;
      found.push({ operator, key: key.toLowerCase(), values: list.map(String) });
    }
  }
  return found;
}

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

function statementOf(raw: unknown, variables: boolean): Statement | undefined {
  if (!isObject(raw) || !only(raw, ...ELEMENTS)) return undefined;
  const effect = raw['Effect'];
  const [actions, resources, comparisons, who] = [
    scope(raw, 'Action'),
    scope(raw, 'Resource'),
    conditions(raw['Condition']),
    principals(raw),
  ];
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  if (!actions || resources === undefined || comparisons === undefined || who === undefined) return undefined;
  if (resources === null && who === null) return undefined;
  return {
    effect,
    actions,
    ...(resources === null ? {} : { resources }),
    ...(who === null ? {} : { principals: who }),
    variables,
    conditions: comparisons,
  };
}

function parse(text: string): readonly Statement[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(document) || !only(document, 'Version', 'Id', 'Statement')) return undefined;
  const { Version: version, Statement: given } = document;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') return undefined;
  const statements = (Array.isArray(given) ? given : [given]).map((one) => statementOf(one, version === '2012-10-17'));
  const valid = statements.filter((one) => one !== undefined);
  return valid.length === statements.length && valid.length > 0 ? valid : undefined;
}

const MOST_REMEMBERED = 500;
const remembered = new Map<string, readonly Statement[] | undefined>();

/**
 * The statements of a policy document; undefined for a text that is none (IAM user guide, grammar of the IAM JSON policy
 * language): a JSON object of the known elements, with an effect, an action and a resource or principal in every statement.
 * The documents read last are remembered, so that asking again costs nothing.
 */
export function statementsOf(text: string): readonly Statement[] | undefined {
  if (remembered.has(text)) return remembered.get(text);
  const statements = parse(text);
  if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(text, statements);
  return statements;
}

const malformed = (message: string): ApiError => new ApiError('MalformedPolicyDocument', 400, message);

/** An action as IAM takes one: everything, or one that begins with a service's prefix. */
const ACTION = /^(?:\*|[\w-]+:.+)$/;

/**
 * Takes a policy that says what its holder may do, or refuses it as IAM does.
 * @throws ApiError MalformedPolicyDocument (400)
 */
export function checkIdentityPolicy(text: string): void {
  const statements = statementsOf(text);
  if (statements === undefined) throw malformed('Syntax errors in policy.');
  for (const { principals: who, resources, actions } of statements) {
    if (who !== undefined) throw malformed('Policy document should not specify a principal.');
    if (!actions.patterns.every((action) => ACTION.test(action)))
      throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    const odd = resources?.patterns.find((pattern) => !/^(?:\*|arn:.*|\$\{.*)$/s.test(pattern));
    if (odd !== undefined) throw malformed(`Resource ${odd.slice(0, 200)} must be in ARN format or "*".`);
  }
}
