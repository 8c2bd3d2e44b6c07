import { ApiError } from '../cloud/index.ts';
import { splitTarget, type WireRequest } from './exchange.ts';
import { readForm } from './form.ts';

/** What a request's signature says about it. */
export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  /** As in the scope; not yet known to be one that is served. */
  readonly service: string;
}

const CREDENTIAL = /^([^/\s]{1,256})\/\d{8}\/([\w-]{1,64})\/([\w.-]{1,64})\/aws4_request$/;

/** The credential of an `Authorization` header; undefined when the header is none of Signature Version 4. */
export function credentialOf(header: string): string | undefined {
  if (!header.startsWith('AWS4-HMAC-SHA256')) return undefined;
  const at = header.indexOf('Credential=');
  if (at < 0) return undefined;
  const start = at + 'Credential='.length;
  const comma = header.indexOf(',', start);
  return (comma < 0 ? header.slice(start) : header.slice(start, comma)).trim();
}

const ofQuery = (target: string): string | undefined =>
  readForm(splitTarget(target).query)?.find(([name]) => name === 'X-Amz-Credential')?.[1];

/**
 * The credential scope of a request: of its `Authorization` header, or of a presigned request's `X-Amz-Credential`. The
 * signature itself is not verified: whoever may reach the port may call as any account.
 * @throws ApiError MissingAuthenticationToken (403) without a signature, IncompleteSignature (400) with an unreadable one
 */
export function scopeOf(request: WireRequest): Scope {
  const header = request.headers['authorization'];
  const presigned = header === undefined && request.target.includes('X-Amz-Credential');
  if (header === undefined && !presigned)
    throw new ApiError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  const credential = header === undefined ? ofQuery(request.target) : credentialOf(header);
  const [, accessKeyId, region, service] = CREDENTIAL.exec(credential ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined)
    // The credential is not quoted: a header that is not understood may hold anything, a secret too.
    throw new ApiError(
      'IncompleteSignature',
      400,
      'The signature has no scope of the form Credential=ACCESS_KEY_ID/YYYYMMDD/REGION/SERVICE/aws4_request, ' +
        'or is none of AWS4-HMAC-SHA256.',
    );
  return { accessKeyId, region, service };
}
