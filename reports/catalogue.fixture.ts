import type { Level, Provenance, RequirementId } from '../model/index.ts';
import type { RequirementResult } from '../properties/index.ts';

type Row = Pick<RequirementResult, 'id' | 'level' | 'statement' | 'needs' | 'provenance'> & { readonly later?: string };

const row = (
  id: RequirementId,
  statement: string,
  needs: readonly string[] = ['CreateServiceLinkedRole'],
  level: Level = 'must',
  provenance: Provenance = { kind: 'recorded', page: 'create-slr', facts: ['F5'] },
): Row => ({ id, statement, level, provenance, needs });

const SIDES = ['CreateChannel', 'ConfigureLogs', 'GetRole'];
const TASKS = ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'];

/** A catalogue for runs that tests make up: a few requirements of each kind, whatever the real catalogue has. */
export const CATALOGUE: readonly Row[] = [
  row(
    'permissions/name',
    'The role is called exactly what the service documents: AWSServiceRoleForMediaPackage.',
    ['CreateServiceLinkedRole'],
    'must',
    { kind: 'documented', page: 'slr-permissions', facts: ['F10', 'F11'] },
  ),
  row('permissions/arn', 'Its ARN is built of partition, account, path and name.'),
  row(
    'permissions/policy-attached',
    'Exactly one managed policy is attached, the service role policy of the service, and no inline policy.',
    ['CreateServiceLinkedRole', 'ListAttachedRolePolicies'],
  ),
  row(
    'creation/on-enable-ingress',
    'Enabling ingress access logs on a channel makes the role if there is none.',
    SIDES,
  ),
  row('creation/on-enable-egress', 'Enabling egress access logs on a channel makes the role if there is none.', SIDES),
  row(
    'creation/suffix',
    'A custom suffix is refused with InvalidInput, nothing made, where the service allows none.',
    ['CreateServiceLinkedRole'],
    'should',
    { kind: 'inferred', page: 'create-slr', facts: ['F7', 'F12'] },
  ),
  row('editing/trust', 'UpdateAssumeRolePolicy on the role is refused with UnmodifiableEntity.'),
  row('editing/tags', 'TagRole and UntagRole work and change the tags alone.', [
    'TagRole',
    'UntagRole',
    'ListRoleTags',
  ]),
  row(
    'deletion/removes',
    'After SUCCEEDED the role is gone from GetRole and ListRoles, within the settle window.',
    TASKS,
  ),
  row('deletion/task-ends', 'Every task ends within the settle window.', TASKS),
  row('deletion/task-final', 'An ended task never changes its end.', TASKS),
  row('deletion/task-id', 'The task id is task/aws-service-role/PRINCIPAL/ROLE/UUID.'),
  row('deletion/task-same-while-open', 'Deleting again while a task is open gives the same task.'),
  row('logging/vod', 'Egress access logs of a packaging group turn on and off alike.', ['CreatePackagingGroup']),
  row('regions/apart', 'A channel of one region is not seen in another.', ['CreateChannel', 'DescribeChannel']),
  {
    ...row('concurrency/create-create', 'Two creates at once: one role, one refusal.'),
    later: 'needs several clients at once',
  },
];
