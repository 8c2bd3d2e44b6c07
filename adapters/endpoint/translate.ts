import { XMLValidator } from 'fast-xml-parser';
import type { Indeterminate, Outcome, Refused, Unsupported } from '../../model/index.ts';
import { isQuery, type ApiService } from '../../services/index.ts';
import { quoteAnswer, type Attempt } from './attempt.ts';
import { readWireError, type BodyForm, type WireError } from './wire-error.ts';

/**
 * Begins the `why` of an indeterminate answer whose body is HTML, text, or of another service's protocol, or that refuses
 * without any error code: no proof that the operation is missing, but evidence for a probe that tries it on a resource
 * known to exist.
 */
export const FOREIGN_BODY = 'not an AWS answer: ';

interface Answer extends WireError {
  readonly status: number;
  /** Whether the body has the form that the service's protocol uses; an empty one has none. */
  readonly native: boolean;
  readonly location: string;
  /** Status, content type and the first characters of the body. */
  readonly quoted: string;
}

interface Row {
  readonly fits: (answer: Answer) => boolean;
  readonly gives: (answer: Answer) => Outcome;
}

const unsupported = (why: string, { quoted }: Answer): Unsupported => ({
  kind: 'unsupported',
  evidence: `${why}: ${quoted}`,
});

const indeterminate = (why: string, { quoted, status }: Answer): Indeterminate => ({
  kind: 'indeterminate',
  why: `${why}${quoted}`,
  http: status,
  ...(status >= 200 && status < 300 ? { unreadable: true as const } : {}),
});

const refused = ({ code, status, message }: Answer): Refused => ({
  kind: 'refused',
  code: code ?? '',
  http: status,
  message,
});

/** Codes by which a server says that it does not have the operation. */
const NO_OPERATION =
  /^(?:(?:Invalid|Unknown|Unsupported)(?:Action|Operation)|(?:Action|Operation)NotSupported|NotImplemented|NotYetImplemented)(?:Exception|Error|Fault)?$/;

/** Codes by which a server asks for a pause. */
export const THROTTLED =
  /^(?:Throttl(?:ing|ed)(?:Exception)?|TooManyRequests(?:Exception)?|RequestLimitExceeded|RequestThrottled(?:Exception)?|SlowDown|PriorRequestNotComplete|BandwidthLimitExceeded)$/;

const isRouteMissing = (status: number): boolean => status === 404 || status === 405;
const isForeign = (answer: Answer): boolean => !answer.native && answer.form !== 'empty';

/**
 * The table: the first row that fits decides. `unsupported` needs strong evidence; what no row knows is indeterminate,
 * with the raw text.
 */
const ROWS: readonly Row[] = [
  { fits: (a) => a.code !== undefined && NO_OPERATION.test(a.code), gives: (a) => unsupported(`error ${a.code}`, a) },
  { fits: (a) => a.status === 501, gives: (a) => unsupported('not implemented', a) },
  { fits: (a) => a.s3 && !a.native && a.status < 500, gives: (a) => unsupported('answered as S3', a) },
  { fits: (a) => a.s3 && isRouteMissing(a.status), gives: (a) => unsupported('answered as S3', a) },
  { fits: (a) => isForeign(a) && isRouteMissing(a.status), gives: (a) => unsupported('no such route', a) },
  { fits: isForeign, gives: (a) => indeterminate(FOREIGN_BODY, a) },
  { fits: (a) => a.status >= 500, gives: (a) => indeterminate('server error: ', a) },
  {
    fits: (a) => a.status === 429 || (a.code !== undefined && THROTTLED.test(a.code)),
    gives: (a) => indeterminate('throttled: ', a),
  },
  { fits: (a) => a.status >= 400 && a.code !== undefined, gives: refused },
  { fits: (a) => isRouteMissing(a.status), gives: (a) => unsupported('no such route', a) },
  { fits: (a) => a.status >= 400, gives: (a) => indeterminate(FOREIGN_BODY, a) },
  {
    fits: (a) => a.status >= 300 && a.status < 400,
    gives: (a) => indeterminate(`redirect to ${a.location === '' ? 'nowhere' : a.location}, not followed: `, a),
  },
];

const isNative = (service: ApiService, form: BodyForm): boolean => form === (isQuery(service) ? 'xml' : 'json');

/** The outcome of a call that gave no readable answer: an error status, a foreign body, a lost connection. */
export function translate(service: ApiService, attempt: Attempt): Outcome {
  if (attempt.failure !== undefined || attempt.status === undefined) {
    const why = attempt.failure ?? 'no answer';
    return { kind: 'indeterminate', why, ...(attempt.status === undefined ? {} : { http: attempt.status }) };
  }
  const wire = readWireError(attempt);
  const answer: Answer = {
    ...wire,
    status: attempt.status,
    native: isNative(service, wire.form) || (attempt.errorType !== '' && wire.form === 'empty'),
    location: attempt.location,
    quoted: quoteAnswer(attempt),
  };
  return ROWS.find((row) => row.fits(answer))?.gives(answer) ?? indeterminate('unreadable: ', answer);
}

/** The outcome of an error that a client of the service read by itself: its code, where it found one, and its HTTP status. */
export function translateError(code: string | undefined, status: number, message: string): Outcome {
  const quoted = `HTTP ${status} ${code ?? ''}: ${message}`;
  const answer: Answer = { code, status, message, quoted, form: 'empty', native: true, s3: false, location: '' };
  return ROWS.find((row) => row.fits(answer))?.gives(answer) ?? indeterminate('unreadable: ', answer);
}

/** How an answer of the query protocol begins: its root is named after its action. */
const QUERY_ANSWER = /^\s*(?:<\?xml[^>]*\?>\s*)?<(?:\w+:)?\w+Response[\s/>]/;

/**
 * Whether a 2xx answer has a body that its service may give: never HTML. The query services always answer with XML whose root is
 * that of an answer, and which is well-formed, the others with a JSON object or, as for a deletion, nothing.
 */
export function isReadable(service: ApiService, attempt: Attempt): boolean {
  const { form } = readWireError(attempt);
  if (form === 'xml' && isNative(service, form))
    return QUERY_ANSWER.test(attempt.body) && XMLValidator.validate(attempt.body) === true;
  return isNative(service, form) || (form === 'empty' && !isQuery(service));
}
