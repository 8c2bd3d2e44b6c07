import type { ServiceProfile, Statuses } from '../model/index.ts';
import { neverAbsent, NOT_SHOWN, whileThere } from './while-there.ts';

/** Auto Scaling API model 2011-01-01. */
const BUSY: Statuses = { ResourceContention: [500] };

/** Used by the groups that name no other role (Auto Scaling user guide); which callers may make it no source shows. */
const group = whileThere({
  name: 'auto-scaling-group',
  word: 'Auto Scaling group',
  slot: 'group',
  calls: {
    CreateResource: {
      service: 'autoscaling',
      action: 'CreateAutoScalingGroup',
      errors: { ...BUSY, AlreadyExists: [400], LimitExceeded: [400], ServiceLinkedRoleFailure: [500] },
    },
    ReadResource: {
      service: 'autoscaling',
      action: 'DescribeAutoScalingGroups',
      errors: neverAbsent({ ...BUSY, InvalidNextToken: [400] }),
      absent: NOT_SHOWN,
    },
    DeleteResource: {
      service: 'autoscaling',
      action: 'DeleteAutoScalingGroup',
      errors: { ...BUSY, ResourceInUse: [400], ScalingActivityInProgress: [400] },
    },
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
