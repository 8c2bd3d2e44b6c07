import { filledIn, globMatches, type Variables } from './glob.ts';
import { statementsOf, type Condition, type Scope, type Statement } from './policy-document.ts';

/** What is asked of policies. */
export interface AccessRequest {
  /** With the service's prefix: `iam:GetRole`. */
  readonly action: string;
  /** ARN of what the action is about, or `*` where it is about nothing in particular. */
  readonly resource: string;
  /** Context keys, in any case: `iam:AWSServiceName`. */
  readonly context?: Readonly<Record<string, string>>;
}

export type Decision = 'allowed' | 'implicitly denied' | 'explicitly denied';

const contextOf = ({ context = {} }: AccessRequest): Variables => {
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => values.get(key.toLowerCase());
};

type Comparison = (value: string, wanted: string, variables: Variables | undefined) => boolean;

const same: Comparison = (value, wanted, variables) => value === filledIn(wanted, variables);
const sameIgnoringCase: Comparison = (value, wanted, variables) =>
  value.toLowerCase() === filledIn(wanted, variables)?.toLowerCase();
const like: Comparison = (value, wanted, variables) => globMatches(wanted, value, variables);

/** Comparisons by the operator's name; `Not` is told apart before. Those on ARNs know wildcards under either name. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: same,
  StringEqualsIgnoreCase: sameIgnoringCase,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: sameIgnoringCase,
};

const IF_EXISTS = 'IfExists';

/** Whether a condition holds; undefined for an operator that is not played here. */
function holds({ operator, key, values }: Condition, context: Variables, variables?: Variables): boolean | undefined {
  const value = context(key);
  if (operator === 'Null') return values.includes(String(value === undefined));
  const optional = operator.endsWith(IF_EXISTS);
  const name = optional ? operator.slice(0, -IF_EXISTS.length) : operator;
  const negated = /^(?:String|Arn)Not/.test(name);
  const plain = negated ? name.replace('Not', '') : name;
  const comparison = Object.hasOwn(COMPARISONS, plain) ? COMPARISONS[plain] : undefined;
  if (comparison === undefined) return undefined;
  if (value === undefined) return optional || negated;
  return values.some((wanted) => comparison(value, wanted, variables)) !== negated;
}

const covers = ({ not, patterns }: Scope, fits: (pattern: string) => boolean): boolean => patterns.some(fits) !== not;

/** Whether a statement is about the request. */
function applies(statement: Statement, { action, resource }: AccessRequest, context: Variables): boolean {
  const { effect, actions, resources, conditions } = statement;
  const variables = statement.variables ? context : undefined;
  const asked = action.toLowerCase();
  if (!covers(actions, (pattern) => globMatches(pattern.toLowerCase(), asked))) return false;
  if (resources === undefined || !covers(resources, (pattern) => globMatches(pattern, resource, variables)))
    return false;
  // An operator that is not played here is taken so that nobody is let in by it.
  return conditions.every((condition) => holds(condition, context, variables) ?? effect === 'Deny');
}

/**
 * What identity-based policies say of a request: one statement that denies outweighs all that allow, and what none allows
 * is denied (IAM user guide, policy evaluation logic). `*` and `?` stand for any text and any character, policy variables
 * (`${aws:username}`) for the request's context. Conditions compare texts and ARNs, Bool and Null; one with another operator
 * (numbers, dates, addresses, sets) never lets an Allow apply and never keeps a Deny from it. A text that is no policy
 * document says nothing.
 */
export function decide(documents: readonly string[], request: AccessRequest): Decision {
  const context = contextOf(request);
  let allowed = false;
  for (const document of documents)
    for (const statement of statementsOf(document) ?? []) {
      if (allowed && statement.effect === 'Allow') continue;
      if (!applies(statement, request, context)) continue;
      if (statement.effect === 'Deny') return 'explicitly denied';
      allowed = true;
    }
  return allowed ? 'allowed' : 'implicitly denied';
}

/**
 * Whether a text is a policy document, of a trust policy or of any other: what IAM does not refuse with
 * MalformedPolicyDocument.
 */
export const isPolicyDocument = (text: string): boolean => statementsOf(text) !== undefined;
