import { isOfResource, operationKinds, type Operation, type OperationKind, type ResourceKind } from './operation.ts';
import { isResourceKind, resourceCall, type ApiAction, type ServiceProfile } from './profile.ts';

/** The operations that are one call of IAM or STS. */
export type ApiKind = Exclude<OperationKind, ResourceKind | 'Wait'>;

const isApiKind = (kind: OperationKind): kind is ApiKind => !isResourceKind(kind) && kind !== 'Wait';

/** Every kind of operation that is one call of IAM or STS. */
export const apiKinds: readonly ApiKind[] = operationKinds.filter(isApiKind);

/** The action that is asked of a role, a policy or a task. */
export const roleAction = (kind: ApiKind): ApiAction => ({
  service: kind === 'AssumeRole' ? 'sts' : 'iam',
  action: kind,
});

/** The action of an AWS API that an operation is; undefined for `Wait`, and where the service has no such call. */
export function actionOf(profile: ServiceProfile, operation: Operation): ApiAction | undefined {
  if (isOfResource(operation)) return resourceCall(profile, operation);
  return isApiKind(operation.kind) ? roleAction(operation.kind) : undefined;
}
