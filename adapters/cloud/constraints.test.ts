import { describe, expect, it } from 'vitest';
import { actionModel, apiServices, modelOf, type ApiShape } from '../../services/index.ts';
import type { Members } from './api-call.ts';
import { refusal } from './books/books.fixture.ts';
import { principalActions } from './actions/book-actions.ts';
import { checkInput, integer, list, patternOf, requiredText, tags, text } from './constraints.ts';

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

  it('are known of every action on the books', () => {
    expect(Object.keys(principalActions).filter((action) => actionModel('iam', action) === undefined)).toEqual([]);
  });

  it('reads a long hostile text once: it is refused, not tried in every way', { timeout: 5000 }, () => {
    expect(checked('ListPolicies', { PathPrefix: `/${'a/'.repeat(50_000)}!` })).toContain('ValidationError 400');
    const trust = `${' '.repeat(131_071)}\u0100`;
    expect(checked('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trust })).toContain('ValidationError 400');
  });
});

describe('inputs of MediaPackage', () => {
  const check = (action: string, input: Members): string => refusal(() => checkInput('mediapackage', action, input));

  const bad = (...violation: Parameters<typeof at>): string =>
    one(...violation).replace('ValidationError 400', 'UnprocessableEntityException 422');
  const unread = (...violation: Parameters<typeof at>): string =>
    one(...violation).replace('ValidationError', 'SerializationException');
  const ID = String.raw`Member must satisfy regular expression pattern: [\w-]+`;

  it.each([
    ['CreateChannel', {}, bad('id', 'Member must not be null', 'Value null')],
    ['CreateChannel', { Id: 'a b' }, bad('id', ID)],
    ['ConfigureLogs', { Id: 'i'.repeat(257) }, bad('id', 'Member must have length less than or equal to 256')],
    ['DescribeChannel', { Id: 7 }, unread('id', 'Member must be text')],
    ['ListChannels', { MaxResults: 0 }, bad('maxResults', 'Member must have value greater than or equal to 1')],
    ['ListChannels', { MaxResults: '1001' }, bad('maxResults', 'Member must have value less than or equal to 1000')],
    [
      'CreateChannel',
      { Id: 'a', Tags: { k: 'v'.repeat(257) } },
      bad('tags.k', 'Member must have length less than or equal to 256'),
    ],
    ['CreateChannel', { Id: 'a', Tags: { k: 1 } }, unread('tags.k', 'Member must be text')],
    ['TagResource', { ResourceArn: 'arn', Tags: 'a' }, unread('tags', 'Member must be a map')],
    ['TagResource', { Tags: {} }, bad('resourceArn', 'Member must not be null', 'Value null')],
  ])('refuses %s(%j)', (action, input, refused) => {
    expect(check(action, input)).toBe(refused);
  });

  it('lets pass what fits', () => {
    const labels = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key-${n}`, '']));
    expect(check('CreateChannel', { Id: 'i'.repeat(256), Tags: labels })).toBe('answered');
    expect(check('CreateChannel', { Id: 'i', Tags: { ...labels, more: '' } })).toBe(
      bad('tags', 'Member must have length less than or equal to 50'),
    );
    expect(check('ListChannels', { MaxResults: '1000', NextToken: 'x' })).toBe('answered');
  });
});

describe('the patterns of the API models', () => {
  const texts = (shape: ApiShape): readonly string[] => {
    if (shape.type === 'structure') return [...shape.members.values()].flatMap((member) => texts(member.shape));
    if (shape.type === 'list') return texts(shape.of.shape);
    if (shape.type === 'map') return [...texts(shape.key.shape), ...texts(shape.value.shape)];
    return 'pattern' in shape && shape.pattern !== undefined ? [shape.pattern] : [];
  };

  it.each(apiServices)('of %s are regular expressions here too', (service) => {
    for (const { input } of modelOf(service).actions.values())
      for (const pattern of texts(input)) expect(() => patternOf(pattern), pattern).not.toThrow();
  });
});
