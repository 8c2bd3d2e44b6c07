import type { ServiceProfile, Statuses } from '../model/index.ts';
import { recordedRole } from './recorded.ts';
import { whileThere } from './while-there.ts';

/** GuardDuty API model 2017-11-28: every call declares these. */
const errors: Statuses = { BadRequestException: [400], InternalServerErrorException: [500] };

const refused = { code: 'BadRequestException', message: 'The request is rejected.' };

/** An account has one detector in a region at most. Making it makes the role at once, even a detector that is off (captured). */
const detector = whileThere({
  name: 'detector',
  word: 'detector',
  calls: {
    CreateResource: { service: 'guardduty', action: 'CreateDetector', errors },
    ReadResource: { service: 'guardduty', action: 'GetDetector', errors },
    ListResources: { service: 'guardduty', action: 'ListDetectors', errors },
    DeleteResource: { service: 'guardduty', action: 'DeleteDetector', errors },
  },
  refusals: { absent: refused, usual: refused.code },
  taken: 'refused',
  most: 1,
});

export const guardduty: ServiceProfile = { ...recordedRole('guardduty'), resources: [detector] };
