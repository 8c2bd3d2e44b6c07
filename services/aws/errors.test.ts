import { describe, expect, it } from 'vitest';
import { actionOf } from '../../model/index.ts';
import { errorsOf, mediapackage } from '../index.ts';
import { knownErrors } from './errors.ts';
import { actionModel } from './models.ts';

describe('the errors that AWS may answer an action with', () => {
  it('are those that its API model declares, by their codes on the wire, then those of any action', () => {
    const declared = actionModel('iam', 'DeleteServiceLinkedRole')?.errors ?? [];
    const known = [...knownErrors('iam', 'DeleteServiceLinkedRole').keys()];
    expect(declared.toSorted()).toEqual(['LimitExceeded', 'NoSuchEntity', 'ServiceFailure']);
    expect(known.slice(0, declared.length)).toEqual(declared);
    expect(known).toEqual(expect.arrayContaining(['AccessDenied', 'AccessDeniedException']));
    expect(known).not.toContain('NoSuchEntityException');
  });

  it('are not those that only another action declares', () => {
    expect(knownErrors('iam', 'CreateServiceLinkedRole').has('EntityAlreadyExists')).toBe(false);
    expect(knownErrors('iam', 'CreateRole').get('EntityAlreadyExists')).toEqual([409]);
  });

  it('come with each status that AWS documents, and go by the protocol of the service', () => {
    expect(knownErrors('mediapackage', 'ConfigureLogs').get('AccessDeniedException')).toEqual([403, 400]);
    expect(knownErrors('mediapackage', 'ConfigureLogs').has('AccessDenied')).toBe(false);
    expect(knownErrors('sts', 'AssumeRole').get('ExpiredTokenException')).toEqual([400, 403]);
    expect(knownErrors('sts', 'AssumeRole').get('AccessDenied')).toEqual([403]);
  });

  it('know a server fault as one, and what no model names not at all', () => {
    expect(knownErrors('ecs', 'CreateCluster').get('ServerException')).toEqual([500]);
    expect(knownErrors('ecs', 'CreateCluster').get('ClientException')).toEqual([400]);
    expect(knownErrors('iam', 'GetRole').has('toString')).toBe(false);
  });
});

describe('the errors of an operation', () => {
  it('are those of its call, whatever it is called here', () => {
    const ask = { kind: 'ConfigureResource', resource: 'packaging-group', region: 0, slot: 0 } as const;
    expect(errorsOf(actionOf(mediapackage, ask))).toBe(knownErrors('mediapackage-vod', 'ConfigureLogs'));
    expect(errorsOf({ service: 'sts', action: 'AssumeRole' })).toBe(knownErrors('sts', 'AssumeRole'));
  });

  it('are none where it is no call, and of an API that is not known here those of any, and its own', () => {
    expect([...errorsOf(undefined)]).toEqual([]);
    const made = errorsOf({ service: 'made-up', action: 'Make', errors: { NotMade: [404] } });
    expect([made.get('NotMade'), made.get('AccessDeniedException')]).toEqual([[404], [403, 400]]);
  });
});
