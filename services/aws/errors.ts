import { modelOf, type ApiService } from './models.ts';

type Statuses = Readonly<Record<string, readonly number[]>>;

/**
 * What any operation of any AWS service may answer. Source: "Common Errors" of the AWS API references, old and new; where
 * they differ in the status, each is listed.
 */
const COMMON: Statuses = {
  AccessDeniedException: [403, 400],
  ExpiredTokenException: [403, 400],
  IncompleteSignature: [400, 403],
  IncompleteSignatureException: [400, 403],
  InternalFailure: [500],
  InvalidClientTokenId: [403],
  InvalidSignatureException: [403, 400],
  MalformedHttpRequestException: [400],
  MissingAuthenticationToken: [403],
  MissingAuthenticationTokenException: [403],
  NotAuthorized: [400, 401],
  OptInRequired: [403],
  RequestAbortedException: [400],
  RequestEntityTooLargeException: [413],
  RequestExpired: [400],
  RequestTimeoutException: [408],
  ServiceUnavailable: [503],
  SignatureDoesNotMatch: [403],
  ThrottlingException: [400, 429],
  UnknownOperationException: [404, 400],
  UnrecognizedClientException: [403, 400],
  ValidationError: [400],
  ValidationException: [400],
};

/**
 * What any operation of the query APIs (IAM, STS) may answer besides. Source: the same lists, and AWS answers recorded
 * where the lists keep to the newer spelling (`AccessDenied`, `ExpiredToken`, `Throttling`).
 */
const COMMON_QUERY: Statuses = {
  AccessDenied: [403],
  ExpiredToken: [403],
  InvalidAction: [400],
  InvalidParameterCombination: [400],
  InvalidParameterValue: [400],
  InvalidQueryParameter: [400],
  MalformedInput: [400],
  MalformedQueryString: [404, 400],
  MissingAction: [400],
  MissingParameter: [400],
  Throttling: [400],
};

/** Error codes as on the wire, and the HTTP statuses that come with each; several where AWS's own lists differ. */
export type KnownErrors = ReadonlyMap<string, readonly number[]>;

/** Those of any action of a service that is not known here. */
export const commonErrors: KnownErrors = new Map(Object.entries(COMMON));

const known = new Map<string, KnownErrors>();

/** Every error that AWS may answer an action with: those that its API model declares, then those that any action may. */
export function knownErrors(service: ApiService, action: string): KnownErrors {
  const name = `${service}.${action}`;
  const made = known.get(name) ?? errorsOf(service, action);
  known.set(name, made);
  return made;
}

function errorsOf(service: ApiService, action: string): KnownErrors {
  const { actions, errors, protocol } = modelOf(service);
  const all = new Map<string, readonly number[]>();
  const add = (code: string, statuses: readonly number[]): void => {
    all.set(code, [...new Set([...(all.get(code) ?? []), ...statuses])]);
  };
  for (const code of actions.get(action)?.errors ?? []) add(code, [errors.get(code)?.status ?? 400]);
  const common = protocol === 'query' || protocol === 'ec2' ? [COMMON_QUERY, COMMON] : [COMMON];
  for (const [code, statuses] of common.flatMap(Object.entries<readonly number[]>)) add(code, statuses);
  return all;
}
