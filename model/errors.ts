import { isOfResource, type Operation, type OperationKind, type ResourceKind } from './operation.ts';
import { resourceCall, type ApiAction, type ServiceProfile, type Statuses } from './profile.ts';

/** The kinds of operation that are one call of IAM or STS. */
export type ApiKind = Exclude<OperationKind, ResourceKind | 'Wait'>;

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

const SERVICES = { iam: IAM, sts: STS } as const;

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
  readonly service: keyof typeof SERVICES;
  readonly codes: readonly string[];
}

/** Every IAM operation declares ServiceFailure besides its own. */
const iam = (...codes: readonly (keyof typeof IAM)[]): Row => ({ service: 'iam', codes: [...codes, 'ServiceFailure'] });

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
  AssumeRole: { service: 'sts', codes: Object.keys(STS) },
};

const lookUp = (table: Statuses, code: string): readonly number[] =>
  Object.hasOwn(table, code) ? (table[code] ?? []) : [];

const isApiKind = (action: string): action is ApiKind => Object.hasOwn(OPERATIONS, action);

/** The action of an AWS API that an operation is; undefined for `Wait`, and where the service has no such call. */
export function actionOf(profile: ServiceProfile, operation: Operation): ApiAction | undefined {
  if (isOfResource(operation)) return resourceCall(profile, operation);
  return isApiKind(operation.kind) ? roleAction(operation.kind) : undefined;
}

/** The action that is asked of a role, a policy or a task. */
export const roleAction = (kind: ApiKind): ApiAction => ({ service: OPERATIONS[kind].service, action: kind });

/** Every kind of operation that is one call of IAM or STS. */
export const apiKinds = Object.keys(OPERATIONS) as readonly ApiKind[];

/** Whether an API is a query API: their lists of common errors are longer. */
const isQuery = ({ service }: ApiAction): boolean => Object.hasOwn(SERVICES, service);

/** The error codes, as on the wire, that the AWS API model declares for an action. */
export function declaredErrors({ action, errors }: ApiAction): readonly string[] {
  if (errors !== undefined) return Object.keys(errors);
  return isApiKind(action) ? OPERATIONS[action].codes : [];
}

/**
 * The HTTP statuses that AWS gives with an error code of this action, declared or common; several where AWS's own
 * lists differ, none when AWS does not know the code here.
 */
export function statusesOf(action: ApiAction | undefined, code: string): readonly number[] {
  if (action === undefined) return [];
  const service = SERVICES[action.service as keyof typeof SERVICES] as Statuses | undefined;
  const own = declaredErrors(action).includes(code) ? lookUp(action.errors ?? service ?? {}, code) : [];
  const query = isQuery(action) ? lookUp(COMMON_QUERY, code) : [];
  return [...new Set([...own, ...query, ...lookUp(COMMON, code)])];
}

/** Every error code that AWS may answer an action with: those that its API model declares, then the common ones. */
export function knownErrors(action: ApiAction): readonly string[] {
  const query = isQuery(action) ? Object.keys(COMMON_QUERY) : [];
  return [...declaredErrors(action), ...query, ...Object.keys(COMMON)];
}

/** Whether AWS may answer this action with this error code: its API model declares it, or any action may. */
export const isKnownError = (action: ApiAction, code: string): boolean => statusesOf(action, code).length > 0;
