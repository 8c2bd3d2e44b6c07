import { ApiError, type ApiCall, type Members } from './api-call.ts';
import { IAM_INPUTS, STS_INPUTS, type InputRule, type Rule } from './input-rules.ts';
import { checkMediaInput } from './media-constraints.ts';

const given = (input: Members, member: string): unknown => {
  const value = Object.hasOwn(input, member) ? input[member] : undefined;
  return value === null ? undefined : value;
};

/** A member's name as AWS's messages spell it: `roleName`. */
const spelt = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

const violation = (member: string, what: string): string =>
  `Value at '${spelt(member)}' failed to satisfy constraint: Member must ${what}`;

const missing = (member: string): string =>
  `Value null at '${spelt(member)}' failed to satisfy constraint: Member must not be null`;

/** The refusal of an input that breaks these constraints, in the form that IAM and STS give it. */
function refusal(violations: readonly string[]): ApiError {
  const count = `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected`;
  return new ApiError('ValidationError', 400, `${count}: ${violations.join('; ')}`);
}

/**
 * A member that is text; undefined where it is absent.
 * @throws ApiError ValidationError (400) where it is something else
 */
export function text(input: Members, member: string): string | undefined {
  const value = given(input, member);
  if (value === undefined || typeof value === 'string') return value;
  throw refusal([violation(member, 'be text')]);
}

/**
 * A member that must be there, and be text.
 * @throws ApiError ValidationError (400) where it is absent or something else
 */
export function requiredText(input: Members, member: string): string {
  const value = text(input, member);
  if (value === undefined) throw refusal([missing(member)]);
  return value;
}

const asInteger = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
};

/**
 * A member that is an integer, or one as text (`"7200"`); undefined where it is absent.
 * @throws ApiError ValidationError (400) where it is something else
 */
export function integer(input: Members, member: string): number | undefined {
  const value = given(input, member);
  if (value === undefined) return undefined;
  const number = asInteger(value);
  if (number === undefined) throw refusal([violation(member, 'be an integer')]);
  return number;
}

/**
 * A member that is a list; empty where it is absent.
 * @throws ApiError ValidationError (400) where it is something else
 */
export function list(input: Members, member: string): readonly unknown[] {
  const value = given(input, member) ?? [];
  if (!Array.isArray(value)) throw refusal([violation(member, 'be a list')]);
  return value;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/**
 * The tags that an input of IAM gives, in their order; none where it gives none.
 * @throws ApiError ValidationError (400) for anything but a list of keys and values
 */
export const tags = (input: Members): readonly Tag[] =>
  list(input, 'Tags').map((tag, index) => {
    const at = `Tags.${index + 1}.member`;
    if (!isObject(tag)) throw refusal([violation(at, 'be a structure')]);
    const [Key, Value] = [given(tag, 'Key'), given(tag, 'Value')];
    if (typeof Key !== 'string') throw refusal([missing(`${at}.key`)]);
    if (typeof Value !== 'string') throw refusal([missing(`${at}.value`)]);
    return { Key, Value };
  });

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of a rule a value breaks, in AWS's words. */
function* broken(rule: Rule, value: unknown, at: string): Generator<string> {
  switch (rule.type) {
    case 'text':
      if (typeof value !== 'string') yield violation(at, 'be text');
      else yield* brokenText(rule, value, at);
      return;
    case 'integer': {
      const number = asInteger(value);
      if (number === undefined) yield violation(at, 'be an integer');
      else if (number < rule.min) yield violation(at, `have value greater than or equal to ${rule.min}`);
      else if (number > rule.max) yield violation(at, `have value less than or equal to ${rule.max}`);
      return;
    }
    case 'boolean':
      if (!['true', 'false'].includes(String(value))) yield violation(at, 'be a boolean');
      return;
    case 'list':
      if (!Array.isArray(value)) yield violation(at, 'be a list');
      else if (value.length > rule.max) yield violation(at, `have length less than or equal to ${rule.max}`);
      else for (const [index, entry] of value.entries()) yield* broken(rule.of, entry, `${at}.${index + 1}.member`);
      return;
    case 'structure':
      if (!isObject(value)) yield violation(at, 'be a structure');
      else yield* brokenMembers(rule.members, value, `${at}.`);
  }
}

function* brokenText(rule: Extract<Rule, { readonly type: 'text' }>, value: string, at: string): Generator<string> {
  const { min = 0, max = Infinity, pattern, values } = rule;
  if (value.length < min) yield violation(at, `have length greater than or equal to ${min}`);
  if (value.length > max) yield violation(at, `have length less than or equal to ${max}`);
  if (pattern !== undefined && !pattern.matches.test(value))
    yield violation(at, `satisfy regular expression pattern: ${pattern.shown}`);
  if (values !== undefined && !values.includes(value))
    yield violation(at, `satisfy enum value set: [${values.join(', ')}]`);
}

function* brokenMembers(rules: InputRule, input: Members, prefix: string): Generator<string> {
  for (const [member, { required, rule }] of Object.entries(rules)) {
    const value = given(input, member);
    const at = prefix === '' ? member : `${prefix}${spelt(member)}`;
    if (value !== undefined) yield* broken(rule, value, at);
    else if (required) yield missing(at);
  }
}

/**
 * Holds an input against what the API model of its service demands: members that must be there, types, lengths, patterns
 * and ranges. Members that the action does not have are passed over, as AWS does. What the reference model decides itself
 * is not looked at: CreateServiceLinkedRole, and the descriptions of roles and channels.
 * @throws ApiError ValidationError (400) that names every member that is wrong; for MediaPackage one of its own errors
 */
export function checkInput(service: ApiCall['service'], action: string, input: Members): void {
  if (service === 'mediapackage' || service === 'mediapackage-vod') {
    checkMediaInput(action, input);
    return;
  }
  const inputs = service === 'iam' ? IAM_INPUTS : STS_INPUTS;
  const rules = Object.hasOwn(inputs, action) ? inputs[action] : undefined;
  if (rules === undefined) return;
  const violations = [...brokenMembers(rules, input, '')];
  if (violations.length > 0) throw refusal(violations);
}
