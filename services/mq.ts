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
      given: {
        AutoMinorVersionUpgrade: true,
        DeploymentMode: 'SINGLE_INSTANCE',
        EngineType: 'RABBITMQ',
        EngineVersion: '3.13',
        HostInstanceType: 'mq.m5.large',
        PubliclyAccessible: true,
        Users: [{ Username: 'conformance', Password: 'not-a-secret-but-long' }],
      },
    },
    ReadResource: { service: 'mq', action: 'DescribeBroker' },
    ListResources: { service: 'mq', action: 'ListBrokers' },
    DeleteResource: { service: 'mq', action: 'DeleteBroker' },
  },
  members: {
    id: 'BrokerId',
    arn: 'BrokerArn',
    status: { member: 'BrokerState', gone: ['DELETION_IN_PROGRESS'] },
    handedOut: { name: 'BrokerName' },
    list: ['ListBrokers', 'BrokerSummaries'],
  },
  played: {
    arn: 'arn:aws:mq:{region}:{account}:broker:{name}:{id}',
    id: 'b-{uuid}',
    shown: { BrokerState: 'RUNNING', Created: '{createdAt}' },
  },
  refusals: {
    absent: { code: 'NotFoundException', message: 'Broker not found' },
    taken: 'ConflictException',
    usual: 'BadRequestException',
  },
  taken: 'refused',
});

export const mq: ServiceProfile = { ...recordedRole('mq'), resources: [broker] };
