import type { ServiceProfile, Statuses } from '../model/index.ts';

/** What every call of ECS on clusters declares (ECS API model 2014-11-13). */
const COMMON: Statuses = { ClientException: [400], InvalidParameterException: [400], ServerException: [500] };

export const ecs: ServiceProfile = {
  id: 'ecs',
  principal: 'ecs.amazonaws.com',
  roleName: 'AWSServiceRoleForECS',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy',
  madeByIam: true,
  suffixAllowed: false,
  serviceDescription: 'Policy to enable Amazon ECS to manage your EC2 instances and related resources.',
  source: 'captured from AWS, 2026-09-16',
  resources: [
    {
      name: 'cluster',
      word: 'cluster',
      slot: 'cluster',
      calls: {
        CreateResource: {
          service: 'ecs',
          action: 'CreateCluster',
          errors: { ...COMMON, NamespaceNotFoundException: [400] },
        },
        DeleteResource: {
          service: 'ecs',
          action: 'DeleteCluster',
          errors: {
            ...COMMON,
            ClusterContainsCapacityProviderException: [400],
            ClusterContainsContainerInstancesException: [400],
            ClusterContainsServicesException: [400],
            ClusterContainsTasksException: [400],
            ClusterNotFoundException: [400],
            UpdateInProgressException: [400],
          },
        },
      },
      sides: [],
      uses: 'while-there',
      refusals: {
        absent: { code: 'ClusterNotFoundException', message: 'Cluster not found.' },
        usual: 'UpdateInProgressException',
      },
      taken: 'answered',
      cites: {
        on: 'creation/present-while-enabled',
        off: 'deletion/by-hand-only',
        each: 'deletion/in-use-each',
      },
    },
  ],
};
