import { actionModel, type ApiService, type Scalar, type ApiShape, type Structure } from '../../services/index.ts';
import { ApiError, type Members } from './api-call.ts';
import { boundsOf, shapeIn } from './constraint-exceptions.ts';

const given = (input: Members, member: string): unknown => {
  const value = Object.hasOwn(input, member) ? input[member] : undefined;
  return value === null ? undefined : value;
};

/** A member's name as AWS's messages spell it: `roleName`. */
const spelt = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

/** What an input breaks. */
interface Violation {
  readonly said: string;
  /** Set where a value is not of its type, which some services tell apart from one out of bounds. */
  readonly isOfWrongType?: true;
}

const violation = (member: string, what: string): Violation => ({
  said: `Value at '${spelt(member)}' failed to satisfy constraint: Member must ${what}`,
});

const wrongType = (member: string, what: string): Violation => ({ ...violation(member, what), isOfWrongType: true });

const missing = (member: string): Violation => ({
  said: `Value null at '${spelt(member)}' failed to satisfy constraint: Member must not be null`,
});

/** How each service refuses an input that its API model does not allow; others as IAM does. */
const REFUSALS: Partial<Record<ApiService, readonly [code: string, http: number]>> = {
  mediapackage: ['UnprocessableEntityException', 422],
  'mediapackage-vod': ['UnprocessableEntityException', 422],
  ecs: ['InvalidParameterException', 400],
  guardduty: ['BadRequestException', 400],
  mq: ['BadRequestException', 400],
};

/** The refusal of an input that breaks these constraints, in the form that IAM and STS give it. */
function refusal(violations: readonly Violation[], service: ApiService = 'iam'): ApiError {
  const own = REFUSALS[service];
  const isUnreadable = own !== undefined && violations.some(({ isOfWrongType }) => isOfWrongType);
  const [code, http] = isUnreadable ? ['SerializationException', 400] : (own ?? ['ValidationError', 400]);
  const count = `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected`;
  return new ApiError(code, http, `${count}: ${violations.map(({ said }) => said).join('; ')}`);
}

/**
 * A member that is text; undefined where it is absent.
 * @throws ApiError ValidationError (400) where it is something else
 */
export function text(input: Members, member: string): string | undefined {
  const value = given(input, member);
  if (value === undefined || typeof value === 'string') return value;
  throw refusal([wrongType(member, 'be text')]);
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
  if (number === undefined) throw refusal([wrongType(member, 'be an integer')]);
  return number;
}

/**
 * A member that is a list; empty where it is absent.
 * @throws ApiError ValidationError (400) where it is something else
 */
export function list(input: Members, member: string): readonly unknown[] {
  const value = given(input, member) ?? [];
  if (!Array.isArray(value)) throw refusal([wrongType(member, 'be a list')]);
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
    if (!isObject(tag)) throw refusal([wrongType(at, 'be a structure')]);
    const [Key, Value] = [given(tag, 'Key'), given(tag, 'Value')];
    if (typeof Key !== 'string') throw refusal([missing(`${at}.key`)]);
    if (typeof Value !== 'string') throw refusal([missing(`${at}.value`)]);
    return { Key, Value };
  });

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of a shape a value breaks, in AWS's words. */
function* broken(shape: ApiShape, value: unknown, at: string): Generator<Violation> {
  switch (shape.type) {
    case 'string':
      if (typeof value !== 'string') yield wrongType(at, 'be text');
      else yield* brokenText(shape, value, at);
      return;
    case 'integer':
    case 'long': {
      const { min = -Infinity, max = Infinity } = boundsOf(shape);
      const number = asInteger(value);
      if (number === undefined) yield wrongType(at, 'be an integer');
      else if (number < min) yield violation(at, `have value greater than or equal to ${min}`);
      else if (number > max) yield violation(at, `have value less than or equal to ${max}`);
      return;
    }
    case 'boolean':
      if (!['true', 'false'].includes(String(value))) yield wrongType(at, 'be a boolean');
      return;
    case 'list':
      if (!Array.isArray(value)) yield wrongType(at, 'be a list');
      else {
        yield* brokenLength(shape, value.length, at);
        for (const [index, entry] of value.entries()) yield* broken(shape.of.shape, entry, `${at}.${index + 1}.member`);
      }
      return;
    case 'map':
      if (!isObject(value)) yield wrongType(at, 'be a map');
      else {
        const entries = Object.entries(value);
        yield* brokenLength(shape, entries.length, at);
        for (const [key, entry] of entries) {
          yield* broken(shape.key.shape, key, `${at}.key`);
          yield* broken(shape.value.shape, entry, `${at}.${key.slice(0, 300)}`);
        }
      }
      return;
    case 'structure':
      if (!isObject(value)) yield wrongType(at, 'be a structure');
      else yield* brokenMembers(shape, value, `${at}.`);
      return;
    // What is given for these is read by the action itself.
    case 'timestamp':
    case 'blob':
    case 'float':
    case 'double':
      return;
  }
}

function* brokenLength(shape: ApiShape, length: number, at: string): Generator<Violation> {
  const { min = 0, max = Infinity } = boundsOf(shape);
  if (length < min) yield violation(at, `have length greater than or equal to ${min}`);
  if (length > max) yield violation(at, `have length less than or equal to ${max}`);
}

const patterns = new Map<string, RegExp>();

/** A pattern of an API model, which the whole text must satisfy. Only one with characters beyond 16 bits is read as Unicode. */
export function patternOf(shown: string): RegExp {
  const made = patterns.get(shown) ?? new RegExp(`^(?:${shown})$`, /\\p\{|\\uD8/.test(shown) ? 'u' : '');
  patterns.set(shown, made);
  return made;
}

function* brokenText(shape: Scalar, value: string, at: string): Generator<Violation> {
  const { pattern, enum: values } = shape;
  yield* brokenLength(shape, value.length, at);
  if (pattern !== undefined && !patternOf(pattern).test(value))
    yield violation(at, `satisfy regular expression pattern: ${pattern}`);
  if (values !== undefined && !values.includes(value))
    yield violation(at, `satisfy enum value set: [${values.join(', ')}]`);
}

function* brokenMembers(structure: Structure, input: Members, prefix: string): Generator<Violation> {
  for (const [name, { shape, required }] of structure.members) {
    const value = given(input, name);
    const at = prefix === '' ? name : `${prefix}${spelt(name)}`;
    if (value !== undefined) yield* broken(shape, value, at);
    else if (required) yield missing(at);
  }
}

/**
 * Holds an input against what the API model of its service demands: members that must be there, types, lengths, patterns
 * and ranges. Members that the action does not have are passed over, as AWS does.
 * @throws ApiError that names every member that is wrong: ValidationError (400), or the error that the service has for it
 */
export function checkInput(service: ApiService, action: string, input: Members): void {
  const model = actionModel(service, action);
  if (model === undefined) return;
  const violations = [...brokenMembers(shapeIn(service, action, model.input), input, '')];
  if (violations.length > 0) throw refusal(violations, service);
}
