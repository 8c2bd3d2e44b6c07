import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { WireResponse } from './exchange.ts';
import { endRaw, send } from './send.ts';
import { transportError } from './transport-error.ts';

/** Most bytes of a request's head. */
export const MAX_HEADER_BYTES = 16_384;

/** The last request of each connection: what comes after it must be answered after it. */
export type Latest = WeakMap<Socket, { readonly incoming: IncomingMessage; readonly response: ServerResponse }>;

/** What Node tells of bytes that it does not take. */
export type ParserError = Error & { readonly code?: string; readonly rawPacket?: Buffer };

function parserAnswer({ code, rawPacket }: ParserError): WireResponse {
  const target = rawPacket?.toString('latin1', 0, 1000).split(/[ \r\n]/, 2)[1] ?? '/';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return transportError(target, 'RequestTimeoutException');
  const problem =
    code === 'HPE_HEADER_OVERFLOW'
      ? `The headers are larger than ${MAX_HEADER_BYTES} bytes.`
      : 'The request is not well-formed HTTP.';
  return transportError(target, 'MalformedHttpRequestException', problem);
}

/** Answers on a connection whose bytes are no HTTP that Node takes, after all that was asked before, then ends it. */
export function onClientError(error: ParserError, socket: Socket, latest: Latest): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const answer = parserAnswer(error);
  const { incoming, response } = latest.get(socket) ?? {};
  if (incoming === undefined || response === undefined || response.writableFinished) endRaw(socket, answer);
  else if (incoming.complete) response.once('finish', () => endRaw(socket, answer));
  else if (!response.headersSent) send(response, answer, true);
}
