import { describe, expect, it } from 'vitest';
import { mediapackage } from '../services/index.ts';
import type { Members } from './index.ts';
import { wireOf } from './wire.ts';

const role = {
  Path: '/aws-service-role/mediapackage.amazonaws.com/',
  RoleName: 'r',
  RoleId: 'AROA1',
  Arn: 'a',
  CreateDate: new Date(0),
  AssumeRolePolicyDocument: '%7B%7D',
  MaxSessionDuration: 3600,
};
const without = (...names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(role).filter(([name]) => !names.includes(name)));
const GET = { kind: 'GetRole', role: 'linked' } as const;
const LIST = { kind: 'ListRoles' } as const;

const SENT = { decoded: false, others: true };

describe('an answer as it was sent', () => {
  it('has nothing wrong where it is as AWS sends it', () => {
    expect(wireOf(mediapackage, GET, { Role: role }, SENT)).toEqual({ members: [], 'documents-encoded': [] });
    expect(wireOf(mediapackage, LIST, { Roles: [role] }, SENT)).toEqual({
      members: [],
      'documents-encoded': [],
      'path-prefix': [],
    });
  });

  it.each([
    ['GetRole', GET, { Role: without('RoleId', 'Arn') }, { members: ['RoleId', 'Arn'] }],
    ['a list', LIST, { Roles: [role, without('MaxSessionDuration')] }, { members: ['MaxSessionDuration'] }],
    [
      'a trust policy that is sent plain',
      GET,
      { Role: { ...role, AssumeRolePolicyDocument: ' {}' } },
      { 'documents-encoded': ['AssumeRolePolicyDocument'] },
    ],
    [
      'a policy version that is sent plain',
      { kind: 'GetPolicyVersion' } as const,
      { PolicyVersion: { Document: '{"Statement": []}' } },
      { 'documents-encoded': ['Document'] },
    ],
    ['a role of another path', LIST, { Roles: [role, { ...role, Path: '/' }] }, { 'path-prefix': ['/'] }],
  ])('tells what is wrong with it: %s', (_, operation, answer, wrong) => {
    expect(wireOf(mediapackage, operation, answer, SENT)).toMatchObject(wrong);
  });

  it('tells nothing of a path where there is no role under another', () => {
    expect(wireOf(mediapackage, LIST, { Roles: [role] }, { decoded: false, others: false })).not.toHaveProperty(
      'path-prefix',
    );
    expect(wireOf(mediapackage, { kind: 'ListRoleTags', role: 'linked' }, {}, SENT)).toBeUndefined();
  });

  it('says nothing of documents that a client of another language has decoded', () => {
    const decoded = { decoded: true, others: true };
    const answer = { Role: { AssumeRolePolicyDocument: { Version: '2012-10-17' } } };
    expect(wireOf(mediapackage, GET, answer, decoded)).not.toHaveProperty('documents-encoded');
    expect(wireOf(mediapackage, LIST, { Roles: [answer.Role] }, decoded)).not.toHaveProperty('documents-encoded');
    const version = { PolicyVersion: { Document: {} } };
    expect(wireOf(mediapackage, { kind: 'GetPolicyVersion' }, version, decoded)).toBeUndefined();
  });
});
