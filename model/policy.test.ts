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

  it('has scalars as GetRole shows them, or lists as CreateServiceLinkedRole does', () => {
    const trust = ['Allow sts:AssumeRole to Service a.amazonaws.com'];
    const statement = (action: unknown, service: unknown) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action, Principal: { Service: service } }],
    });
    expect(JSON.parse(policyDocument(trust))).toEqual(statement('sts:AssumeRole', 'a.amazonaws.com'));
    expect(JSON.parse(policyDocument(trust, 'scalars'))).toEqual(statement('sts:AssumeRole', 'a.amazonaws.com'));
    expect(JSON.parse(policyDocument(trust, 'lists'))).toEqual(statement(['sts:AssumeRole'], ['a.amazonaws.com']));
  });

  it('names a resource, everyone as principal, nothing, and a condition', () => {
    const one = (grant: string): unknown =>
      (JSON.parse(policyDocument([grant])) as { readonly Statement: readonly unknown[] }).Statement[0];
    expect(one('Deny s3:Get on arn:a with Condition {"Bool":{"x":"y"}}')).toEqual({
      Effect: 'Deny',
      Action: 's3:Get',
      Resource: 'arn:a',
      Condition: { Bool: { x: 'y' } },
    });
    expect(one('Allow sts:AssumeRole to principal *')).toEqual({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: '*',
    });
    expect(one('Allow no action on nothing')).toEqual({ Effect: 'Allow', Action: 'no action', Resource: 'nothing' });
    expect(one('Allow sts:AssumeRole to everyone')).toEqual({ Effect: 'Allow', Action: 'sts:AssumeRole' });
  });

  it.each(['nonsense', '', 'Allow', 'Allow s3:Get', 'Allow s3:Get at x'])(
    'is refused for %j, which is no grant',
    (line) => {
      expect(() => policyDocument([line])).toThrow(new RangeError(`${JSON.stringify(line)} is no grant.`));
    },
  );

  it('lacks what a statement lacks', () => {
    expect(policyGrants('{"Statement":{"Effect":"Allow"}}')).toEqual(['Allow no action on nothing']);
    expect(policyGrants('{"Statement":[]}')).toEqual([]);
    expect(policyGrants('{}')).toEqual([]);
    expect(policyGrants('{"Statement":[null]}')).toBeUndefined();
    expect(policyGrants('{"Statement":[[]]}')).toBeUndefined();
  });
});
