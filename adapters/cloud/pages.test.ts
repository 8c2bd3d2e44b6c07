import { describe, expect, it } from 'vitest';
import type { Members } from './api-call.ts';
import { refusal } from './books/books.fixture.ts';
import { page, pageOf, pageRequest } from './pages.ts';

const users = (...names: readonly string[]): Members[] =>
  names.map((UserName) => ({ UserName, Arn: `arn:${UserName}` }));
const many = users(...Array.from({ length: 250 }, (_, n) => `user-${String(n).padStart(3, '0')}`));

describe('pages of IAM', () => {
  it('gives everything in order of the names where it fits', () => {
    expect(page(users('b', 'a', 'c'))).toEqual({ items: users('a', 'b', 'c'), IsTruncated: false });
  });

  it('gives 100 entries unless told, and goes on where it left off until all are shown', () => {
    const shown: Members[] = [];
    const sizes: number[] = [];
    let marker: string | undefined;
    do {
      const one = page(many, marker === undefined ? {} : { marker });
      shown.push(...one.items);
      sizes.push(one.items.length);
      expect(one.IsTruncated).toBe(one.Marker !== undefined);
      marker = one.Marker;
    } while (marker !== undefined);
    expect(sizes).toEqual([100, 100, 50]);
    expect(shown).toEqual(many);
  });

  it('shows neither twice nor never what stays while the rest is deleted between two pages', () => {
    const { items, Marker: marker = '' } = page(many, { maxItems: 60 });
    const left = many.filter((user) => !items.includes(user));
    expect(page(left, { marker, maxItems: 1000 }).items).toEqual(left);
  });

  it('tells policies of one name apart, and the keys of one user', () => {
    const policies = ['/a/', '/b/', '/c/'].map((path) => ({ PolicyName: 'p', PolicyArn: `arn:policy${path}p` }));
    const first = page(policies, { maxItems: 2 });
    const second = page(policies, { marker: first.Marker ?? '' });
    expect(new Set([...first.items, ...second.items])).toEqual(new Set(policies));
    const keys = ['AKIA2', 'AKIA1'].map((AccessKeyId) => ({ UserName: 'u', AccessKeyId }));
    const { items, Marker: marker = '' } = page(keys, { maxItems: 1 });
    expect([...items, ...page(keys, { marker }).items]).toEqual(keys.toReversed());
  });

  it.each([
    ['invented', 'user-001'],
    ['not base64', '***'],
    ['empty', ''],
  ])('refuses a marker that is %s', (_, marker) => {
    expect(refusal(() => page(many, { marker }))).toBe('ValidationError 400: Invalid Marker.');
  });

  it('refuses a marker of which one character was changed', () => {
    const { Marker: marker = '' } = page(many);
    for (let place = 0; place < marker.length; place += 1) {
      const other = marker.charAt(place) === 'A' ? 'B' : 'A';
      const changed = marker.slice(0, place) + other + marker.slice(place + 1);
      expect(
        refusal(() => page(many, { marker: changed })),
        changed,
      ).toBe('ValidationError 400: Invalid Marker.');
    }
  });

  it('reads marker and size from an input, text or number', () => {
    expect(pageRequest({ Marker: 'm', MaxItems: '7' })).toEqual({ marker: 'm', maxItems: 7 });
    expect(pageRequest({ MaxItems: 7 })).toEqual({ maxItems: 7 });
  });
});

describe('pages of a service', () => {
  const channels = ['b', 'c', 'a'];
  const live = { service: 'mediapackage', action: 'ListChannels', code: 'UnprocessableEntityException' } as const;
  const ecs = { service: 'ecs', action: 'ListClusters', code: 'InvalidParameterException' } as const;

  it.each([
    [live, 'MaxResults', 'NextToken'],
    [ecs, 'maxResults', 'nextToken'],
  ] as const)('gives all unless told, else as many as asked and a token for the rest: %j', (of, limit, token) => {
    expect(pageOf(channels, {}, of)).toEqual({ items: ['a', 'b', 'c'] });
    const first = pageOf(channels, { [limit]: '2' }, of);
    expect(first.items).toEqual(['a', 'b']);
    expect(pageOf(channels, { [token]: first[token] }, of)).toEqual({ items: ['c'] });
  });

  it('refuses a token that it did not give', () => {
    expect(refusal(() => pageOf(channels, { NextToken: '1' }, live))).toBe(
      'UnprocessableEntityException 422: NextToken is none that an earlier answer gave.',
    );
  });
});
