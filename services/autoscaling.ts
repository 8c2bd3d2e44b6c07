import type { ServiceProfile } from '../model/index.ts';

export const autoscaling: ServiceProfile = {
  id: 'autoscaling',
  principal: 'autoscaling.amazonaws.com',
  roleName: 'AWSServiceRoleForAutoScaling',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy',
  madeByIam: true,
  suffixAllowed: true,
  source: 'captured from AWS, 2026-09-11',
  resources: [
    {
      name: 'auto-scaling-group',
      word: 'Auto Scaling group',
      slot: 'group',
      calls: {
        CreateResource: {
          service: 'autoscaling',
          action: 'CreateAutoScalingGroup',
          errors: {
            AlreadyExists: [400],
            LimitExceeded: [400],
            ResourceContention: [500],
            ServiceLinkedRoleFailure: [500],
          },
        },
        DeleteResource: {
          service: 'autoscaling',
          action: 'DeleteAutoScalingGroup',
          errors: { ResourceContention: [500], ResourceInUse: [400], ScalingActivityInProgress: [400] },
        },
      },
      sides: [],
      uses: 'while-there',
      refusals: {
        absent: { code: 'ValidationError', message: 'AutoScalingGroup name not found' },
        usual: 'ResourceInUse',
      },
      taken: 'refused',
      cites: {
        on: 'creation/present-while-enabled',
        off: 'deletion/by-hand-only',
        each: 'deletion/in-use-each',
      },
    },
  ],
};
