import { ApiError } from '../cloud/index.ts';
import type { WireResponse } from './exchange.ts';
import { protocolOfTarget } from './handler.ts';

/** Errors of AWS that come before a service is asked (Common Errors of the API references). */
const ERRORS = {
  AccessDeniedException: [403, 'The request is refused.'],
  InternalFailure: [500, 'The request failed because of an unknown error.'],
  MalformedHttpRequestException: [400, 'The request is malformed.'],
  RequestEntityTooLargeException: [413, 'The request is too large.'],
  RequestTimeoutException: [408, 'The request was not complete in time.'],
} as const;

/** The answer to a request that reaches no service; in XML at the root, where the query services are, in JSON elsewhere. */
export function transportError(target: string, code: keyof typeof ERRORS, problem?: string): WireResponse {
  const [status, message] = ERRORS[code];
  return protocolOfTarget(target).refuse(new ApiError(code, status, problem ?? message));
}
