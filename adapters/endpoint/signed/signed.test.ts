import { describe, expect, it } from 'vitest';
import type { ApiService } from '../../../services/index.ts';
import type { Call, Members } from '../../../calls/index.ts';
import { protocolOf } from '../../wire/protocols.ts';
import { answerOf } from './answer.ts';
import { requestOf } from './request.ts';

const SCOPE = { region: 'us-east-1', accessKeyId: '111122223333', service: 'any' };

const call = (service: ApiService, action: string, input: Call['input']): Call => ({
  service,
  action,
  input,
  region: 'us-east-1',
});

/** What a server makes of the request for a call. */
function understood({ service, ...asked }: Call): Members {
  const { method, path, query, target, body } = requestOf({ service, ...asked });
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => `${name}=${one}`));
  const headers = target === undefined ? {} : { 'x-amz-target': target };
  const decoded = protocolOf(service).decode(
    { method, target: `${path}${pairs.length > 0 ? '?' : ''}${pairs.join('&')}`, headers, body },
    SCOPE,
  );
  return { action: decoded.action, input: decoded.input };
}

describe('a request by the API model of its service', () => {
  it.each([
    call('ecs', 'DescribeClusters', { clusters: ['a', 'b'] }),
    call('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: ['a & b', 'c'] }),
    call('guardduty', 'GetDetector', { DetectorId: 'a/b' }),
    call('guardduty', 'UpdateDetector', { DetectorId: 'a', Enable: false }),
    call('mq', 'DeleteTags', { ResourceArn: 'arn:aws:mq:x', TagKeys: ['a', 'b'] }),
    call('iam', 'TagRole', { RoleName: 'r', Tags: [{ Key: 'k', Value: 'v' }] }),
  ])('$service $action says what was asked', (asked) => {
    expect(understood(asked)).toEqual({ action: asked.action, input: asked.input });
  });
});

describe('an answer by the API model of its service', () => {
  it.each<readonly [Call, Members]>([
    [call('ecs', 'ListClusters', {}), { clusterArns: ['arn:1'] }],
    [call('autoscaling', 'DescribeAutoScalingGroups', {}), { AutoScalingGroups: [] }],
    [
      call('autoscaling', 'DescribeAutoScalingGroups', {}),
      { AutoScalingGroups: [{ AutoScalingGroupName: 'a', MinSize: 0, AvailabilityZones: ['x'] }] },
    ],
    [call('autoscaling', 'CreateAutoScalingGroup', {}), {}],
    [call('mq', 'ListBrokers', {}), { BrokerSummaries: [{ BrokerName: 'b', BrokerState: 'RUNNING' }] }],
  ])('%j says %j', (asked, members) => {
    const { body } = protocolOf(asked.service).answer({ ...asked, accessKeyId: '' }, members);
    expect(answerOf(asked.service, asked.action, body)).toEqual(members);
  });

  it('is none where it is no JSON object', () => {
    expect(() => answerOf('ecs', 'ListClusters', '["a"]')).toThrow('no JSON object');
  });
});
