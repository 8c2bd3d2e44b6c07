import { newAttempt, quote, type Attempt } from './attempt.ts';

/** What a call passes through the SDK to the transport: where to note what happened. */
export interface CallOptions {
  readonly attempt: Attempt;
  /** Of the SDK's own options; the transport sets its own bound. */
  readonly requestTimeout?: number;
}

/** Largest body that is read, in bytes; AWS's own answers here stay below 1 MB. */
export const MAX_BODY = 2_000_000;

interface WireRequest {
  readonly headers: Record<string, string>;
}

interface WireResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  body?: unknown;
}

/** The part of the SDK's request handlers that is used here; they do not retry and do not follow redirects. */
export interface Handler {
  handle(
    request: WireRequest,
    options: { readonly abortSignal: AbortSignal },
  ): Promise<{ readonly response: WireResponse }>;
}

export interface TransportOptions {
  readonly handler: Handler;
  /** Added to every request after it was signed. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for one request and its whole answer. */
  readonly timeoutMs: number;
}

class BodyTooLarge extends Error {}

async function readBody(body: AsyncIterable<Uint8Array> | Uint8Array): Promise<Buffer> {
  // A server in this process gives its answer whole.
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BODY) throw new BodyTooLarge(`the answer is larger than ${MAX_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const isError = (value: unknown): value is Error & { readonly code?: unknown } => value instanceof Error;

/**
 * A request handler for the SDK's clients that counts requests, sets a bound to time and size, and keeps each answer's
 * raw text for the translator. One per account; `destroy` leaves the shared sockets alone.
 */
export class Transport {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #options: TransportOptions;
  #calls = 0;
  #lost = false;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** HTTP requests sent so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Whether a request went without its whole answer, so that it may take effect at any later time. */
  get lost(): boolean {
    return this.#lost;
  }

  async handle(request: WireRequest, options?: Partial<CallOptions>): Promise<{ readonly response: WireResponse }> {
    const { handler, headers, timeoutMs } = this.#options;
    const attempt = options?.attempt ?? newAttempt();
    const deadline = AbortSignal.timeout(timeoutMs);
    this.#calls += 1;
    // A call that the SDK repeats is told by its last attempt.
    Object.assign(attempt, newAttempt(), { sent: true });
    // From the environment of a Lambda function; not among the signed headers.
    delete request.headers['X-Amzn-Trace-Id'];
    Object.assign(request.headers, headers);
    try {
      const { response } = await handler.handle(request, { abortSignal: deadline });
      attempt.status = response.statusCode;
      attempt.contentType = response.headers['content-type'] ?? '';
      attempt.errorType = response.headers['x-amzn-errortype'] ?? '';
      attempt.location = quote(response.headers['location'] ?? '');
      const body = await readBody(response.body as AsyncIterable<Uint8Array> | Uint8Array);
      attempt.body = body.toString('utf8');
      response.body = new Uint8Array(body);
      return { response };
    } catch (error) {
      this.#lost = true;
      const code = isError(error) && typeof error.code === 'string' ? error.code : undefined;
      attempt.failureCode = deadline.aborted ? undefined : code;
      attempt.failure = deadline.aborted
        ? `no whole answer within ${timeoutMs} ms`
        : error instanceof BodyTooLarge
          ? error.message
          : `connection lost: ${code ?? quote(isError(error) ? error.message : String(error))}`;
      throw error;
    }
  }

  destroy(): void {}
}
