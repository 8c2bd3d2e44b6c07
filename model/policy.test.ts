import { describe, expect, it } from 'vitest';
import { policyDocument, policyGrants, trustGrants } from './policy.ts';

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const write = { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: 'arn:aws:logs:*:*:log-group:a' };

describe('a policy is compared by what it grants', () => {
  it.each([
    ['a list of one action', { ...write, Action: ['logs:PutLogEvents'] }],
    ['a list of one resource', { ...write, Resource: ['arn:aws:logs:*:*:log-group:a'] }],
    ['an action told twice', { ...write, Action: ['logs:PutLogEvents', 'logs:PutLogEvents'] }],
    ['a statement id', { ...write, Sid: 'Writes' }],
  ])('takes %s as the same policy', (_title, statement) => {
    expect(policyGrants(document(statement))).toEqual(policyGrants(document(write)));
  });

  it('takes a single statement outside a list as the same policy', () => {
    expect(policyGrants(JSON.stringify({ Statement: write }))).toEqual(policyGrants(document(write)));
  });

  it('takes two statements and their union as the same policy, in any order', () => {
    const create = { ...write, Action: 'logs:CreateLogGroup' };
    const both = { ...write, Action: ['logs:PutLogEvents', 'logs:CreateLogGroup'] };
    expect(policyGrants(document(write, create))).toEqual(policyGrants(document(both)));
    expect(policyGrants(document(create, write))).toEqual(policyGrants(document(both)));
  });

  it.each([
    ['a condition', { ...write, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }],
    ['Deny for Allow', { ...write, Effect: 'Deny' }],
    ['NotAction for Action', { Effect: 'Allow', NotAction: 'logs:PutLogEvents', Resource: write.Resource }],
    ['a wider resource', { ...write, Resource: '*' }],
  ])('tells %s from the plain policy', (_title, statement) => {
    expect(policyGrants(document(statement))).not.toEqual(policyGrants(document(write)));
  });

  it('keeps a condition and a Deny in words', () => {
    const grants = policyGrants(
      document({ ...write, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(grants).toEqual([
      'Deny logs:PutLogEvents on arn:aws:logs:*:*:log-group:a with Condition {"Bool":{"aws:SecureTransport":"false"}}',
    ]);
  });
});

describe('a trust policy is compared by whom it lets in', () => {
  const trust = (principal: unknown): string =>
    document({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });

  it.each([
    ['a scalar service', { Service: 'mediapackage.amazonaws.com' }],
    ['a list of one service', { Service: ['mediapackage.amazonaws.com'] }],
  ])('takes %s as the trust of a service-linked role', (_title, principal) => {
    expect(policyGrants(trust(principal))).toEqual(trustGrants('mediapackage.amazonaws.com'));
  });

  it.each([
    ['another service besides', { Service: ['mediapackage.amazonaws.com', 'ec2.amazonaws.com'] }],
    ['an account besides', { Service: 'mediapackage.amazonaws.com', AWS: '123456789012' }],
    ['everyone', '*'],
    ['no one', {}],
  ])('tells trust in %s from it', (_title, principal) => {
    expect(policyGrants(trust(principal))).not.toEqual(trustGrants('mediapackage.amazonaws.com'));
  });
});

describe('text that is no policy', () => {
  it.each(['', 'not json', '%7B%22Statement%22%3A%5B%5D%7D', 'null', '"Allow"', '[]', '{"Statement":["Allow"]}'])(
    '%j is not read as one',
    (text) => {
      expect(policyGrants(text)).toBeUndefined();
    },
  );
});

describe('a document written from grants', () => {
  it.each([
    ['a trust policy', trustGrants('mediapackage.amazonaws.com')],
    ['several actions', ['Allow logs:CreateLogGroup on *', 'Allow logs:PutLogEvents on arn:aws:logs:*:*:log-group:a']],
    ['a condition', ['Deny s3:* on * with Condition {"Bool":{"aws:SecureTransport":"false"}}']],
    ['everyone', ['Allow sts:AssumeRole to principal *']],
    ['nothing', []],
  ])('says the same again, of %s', (_title, grants) => {
    expect(policyGrants(policyDocument(grants))).toEqual(grants);
    expect(policyGrants(policyDocument(grants, 'lists'))).toEqual(grants);
  });

  it('is refused for a line that is no grant', () => {
    expect(() => policyDocument(['nonsense'])).toThrow(RangeError);
  });
});
