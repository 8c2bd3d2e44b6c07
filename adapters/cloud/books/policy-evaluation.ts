import { holds, variablesOf, withVariables, type Context } from './condition.ts';
import { globMatches } from './glob.ts';
import { statementsOf, type Scope, type Statement } from './policy-document.ts';
import { every, isBeyond, not, some, type Beyond, type Truth } from './truth.ts';

/** What is asked of policies. */
export interface AccessRequest {
  /** With the service's prefix: `iam:GetRole`. */
  readonly action: string;
  /** ARN of what the action is about, or `*` where it is about nothing in particular. */
  readonly resource: string;
  /** Of keys in any case; nothing unless given. */
  readonly context?: Context;
}

/** What policies say of a request; beyond what is played where AWS's answer hangs on something that is not. */
export type Decision = 'allowed' | 'implicitly denied' | 'explicitly denied' | Beyond;

const NOTHING: Context = () => undefined;

const covers = ({ not: negated, patterns }: Scope, fits: (pattern: string) => Truth): Truth =>
  negated ? not(some(patterns, fits)) : some(patterns, fits);

/** Whether a statement is about the request, whoever asks. */
export function applies(statement: Statement, { action, resource, context = NOTHING }: AccessRequest): Truth {
  const { actions, resources, conditions } = statement;
  const known = statement.variables ? context : undefined;
  const variables = known === undefined ? undefined : variablesOf(known);
  const asked = action.toLowerCase();
  const isAction = (pattern: string): Truth => globMatches(pattern.toLowerCase(), asked);
  const isResource = (pattern: string): Truth =>
    withVariables(pattern, known, () => globMatches(pattern, resource, variables));
  const parts: readonly (() => Truth)[] = [
    () => covers(actions, isAction),
    () => resources === undefined || covers(resources, isResource),
    () => every(conditions, (condition) => holds(condition, context, statement.variables)),
  ];
  return every(parts, (part) => part());
}

/**
 * What statements say of a request: one that denies outweighs all that allow, and what none allows is denied (IAM user
 * guide, policy evaluation logic).
 */
export function decideBy(statements: readonly Statement[], about: (statement: Statement) => Truth): Decision {
  const of = (effect: Statement['effect']): Truth =>
    some(
      statements.filter((statement) => statement.effect === effect),
      about,
    );
  const denied = of('Deny');
  if (denied === true) return 'explicitly denied';
  const allowed = of('Allow');
  if (allowed === false) return 'implicitly denied';
  return isBeyond(denied) ? denied : isBeyond(allowed) ? allowed : 'allowed';
}

/**
 * What identity-based policies say of a request. `*` and `?` stand for any text and any character, policy variables
 * (`${aws:username}`) for the request's context. A text that is no policy says nothing, and nor does a statement without
 * a resource.
 */
export function decide(documents: readonly string[], request: AccessRequest): Decision {
  const statements = documents.flatMap((document) => statementsOf(document) ?? []);
  return decideBy(statements, (statement) => statement.resources !== undefined && applies(statement, request));
}

/** Policies of one type, which all must allow what is done: `permissions boundary`. */
export interface Layer {
  /** As AWS's refusals name it. */
  readonly type: 'identity-based policy' | 'permissions boundary' | 'session policy';
  readonly documents: readonly string[];
  /** A policy among them whose document is not known here. */
  readonly unknown?: string;
}

/** What layers of policies say of a request, and which of them where it is denied. */
export interface LayeredDecision {
  readonly decision: Decision;
  readonly by?: Layer['type'];
}

/** What one layer says; a policy that is not known here might allow or deny anything that the others do not deny. */
function decideLayer({ documents, unknown }: Layer, request: AccessRequest): Decision {
  const decision = decide(documents, request);
  return decision === 'explicitly denied' || unknown === undefined
    ? decision
    : { beyond: `the document of the policy ${unknown}` };
}

/** What layers of policies say of a request: what one denies is denied, and what all allow is allowed. */
export function decideLayers(layers: readonly Layer[], request: AccessRequest): LayeredDecision {
  const all = layers.map((layer) => ({ decision: decideLayer(layer, request), by: layer.type }));
  const first = (kind: Decision): LayeredDecision | undefined => all.find(({ decision }) => decision === kind);
  const beyond = all.find(({ decision }) => isBeyond(decision));
  return first('explicitly denied') ?? first('implicitly denied') ?? beyond ?? { decision: 'allowed' };
}

/**
 * Whether a text is a policy document, of a trust policy or of any other: what IAM does not refuse with
 * MalformedPolicyDocument.
 */
export const isPolicyDocument = (text: string): boolean => statementsOf(text) !== undefined;
