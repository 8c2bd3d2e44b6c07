import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Handle, WireAnswer, WireRequest } from './exchange.ts';
import { tell, type OnFault } from './handler.ts';
import { MAX_HEADER_BYTES, onClientError, type Latest, type ParserError } from './parser-errors.ts';
import { bodyLimit, readBody } from './read-body.ts';
import { whyForeign } from './local.ts';
import { endRaw, send } from './send.ts';
import { checkPort, HOST, startError } from './server-error.ts';
import { transportError } from './transport-error.ts';

export interface ServerOptions {
  readonly handle: Handle;
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** An address to listen on; 127.0.0.1 unless given, which other machines cannot reach. */
  readonly host?: string;
  /** Whether the server alone keeps its process going; yes unless given. */
  readonly keepsProcess?: boolean;
  /** Hears of a `handle` that threw; the request gets a 500. */
  readonly onFault?: OnFault;
  /** Milliseconds that a request may take to arrive whole; default 30,000. Then it is answered with a 408. */
  readonly requestTimeoutMs?: number;
}

export interface WireServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Takes no more, answers what is in flight for two seconds at most, ends all connections and gives the port back. */
  close(): Promise<void>;
}

/** Milliseconds: for a request's headers, for the next request on a connection, for any silence, for answers at the end. */
const TIMES = { headers: 10_000, keepAlive: 65_000, silence: 120_000, ending: 2_000 } as const;

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

function listener(
  options: ServerOptions,
  latest: Latest,
  inFlight: Set<ServerResponse>,
): (incoming: IncomingMessage, response: ServerResponse) => void {
  return (incoming, response) => {
    const { method = '', url: target = '/' } = incoming;
    latest.set(incoming.socket, { incoming, response });
    if (incoming.headers.host === undefined && incoming.httpVersion !== '1.0') {
      send(response, transportError(target, 'MalformedHttpRequestException', 'The request has no Host header.'), true);
      return;
    }
    const foreign = whyForeign(incoming, options.host !== undefined && options.host !== HOST);
    if (foreign !== undefined) {
      send(response, transportError(target, 'AccessDeniedException', foreign), true);
      return;
    }
    const limit = bodyLimit(target);
    readBody(incoming, limit, (body) => {
      if (body === undefined) {
        const problem = `The body is larger than ${limit} bytes.`;
        send(response, transportError(target, 'RequestEntityTooLargeException', problem), true);
        return;
      }
      inFlight.add(response);
      response.once('close', () => inFlight.delete(response));
      const headers = incoming.headers as Record<string, string | undefined>;
      void respond(options, { method, target, headers, body }, incoming, response);
    });
  };
}

function newServer(options: ServerOptions, inFlight: Set<ServerResponse>): Server {
  const { requestTimeoutMs = 30_000 } = options;
  const latest: Latest = new WeakMap();
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
    listener(options, latest, inFlight),
  );
  server.setTimeout(TIMES.silence, (socket) => socket.destroy());
  server.on('clientError', (error: ParserError, socket) => {
    onClientError(error, socket as Socket, latest);
  });
  server.on('connect', ({ url = '' }, socket) => {
    endRaw(socket as Socket, transportError(url, 'MalformedHttpRequestException', 'This server is no proxy.'));
  });
  server.on('checkExpectation', ({ url = '' }, response) => {
    send(response, transportError(url, 'MalformedHttpRequestException', 'Only 100-continue can be expected.'), true);
  });
  return server;
}

/**
 * Serves `handle` over HTTP, on 127.0.0.1 unless asked otherwise. Bodies, headers and times are bounded, and web pages are refused; what is
 * not well-formed HTTP is answered with an error of AWS's form too.
 * @throws ServerError when the port is in use or none
 */
export async function startServer(options: ServerOptions): Promise<WireServer> {
  const { port = 0, host = HOST, keepsProcess = true } = options;
  checkPort(port);
  // Requests that have arrived whole and are not answered yet.
  const inFlight = new Set<ServerResponse>();
  const server = newServer(options, inFlight);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(startError(host, port, error));
    });
    server.listen(port, host, resolve);
  });
  if (!keepsProcess) server.unref();
  const { port: bound } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= new Promise((resolve) => {
      const end = (): void => server.closeAllConnections();
      const late = setTimeout(end, TIMES.ending);
      server.close(() => {
        clearTimeout(late);
        resolve();
      });
      // What has not arrived whole is not waited for.
      if (inFlight.size === 0) end();
      for (const response of inFlight) response.once('close', () => inFlight.size === 0 && end());
    }));
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound, close };
}
