import { uriEncoded } from './uri.ts';
import type { Handle, WireRequest, WireResponse } from './exchange.ts';

type Query = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** The part of the SDK's `HttpRequest` that is read here. */
export interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Query | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The part of the SDK's `HttpResponse` that its clients read. */
export interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** The SDK's `AbortSignal`, of Node or of its own. */
interface Signal {
  readonly aborted: boolean;
  onabort?: unknown;
  addEventListener?(type: 'abort', listener: () => void, options?: { once: boolean }): void;
  removeEventListener?(type: 'abort', listener: () => void): void;
}

/** An SDK v3 `requestHandler` without a socket. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: 'http/1.1' };
  handle(
    request: SdkRequest,
    options?: { readonly abortSignal?: Signal | undefined },
  ): Promise<{ response: SdkResponse }>;
  destroy(): void;
  updateHttpClientConfig(key: string, value: unknown): void;
  httpHandlerConfigs(): Record<string, never>;
}

const utf8 = new TextEncoder();
const EMPTY = new Uint8Array();

/** A body as it is read: text stays text, and is not written as bytes only to be read again. */
type Body = Uint8Array | string;

function queryString(query: Query = {}): string {
  const parts: string[] = [];
  for (const name in query) {
    const value = query[name];
    for (const each of typeof value === 'string' ? [value] : (value ?? []))
      parts.push(`${uriEncoded(name)}=${uriEncoded(each)}`);
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

async function collected(body: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(typeof chunk === 'string' ? utf8.encode(chunk) : chunk);
  return Buffer.concat(chunks);
}

const isIterable = (body: unknown): body is AsyncIterable<Uint8Array | string> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

function bodyOf(body: unknown): Body | Promise<Body> {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (isIterable(body)) return collected(body);
  throw new TypeError(`A request body is text, bytes or a stream, not ${typeof body}`);
}

/** Headers by lower-case names. The SDK's own signer writes them so; others may not. */
const lowered = (headers: SdkRequest['headers']): SdkRequest['headers'] =>
  'authorization' in headers
    ? headers
    : Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function wireRequest({ method, path, query, headers }: SdkRequest, body: Body): WireRequest {
  return { method, target: `${path || '/'}${queryString(query)}`, headers: lowered(headers), body };
}

const sdkResponse = ({ status, headers, body }: WireResponse): SdkResponse => ({
  statusCode: status,
  headers: { ...headers },
  body: body === '' ? EMPTY : Buffer.from(body),
});

const abortError = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });

// As Node's own error of a connection that ended before its answer.
const lostError = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** Settles as the promise does, or rejects as soon as the signal is aborted. */
function orAborted<T>(promise: Promise<T>, signal: Signal | undefined): Promise<T> {
  if (signal?.addEventListener === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortError());
    };
    signal.addEventListener?.('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener?.('abort', onAbort));
  });
}

/**
 * A `requestHandler` for SDK v3 clients of any generation: their requests are signed and serialised as ever, and answered in
 * this process. A lost answer rejects as Node's handler does when a connection is reset (`ECONNRESET`), an aborted signal
 * as it does then (`AbortError`); a request aborted on its way may have taken effect.
 */
export function inProcessHandler(handle: Handle): InProcessHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, { abortSignal } = {}) {
      if (abortSignal?.aborted === true) throw abortError();
      const body = bodyOf(request.body);
      const answered = handle(wireRequest(request, body instanceof Promise ? await body : body));
      const answer = answered instanceof Promise ? await orAborted(answered, abortSignal) : answered;
      if (answer === 'lost') throw lostError();
      return { response: sdkResponse(answer) };
    },
    destroy() {},
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}
