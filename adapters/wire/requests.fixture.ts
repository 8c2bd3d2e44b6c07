import type { WireRequest, WireResponse } from './exchange.ts';

/** The Authorization header of a signature with this scope. */
export const signed = (service: string, region = 'us-east-1', accessKeyId = '123456789012'): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260102/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00ff`;

export interface RequestParts {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A request with a signature of the service; other headers may take its place. */
export function requestOf(
  service: string,
  { method = 'POST', target = '/', headers, body = '' }: RequestParts,
): WireRequest {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return { method, target, headers: { host: '127.0.0.1', authorization: signed(service), ...headers }, body: bytes };
}

/** The code and message of an error answer in XML or JSON; throws when it is none. */
export function errorOf({ status, headers, body }: WireResponse): {
  readonly code: string;
  readonly message: string;
  readonly http: number;
} {
  const xml =
    /^<ErrorResponse xmlns="https:\/\/\w+\.amazonaws\.com\/doc\/[\d-]+\/"><Error><Type>(Sender|Receiver)<\/Type><Code>([^<>]+)<\/Code><Message>([^<>]*)<\/Message><\/Error><RequestId>[\da-f-]{36}<\/RequestId><\/ErrorResponse>$/.exec(
      body,
    );
  if (xml !== null) {
    if (headers['content-type'] !== 'text/xml' || (xml[1] === 'Sender') !== status < 500)
      throw new Error(`not AWS's form: ${body}`);
    return { code: xml[2] ?? '', message: xml[3] ?? '', http: status };
  }
  const document = JSON.parse(body) as { readonly message?: unknown };
  const code = headers['x-amzn-errortype'];
  if (headers['content-type'] !== 'application/json' || code === undefined || typeof document.message !== 'string')
    throw new Error(`not AWS's form: ${status} ${body}`);
  return { code, message: document.message, http: status };
}
