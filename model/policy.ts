import { parseJson } from './bounded-json.ts';
import type { Json } from './outcome.ts';

type Statement = { readonly [key: string]: Json };

const list = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function principals(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [`principal ${String(value)}`];
  return Object.entries(value as Statement).flatMap(([kind, names]) =>
    list(names).map((name) => `${kind} ${String(name)}`),
  );
}

/** AWS takes documents of 131,072 characters at most, and none that nests as deep. */
const BOUNDS = { length: 131_072, depth: 32, values: 20_000 };

/** Characters of all lines of one document, which is a product of its lists; those of the policies here are below 2,000. */
const MOST_TEXT = 1_000_000;

/**
 * A policy document as its sorted grants, one line for each effect, action and resource (or principal), so that list and
 * scalar forms, and any order of statements, are equal. A condition becomes part of its lines. Gives undefined when the
 * text is no policy document, or one far larger than any on AWS.
 */
export function policyGrants(document: string): readonly string[] | undefined {
  let parsed: Json;
  try {
    parsed = parseJson(document, BOUNDS) as Json;
  } catch {
    return undefined;
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return undefined;
  const grants = new Set<string>();
  let size = 0;
  for (const raw of list((parsed as Statement)['Statement'])) {
    if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) return undefined;
    const statement = raw as Statement;
    const objects = [
      ...list(statement['Resource']).map((resource) => `on ${String(resource)}`),
      ...principals(statement['Principal']).map((principal) => `to ${principal}`),
    ];
    const odd = Object.keys(statement)
      .filter((key) => !['Sid', 'Effect', 'Action', 'Resource', 'Principal'].includes(key))
      .sort()
      .map((key) => ` with ${key} ${JSON.stringify(statement[key])}`)
      .join('');
    const actions = list(statement['Action']);
    for (const action of actions.length > 0 ? actions : ['no action'])
      for (const object of objects.length > 0 ? objects : ['on nothing']) {
        const grant = `${String(statement['Effect'])} ${String(action)} ${object}${odd}`;
        size += grant.length;
        if (size > MOST_TEXT) return undefined;
        grants.add(grant);
      }
  }
  return [...grants].sort();
}

/** The grants of a trust policy by which one service, and no one else, may assume a role. */
export const trustGrants = (principal: string): readonly string[] => [`Allow sts:AssumeRole to Service ${principal}`];

const PART = /^(\S+) (.+?) (on|to) (.+)$/s;
const CONDITION = / with (\S+) (.*)$/s;

/**
 * A policy document with these grants: the inverse of `policyGrants`. `as: 'lists'` writes actions and principals as lists,
 * which is how CreateServiceLinkedRole shows a trust policy; GetRole shows scalars (both recorded on AWS).
 * @throws RangeError for a line that is no grant
 */
export function policyDocument(grants: readonly string[], as: 'scalars' | 'lists' = 'scalars'): string {
  const wrap = (value: string): Json => (as === 'lists' ? [value] : value);
  const statements = grants.map((grant): Json => {
    const [, effect, action, relation, rest] = PART.exec(grant) ?? [];
    const [condition, key, value] = CONDITION.exec(rest ?? '') ?? [''];
    const object = rest?.slice(0, rest.length - condition.length) ?? '';
    if (effect === undefined || action === undefined || object === '')
      throw new RangeError(`${JSON.stringify(grant)} is no grant.`);
    const named: { [key: string]: Json } = { Effect: effect, Action: wrap(action) };
    if (relation === 'on') named['Resource'] = object;
    else if (object.includes(' ')) {
      const [kind = '', name = ''] = object.split(' ');
      named['Principal'] = kind === 'principal' ? name : { [kind]: wrap(name) };
    }
    if (key !== undefined && value !== undefined) named[key] = JSON.parse(value) as Json;
    return named;
  });
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
