import { describe, expect, it } from 'vitest';
import { UnknownAction, type ApiCall, type Members } from '../cloud/api-call.ts';
import { wireHandler } from './handler.ts';
import { requestOf } from './requests.fixture.ts';

const answered = (output: Members) => {
  const calls: ApiCall[] = [];
  return { calls, handle: wireHandler({ call: (call) => (calls.push(call), output) }) };
};
const unknown = wireHandler({
  call({ action }) {
    throw new UnknownAction(action);
  },
});

describe('the JSON protocol of ECS', () => {
  const request = (action: string, body = '{}') => {
    const asked = requestOf('ecs', { target: '/', body });
    return { ...asked, headers: { ...asked.headers, 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}` } };
  };

  it('has the action in a header, and members in the body', () => {
    const { calls, handle } = answered({ cluster: { clusterName: 'a', status: 'ACTIVE', other: 1 } });
    const answer = handle(request('CreateCluster', '{"clusterName":"a","tags":[{"key":"k"}],"more":1}'));
    expect(calls).toMatchObject([
      { service: 'ecs', action: 'CreateCluster', input: { clusterName: 'a', tags: [{ key: 'k' }] } },
    ]);
    expect(answer).toMatchObject({ status: 200, body: '{"cluster":{"clusterName":"a","status":"ACTIVE"}}' });
  });

  it.each(['CreateCluster', 'Invented'])('refuses %s where nobody plays it', (action) => {
    const { status, body } = unknown(request(action));
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ __type: 'UnknownOperationException' });
  });
});

describe('the query protocols', () => {
  it('of Auto Scaling read lists and structures by its API model', () => {
    const { calls, handle } = answered({});
    const body =
      'Action=CreateAutoScalingGroup&Version=2011-01-01&AutoScalingGroupName=g&AvailabilityZones.member.1=a' +
      '&LaunchTemplate.LaunchTemplateName=t&MinSize=0';
    expect(handle(requestOf('autoscaling', { body })).status).toBe(200);
    expect(calls[0]?.input).toEqual({
      AutoScalingGroupName: 'g',
      AvailabilityZones: ['a'],
      LaunchTemplate: { LaunchTemplateName: 't' },
      MinSize: '0',
    });
  });

  it('of EC2 count entries without more ado, and answer and refuse in a form of their own', () => {
    const { calls, handle } = answered({ Regions: [{ RegionName: 'eu-west-1', Endpoint: 'e' }] });
    const body = 'Action=DescribeRegions&Version=2016-11-15&RegionName.1=a&RegionName.2=b&Filter.1.Value.1=c';
    const answer = handle(requestOf('ec2', { body }));
    expect(calls[0]?.input).toEqual({ RegionNames: ['a', 'b'], Filters: [{ Values: ['c'] }] });
    expect(answer.body).toContain(
      '<regionInfo><item><regionName>eu-west-1</regionName><regionEndpoint>e</regionEndpoint></item></regionInfo>',
    );
    expect(unknown(requestOf('ec2', { body })).body).toMatch(/^<Response><Errors><Error><Code>InvalidAction<\/Code>/);
  });
});

describe('the REST protocol', () => {
  it('of GuardDuty and MQ has names and dates of its own', () => {
    const duty = answered({ DetectorId: 'd' });
    duty.handle(requestOf('guardduty', { target: '/detector/d%20e', body: '{"enable":true}' }));
    expect(duty.calls[0]).toMatchObject({ action: 'UpdateDetector', input: { DetectorId: 'd e', Enable: true } });
    const mq = answered({ BrokerName: 'b', Created: new Date(0) });
    const answer = mq.handle(requestOf('mq', { method: 'GET', target: '/v1/brokers/b' }));
    expect(JSON.parse(answer.body)).toEqual({ brokerName: 'b', created: '1970-01-01T00:00:00.000Z' });
  });
});
