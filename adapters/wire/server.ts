import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ADMIN_PATH } from './admin.ts';
import type { Handle, WireAnswer, WireRequest, WireResponse } from './exchange.ts';
import { tell, type OnFault } from './handler.ts';
import { transportError } from './transport-error.ts';

/** Why a server did not start. */
export type ServerErrorCode = 'bad-port' | 'port-in-use' | 'cannot-listen';

/** A server that did not start. Its message shows the port and ends with the mend, which `hint` gives alone. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: ServerErrorCode;
  readonly hint: string;

  constructor(code: ServerErrorCode, problem: string, hint: string) {
    super(`${problem} ${hint}`);
    this.code = code;
    this.hint = hint;
  }
}

export interface ServerOptions {
  readonly handle: Handle;
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** Hears of a `handle` that threw; the request gets a 500. */
  readonly onFault?: OnFault;
  /** Milliseconds that a request may take to arrive whole; default 30,000. Then it is answered with a 408. */
  readonly requestTimeoutMs?: number;
}

export interface WireServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends idle and open connections and gives the port back. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Largest body of a call, in bytes; the largest input of the services here is some 131 kB (policy documents). */
export const MAX_CALL_BODY = 1_000_000;
/** Largest body to the administration, in bytes: a saved state. */
const MAX_ADMIN_BODY = 64_000_000;
/** A body that is too large is still read to its end, so that its sender gets to read the answer; but not beyond this. */
const MAX_DISCARDED = 16_000_000;

/** Milliseconds: for a request's headers, for the next request on a connection, for any silence. */
const TIMES = { headers: 10_000, keepAlive: 65_000, silence: 120_000 } as const;

const MAX_HEADER_BYTES = 16_384;

/** Reads a body; undefined when it is larger than allowed. `done` is never called when the sender goes away. */
function readBody(incoming: IncomingMessage, limit: number, done: (body: Uint8Array | undefined) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    const [first] = chunks;
    done(size > limit ? undefined : chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
  };
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks = [];
    if (size > limit + MAX_DISCARDED) end();
  });
  incoming.on('end', end);
  // The sender went away; there is nobody to answer.
  incoming.on('error', () => {});
}

function send(response: ServerResponse, { status, headers, body }: WireResponse, last = false): void {
  if (response.destroyed) return;
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length, ...(last && { connection: 'close' }) });
  response.end(body);
}

/** Answers one request; nothing thrown here may reach Node, which would end the program. */
async function respond(
  { handle, onFault }: ServerOptions,
  request: WireRequest,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fault = (error: unknown): void => {
    tell(onFault, error);
    if (response.headersSent) incoming.socket.destroy();
    else send(response, transportError(request.target, 'InternalFailure'), true);
  };
  try {
    const answer: WireAnswer | Promise<WireAnswer> = handle(request);
    const settled = answer instanceof Promise ? await answer : answer;
    if (settled === 'lost') incoming.socket.destroy();
    else send(response, settled);
  } catch (error) {
    fault(error);
  }
}

function listener(options: ServerOptions): (incoming: IncomingMessage, response: ServerResponse) => void {
  return (incoming, response) => {
    const { method = '', url: target = '/' } = incoming;
    if (incoming.headers.host === undefined && incoming.httpVersion !== '1.0') {
      send(response, transportError(target, 'MalformedHttpRequestException', 'The request has no Host header.'), true);
      return;
    }
    const limit = target.startsWith(ADMIN_PATH) ? MAX_ADMIN_BODY : MAX_CALL_BODY;
    readBody(incoming, limit, (body) => {
      if (body === undefined) {
        const problem = `The body is larger than ${limit} bytes.`;
        send(response, transportError(target, 'RequestEntityTooLargeException', problem), true);
        return;
      }
      const headers = incoming.headers as Record<string, string | undefined>;
      void respond(options, { method, target, headers, body }, incoming, response);
    });
  };
}

type ParserError = Error & { readonly code?: string; readonly rawPacket?: Buffer };

/** Answers on a connection whose bytes are no HTTP that Node takes, then ends it. */
function onClientError(error: ParserError, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const target = error.rawPacket?.toString('latin1', 0, 1000).split(/[ \r\n]/, 2)[1] ?? '/';
  const answer =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? transportError(
          target,
          'MalformedHttpRequestException',
          `The headers are larger than ${MAX_HEADER_BYTES} bytes.`,
        )
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? transportError(target, 'RequestTimeoutException')
        : transportError(target, 'MalformedHttpRequestException', 'The request is not well-formed HTTP.');
  endRaw(socket, answer);
}

/** Writes an answer to a bare connection and ends it. */
function endRaw(socket: Socket, { status, headers, body }: WireResponse): void {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status} Refused\r\n${head}\r\n${body}`, () => socket.destroySoon());
}

function newServer(options: ServerOptions): Server {
  const { requestTimeoutMs = 30_000 } = options;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: Math.min(TIMES.headers, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: TIMES.keepAlive,
      connectionsCheckingInterval: Math.min(2_000, requestTimeoutMs),
      // Answered by the listener, in AWS's form.
      requireHostHeader: false,
      noDelay: true,
    },
    listener(options),
  );
  server.setTimeout(TIMES.silence, (socket) => socket.destroy());
  server.on('clientError', onClientError);
  server.on('connect', ({ url = '' }, socket) => {
    endRaw(socket as Socket, transportError(url, 'MalformedHttpRequestException', 'This server is no proxy.'));
  });
  server.on('checkExpectation', ({ url = '' }, response) => {
    send(response, transportError(url, 'MalformedHttpRequestException', 'Only 100-continue can be expected.'), true);
  });
  return server;
}

function checkPort(port: number): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ServerError(
      'bad-port',
      `${port} is no port.`,
      'Give a whole number from 1 to 65535, or 0 for a free one.',
    );
}

const startError = (port: number, error: NodeJS.ErrnoException): ServerError =>
  error.code === 'EADDRINUSE'
    ? new ServerError('port-in-use', `Port ${port} of ${HOST} is in use.`, 'Give another, or 0 for a free one.')
    : new ServerError(
        'cannot-listen',
        `Cannot listen on port ${port} of ${HOST} (${error.code ?? error.message}).`,
        'Give another, or 0 for a free one.',
      );

/**
 * Serves `handle` over HTTP on 127.0.0.1, which other machines cannot reach. Bodies, headers and times are bounded; what is
 * not well-formed HTTP is answered with an error of AWS's form too.
 * @throws ServerError when the port is in use or none
 */
export async function startServer(options: ServerOptions): Promise<WireServer> {
  const { port = 0 } = options;
  checkPort(port);
  const server = newServer(options);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(startError(port, error));
    });
    server.listen(port, HOST, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    }));
  return { url: `http://${HOST}:${bound}`, port: bound, close };
}
