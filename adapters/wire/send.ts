import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { WireResponse } from './exchange.ts';

/** Answers a request; `last` ends the connection after it. */
export function send(response: ServerResponse, { status, headers, body }: WireResponse, last = false): void {
  if (response.destroyed) return;
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length, ...(last && { connection: 'close' }) });
  response.end(body);
}

/** Writes an answer to a bare connection and ends it. */
export function endRaw(socket: Socket, { status, headers, body }: WireResponse): void {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  if (!socket.writable) return;
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status} Refused\r\n${head}\r\n${body}`, () => socket.destroySoon());
}
