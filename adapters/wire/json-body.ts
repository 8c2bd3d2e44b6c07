import type { Structure } from '../../services/index.ts';
import { ApiError, type Members } from '../cloud/index.ts';
import { textOf, type WireRequest } from './exchange.ts';
import { fromJson } from './json-members.ts';

/** The refusal of a request that cannot be read. */
export const unreadable = (message: string): ApiError => new ApiError('SerializationException', 400, message);

/**
 * The members of a request's JSON body; none when it is empty.
 * @throws ApiError SerializationException (400) for a body that is no JSON object
 */
export function jsonBody(shape: Structure, { body }: WireRequest): Members {
  if (body.length === 0) return {};
  const text = textOf(body);
  if (text === undefined) throw unreadable('The body is not UTF-8');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw unreadable('The body is not JSON');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw unreadable('The body is not a JSON object');
  return fromJson(shape, document as Members);
}
