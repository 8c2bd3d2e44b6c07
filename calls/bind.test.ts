import { describe, expect, it } from 'vitest';
import { SUFFIX, type Operation } from '../model/index.ts';
import { ecs, mediapackage } from '../services/index.ts';
import { bind, resourceId, rowOf, undoing, type Names } from './index.ts';

interface Kept {
  readonly kept: string;
}

/** Names as a script has them: some texts come out of earlier answers. */
const names: Names<string | Kept> = {
  profile: mediapackage,
  region: (slot) => `region-${slot}`,
  role: (role) => ({ kept: role }),
  roleArn: (role) => ({ kept: `${role} ARN` }),
  task: (task) => ({ kept: String(task) }),
  resource: (resource, _region, slot) => resourceId(resource, slot),
  version: () => 'v7',
};

const LOGS: Operation = {
  kind: 'ConfigureResource',
  resource: 'packaging-group',
  region: 1,
  slot: 2,
  sides: { egress: 'custom' },
};

describe('the call of an operation', () => {
  it.each<readonly [Operation, object]>([
    [
      { kind: 'CreateServiceLinkedRole', service: 'missing', suffix: true },
      { service: 'iam', action: 'CreateServiceLinkedRole', region: 'us-east-1', input: { CustomSuffix: SUFFIX } },
    ],
    [
      { kind: 'AssumeRole', role: 'linked' },
      { service: 'sts', region: 'region-0' },
    ],
    [
      LOGS,
      {
        service: 'mediapackage-vod',
        action: 'ConfigureLogs',
        region: 'region-1',
        input: { Id: 'conformance-group-2', EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/conformance' } },
      },
    ],
    [
      { kind: 'ListResources', resource: 'channel', region: 0 },
      { service: 'mediapackage', action: 'ListChannels', input: {} },
    ],
  ])('%j', (operation, call) => {
    expect(bind(operation, names)).toMatchObject(call);
  });

  it('keeps what a script has instead of a text', () => {
    expect(bind({ kind: 'TagRole', role: 'linked', key: 'a', value: 'b' }, names).input).toEqual({
      RoleName: { kept: 'linked' },
      Tags: [{ Key: 'a', Value: 'b' }],
    });
  });

  it('is none where the service has no such call', () => {
    const operation: Operation = { kind: 'ConfigureResource', resource: 'cluster', region: 0, slot: 0 };
    expect(rowOf(ecs, operation)).toBeUndefined();
    expect(rowOf(mediapackage, { kind: 'Wait', for: 'window' })).toBeUndefined();
  });
});

it.each<readonly [Operation, string, object]>([
  [{ kind: 'PutRolePolicy', role: 'ordinary' }, 'DeleteRolePolicy', { PolicyName: 'conformance-inline' }],
  [{ kind: 'AttachUserPolicy' }, 'DetachUserPolicy', { PolicyArn: mediapackage.policyArn }],
  [
    { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 },
    'DeleteChannel',
    { Id: 'conformance-channel-0' },
  ],
])('%j is taken back by %s', (operation, action, input) => {
  const undo = undoing(operation, names);
  expect(undo).toMatchObject({ action, input });
  expect(undo?.input).not.toHaveProperty('PolicyDocument');
});
