import type { ApiCall, ApiError, Members } from '../cloud/index.ts';
import type { WireRequest, WireResponse } from './exchange.ts';
import type { Scope } from './scope.ts';

/** How one service of AWS speaks over HTTP. */
export interface Protocol {
  readonly service: ApiCall['service'];
  /**
   * What a request asks.
   * @throws ApiError for a request that is none of this service
   */
  decode(request: WireRequest, scope: Scope): ApiCall;
  /** The answer to a call. */
  answer(call: ApiCall, output: Members): WireResponse;
  /** A refusal; the action when the request came so far that one is known. */
  refuse(error: ApiError, action?: string): WireResponse;
}
