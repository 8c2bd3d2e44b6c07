import { describe, expect, it } from 'vitest';
import type { WireRequest } from './exchange.ts';
import { Recent } from './recent.ts';

const scope = (accessKeyId: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/mediapackage/aws4_request, SignedHeaders=host, Signature=`;
const request = (more: Partial<WireRequest> = {}): WireRequest => ({
  method: 'PUT',
  target: '/channels/a/configure_logs',
  headers: { authorization: `${scope('111122223333')}first` },
  body: '{}',
  ...more,
});
const recent = new Recent<number>();
const name = recent.nameOf(request());

describe('a request has the name of another', () => {
  it.each<[string, Partial<WireRequest>]>([
    ['signed anew', { headers: { authorization: `${scope('111122223333')}second` } }],
    ['with headers that nobody reads', { headers: { ...request().headers, 'x-amz-date': '20260101T000000Z' } }],
  ])('%s', (_, more) => {
    expect(recent.nameOf(request(more))).toBe(name);
  });
});

describe('a request has a name of its own', () => {
  it.each<[string, Partial<WireRequest>]>([
    ['of another account', { headers: { authorization: scope('444455556666') } }],
    ['by another method', { method: 'GET' }],
    ['of another target', { target: '/channels/b/configure_logs' }],
    ['with another body', { body: '{"egressAccessLogs":{}}' }],
    ['with a part of the body in the target', { target: '/channels/a/configure_logs{', body: '}' }],
    ['in bytes', { body: Buffer.from('{}') }],
    ['in bytes that are no UTF-8', { body: Buffer.from([0xff]) }],
  ])('%s', (_, more) => {
    const other = recent.nameOf(request(more));
    expect(other).toEqual(expect.any(String));
    expect(other).not.toBe(name);
  });

  it('in each of two bodies of bytes that read the same as text', () => {
    const [one, two] = [[0xff], [0xfe]].map((bytes) => recent.nameOf(request({ body: Buffer.from(bytes) })));
    expect(one).not.toBe(two);
  });
});

describe('a request is not remembered', () => {
  it.each<[string, Partial<WireRequest>]>([
    ['without a signature', { headers: {} }],
    ['with a signature that is not understood', { headers: { authorization: 'Bearer x' } }],
    ['that is long', { body: 'x'.repeat(2048) }],
  ])('%s', (_, more) => {
    expect(recent.nameOf(request(more))).toBeUndefined();
  });
});

it('no more than 256 requests are remembered', () => {
  const few = new Recent<number>();
  for (let nth = 0; nth < 256; nth += 1) few.set(String(nth), nth);
  expect(few.get('0')).toBe(0);
  few.set('256', 256);
  expect(few.get('0')).toBeUndefined();
  expect(few.get('256')).toBe(256);
});
