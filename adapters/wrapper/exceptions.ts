import type { Outcome } from '../../model/index.ts';
import { THROTTLED } from '../endpoint/index.ts';

type Failure = Exclude<Outcome, { readonly kind: 'answered' }>;

/** Thrown by a wrapper's function to say that the operation was refused, where the wrapper has error types of its own. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Error code as on the wire: `UnmodifiableEntity`. */
  readonly code: string;
  readonly http: number;

  constructor(code: string, http: number, message: string) {
    super(message);
    this.code = code;
    this.http = http;
  }
}

/**
 * `throw refused('UnmodifiableEntity')`: the operation was refused with this error code of AWS. The HTTP status is 400
 * unless given.
 */
export const refused = (code: string, { http = 400, message = code } = {}): Refusal => new Refusal(code, http, message);

/** Thrown by a wrapper's function to say that nothing can be concluded. */
export class CannotTell extends Error {
  override readonly name = 'CannotTell';
}

/** `throw cannotTell('whether we made it')`: nothing is judged of this operation; the world is read anew. */
export const cannotTell = (why: string): CannotTell => new CannotTell(why);

/** Thrown by a wrapper's function to leave an operation to the suite's own calls. */
export class NotCovered extends Error {
  override readonly name = 'NotCovered';
}

/** `throw notCovered()`: the wrapper cannot be asked for this form of the operation; the suite performs it. */
export const notCovered = (): NotCovered => new NotCovered('left to the suite');

/** The members of an AWS SDK exception that are read. */
interface SdkException {
  readonly name: string;
  readonly message: string;
  readonly $fault?: unknown;
  /** The query services' code as on the wire, where the name is that of the exception class. */
  readonly Code?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly cause?: unknown;
}

const CONNECTION =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** How deep a chain of causes is followed. */
const CAUSES = 5;

/**
 * What a wrapper's exception says of the operation. An exception of the AWS SDK is what AWS answered: a refusal with its
 * code, or nothing that can be judged where it was throttling, a server error or a lost connection; also where the wrapper
 * gives it as the `cause` of its own. Any other exception is the wrapper's own doing: a refusal with a code that no
 * specification allows, `UnexpectedError:` and its name, and no HTTP status (0).
 */
export function failureOf(thrown: unknown): Failure {
  let error = thrown;
  for (let depth = 0; depth <= CAUSES && error instanceof Error; depth += 1) {
    const told = ofAws(error);
    if (told !== undefined) return told;
    error = error.cause;
  }
  if (!(thrown instanceof Error))
    return { kind: 'refused', code: 'UnexpectedError:none', http: 0, message: `threw ${String(thrown)}` };
  return { kind: 'refused', code: `UnexpectedError:${thrown.name}`, http: 0, message: thrown.message };
}

function ofAws(error: Error): Failure | undefined {
  if (error instanceof Refusal) return { kind: 'refused', code: error.code, http: error.http, message: error.message };
  if (error instanceof CannotTell) return { kind: 'indeterminate', why: error.message };
  const { name, message, code, Code, $fault, $metadata } = error as SdkException;
  const http = $metadata?.httpStatusCode;
  const status = http === undefined ? {} : { http };
  if (name === 'TimeoutError' || name === 'AbortError' || (typeof code === 'string' && CONNECTION.test(code)))
    return { kind: 'indeterminate', why: `the wrapper gave up: ${message}`, ...status };
  if ($metadata === undefined) return undefined;
  if ($fault === undefined || http === undefined)
    return { kind: 'indeterminate', why: `the SDK could not read the answer: ${message}`, ...status };
  const wire = typeof Code === 'string' && Code !== '' ? Code : name;
  if (http >= 500 || http === 429 || THROTTLED.test(wire))
    return { kind: 'indeterminate', why: `the wrapper gave up: ${wire}: ${message}`, http };
  return { kind: 'refused', code: wire, http, message };
}
