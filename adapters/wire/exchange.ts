import { isUtf8 } from 'node:buffer';

/** One HTTP request as it came, before anything is believed of it. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, raw: `/channels/a%2Fb?maxResults=5`. */
  readonly target: string;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Text where whoever sent it had it as text. */
  readonly body: Uint8Array | string;
}

/** A body as text; undefined when it is not UTF-8. */
export function textOf(body: Uint8Array | string): string | undefined {
  // Half a surrogate pair comes out as a socket would give it.
  if (typeof body === 'string') return /\p{Surrogate}/u.test(body) ? Buffer.from(body).toString() : body;
  return isUtf8(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString() : undefined;
}

/** One HTTP answer. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a request comes to; `lost` when nothing is answered and the connection ends. */
export type WireAnswer = WireResponse | 'lost';

/** Whoever answers requests: at once, or after a while. */
export type Handle = (request: WireRequest) => WireAnswer | Promise<WireAnswer>;

/** Path and query of a target, apart; the absolute form that proxies send is taken too. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const own = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?]*/i, '');
  const at = own.indexOf('?');
  return at < 0 ? { path: own || '/', query: '' } : { path: own.slice(0, at) || '/', query: own.slice(at + 1) };
}

/** What the program quotes of a request in an error: at most 80 characters, those outside ASCII's printable ones as `?`. */
export const quoted = (text: string): string =>
  text.slice(0, 80).replaceAll(/[^\x20-\x7e]/g, '?') + (text.length > 80 ? '...' : '');
