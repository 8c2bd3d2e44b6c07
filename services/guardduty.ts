import type { ServiceProfile } from '../model/index.ts';
import { recordedRole } from './recorded.ts';
import { whileThere } from './while-there.ts';

const refused = { code: 'BadRequestException', message: 'The request is rejected.' };

/** An account has one detector in a region at most. Making it makes the role at once, even a detector that is off (captured). */
const detector = whileThere({
  name: 'detector',
  word: 'detector',
  calls: {
    CreateResource: { service: 'guardduty', action: 'CreateDetector', given: { Enable: true } },
    ReadResource: { service: 'guardduty', action: 'GetDetector' },
    ListResources: { service: 'guardduty', action: 'ListDetectors' },
    DeleteResource: { service: 'guardduty', action: 'DeleteDetector' },
  },
  members: {
    id: 'DetectorId',
    status: { member: 'Status', gone: [] },
    handedOut: {},
    list: ['ListDetectors', 'DetectorIds', 'ids'],
  },
  played: {
    arn: 'arn:aws:guardduty:{region}:{account}:detector/{id}',
    id: '{hex}',
    shown: {
      CreatedAt: '{createdAt}',
      UpdatedAt: '{createdAt}',
      Status: 'ENABLED',
      FindingPublishingFrequency: 'SIX_HOURS',
      ServiceRole:
        'arn:aws:iam::{account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty',
    },
  },
  refusals: { absent: refused, usual: refused.code },
  taken: 'refused',
  most: 1,
});

export const guardduty: ServiceProfile = { ...recordedRole('guardduty'), resources: [detector] };
