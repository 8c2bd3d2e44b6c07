import type { ServiceProfile, Statuses } from '../model/index.ts';
import { recordedRole } from './recorded.ts';
import { whileThere } from './while-there.ts';

/** Amazon MQ API model 2017-11-27. */
const COMMON: Statuses = { BadRequestException: [400], ForbiddenException: [403], InternalServerErrorException: [500] };
const ABSENT: Statuses = { NotFoundException: [404] };

const broker = whileThere({
  name: 'broker',
  word: 'broker',
  calls: {
    CreateResource: {
      service: 'mq',
      action: 'CreateBroker',
      errors: { ...COMMON, ConflictException: [409], UnauthorizedException: [401] },
    },
    ReadResource: { service: 'mq', action: 'DescribeBroker', errors: { ...COMMON, ...ABSENT } },
    ListResources: { service: 'mq', action: 'ListBrokers', errors: COMMON },
    DeleteResource: { service: 'mq', action: 'DeleteBroker', errors: { ...COMMON, ...ABSENT } },
  },
  refusals: {
    absent: { code: 'NotFoundException', message: 'Broker not found' },
    taken: 'ConflictException',
    usual: 'BadRequestException',
  },
  taken: 'refused',
});

export const mq: ServiceProfile = { ...recordedRole('mq'), resources: [broker] };
