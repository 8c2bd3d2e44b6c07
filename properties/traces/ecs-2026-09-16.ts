import { answered, type Operation, type Outcome } from '../../model/index.ts';
import { ecs } from '../../services/index.ts';
import { ACCOUNT, refused, type Trace } from './trace.ts';

/*
 * Recorded on real AWS on 2026-09-16, in an account that had never used ECS: the service makes its role on the first
 * cluster whose caller may create it, clusters in two regions hold it, and three deletions are tried. Region 0 is
 * us-east-1 with the clusters east (slot 0) and reuse (slot 1); region 1 is us-west-2 with the cluster west (slot 0).
 * Calls of ECS other than CreateCluster and DeleteCluster are left out.
 */

const NAME = 'AWSServiceRoleForECS';
const PATH = '/aws-service-role/ecs.amazonaws.com/';

const getRole: Operation = { kind: 'GetRole', role: 'linked' };
const deletion: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const status: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' };

const noRole = refused('NoSuchEntity', 404, `The role with name ${NAME} cannot be found.`);
const noStatus = refused('NoSuchEntity', 404, 'Cannot find deletion status for given id.');
const done = answered();

const theRole = answered({
  name: NAME,
  path: PATH,
  arn: `arn:aws:iam::${ACCOUNT}:role${PATH}${NAME}`,
  roleId: 'AROAEXAMPLEECS0000001',
  description: 'Policy to enable Amazon ECS to manage your EC2 instances and related resources.',
  sessionDuration: 3600,
});

const task = (uuid: string): Outcome => answered({ taskId: `task/aws-service-role/ecs.amazonaws.com/${NAME}/${uuid}` });

const inUse = (region: number, ...holders: readonly string[]): Outcome =>
  answered({ status: 'FAILED', reason: 'Role in use.', usage: [{ region, holders }] });

export const ecs20260916: Trace = {
  id: 'ecs-2026-09-16',
  profile: ecs,
  settleMs: 10_000,
  calls: [
    { at: 0, operation: getRole, outcome: noRole },
    {
      at: 29.4,
      operation: { kind: 'CreateResource', resource: 'cluster', region: 0, slot: 0, as: 'restricted' },
      outcome: done,
    },
    { at: 30.1, operation: getRole, outcome: noRole },
    { at: 41.8, operation: { kind: 'CreateResource', resource: 'cluster', region: 0, slot: 0 }, outcome: done },
    { at: 42.5, operation: getRole, outcome: theRole },
    { at: 43.8, operation: { kind: 'CreateResource', resource: 'cluster', region: 1, slot: 0 }, outcome: done },
    {
      at: 65.4,
      operation: { kind: 'CreateResource', resource: 'cluster', region: 0, slot: 1, as: 'restricted' },
      outcome: done,
    },
    { at: 66.1, operation: deletion, outcome: task('5c0d7a34-92c1-4b6e-8f27-6a1b0e5d4c01') },
    { at: 66.8, operation: status, outcome: noStatus },
    { at: 70.5, operation: status, outcome: noStatus },
    // The cluster in us-west-2 held the role as well, and was not listed.
    { at: 74.2, operation: status, outcome: inUse(0, 'cluster/0/1', 'cluster/0/0') },
    { at: 74.9, operation: getRole, outcome: theRole },
    { at: 75.8, operation: { kind: 'DeleteResource', resource: 'cluster', region: 0, slot: 0 }, outcome: done },
    { at: 77.4, operation: { kind: 'DeleteResource', resource: 'cluster', region: 0, slot: 1 }, outcome: done },
    { at: 78.9, operation: deletion, outcome: task('5c0d7a34-92c1-4b6e-8f27-6a1b0e5d4c02') },
    { at: 79.6, operation: status, outcome: noStatus },
    { at: 83.4, operation: status, outcome: answered({ status: 'IN_PROGRESS' }) },
    { at: 87.1, operation: status, outcome: inUse(1, 'cluster/1/0') },
    { at: 87.8, operation: getRole, outcome: theRole },
    { at: 88.8, operation: { kind: 'DeleteResource', resource: 'cluster', region: 1, slot: 0 }, outcome: done },
    { at: 100.4, operation: getRole, outcome: theRole },
    { at: 101.1, operation: deletion, outcome: task('5c0d7a34-92c1-4b6e-8f27-6a1b0e5d4c03') },
    { at: 101.8, operation: status, outcome: noStatus },
    { at: 105.5, operation: status, outcome: answered({ status: 'SUCCEEDED' }) },
    { at: 106.1, operation: getRole, outcome: noRole },
  ],
};
