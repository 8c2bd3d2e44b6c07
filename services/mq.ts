import type { ServiceProfile } from '../model/index.ts';
import { recordedRole } from './recorded.ts';
import { whileThere } from './while-there.ts';

const broker = whileThere({
  name: 'broker',
  word: 'broker',
  calls: {
    CreateResource: {
      service: 'mq',
      action: 'CreateBroker',
    },
    ReadResource: { service: 'mq', action: 'DescribeBroker' },
    ListResources: { service: 'mq', action: 'ListBrokers' },
    DeleteResource: { service: 'mq', action: 'DeleteBroker' },
  },
  refusals: {
    absent: { code: 'NotFoundException', message: 'Broker not found' },
    taken: 'ConflictException',
    usual: 'BadRequestException',
  },
  taken: 'refused',
});

export const mq: ServiceProfile = { ...recordedRole('mq'), resources: [broker] };
