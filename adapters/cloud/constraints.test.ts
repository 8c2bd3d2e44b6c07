import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { Members } from './api-call.ts';
import { refusal } from './books/books.fixture.ts';
import { principalActions } from './books/books.ts';
import { checkInput, integer, list, requiredText, tags, text } from './constraints.ts';
import { IAM_INPUTS, STS_INPUTS } from './input-rules.ts';
import { operationSchema, structureOf } from './schema.fixture.ts';

const NAME = String.raw`Member must satisfy regular expression pattern: [\w+=,.@-]+`;
const at = (member: string, what: string, value = 'Value'): string =>
  `${value} at '${member}' failed to satisfy constraint: ${what}`;
const one = (...violation: Parameters<typeof at>): string =>
  `ValidationError 400: 1 validation error detected: ${at(...violation)}`;
const checked = (action: string, input: Members): string => refusal(() => checkInput('iam', action, input));

describe('what members of an input are read as', () => {
  it('takes a member that is absent, null or inherited for none', () => {
    expect(text({}, 'toString')).toBeUndefined();
    expect(text(Object.create({ RoleName: 'inherited' }) as Members, 'RoleName')).toBeUndefined();
    expect(text({ RoleName: null }, 'RoleName')).toBeUndefined();
    expect(list({}, 'Tags')).toEqual([]);
    expect(integer({ MaxItems: undefined }, 'MaxItems')).toBeUndefined();
  });

  it('reads integers from text as from numbers', () => {
    expect(integer({ MaxSessionDuration: '7200' }, 'MaxSessionDuration')).toBe(7200);
    expect(integer({ MaxSessionDuration: 7200 }, 'MaxSessionDuration')).toBe(7200);
    expect(refusal(() => integer({ MaxItems: '1e3' }, 'MaxItems'))).toBe(one('maxItems', 'Member must be an integer'));
    expect(refusal(() => integer({ MaxItems: 1.5 }, 'MaxItems'))).toBe(one('maxItems', 'Member must be an integer'));
  });

  it('refuses what is of another type, or absent where it is due', () => {
    expect(refusal(() => text({ RoleName: ['a'] }, 'RoleName'))).toBe(one('roleName', 'Member must be text'));
    expect(refusal(() => requiredText({}, 'RoleName'))).toBe(one('roleName', 'Member must not be null', 'Value null'));
    expect(refusal(() => list({ Tags: 'a' }, 'Tags'))).toBe(one('tags', 'Member must be a list'));
  });

  it('reads tags, and refuses one without key or value', () => {
    expect(tags({ Tags: [{ Key: 'a', Value: '', More: 1 }] })).toEqual([{ Key: 'a', Value: '' }]);
    expect(refusal(() => tags({ Tags: [{ Key: 'a', Value: '' }, { Key: 'b' }] }))).toBe(
      one('tags.2.member.value', 'Member must not be null', 'Value null'),
    );
    expect(refusal(() => tags({ Tags: ['a'] }))).toBe(one('tags.1.member', 'Member must be a structure'));
  });
});

describe('inputs of IAM', () => {
  it.each([
    ['GetRole', {}, one('roleName', 'Member must not be null', 'Value null')],
    ['GetRole', { RoleName: 'a b' }, one('roleName', NAME)],
    ['GetRole', { RoleName: 'a\n' }, one('roleName', NAME)],
    ['GetRole', { RoleName: 'r'.repeat(65) }, one('roleName', 'Member must have length less than or equal to 64')],
    ['GetRole', { RoleName: { $: 'a' } }, one('roleName', 'Member must be text')],
    ['ListUsers', { MaxItems: '0' }, one('maxItems', 'Member must have value greater than or equal to 1')],
    ['ListUsers', { MaxItems: 1001 }, one('maxItems', 'Member must have value less than or equal to 1000')],
    [
      'UpdateRole',
      { RoleName: 'r', MaxSessionDuration: '3599' },
      one('maxSessionDuration', 'Member must have value greater than or equal to 3600'),
    ],
    [
      'UpdateRole',
      { RoleName: 'r', MaxSessionDuration: 43_201 },
      one('maxSessionDuration', 'Member must have value less than or equal to 43200'),
    ],
    [
      'GetServiceLinkedRoleDeletionStatus',
      { DeletionTaskId: 't'.repeat(1001) },
      one('deletionTaskId', 'Member must have length less than or equal to 1000'),
    ],
    [
      'UpdateAccessKey',
      { AccessKeyId: 'A'.repeat(20), Status: 'Off' },
      one('status', 'Member must satisfy enum value set: [Active, Inactive, Expired]'),
    ],
    ['ListPolicies', { OnlyAttached: 'yes' }, one('onlyAttached', 'Member must be a boolean')],
    [
      'TagRole',
      { RoleName: 'r', Tags: [{ Key: 'k'.repeat(129), Value: '' }] },
      one('tags.1.member.key', 'Member must have length less than or equal to 128'),
    ],
    [
      'TagUser',
      { UserName: 'u', Tags: Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: '' })) },
      one('tags', 'Member must have length less than or equal to 50'),
    ],
    [
      'UntagUser',
      { UserName: 'u', TagKeys: ['a', ''] },
      `ValidationError 400: 2 validation errors detected: ${at('tagKeys.2.member', 'Member must have length greater than or equal to 1')}; ${at('tagKeys.2.member', String.raw`Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+`)}`,
    ],
    [
      'AddUserToGroup',
      { UserName: 'a/b' },
      `ValidationError 400: 2 validation errors detected: ${at('groupName', 'Member must not be null', 'Value null')}; ${at('userName', NAME)}`,
    ],
  ])('refuses %s(%j)', (action, input, refused) => {
    expect(checked(action, input)).toBe(refused);
  });

  it.each([
    ['GetRole', { RoleName: 'r'.repeat(64), Unknown: { deep: [1] } }],
    ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: '{}', MaxSessionDuration: '43200', Path: '/a/b/' }],
    ['TagRole', { RoleName: 'r', Tags: [{ Key: 'Kostenstelle für 東京', Value: '' }] }],
    ['ListRoles', { PathPrefix: '/aws-service-role/', MaxItems: 1000, Marker: undefined }],
    ['UpdateRole', { RoleName: 'r', Description: 'd'.repeat(1001) }],
    ['CreateServiceLinkedRole', {}],
    ['ListPolicies', { Scope: 'Local', OnlyAttached: true }],
    ['constructor', {}],
  ])('lets %s(%j) pass', (action, input) => {
    expect(checked(action, input)).toBe('answered');
  });

  const tables = [
    ...Object.entries(IAM_INPUTS).map(([action, rules]) => [action, rules, iam] as const),
    ...Object.entries(STS_INPUTS).map(([action, rules]) => [action, rules, sts] as const),
  ];

  it.each(tables)(
    'demands of %s what the SDK knows to be required, and nothing that it does not know',
    (action, rules, client) => {
      const { members, required } = structureOf(operationSchema(client, action).input);
      const names = Object.keys(rules);
      expect(members).toEqual(expect.arrayContaining(names));
      // The model decides on descriptions.
      expect(names.filter((name) => rules[name]?.required).toSorted()).toEqual(
        required.filter((name) => name !== 'Description').toSorted(),
      );
    },
  );

  it('know every action on the books', () => {
    expect(Object.keys(IAM_INPUTS)).toEqual(expect.arrayContaining(Object.keys(principalActions)));
  });

  it('checks a long hostile text as quickly as any', () => {
    const started = performance.now();
    checked('ListPolicies', { PathPrefix: `/${'a/'.repeat(50_000)}!` });
    checked('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: `${' '.repeat(131_071)}\u0100` });
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('inputs of MediaPackage', () => {
  const check = (action: string, input: Members): string => refusal(() => checkInput('mediapackage', action, input));

  it.each([
    ['CreateChannel', {}, 'UnprocessableEntityException 422: Id is required'],
    [
      'CreateChannel',
      { Id: 'a b' },
      'UnprocessableEntityException 422: Id "a b" is not 1 to 256 letters, digits, underscores and hyphens',
    ],
    [
      'ConfigureLogs',
      { Id: '' },
      'UnprocessableEntityException 422: Id "" is not 1 to 256 letters, digits, underscores and hyphens',
    ],
    ['DescribeChannel', { Id: 7 }, 'SerializationException 400: Id must be a string'],
    [
      'ListChannels',
      { MaxResults: 0 },
      'UnprocessableEntityException 422: MaxResults "0" is not an integer from 1 to 1000',
    ],
    [
      'ListChannels',
      { MaxResults: '1001' },
      'UnprocessableEntityException 422: MaxResults "1001" is not an integer from 1 to 1000',
    ],
    [
      'CreateChannel',
      { Id: 'a', Tags: { k: 'v'.repeat(257) } },
      'UnprocessableEntityException 422: The value of the tag "k" is longer than 256 characters',
    ],
    [
      'CreateChannel',
      { Id: 'a', Tags: { k: 1 } },
      'SerializationException 400: The value of the tag "k" must be a string',
    ],
    ['TagResource', { ResourceArn: 'arn' }, 'SerializationException 400: Tags must be an object'],
    ['TagResource', { Tags: {} }, 'UnprocessableEntityException 422: ResourceArn is required'],
  ])('refuses %s(%j)', (action, input, refused) => {
    expect(check(action, input)).toBe(refused);
  });

  it('lets pass what fits', () => {
    const labels = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key-${n}`, '']));
    expect(check('CreateChannel', { Id: 'i'.repeat(256), Tags: labels })).toBe('answered');
    expect(check('CreateChannel', { Id: 'i', Tags: { ...labels, more: '' } })).toBe(
      'UnprocessableEntityException 422: 51 tags are more than 50',
    );
    expect(check('ListChannels', { MaxResults: '1000', NextToken: 'x' })).toBe('answered');
  });
});
