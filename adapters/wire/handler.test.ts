import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../cloud/api-call.ts';
import { FakeApi } from './clients.fixture.ts';
import { wireHandler } from './handler.ts';
import { errorOf, requestOf, signed, type RequestParts } from './requests.fixture.ts';

const V = 'Version=2010-05-08';

/** What the Api got, or the error that the request got instead. */
function ask(service: string, parts: RequestParts) {
  const api = new FakeApi();
  const response = wireHandler(api)(requestOf(service, parts));
  return { response, call: api.calls.at(0), error: () => errorOf(response) };
}

describe('a signature', () => {
  it.each([
    ['/', 'MissingAuthenticationToken'],
    ['/channels', 'MissingAuthenticationToken'],
  ])('that is missing at %s is asked for', (target, code) => {
    const response = wireHandler(new FakeApi())({ method: 'GET', target, headers: {}, body: Buffer.of() });
    expect(errorOf(response)).toMatchObject({ code, http: 403 });
    expect(response.headers['content-type']).toBe(target === '/' ? 'text/xml' : 'application/json');
  });

  it.each([
    'Basic c2VjcmV0',
    '',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=, SignedHeaders=a, Signature=b',
    'AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/iam, Signature=b',
    'AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/iam/aws4_request/more',
    'AWS4-HMAC-SHA256 Credential=A/2026/us-east-1/iam/aws4_request',
    'AWS AKID:signature',
  ])('that reads %j is called incomplete, and not shown', (authorization) => {
    const { error, response } = ask('iam', { headers: { authorization } });
    expect(error()).toMatchObject({ code: 'IncompleteSignature', http: 400 });
    expect(response.body).not.toContain('c2VjcmV0');
  });

  it.each([
    ['/', 'SignatureDoesNotMatch'],
    ['/bucket/key', 'InvalidSignatureException'],
  ])('of another service at %s is refused, and the services are named', (target, code) => {
    const { error } = ask('s3', { target });
    expect(error()).toMatchObject({ code, http: 403 });
    expect(error().message).toMatch(/iam, sts, mediapackage, mediapackage-vod, .*not s3/);
  });

  it('may stand in the query string, and gives region and access key', () => {
    const credential = encodeURIComponent('AKIDEXAMPLE/20260102/eu-north-1/iam/aws4_request');
    const api = new FakeApi();
    const target = `/?Action=GetRole&${V}&RoleName=a%20b+c&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}&X-Amz-Signature=00`;
    wireHandler(api)({ method: 'GET', target, headers: {}, body: Buffer.of() });
    expect(api.last).toEqual({
      service: 'iam',
      action: 'GetRole',
      input: { RoleName: 'a b c' },
      region: 'eu-north-1',
      accessKeyId: 'AKIDEXAMPLE',
    });
  });

  it('is read whatever the order of its parts', () => {
    const authorization = `AWS4-HMAC-SHA256 Signature=00,SignedHeaders=host,${signed('sts', 'eu-west-3').split(/[ ,]/)[1]}`;
    const { call } = ask('-', { headers: { authorization }, body: 'Action=GetCallerIdentity&Version=2011-06-15' });
    expect(call).toMatchObject({ service: 'sts', region: 'eu-west-3', accessKeyId: '123456789012' });
  });
});

describe('a query request', () => {
  it.each<[string, RequestParts, string, number]>([
    ['without action', { body: V }, 'MissingAction', 400],
    ['with an empty action', { body: `Action=&${V}` }, 'MissingAction', 400],
    ['without version', { body: 'Action=GetRole' }, 'InvalidAction', 400],
    ['with a foreign version', { body: 'Action=GetRole&Version=2011-06-15' }, 'InvalidAction', 400],
    ['with an action that is no name', { body: `Action=Get%3CRole&${V}` }, 'InvalidAction', 400],
    ['with two actions', { body: `Action=GetRole&Action=DeleteRole&${V}` }, 'MalformedInput', 400],
    [
      'with an action in query and body',
      { target: '/?Action=GetRole', body: `Action=DeleteRole&${V}` },
      'MalformedInput',
      400,
    ],
    ['with a parameter twice', { body: `Action=GetRole&${V}&RoleName=a&RoleName=b` }, 'MalformedInput', 400],
    [
      'with an entry twice',
      { body: `Action=UntagRole&${V}&TagKeys.member.1=a&TagKeys.member.1=b` },
      'MalformedInput',
      400,
    ],
    [
      'with a field twice',
      { body: `Action=TagRole&${V}&Tags.member.1.Key=a&Tags.member.1.Key=b` },
      'MalformedInput',
      400,
    ],
    ['with a list given both ways', { body: `Action=TagRole&${V}&Tags=&Tags.member.1.Key=b` }, 'MalformedInput', 400],
    ['with text for a list', { body: `Action=TagRole&${V}&Tags=a` }, 'MalformedInput', 400],
    ['with a list for text', { body: `Action=GetRole&${V}&RoleName.member.1=a` }, 'MalformedInput', 400],
    ['with text for a structure', { body: `Action=TagRole&${V}&Tags.member.1=a` }, 'MalformedInput', 400],
    ['with a structure for text', { body: `Action=UntagRole&${V}&TagKeys.member.1.Key=a` }, 'MalformedInput', 400],
    ['with an absurd number', { body: `Action=UntagRole&${V}&TagKeys.member.999999999=a` }, 'MalformedInput', 400],
    ['with a number past the bound', { body: `Action=UntagRole&${V}&TagKeys.member.1001=a` }, 'MalformedInput', 400],
    ['with the number zero', { body: `Action=UntagRole&${V}&TagKeys.member.0=a` }, 'MalformedInput', 400],
    ['with deep nesting', { body: `Action=TagRole&${V}&Tags${'.member.1'.repeat(500)}=a` }, 'MalformedInput', 400],
    ['with __proto__', { body: `Action=TagRole&${V}&__proto__=a` }, 'MalformedInput', 400],
    ['with __proto__ as a field', { body: `Action=TagRole&${V}&Tags.member.1.__proto__=a` }, 'MalformedInput', 400],
    ['with a nameless parameter', { body: `Action=GetRole&${V}&=a` }, 'MalformedInput', 400],
    ['with too many parameters', { body: `Action=GetRole&${V}${'&a=b'.repeat(1001)}` }, 'MalformedInput', 400],
    ['with broken percent-encoding', { body: `Action=GetRole&${V}&RoleName=%zz` }, 'MalformedQueryString', 400],
    ['with a truncated escape', { body: `Action=GetRole&${V}&RoleName=%E2%98` }, 'MalformedQueryString', 400],
    ['with an encoded lone surrogate', { body: `Action=GetRole&${V}&RoleName=%ED%A0%80` }, 'MalformedQueryString', 400],
    ['with bytes that are not UTF-8', { body: Buffer.from([0x41, 0xff, 0x3d]) }, 'MalformedQueryString', 400],
    ['with a broken query string', { target: '/?a=%', body: `Action=GetRole&${V}` }, 'MalformedQueryString', 400],
    ['to another path', { target: '/channels', body: `Action=GetRole&${V}` }, 'UnknownOperationException', 404],
    ['by PUT', { method: 'PUT', body: `Action=GetRole&${V}` }, 'UnknownOperationException', 404],
    ['in JSON', { body: '{"RoleName":"a"}' }, 'MissingAction', 400],
  ])('%s is refused and nobody is asked', (_title, parts, code, http) => {
    const { call, error, response } = ask('iam', parts);
    expect(call).toBeUndefined();
    expect(error()).toMatchObject({ code, http });
    expect(response.headers['content-type']).toBe('text/xml');
  });

  it('passes over parameters that the action does not have', () => {
    const { call } = ask('iam', {
      body: `Action=TagRole&${V}&constructor=a&Tags.member.1.toString=b&Tags.member.1.Key=c`,
    });
    expect(call?.input).toEqual({ Tags: [{ Key: 'c' }] });
  });

  it('numbers its entries as it likes, as long as they have an order', () => {
    const { call } = ask('iam', {
      body: `Action=UntagRole&${V}&TagKeys.member.7=c&TagKeys.member.10=d&TagKeys.member.2=b`,
    });
    expect(call?.input).toEqual({ TagKeys: ['b', 'c', 'd'] });
  });

  it('may come by GET, in the absolute form, with empty parts', () => {
    const { call } = ask('iam', { method: 'GET', target: `http://iam.amazonaws.com/?&&Action=GetRole&${V}&RoleName` });
    expect(call).toMatchObject({ action: 'GetRole', input: { RoleName: '' } });
  });

  it('gives the Api exactly the texts that were encoded', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const input = fc.record(
      {
        RoleName: text,
        Description: text,
        Tags: fc.array(fc.record({ Key: text, Value: text }), { minLength: 1, maxLength: 12 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(input, fc.boolean(), (members, plus) => {
        const form = new URLSearchParams({ Action: 'CreateRole', Version: '2010-05-08' });
        for (const [name, value] of Object.entries(members))
          if (typeof value === 'string') form.set(name, value);
          else
            for (const [index, entry] of value.entries())
              for (const [field, each] of Object.entries(entry)) form.set(`${name}.member.${index + 1}.${field}`, each);
        const body = plus ? form.toString() : form.toString().replaceAll('+', '%20');
        expect(ask('iam', { body }).call?.input).toEqual(members);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('a REST request', () => {
  it.each<[string, RequestParts, string, number]>([
    ['to no route', { method: 'GET', target: '/nothing' }, 'UnknownOperationException', 404],
    ['to the root', { method: 'GET', target: '/' }, 'UnknownOperationException', 404],
    ['with another method', { method: 'PATCH', target: '/channels' }, 'UnknownOperationException', 404],
    ['with an empty label', { method: 'GET', target: '/channels/' }, 'UnknownOperationException', 404],
    ['with a path too long', { method: 'GET', target: '/channels/a/b' }, 'UnknownOperationException', 404],
    ['of VOD', { method: 'GET', target: '/packaging_groups' }, 'UnknownOperationException', 404],
    ['with a broken label', { method: 'GET', target: '/channels/%' }, 'SerializationException', 400],
    ['with a label not in UTF-8', { method: 'GET', target: '/channels/%ff' }, 'SerializationException', 400],
    ['with a broken query', { method: 'GET', target: '/channels?nextToken=%' }, 'SerializationException', 400],
    [
      'with a number that is none',
      { method: 'GET', target: '/channels?maxResults=ten' },
      'SerializationException',
      400,
    ],
    [
      'with a number twice',
      { method: 'GET', target: '/channels?maxResults=1&maxResults=1' },
      'SerializationException',
      400,
    ],
    ['with a truncated body', { target: '/channels', body: '{"id":"a"' }, 'SerializationException', 400],
    ['with an array for a body', { target: '/channels', body: '[]' }, 'SerializationException', 400],
    ['with text for a body', { target: '/channels', body: '"a"' }, 'SerializationException', 400],
    ['with null for a body', { target: '/channels', body: 'null' }, 'SerializationException', 400],
    [
      'with a body not in UTF-8',
      { target: '/channels', body: Buffer.from([0x7b, 0xff, 0x7d]) },
      'SerializationException',
      400,
    ],
  ])('%s is refused and nobody is asked', (_title, parts, code, http) => {
    const { call, error } = ask('mediapackage', parts);
    expect(call).toBeUndefined();
    expect(error()).toMatchObject({ code, http });
  });

  it.each<[string, string, string, string, Record<string, unknown>]>([
    ['mediapackage', 'PUT', '/channels/a/credentials', 'RotateChannelCredentials', { Id: 'a' }],
    [
      'mediapackage',
      'PUT',
      '/channels/a/ingest_endpoints/b%2Fc/credentials',
      'RotateIngestEndpointCredentials',
      { Id: 'a', IngestEndpointId: 'b/c' },
    ],
    ['mediapackage', 'GET', '/channels?channelId=c&maxResults=7', 'ListChannels', { MaxResults: 7 }],
    ['mediapackage', 'GET', '/origin_endpoints?channelId=c', 'ListOriginEndpoints', {}],
    [
      'mediapackage',
      'DELETE',
      '/tags/arn%3Aaws?tagKeys=a&tagKeys=b%26&tagKeys=',
      'UntagResource',
      { ResourceArn: 'arn:aws', TagKeys: ['a', 'b&', ''] },
    ],
    ['mediapackage', 'GET', '/channels/%252e%252e', 'DescribeChannel', { Id: '%2e%2e' }],
    ['mediapackage', 'GET', '/channels/..', 'DescribeChannel', { Id: '..' }],
    ['mediapackage', 'GET', '/channels/a+b', 'DescribeChannel', { Id: 'a+b' }],
    ['mediapackage', 'GET', '/harvest_jobs/h', 'DescribeHarvestJob', {}],
    ['mediapackage-vod', 'PUT', '/packaging_groups/g', 'UpdatePackagingGroup', { Id: 'g' }],
    ['mediapackage-vod', 'PUT', '/packaging_groups/g/configure_logs', 'ConfigureLogs', { Id: 'g' }],
    ['mediapackage-vod', 'GET', '/assets?packagingGroupId=g', 'ListAssets', {}],
  ])('of %s: %s %s is %s', (service, method, target, action, input) => {
    expect(ask(service, { method, target }).call).toMatchObject({ service, action, input });
  });

  it('renames members at every depth and leaves tags alone', () => {
    const body =
      '{"id":"a","egressAccessLogs":{"logGroupName":"g","x":1},"list":[{"aB":1}],"tags":{"camelCase":"x","PascalCase":"y"}}';
    expect(ask('mediapackage-vod', { target: '/packaging_groups', body }).call?.input).toEqual({
      Id: 'a',
      EgressAccessLogs: { LogGroupName: 'g' },
      Tags: { camelCase: 'x', PascalCase: 'y' },
    });
  });

  it('takes null for absent, passes wrong types on, and passes over members that the action does not have', () => {
    const body =
      '{"egressAccessLogs":null,"description":5,"Description":"no","ingressAccessLogs":[],"id":"other","":1,"__proto__":{"x":1}}';
    const input = ask('mediapackage', { method: 'PUT', target: '/channels/a/configure_logs', body }).call?.input;
    expect(input).toEqual({ Id: 'a', IngressAccessLogs: [] });
    expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
  });

  it.each([
    ['body', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['tag', `{"tags":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
  ])('with a bottomless %s is read like any other', (_title, body) => {
    expect(ask('mediapackage', { target: '/channels', body }).call?.action).toBe('CreateChannel');
  });

  it('keeps a tag named __proto__ a tag', () => {
    const { call } = ask('mediapackage', { target: '/channels', body: '{"id":"a","tags":{"__proto__":"x"}}' });
    expect(Object.entries(call?.input['Tags'] as object)).toEqual([['__proto__', 'x']]);
  });
});

describe('a fault of the Api', () => {
  it.each([
    ['iam', { body: `Action=GetRole&${V}` }, 'ServiceFailure'],
    ['mediapackage', { target: '/channels', body: '{}' }, 'InternalServerErrorException'],
  ] as const)('is a 500 of %s without its text, and is told', (service, parts, code) => {
    const fault = new TypeError('secret detail');
    const told: unknown[] = [];
    const api = {
      call(): never {
        throw fault;
      },
    };
    const response = wireHandler(api, (error) => {
      told.push(error);
      throw new Error('and the listener throws as well');
    })(requestOf(service, parts));
    expect(errorOf(response)).toMatchObject({ code, http: 500 });
    expect(response.body).not.toContain('secret');
    expect(told).toEqual([fault]);
  });

  it('is an answer that cannot be written, too', () => {
    const handle = wireHandler({
      call: () => ({ Role: { CreateDate: new Date(Number.NaN) }, HlsIngest: { IngestEndpoints: 5 } }),
    });
    expect(errorOf(handle(requestOf('iam', { body: `Action=GetRole&${V}` }))).http).toBe(500);
    expect(errorOf(handle(requestOf('mediapackage', { target: '/channels', body: '{}' }))).http).toBe(500);
  });
});

it('a refusal shows its text in XML and JSON, whatever is in it', () => {
  const message = 'a <b> & "c" \u0000 \ud800 \u{1f600}';
  const api = {
    call(): never {
      throw new ApiError('InvalidInput', 400, message);
    },
  };
  const xml = errorOf(wireHandler(api)(requestOf('iam', { body: `Action=GetRole&${V}` })));
  expect(xml.message).toBe('a &lt;b&gt; &amp; "c" \ufffd \ufffd \u{1f600}');
  const json = errorOf(wireHandler(api)(requestOf('mediapackage', { target: '/channels', body: '{}' })));
  expect(json.message).toBe(message);
});
