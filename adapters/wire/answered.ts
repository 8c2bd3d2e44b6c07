import { ApiError, type Api } from '../cloud/index.ts';
import { quoted, type WireAnswer } from './exchange.ts';
import type { Asked } from './handler.ts';

/** A request that was answered, for those who watch. */
export interface ServedAnswer {
  /** ISO 8601, by the machine's clock. */
  readonly at: string;
  /** The key that it was signed with, region, service and action; absent where the request was none that is understood. */
  readonly call?: {
    readonly accessKeyId: string;
    readonly region: string;
    readonly service: string;
    readonly action: string;
  };
  /** Absent where the answer was lost. */
  readonly status?: number;
  /** The error code of a refusal. */
  readonly code?: string;
  readonly requestId?: string;
  /** The fault that was laid on the call: an error code, or `lost`. */
  readonly fault?: string;
}

/** Hears of each answer. */
export type OnAnswer = (answered: ServedAnswer) => void;

/** An Api, and the code of what it last refused. */
export function watched(api: Api): Api & { readonly refused: string | undefined } {
  let refused: string | undefined;
  return {
    get refused() {
      return refused;
    },
    call(call) {
      refused = undefined;
      try {
        return api.call(call);
      } catch (error) {
        refused = error instanceof ApiError ? error.code : 'fault of the server';
        throw error;
      }
    },
  };
}

/** What is told of an answer. */
export function answeredOf(
  asked: Asked | undefined,
  answer: WireAnswer,
  { code, fault }: { readonly code: string | undefined; readonly fault: string | undefined },
): ServedAnswer {
  const requestId = answer === 'lost' ? undefined : answer.headers['x-amzn-requestid'];
  const { accessKeyId, region, service, action } = asked?.call ?? {};
  return {
    at: new Date().toISOString(),
    ...(service === undefined
      ? {}
      : { call: { accessKeyId: accessKeyId ?? '', region: region ?? '', service, action: action ?? '' } }),
    ...(answer === 'lost' ? {} : { status: answer.status }),
    ...(code === undefined ? {} : { code }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/**
 * An answer as a line of an access log: time, account or key, region, operation, status, error code, request id, fault laid
 * on; `-` for what there is not. Whatever a caller could put into it is written in printable ASCII, without blanks.
 */
export function logLine({ at, call, status, code, requestId, fault }: ServedAnswer): string {
  const columns = [
    call?.accessKeyId,
    call?.region,
    call === undefined ? undefined : `${call.service}:${call.action}`,
    status === undefined ? 'lost' : String(status),
    code,
    requestId,
    fault === undefined ? undefined : `fault=${fault}`,
  ];
  return [at, ...columns.map((text) => quoted(text ?? '-').replaceAll(' ', '?') || '-')].join(' ');
}
