import { describe, expect, it } from 'vitest';
import { policy, refusal } from './books.fixture.ts';
import { checkIdentityPolicy } from './policy-document.ts';
import type { Context } from './condition.ts';
import { decide, isPolicyDocument, type AccessRequest, type Decision } from './policy-evaluation.ts';

const has =
  (values: Readonly<Record<string, string | readonly string[]>>): Context =>
  (key) => {
    const found = Object.entries(values).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
    return typeof found === 'string' ? [found] : found;
  };

const ROLE = 'arn:aws:iam::111122223333:role/aws-service-role/mediapackage.amazonaws.com/AWSServiceRoleForMediaPackage';
const create = { action: 'iam:CreateServiceLinkedRole', resource: ROLE };
const forService = (name: string) => ({ ...create, context: has({ 'iam:AWSServiceName': name }) });

const deciding = (statement: object, request: AccessRequest = create): Decision =>
  decide([JSON.stringify({ Version: '2012-10-17', Statement: statement })], request);

describe('what policies say of a request', () => {
  it('denies what no statement allows', () => {
    expect(decide([], create)).toBe('implicitly denied');
    expect(decide([policy('Allow', 'iam:GetRole')], create)).toBe('implicitly denied');
  });

  it('lets one Deny outweigh every Allow, whatever their order', () => {
    const [allow, deny] = [policy('Allow', '*'), policy('Deny', 'iam:Create*')];
    expect(decide([allow], create)).toBe('allowed');
    expect(decide([allow, deny], create)).toBe('explicitly denied');
    expect(decide([deny, allow], create)).toBe('explicitly denied');
  });

  it.each([
    ['IAM:CREATESERVICELINKEDROLE', 'allowed'],
    ['iam:create*role', 'allowed'],
    ['iam:CreateServiceLinkedRol?', 'allowed'],
    ['iam:CreateRole', 'implicitly denied'],
    ['mediapackage:*', 'implicitly denied'],
  ])('takes the action %s without regard to case: %s', (action, decision) => {
    expect(decide([policy('Allow', action)], create)).toBe(decision);
  });

  it('takes lists of actions and of statements', () => {
    const statement = { Effect: 'Allow', Action: ['sts:*', 'iam:CreateServiceLinkedRole'], Resource: ['arn:x', ROLE] };
    expect(deciding([{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }, statement])).toBe('allowed');
    expect(deciding(statement)).toBe('allowed');
  });

  it('takes the opposite of NotAction and NotResource', () => {
    expect(deciding({ Effect: 'Allow', NotAction: 'sts:*', Resource: '*' })).toBe('allowed');
    expect(deciding({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).toBe('implicitly denied');
    expect(deciding({ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:iam::*:role/mine/*' })).toBe(
      'explicitly denied',
    );
  });

  it('holds the resource against the pattern, letter for letter', () => {
    const on = (Resource: string): Decision => deciding({ Effect: 'Allow', Action: '*', Resource });
    expect(on('arn:aws:iam::*:role/aws-service-role/mediapackage.amazonaws.com/*')).toBe('allowed');
    expect(on('arn:aws:iam::*:role/aws-service-role/MediaPackage.amazonaws.com/*')).toBe('implicitly denied');
  });

  const condition = (operator: string, value: unknown, effect = 'Allow') => ({
    Effect: effect,
    Action: '*',
    Resource: '*',
    Condition: { [operator]: { 'IAM:awsservicename': value } },
  });

  it.each([
    ['StringEquals', 'a.amazonaws.com', true, false],
    ['StringEquals', ['b', 'a.amazonaws.com'], true, false],
    ['StringEquals', 'A.amazonaws.com', false, false],
    ['StringEqualsIgnoreCase', 'A.amazonaws.com', true, false],
    ['StringNotEquals', 'a.amazonaws.com', false, true],
    ['StringNotEquals', ['b', 'c'], true, true],
    ['StringLike', '?.amazonaws.*', true, false],
    ['StringNotLike', 'a.*', false, true],
    ['StringEqualsIfExists', 'b', false, true],
    ['StringLikeIfExists', 'a*', true, true],
    ['StringNotEqualsIfExists', 'a.amazonaws.com', false, true],
    ['Null', 'true', false, true],
    ['Null', 'false', true, false],
  ])('takes %s %j as %s with the key and %s without', (operator, value, withKey, without) => {
    const verdict = (holds: boolean): string => (holds ? 'allowed' : 'implicitly denied');
    expect(deciding(condition(operator, value), forService('a.amazonaws.com'))).toBe(verdict(withKey));
    expect(deciding(condition(operator, value))).toBe(verdict(without));
  });

  it('holds every condition of a statement', () => {
    const both = (bool: boolean) => ({
      ...condition('StringEquals', 'a'),
      Condition: { StringEquals: { 'iam:AWSServiceName': 'a' }, Bool: { 'aws:SecureTransport': bool } },
    });
    const request = { ...create, context: has({ 'iam:AWSServiceName': 'a', 'aws:securetransport': 'true' }) };
    expect(deciding(both(true), request)).toBe('allowed');
    expect(deciding(both(false), request)).toBe('implicitly denied');
  });

  it.each(['toString', 'constructor', 'StringAlmost', 'ForSome:StringEquals'])(
    'cannot tell what hangs on %s, which is no operator that it knows',
    (operator) => {
      const unknown = { beyond: `the condition operator ${operator}` };
      expect(deciding(condition(operator, '1'), forService('1'))).toEqual(unknown);
      expect(deciding([condition(operator, '1', 'Deny'), condition('Null', 'false')], forService('1'))).toEqual(
        unknown,
      );
    },
  );

  it('says what it cannot tell only where the answer hangs on it', () => {
    const context: Context = (key) => (key === 'aws:x' ? { beyond: 'aws:x' } : undefined);
    const odd = (Effect: string) => ({ Effect, Action: '*', Resource: '*', Condition: { Bool: { 'aws:x': 'true' } } });
    const plain = (Effect: string) => ({ Effect, Action: '*', Resource: '*' });
    const request = { ...create, context };
    expect(deciding([odd('Deny'), plain('Deny')], request)).toBe('explicitly denied');
    expect(deciding([odd('Allow'), plain('Allow')], request)).toBe('allowed');
    expect(deciding([odd('Deny')], request)).toBe('implicitly denied');
    expect(deciding([odd('Deny'), plain('Allow')], request)).toEqual({ beyond: 'aws:x' });
    const within = { ...plain('Allow'), Resource: 'arn:aws:iam::*:role/${aws:x}' };
    expect(deciding(within, request)).toEqual({ beyond: 'aws:x' });
  });

  it.each([
    ['NumericLessThan', '10', ['9'], true],
    ['NumericLessThanEquals', '9', ['9'], true],
    ['NumericGreaterThan', '9', ['9'], false],
    ['NumericNotEquals', '9', ['8'], true],
    ['DateLessThan', '2099-01-01T00:00:00Z', ['2026-01-01T00:00:00Z'], true],
    ['DateGreaterThan', '1700000000', ['2026-01-01T00:00:00Z'], true],
    ['DateGreaterThanEquals', '2099-01-01', ['2026-01-01T00:00:00Z'], false],
    ['IpAddress', '127.0.0.0/8', ['127.0.0.1'], true],
    ['IpAddress', ['10.0.0.0/8', '203.0.113.7'], ['203.0.113.7'], true],
    ['NotIpAddress', '203.0.113.0/24', ['127.0.0.1'], true],
    ['IpAddress', '2001:db8::/32', ['2001:db8::1'], true],
    ['ArnLike', 'arn:aws:iam::*:role/ops/*', ['arn:aws:iam::1:role/ops/a'], true],
    ['ArnLike', 'arn:aws:iam:*:role/a', ['arn:aws:iam::1:role/a'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['b', 'c'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], ['b', 'a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['b', 'c'], false],
    ['ForAllValues:StringLike', ['a*'], [], true],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
  ])('compares by %s with %j: %j is %s', (operator, wanted, values, is) => {
    const request = { ...create, context: has({ 'iam:AWSServiceName': values }) };
    expect(deciding(condition(operator, wanted), request)).toBe(is ? 'allowed' : 'implicitly denied');
  });

  it.each([
    ['ForAnyValue:StringEquals', false],
    ['ForAllValues:StringEquals', true],
    ['NumericEquals', false],
    ['NumericEqualsIfExists', true],
    ['NotIpAddress', true],
    ['Bool', false],
    ['BoolIfExists', true],
  ])('takes a key that is not there by %s as %s', (operator, is) => {
    expect(deciding(condition(operator, '1'))).toBe(is ? 'allowed' : 'implicitly denied');
  });

  it('fills in the default of a variable that has no value', () => {
    const own = { Effect: 'Allow', Action: 'iam:*', Resource: "arn:aws:iam::*:role/${aws:PrincipalTag/team, 'ops'}/*" };
    const on = { action: 'iam:GetRole', resource: 'arn:aws:iam::1:role/ops/a' };
    expect(deciding(own, on)).toBe('allowed');
    expect(deciding(own, { ...on, context: has({ 'aws:PrincipalTag/team': 'web' }) })).toBe('implicitly denied');
  });

  it('fills in policy variables, in documents that know them', () => {
    const own = { Effect: 'Allow', Action: 'iam:*', Resource: 'arn:aws:iam::*:user/${aws:username}' };
    const request = {
      action: 'iam:CreateAccessKey',
      resource: 'arn:aws:iam::1:user/eve',
      context: has({ 'aws:username': 'eve' }),
    };
    expect(deciding(own, request)).toBe('allowed');
    expect(deciding(own, { ...request, resource: 'arn:aws:iam::1:user/adam' })).toBe('implicitly denied');
    expect(decide([JSON.stringify({ Version: '2008-10-17', Statement: own })], request)).toBe('implicitly denied');
  });

  it('takes nothing from a text that is no policy, or from a statement without resource', () => {
    const trust = { Effect: 'Allow', Action: 'iam:*', Principal: '*' };
    expect(decide(['{', policy('Allow', 'iam:*').slice(1)], create)).toBe('implicitly denied');
    expect(deciding(trust)).toBe('implicitly denied');
  });

  it('decides the same again, whatever was decided between', () => {
    const first = policy('Allow', 'iam:CreateServiceLinkedRole');
    for (let n = 0; n < 1200; n += 1) decide([policy('Deny', `iam:Action${n}`)], create);
    expect(decide([first], create)).toBe('allowed');
  });
});

describe('policy documents', () => {
  const statement = { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' };

  it.each([
    { Version: '2012-10-17', Statement: [statement] },
    { Version: '2008-10-17', Id: 'x', Statement: statement },
    { Statement: [{ ...statement, Sid: 'One', Condition: { StringEquals: { a: ['b'] } } }] },
    { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } } },
    { Statement: { Effect: 'Deny', NotAction: ['iam:*'], NotResource: ['arn:aws:iam::1:role/a'] } },
  ])('are taken: %j', (document) => {
    expect(isPolicyDocument(JSON.stringify(document))).toBe(true);
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"Statement":[]}',
    '{"Statement":[null]}',
    JSON.stringify({ Version: '2012-10-18', Statement: statement }),
    JSON.stringify({ Version: 2012, Statement: statement }),
    JSON.stringify({ statement }),
    JSON.stringify({ Statement: { ...statement, Effect: 'allow' } }),
    JSON.stringify({ Statement: { ...statement, Action: [] } }),
    JSON.stringify({ Statement: { ...statement, Action: [1] } }),
    JSON.stringify({ Statement: { ...statement, NotAction: '*' } }),
    JSON.stringify({ Statement: { Effect: 'Allow', Action: '*' } }),
    JSON.stringify({ Statement: { Effect: 'Allow', Resource: '*' } }),
    JSON.stringify({ Statement: { ...statement, Conditions: {} } }),
    JSON.stringify({ Statement: { ...statement, Condition: { StringEquals: 'x' } } }),
    JSON.stringify({ Statement: [statement, 'x'] }),
    '['.repeat(131_072),
  ])('are refused: %s', (text) => {
    expect(isPolicyDocument(text)).toBe(false);
  });

  it.each([
    ['{', 'Syntax errors in policy.'],
    [policy('Allow', 'iam:*', { Principal: '*' }), 'Policy document should not specify a principal.'],
    [policy('Allow', 'GetRole'), 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
    [policy('Allow', 'iam:*', { Resource: 'role/x' }), 'Resource role/x must be in ARN format or "*".'],
  ])('are refused for a user: %s', (text, message) => {
    expect(refusal(() => checkIdentityPolicy(text))).toBe(`MalformedPolicyDocument 400: ${message}`);
  });

  it('are taken for a user: any action, any resource, a variable', () => {
    expect(refusal(() => checkIdentityPolicy(policy('Allow', '*')))).toBe('answered');
    expect(
      refusal(() =>
        checkIdentityPolicy(policy('Deny', ['iam:*', 'a4b:x'], { Resource: ['arn:aws:iam::1:user/${aws:username}'] })),
      ),
    ).toBe('answered');
  });
});
