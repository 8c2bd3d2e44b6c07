import { ApiError, type Api, type ApiCall } from '../cloud/index.ts';
import { quoted, splitTarget, type WireRequest, type WireResponse } from './exchange.ts';
import type { Protocol } from './protocol.ts';
import { protocolOf, protocols } from './protocols.ts';
import { scopeOf } from './scope.ts';
import { troublesOf } from './troubles.ts';

const XML = protocolOf('iam');
const JSON_ERRORS = protocolOf('mediapackage');

/** The form of an error for a request that names no service: XML at the root, where the query services are, JSON elsewhere. */
export const protocolOfTarget = (target: string): Protocol => (splitTarget(target).path === '/' ? XML : JSON_ERRORS);

/** A request that was understood. */
export interface Asked {
  readonly protocol: Protocol;
  readonly call: ApiCall;
}

/** Who hears of a fault of the program itself; what it throws is dropped. */
export type OnFault = (error: unknown) => void;

/**
 * What a request asks, or the refusal that it gets before anyone is asked. The service, the region and the access key come
 * from the credential scope of the signature, which is not verified. Never throws.
 */
export function readRequest(request: WireRequest, onFault?: OnFault): Asked | WireResponse {
  let protocol = protocolOfTarget(request.target);
  try {
    const scope = scopeOf(request);
    const own = protocols.get(scope.service);
    if (own === undefined)
      throw new ApiError(
        protocol === XML ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
        403,
        `Credential should be scoped to one of the services ${[...protocols.keys()].join(', ')}, not ${quoted(scope.service)}.`,
      );
    protocol = own;
    return { protocol, call: protocol.decode(request, scope) };
  } catch (error) {
    return refusal(protocol, error, onFault);
  }
}

/** The answer of an Api to a call, as its protocol writes it. Never throws: a fault of the Api becomes the protocol's 500. */
export function answerTo(api: Api, { protocol, call }: Asked, onFault?: OnFault): WireResponse {
  try {
    return protocol.answer(call, api.call(call));
  } catch (error) {
    return refusal(protocol, error, onFault, call.action);
  }
}

/** Tells of a fault; whoever listens must not take the answer away. */
export function tell(onFault: OnFault | undefined, error: unknown): void {
  try {
    onFault?.(error);
  } catch {
    // As `OnFault` says.
  }
}

function refusal(protocol: Protocol, error: unknown, onFault?: OnFault, action?: string): WireResponse {
  if (error instanceof ApiError) return protocol.refuse(error, action);
  tell(onFault, error);
  const { code, http, message } = troublesOf(protocol.service).fault;
  return protocol.refuse(new ApiError(code, http, message), action);
}

/**
 * Answers requests in AWS's own protocols from an Api, each service in its own. Never throws. Signatures are not verified: anyone who can send a request may call as any account.
 */
export const wireHandler =
  (api: Api, onFault?: OnFault): ((request: WireRequest) => WireResponse) =>
  (request) => {
    const asked = readRequest(request, onFault);
    return 'call' in asked ? answerTo(api, asked, onFault) : asked;
  };
