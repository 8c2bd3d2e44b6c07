import type { OperationKind } from './operation.ts';

/** The AWS APIs that the operations belong to, as the SDK's packages spell them. */
export type ApiService = 'iam' | 'sts' | 'mediapackage' | 'mediapackage-vod';

/** The operations that are one call of an AWS API; the others are the suite's own. */
export type ApiKind = Exclude<OperationKind, 'UseRole' | 'ReleaseRole' | 'Wait'>;

type Statuses = Readonly<Record<string, readonly number[]>>;

/** Source: IAM API model 2010-05-08, traits `awsQueryError` and `httpError`; codes as on the wire. */
const IAM = {
  ConcurrentModification: [409],
  DeleteConflict: [409],
  EntityAlreadyExists: [409],
  InvalidInput: [400],
  LimitExceeded: [409],
  MalformedPolicyDocument: [400],
  NoSuchEntity: [404],
  PolicyNotAttachable: [400],
  ServiceFailure: [500],
  UnmodifiableEntity: [400],
} as const satisfies Statuses;

/** Source: STS API model 2011-06-15. */
const STS = {
  ExpiredTokenException: [400],
  InvalidContextAssertion: [400],
  MalformedPolicyDocument: [400],
  PackedPolicyTooLarge: [400],
  RegionDisabledException: [403],
} as const satisfies Statuses;

/** Source: API models of MediaPackage 2017-10-12 and MediaPackage VOD 2018-11-07; every operation declares all of them. */
const MEDIAPACKAGE = {
  ForbiddenException: [403],
  InternalServerErrorException: [500],
  NotFoundException: [404],
  ServiceUnavailableException: [503],
  TooManyRequestsException: [429],
  UnprocessableEntityException: [422],
} as const satisfies Statuses;

const SERVICES = { iam: IAM, sts: STS, mediapackage: MEDIAPACKAGE, 'mediapackage-vod': MEDIAPACKAGE } as const;

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

interface Row {
  readonly service: ApiService;
  readonly codes: readonly string[];
}

/** Every IAM operation declares ServiceFailure besides its own. */
const iam = (...codes: readonly (keyof typeof IAM)[]): Row => ({ service: 'iam', codes: [...codes, 'ServiceFailure'] });
const all = (service: 'sts' | 'mediapackage' | 'mediapackage-vod'): Row => ({
  service,
  codes: Object.keys(SERVICES[service]),
});

/** The service of each operation, and the error codes that its API model declares. */
const OPERATIONS: Readonly<Record<ApiKind, Row>> = {
  CreateServiceLinkedRole: iam('InvalidInput', 'LimitExceeded', 'NoSuchEntity'),
  DeleteServiceLinkedRole: iam('LimitExceeded', 'NoSuchEntity'),
  GetServiceLinkedRoleDeletionStatus: iam('InvalidInput', 'NoSuchEntity'),
  GetRole: iam('NoSuchEntity'),
  ListRoles: iam(),
  ListAttachedRolePolicies: iam('InvalidInput', 'NoSuchEntity'),
  ListRolePolicies: iam('NoSuchEntity'),
  ListRoleTags: iam('NoSuchEntity'),
  GetPolicy: iam('InvalidInput', 'NoSuchEntity'),
  GetPolicyVersion: iam('InvalidInput', 'NoSuchEntity'),
  UpdateRole: iam('NoSuchEntity', 'UnmodifiableEntity'),
  UpdateRoleDescription: iam('NoSuchEntity', 'UnmodifiableEntity'),
  TagRole: iam('ConcurrentModification', 'InvalidInput', 'LimitExceeded', 'NoSuchEntity'),
  UntagRole: iam('ConcurrentModification', 'NoSuchEntity'),
  UpdateAssumeRolePolicy: iam('LimitExceeded', 'MalformedPolicyDocument', 'NoSuchEntity', 'UnmodifiableEntity'),
  AttachRolePolicy: iam('InvalidInput', 'LimitExceeded', 'NoSuchEntity', 'PolicyNotAttachable', 'UnmodifiableEntity'),
  DetachRolePolicy: iam('InvalidInput', 'LimitExceeded', 'NoSuchEntity', 'UnmodifiableEntity'),
  PutRolePolicy: iam('LimitExceeded', 'MalformedPolicyDocument', 'NoSuchEntity', 'UnmodifiableEntity'),
  DeleteRolePolicy: iam('LimitExceeded', 'NoSuchEntity', 'UnmodifiableEntity'),
  PutRolePermissionsBoundary: iam('InvalidInput', 'NoSuchEntity', 'PolicyNotAttachable', 'UnmodifiableEntity'),
  DeleteRolePermissionsBoundary: iam('NoSuchEntity', 'UnmodifiableEntity'),
  AddRoleToInstanceProfile: iam('EntityAlreadyExists', 'LimitExceeded', 'NoSuchEntity', 'UnmodifiableEntity'),
  RemoveRoleFromInstanceProfile: iam('LimitExceeded', 'NoSuchEntity', 'UnmodifiableEntity'),
  DeleteRole: iam('ConcurrentModification', 'DeleteConflict', 'LimitExceeded', 'NoSuchEntity', 'UnmodifiableEntity'),
  CreateRole: iam(
    'ConcurrentModification',
    'EntityAlreadyExists',
    'InvalidInput',
    'LimitExceeded',
    'MalformedPolicyDocument',
  ),
  AttachUserPolicy: iam('InvalidInput', 'LimitExceeded', 'NoSuchEntity', 'PolicyNotAttachable'),
  AttachGroupPolicy: iam('InvalidInput', 'LimitExceeded', 'NoSuchEntity', 'PolicyNotAttachable'),
  AssumeRole: all('sts'),
  CreateChannel: all('mediapackage'),
  DescribeChannel: all('mediapackage'),
  ListChannels: all('mediapackage'),
  UpdateChannel: all('mediapackage'),
  DeleteChannel: all('mediapackage'),
  ConfigureLogs: all('mediapackage'),
  CreatePackagingGroup: all('mediapackage-vod'),
  DescribePackagingGroup: all('mediapackage-vod'),
  ConfigurePackagingGroupLogs: all('mediapackage-vod'),
  DeletePackagingGroup: all('mediapackage-vod'),
};

const isApiKind = (kind: OperationKind): kind is ApiKind => Object.hasOwn(OPERATIONS, kind);

const lookUp = (table: Statuses, code: string): readonly number[] =>
  Object.hasOwn(table, code) ? (table[code] ?? []) : [];

/** The AWS API that an operation belongs to; undefined for an operation of the suite's own (`Wait`, `UseRole`, ...). */
export function serviceOf(kind: ApiKind): ApiService;
export function serviceOf(kind: OperationKind): ApiService | undefined;
export function serviceOf(kind: OperationKind): ApiService | undefined {
  return isApiKind(kind) ? OPERATIONS[kind].service : undefined;
}

/** The error codes, as on the wire, that the AWS API model declares for an operation. */
export function declaredErrors(kind: OperationKind): readonly string[] {
  return isApiKind(kind) ? OPERATIONS[kind].codes : [];
}

/**
 * The HTTP statuses that AWS gives with an error code of this operation, declared or common; several where AWS's own
 * lists differ, none when AWS does not know the code here.
 */
export function statusesOf(kind: OperationKind, code: string): readonly number[] {
  const service = serviceOf(kind);
  if (service === undefined) return [];
  const own = declaredErrors(kind).includes(code) ? lookUp(SERVICES[service], code) : [];
  const query = service === 'iam' || service === 'sts' ? lookUp(COMMON_QUERY, code) : [];
  return [...new Set([...own, ...query, ...lookUp(COMMON, code)])];
}

/** Every error code that AWS may answer an operation with: those that its API model declares, then the common ones. */
export function knownErrors(kind: OperationKind): readonly string[] {
  const service = serviceOf(kind);
  if (service === undefined) return [];
  const query = service === 'iam' || service === 'sts' ? Object.keys(COMMON_QUERY) : [];
  return [...declaredErrors(kind), ...query, ...Object.keys(COMMON)];
}

/** Whether AWS may answer this operation with this error code: its API model declares it, or any operation may. */
export const isKnownError = (kind: OperationKind, code: string): boolean => statusesOf(kind, code).length > 0;
