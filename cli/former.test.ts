import { expect, it } from 'vitest';
import { asToday } from './former.ts';

it('reads the operations of earlier versions, which had the names of calls', () => {
  expect(
    asToday({
      service: 'mediapackage',
      program: [
        { kind: 'CreateChannel', region: 0, channel: 1 },
        { kind: 'ConfigureLogs', region: 0, channel: 1, ingress: 'default', as: 'restricted' },
        { kind: 'CreatePackagingGroup', region: 1, group: 0, egress: { name: '/aws/MediaPackage/mine' } },
        { kind: 'ListChannels', region: 0 },
        { kind: 'UseRole', region: 0, user: 0, denied: true },
        { kind: 'GetRole', role: 'linked' },
      ],
    }),
  ).toEqual({
    service: 'mediapackage',
    program: [
      { kind: 'CreateResource', resource: 'channel', region: 0, slot: 1 },
      {
        kind: 'ConfigureResource',
        resource: 'channel',
        region: 0,
        slot: 1,
        sides: { ingress: 'default' },
        as: 'restricted',
      },
      {
        kind: 'CreateResource',
        resource: 'packaging-group',
        region: 1,
        slot: 0,
        sides: { egress: { name: '/aws/MediaPackage/mine' } },
      },
      { kind: 'ListResources', resource: 'channel', region: 0 },
      { kind: 'CreateResource', resource: 'cluster', region: 0, slot: 0, as: 'restricted' },
      { kind: 'GetRole', role: 'linked' },
    ],
  });
});
