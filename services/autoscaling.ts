import type { ServiceProfile } from '../model/index.ts';
import { NEVER_ABSENT, NOT_SHOWN, whileThere } from './while-there.ts';

/** Used by the groups that name no other role (Auto Scaling user guide); which callers may make it no source shows. */
const group = whileThere({
  name: 'auto-scaling-group',
  word: 'Auto Scaling group',
  slot: 'group',
  calls: {
    CreateResource: {
      service: 'autoscaling',
      action: 'CreateAutoScalingGroup',
      given: {
        LaunchConfigurationName: 'conformance',
        MinSize: 0,
        MaxSize: 0,
        AvailabilityZones: ['{region}a'],
      },
    },
    ReadResource: {
      service: 'autoscaling',
      action: 'DescribeAutoScalingGroups',
      names: 'AutoScalingGroupNames',
      at: ['AutoScalingGroups', '0'],
      errors: NEVER_ABSENT,
      absent: NOT_SHOWN,
    },
    DeleteResource: {
      service: 'autoscaling',
      action: 'DeleteAutoScalingGroup',
    },
  },
  requires: {
    word: 'launch configuration',
    make: {
      service: 'autoscaling',
      action: 'CreateLaunchConfiguration',
      given: { LaunchConfigurationName: 'conformance', ImageId: 'ami-12c6146b', InstanceType: 't2.micro' },
    },
    remove: {
      service: 'autoscaling',
      action: 'DeleteLaunchConfiguration',
      given: { LaunchConfigurationName: 'conformance' },
    },
  },
  members: {
    id: 'AutoScalingGroupName',
    arn: 'AutoScalingGroupARN',
    list: ['DescribeAutoScalingGroups', 'AutoScalingGroups'],
  },
  played: {
    arn: 'arn:aws:autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{id}',
    shown: { CreatedTime: '{createdAt}', DesiredCapacity: 0, DefaultCooldown: 300, HealthCheckType: 'EC2' },
  },
  refusals: {
    absent: { code: 'ValidationError', message: 'AutoScalingGroup name not found' },
    taken: 'AlreadyExists',
    usual: 'ValidationError',
  },
  taken: 'refused',
});

export const autoscaling: ServiceProfile = {
  id: 'autoscaling',
  principal: 'autoscaling.amazonaws.com',
  roleName: 'AWSServiceRoleForAutoScaling',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy',
  madeByIam: true,
  suffixAllowed: true,
  source: 'captured from AWS, 2026-09-11',
  resources: [group],
};
