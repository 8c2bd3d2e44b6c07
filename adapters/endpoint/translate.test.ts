import { describe, expect, it } from 'vitest';
import { type Operation, type Outcome } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { cannedServer, type Reply } from './canned-server.fixture.ts';
import { endpointTarget } from './index.ts';
import { MAX_BODY } from './transport.ts';

const GET_ROLE: Operation = { kind: 'GetRole', role: 'linked' };
const TAG_ROLE: Operation = { kind: 'TagRole', role: 'linked', key: 'a', value: 'b' };
const DESCRIBE: Operation = { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 };
const CONFIGURE: Operation = { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0 };
const GROUP: Operation = { kind: 'ReadResource', resource: 'packaging-group', region: 0, slot: 0 };

const HTML = '<!doctype html>\n<html lang=en>\n<title>Oops</title>';
const html = (status: number): Reply => ({ status, headers: { 'content-type': 'text/html' }, body: HTML });
const xml = (status: number, code: string, message = ''): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});
const s3 = (status: number, code: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>m</Message><RequestId>4f3a</RequestId></Error>`,
});
const json = (status: number, body: unknown, errorType?: string): Reply => ({
  status,
  headers: {
    'content-type': 'application/json',
    ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
  },
  body: JSON.stringify(body),
});

async function outcomeOf(operation: Operation, reply: Reply): Promise<Outcome> {
  // After NotFoundException the server is asked whether it has the service at all, by a list.
  await using server = await cannedServer(({ path }) => (path === '/channels' ? json(200, {}) : reply));
  const target = endpointTarget({ url: server.url, profile: mediapackage, timeoutMs: 2000 });
  const session = await target.open({ index: 0, seed: 1 });
  const outcome = await session.perform(operation);
  await session.close();
  await target.close();
  expect(server.requests.filter(({ path }) => path !== '/channels')).toHaveLength(1);
  return outcome;
}

describe('an AWS error of the protocol that the service speaks is a refusal', () => {
  it.each<[string, Operation, Reply, string, number, string]>([
    [
      'a modelled error of IAM',
      GET_ROLE,
      xml(404, 'NoSuchEntity', 'The role with name &quot;x&quot; cannot be found.'),
      'NoSuchEntity',
      404,
      'The role with name "x" cannot be found.',
    ],
    [
      'an error that IAM does not model',
      GET_ROLE,
      xml(403, 'AccessDenied', 'no &amp; never'),
      'AccessDenied',
      403,
      'no & never',
    ],
    [
      'a header with a namespace and a link',
      DESCRIBE,
      json(404, { message: 'gone' }, 'NotFoundException:http://internal.amazon.com/'),
      'NotFoundException',
      404,
      'gone',
    ],
    [
      'a body type with a namespace',
      DESCRIBE,
      json(422, { __type: 'com.amazonaws.mediapackage#UnprocessableEntityException', Message: 'bad' }),
      'UnprocessableEntityException',
      422,
      'bad',
    ],
    ['a body code', GROUP, json(403, { code: 'ForbiddenException', message: 'no' }), 'ForbiddenException', 403, 'no'],
    [
      'a status that does not fit the code',
      DESCRIBE,
      json(400, { __type: 'NotFoundException', message: 'm' }),
      'NotFoundException',
      400,
      'm',
    ],
    [
      'a wrong content type',
      DESCRIBE,
      { status: 404, headers: { 'content-type': 'text/html' }, body: '{"__type":"NotFoundException","message":"m"}' },
      'NotFoundException',
      404,
      'm',
    ],
  ])('%s', async (_, operation, reply, code, http, message) => {
    expect(await outcomeOf(operation, reply)).toEqual({ kind: 'refused', code, http, message });
  });
});

describe('an operation is unsupported only with strong evidence', () => {
  it.each<[string, Operation, Reply, RegExp]>([
    [
      'HTML with 404',
      CONFIGURE,
      html(404),
      /^no such route: HTTP 404 text\/html: <!doctype html> <html lang=en> <title>Oops/,
    ],
    ['HTML with 405', GET_ROLE, html(405), /^no such route: HTTP 405/],
    [
      'plain text with 404',
      DESCRIBE,
      { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found\n' },
      /404 page not found$/,
    ],
    ['an empty 404', DESCRIBE, { status: 404 }, /^no such route: HTTP 404 without content type: \(empty body\)$/],
    [
      'a 404 of no error type',
      CONFIGURE,
      json(404, { message: 'Not Found' }),
      /^no such route: HTTP 404 application\/json/,
    ],
    ['any 501', GET_ROLE, xml(501, 'InternalFailure', 'not yet'), /^not implemented: HTTP 501/],
    ['InvalidAction', TAG_ROLE, xml(400, 'InvalidAction'), /^error InvalidAction: HTTP 400/],
    [
      'UnknownOperationException',
      CONFIGURE,
      json(404, {}, 'UnknownOperationException'),
      /^error UnknownOperationException/,
    ],
    ['NotImplemented with 500', CONFIGURE, json(500, { __type: 'NotImplemented' }), /^error NotImplemented/],
    ['a missing bucket', CONFIGURE, s3(404, 'NoSuchBucket'), /^answered as S3: HTTP 404 .*NoSuchBucket/],
    [
      'a denied bucket',
      DESCRIBE,
      s3(403, 'AccessDenied'),
      /^answered as S3: HTTP 403 .*<Message>m<\/Message><\/Error>$/,
    ],
    [
      'a listed bucket',
      DESCRIBE,
      { body: '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>' },
      /^answered as S3: HTTP 200/,
    ],
  ])('%s', async (_, operation, reply, evidence) => {
    const outcome = await outcomeOf(operation, reply);
    expect(outcome).toEqual({ kind: 'unsupported', evidence: expect.stringMatching(evidence) as string });
  });
});

describe('what proves nothing is indeterminate', () => {
  it.each<[string, Operation, Reply, RegExp, number | undefined]>([
    ['HTML with 500', CONFIGURE, html(500), /^not an AWS answer: HTTP 500 text\/html: <!doctype html>/, 500],
    ['HTML with 200 where an answer has no parts', TAG_ROLE, html(200), /^not an AWS answer: HTTP 200/, 200],
    ['HTML with 200 from a JSON service', DESCRIBE, html(200), /^not an AWS answer: HTTP 200/, 200],
    [
      'a 200 of a query service whose root is of no answer',
      TAG_ROLE,
      { body: '<?xml version="1.0"?>\n<laughs>ha</laughs>', headers: { 'content-type': 'text/xml' } },
      /^unreadable: HTTP 200 text\/xml: .*<laughs>/,
      200,
    ],
    [
      'a 200 of a query service with a document type',
      TAG_ROLE,
      { body: '<!DOCTYPE TagRoleResponse []><TagRoleResponse/>', headers: { 'content-type': 'text/xml' } },
      /^unreadable: HTTP 200/,
      200,
    ],
    ['an empty 200 of a query service', TAG_ROLE, {}, /^unreadable: HTTP 200 .*\(empty body\)$/, 200],
    [
      'an answer without its role',
      GET_ROLE,
      { body: '<GetRoleResponse><GetRoleResult/></GetRoleResponse>' },
      /^the answer shows no role$/,
      undefined,
    ],
    ['an answer without its channel', CONFIGURE, json(200, {}), /^the answer shows no channel$/, undefined],
    ['an empty answer without its channel', CONFIGURE, {}, /^the answer shows no channel$/, undefined],
    [
      'a body cut short',
      GET_ROLE,
      { headers: { 'content-type': 'text/xml' }, body: '<GetRoleResponse><GetRoleResult><Role>' },
      /^unreadable: HTTP 200/,
      200,
    ],
    ['a server error', GET_ROLE, xml(500, 'ServiceFailure'), /^server error: HTTP 500/, 500],
    [
      'throttling by status',
      DESCRIBE,
      json(429, { message: 'slow' }, 'TooManyRequestsException'),
      /^throttled: HTTP 429/,
      429,
    ],
    ['throttling by code', GET_ROLE, xml(400, 'Throttling', 'Rate exceeded'), /^throttled: HTTP 400/, 400],
    ['a 400 without a code', DESCRIBE, json(400, { error: 'x' }), /^not an AWS answer: HTTP 400/, 400],
    [
      'an error of another protocol',
      GET_ROLE,
      json(400, { __type: 'ValidationException' }),
      /^not an AWS answer: HTTP 400/,
      400,
    ],
    [
      'a redirect',
      DESCRIBE,
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      /^redirect to http:\/\/127.0.0.1:1\/, not followed/,
      302,
    ],
    ['no answer in time', GET_ROLE, () => {}, /^no whole answer within 2000 ms$/, undefined],
    [
      'half an answer in time',
      GET_ROLE,
      (response) => {
        response.writeHead(200).write('<GetRole');
      },
      /^no whole answer within 2000 ms$/,
      200,
    ],
    [
      'a lost connection',
      GET_ROLE,
      (response) => {
        response.destroy();
      },
      /^connection lost: ECONNRESET$/,
      undefined,
    ],
    [
      'a body lost on the way',
      GET_ROLE,
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('<GetRole', () => response.destroy());
      },
      /^connection lost/,
      200,
    ],
    [
      'a body out of bounds',
      DESCRIBE,
      { body: `{"description":"${'x'.repeat(MAX_BODY)}"}` },
      /^the answer is larger than 2000000 bytes$/,
      200,
    ],
  ])('%s', async (_, operation, reply, why, http) => {
    const outcome = await outcomeOf(operation, reply);
    const expected = { kind: 'indeterminate', why: expect.stringMatching(why) as string };
    expect(outcome).toMatchObject(http === undefined ? expected : { ...expected, http });
    const said = 'why' in outcome ? outcome.why : '';
    expect('unreadable' in outcome).toBe(/^(?:unreadable|not an AWS answer): HTTP 2/.test(said));
  });
});

it('lets nothing that signs a request into an outcome', async () => {
  await using server = await cannedServer(({ headers }) => ({
    status: 500,
    headers: { 'content-type': 'text/html' },
    body: `<html>${headers.authorization ?? ''}</html>`,
  }));
  const target = endpointTarget({ url: server.url, profile: mediapackage });
  const session = await target.open({ index: 0, seed: 1 });
  const outcome = JSON.stringify(await session.perform(GET_ROLE));
  expect(outcome).toContain('[removed]');
  expect(outcome).not.toMatch(/AWS4|Credential|Signature/);
  await session.close();
  await target.close();
});
