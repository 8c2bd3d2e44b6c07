import { redact } from '../machine/index.ts';

/** One HTTP request and what came of it, filled in by the transport. */
export interface Attempt {
  /** Whether the request left the SDK; a failure before that is the suite's own. */
  sent: boolean;
  /** HTTP status; undefined when no answer came. */
  status: number | undefined;
  contentType: string;
  /** Header `x-amzn-errortype`, or empty. */
  errorType: string;
  /** Where a redirect leads, or empty. */
  location: string;
  /** The body as text, whole. */
  body: string;
  /** Why there is no whole answer: a time-out, a lost connection, a body out of bounds. */
  failure: string | undefined;
  /** Node's code of a lost connection (`ECONNREFUSED`), when it has one. */
  failureCode: string | undefined;
}

export const newAttempt = (): Attempt => ({
  sent: false,
  status: undefined,
  contentType: '',
  errorType: '',
  location: '',
  body: '',
  failure: undefined,
  failureCode: undefined,
});

/** Characters of a body that evidence quotes. */
const QUOTED = 120;

/** Text on one line, at most 120 characters, without request ids, which differ every time, and without credentials. */
export function quote(text: string): string {
  // Redacted before it is cut: half a credential is one too.
  const line = redact(text.slice(0, 100 * QUOTED))
    .slice(0, 20 * QUOTED)
    .replace(/<RequestId>[^<]*<\/RequestId>/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED)}...` : line;
}

/** The answer as evidence: `HTTP 404 text/html: <!doctype html> ...`. */
export function quoteAnswer(attempt: Attempt): string {
  const type = attempt.contentType.split(';')[0]?.trim();
  const body = quote(attempt.body);
  return `HTTP ${attempt.status ?? '?'} ${type === undefined || type === '' ? 'without content type' : type}: ${body === '' ? '(empty body)' : body}`;
}
