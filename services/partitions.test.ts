import { expect, it } from 'vitest';
import { inPartition, otherPolicy } from '../model/index.ts';
import { ecs, mediapackage, partitionOfRegion } from './index.ts';

it.each([
  ['us-east-1', 'aws'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-northwest-1', 'aws-cn'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
])('a service in %s has the ARNs of %s', (region, partition) => {
  for (const service of [mediapackage, ecs]) {
    const moved = inPartition(service, partitionOfRegion(region));
    expect([moved.policyArn, otherPolicy(moved)]).toEqual([
      service.policyArn.replace('arn:aws:', `arn:${partition}:`),
      `arn:${partition}:iam::aws:policy/ReadOnlyAccess`,
    ]);
    const arns = (moved.policyGrants ?? []).flatMap((grant) => /arn:([^:]*):/.exec(grant)?.[1] ?? []);
    expect(new Set(arns)).toEqual(new Set(arns.length === 0 ? [] : [partition]));
  }
});
