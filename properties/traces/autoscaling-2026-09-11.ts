import { answered, policyGrants, SUFFIX, type Json, type Operation, type RoleRef } from '../../model/index.ts';
import { autoscaling } from '../../services/index.ts';
import { ACCOUNT, refused, type Call, type Trace } from './trace.ts';

/*
 * Recorded on real AWS on 2026-09-11: a role of Auto Scaling with a custom suffix, made, read, edited, protected and
 * deleted through IAM alone. The order of the calls was recorded, their times were not.
 */

const NAME = `AWSServiceRoleForAutoScaling_${SUFFIX}`;
const PATH = '/aws-service-role/autoscaling.amazonaws.com/';
const TASK = `task/aws-service-role/autoscaling.amazonaws.com/${NAME}/0b6f2a52-6d0c-4f0e-9c51-3f1d8a7e1c01`;

const IDENTITY = {
  name: NAME,
  path: PATH,
  arn: `arn:aws:iam::${ACCOUNT}:role${PATH}${NAME}`,
  roleId: 'AROAEXAMPLEASG0000001',
};

/** The same trust policy, as the answer to the creation and as GetRole spells it. */
const trustInLists: Json = policyGrants(
  '{"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow","Principal":{"Service":["autoscaling.amazonaws.com"]}}]}',
) as Json;
const trustInScalars: Json = policyGrants(
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"autoscaling.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
) as Json;

const role: RoleRef = 'suffixed';
const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own', suffix: true };
const deletion: Operation = { kind: 'DeleteServiceLinkedRole', role };
const status: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' };
const done = answered();

const isProtected = (operation: Operation): Call => ({
  operation,
  outcome: refused(
    'UnmodifiableEntity',
    400,
    `Cannot perform the operation on the protected role '${NAME}' - this role is only modifiable by AWS`,
  ),
});

export const autoscaling20260911: Trace = {
  id: 'autoscaling-2026-09-11',
  profile: autoscaling,
  settleMs: 10_000,
  given: [{ kind: 'CreateRole', role: 'ordinary' }],
  calls: [
    { operation: create, outcome: answered({ ...IDENTITY, createDate: '2026-09-11T09:00:00Z', trust: trustInLists }) },
    {
      operation: create,
      outcome: refused(
        'InvalidInput',
        400,
        `Service role name ${NAME} has been taken in this account, please try a different suffix.`,
      ),
    },
    {
      operation: { kind: 'GetRole', role },
      outcome: answered({
        ...IDENTITY,
        trust: trustInScalars,
        sessionDuration: 3600,
        description: null,
        tags: {},
        boundary: null,
      }),
    },
    {
      operation: { kind: 'ListAttachedRolePolicies', role },
      outcome: answered({ attached: ['arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy'] }),
    },
    { operation: { kind: 'ListRolePolicies', role }, outcome: answered({ inline: [] }) },
    { operation: { kind: 'UpdateRole', role, description: 'plain' }, outcome: done },
    {
      operation: { kind: 'UpdateRole', role, maxSessionDuration: 7200 },
      outcome: refused(
        'UnmodifiableEntity',
        400,
        `${NAME} is an AWS service linked role, max session duration cannot be changed.`,
      ),
    },
    { operation: { kind: 'TagRole', role, key: 'stage', value: 'one' }, outcome: done },
    isProtected({ kind: 'UpdateAssumeRolePolicy', role }),
    isProtected({ kind: 'PutRolePolicy', role }),
    isProtected({ kind: 'AttachRolePolicy', role, policy: 'other' }),
    isProtected({ kind: 'DetachRolePolicy', role, policy: 'service' }),
    // The inline policy was not there.
    isProtected({ kind: 'DeleteRolePolicy', role }),
    isProtected({ kind: 'PutRolePermissionsBoundary', role }),
    // There was no boundary.
    isProtected({ kind: 'DeleteRolePermissionsBoundary', role }),
    { operation: { kind: 'UpdateRoleDescription', role, description: 'other' }, outcome: done },
    isProtected({ kind: 'DeleteRole', role }),
    isProtected({ kind: 'AddRoleToInstanceProfile', role }),
    // The role was in no instance profile.
    isProtected({ kind: 'RemoveRoleFromInstanceProfile', role }),
    {
      operation: { kind: 'DeleteServiceLinkedRole', role: 'ordinary' },
      outcome: refused('NoSuchEntity', 404, 'conformance-ordinary exists but is not a service role.'),
    },
    { operation: deletion, outcome: answered({ taskId: TASK }) },
    { operation: deletion, outcome: answered({ taskId: TASK }) },
    { operation: status, outcome: answered({ status: 'IN_PROGRESS' }) },
    { operation: status, outcome: answered({ status: 'SUCCEEDED' }) },
    {
      operation: { kind: 'GetRole', role },
      outcome: refused('NoSuchEntity', 404, `The role with name ${NAME} cannot be found.`),
    },
    {
      operation: { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'unknown' },
      outcome: refused('NoSuchEntity', 404, 'Cannot find deletion status for given id.'),
    },
    {
      operation: { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'malformed' },
      outcome: refused('InvalidInput', 400, 'Invalid task id'),
    },
  ],
};
