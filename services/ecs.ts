import type { ServiceProfile } from '../model/index.ts';
import { NEVER_ABSENT, NOT_SHOWN, whileThere } from './while-there.ts';

/** Used by any cluster that is there, an empty one as well, in any region; a deleted one, INACTIVE, does not count. */
const cluster = whileThere({
  name: 'cluster',
  word: 'cluster',
  calls: {
    CreateResource: {
      service: 'ecs',
      action: 'CreateCluster',
      at: ['cluster'],
    },
    ReadResource: {
      service: 'ecs',
      action: 'DescribeClusters',
      names: 'clusters',
      at: ['clusters', '0'],
      errors: NEVER_ABSENT,
      absent: { ...NOT_SHOWN, shown: { failures: [{ arn: '{arn}', reason: 'MISSING' }] } },
    },
    ListResources: { service: 'ecs', action: 'ListClusters' },
    DeleteResource: {
      service: 'ecs',
      action: 'DeleteCluster',
      names: 'cluster',
      at: ['cluster'],
    },
  },
  members: {
    id: 'clusterName',
    arn: 'clusterArn',
    status: { member: 'status', gone: ['INACTIVE'] },
    list: ['ListClusters', 'clusterArns', 'ARNs'],
  },
  played: {
    arn: 'arn:aws:ecs:{region}:{account}:cluster/{id}',
    shown: {
      status: 'ACTIVE',
      registeredContainerInstancesCount: 0,
      runningTasksCount: 0,
      pendingTasksCount: 0,
      activeServicesCount: 0,
      statistics: [],
    },
    unnamed: 'default',
  },
  // Deleted clusters "might remain discoverable in your account for a period of time" (ECS API reference, DeleteCluster).
  lingers: true,
  // A caller who may not make the role is served all the same, and the role stays absent (captured).
  servesDenied: true,
  refusals: {
    absent: { code: 'ClusterNotFoundException', message: 'Cluster not found.' },
    usual: 'InvalidParameterException',
  },
  // Making the cluster that is there answers with it, and makes the role where there is none (captured).
  taken: 'answered',
});

export const ecs: ServiceProfile = {
  id: 'ecs',
  principal: 'ecs.amazonaws.com',
  roleName: 'AWSServiceRoleForECS',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy',
  madeByIam: true,
  suffixAllowed: false,
  serviceDescription: 'Policy to enable Amazon ECS to manage your EC2 instances and related resources.',
  source: 'captured from AWS, 2026-09-16',
  resources: [cluster],
};
