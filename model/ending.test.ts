import { describe, expect, it } from 'vitest';
import {
  anyOf,
  exactly,
  oneOf,
  onRole,
  sampleFacets,
  stillAs,
  unvouched,
  valueAt,
  type Clause,
  type Ending,
} from './ending.ts';
import { initialState } from './state.ts';
import { sequence } from './world.fixture.ts';

const ending = (...clauses: readonly Clause[]): Ending => ({
  id: 'waited',
  outcome: 'answered',
  because: [],
  clauses,
  next: () => initialState(),
});

const because = [] as const;

describe('a set of allowed values', () => {
  it('of one value allows what is equal to it as JSON, keys in any order', () => {
    const tags = exactly({ a: '1', b: ['2'] });
    expect(tags.admits({ b: ['2'], a: '1' }, {})).toBe(true);
    expect(tags.admits({ a: '1' }, {})).toBe(false);
    expect(tags.sample(sequence(), {})).toEqual({ a: '1', b: ['2'] });
  });

  it('of several values allows each of them, and draws one of them', () => {
    const groups = oneOf(['/a', '']);
    expect(['/a', '', '/b', null].map((value) => groups.admits(value, {}))).toEqual([true, true, false, false]);
    expect(groups.sample({ ...sequence(), pick: (n) => n - 1 }, {})).toBe('');
  });

  it('tells what it allows as data', () => {
    expect(oneOf(['a', null]).shape).toEqual({ oneOf: ['a', null] });
    expect(stillAs('a', 'arn').shape).toEqual({ text: [{ seen: 'arn' }] });
  });

  it('tells people what it allows', () => {
    expect([exactly(null).text, oneOf(['a', 'b']).text, anyOf('a date', () => '').text]).toEqual([
      'null',
      '"a" or "b"',
      'a date',
    ]);
  });

  it('may look at the whole answer, for values that hang together', () => {
    const arn = anyOf(
      'ends in the name',
      (_, facets) => `x/${String(facets.name)}`,
      (value, facets) => value === `x/${String(facets.name)}`,
    );
    expect(arn.admits('x/role', { name: 'role' })).toBe(true);
    expect(arn.admits('x/role', { name: 'other' })).toBe(false);
  });
});

describe('the value that a clause is about', () => {
  const inner: Clause = { facet: 'resources', part: ['channel/0/0', 'ingress'], allows: exactly(null), because };

  it('is the facet, or what lies inside it', () => {
    expect(valueAt({ facet: 'name' }, { name: 'a' })).toBe('a');
    expect(valueAt(inner, { resources: { 'channel/0/0': { ingress: '/a' } } })).toBe('/a');
    expect(valueAt(inner, { resources: { 'channel/0/0': { ingress: null } } })).toBeNull();
  });

  it.each([
    ['the facet is not shown', {}],
    ['the facet is null', { resources: null }],
    ['the facet is text', { resources: 'none' }],
    ['the facet is a list', { resources: ['channel/0/0'] }],
    ['the part is not there', { resources: { 'channel/0/1': { ingress: '/a' } } }],
    ['a part of the part is not there', { resources: { 'channel/0/0': {} } }],
  ])('is absent when %s', (_title, facets) => {
    expect(valueAt(inner, facets)).toBeUndefined();
  });
});

describe('an answer drawn from an ending', () => {
  it('is filled in order, so that a later clause may build on an earlier one', () => {
    const drawn = sampleFacets(
      ending(
        { facet: 'name', allows: exactly('role'), because },
        { facet: 'arn', allows: anyOf('name', (_, facets) => `arn/${String(facets.name)}`), because },
      ),
      sequence(),
    );
    expect(drawn).toEqual({ name: 'role', arn: 'arn/role' });
  });

  it('keeps the first value of a facet that two clauses are about', () => {
    const drawn = sampleFacets(
      ending(
        { facet: 'status', allows: exactly('FAILED'), because },
        { facet: 'status', allows: oneOf(['SUCCEEDED', 'FAILED']), because },
      ),
      sequence(),
    );
    expect(drawn).toEqual({ status: 'FAILED' });
  });

  it('fills the parts of a facet one by one', () => {
    const part = (side: string): Clause => ({
      facet: 'resources',
      part: ['channel/0/0', side],
      allows: exactly(side),
      because,
    });
    expect(sampleFacets(ending(part('ingress'), part('egress')), sequence())).toEqual({
      resources: { 'channel/0/0': { ingress: 'ingress', egress: 'egress' } },
    });
  });

  it('leaves out what is to be left out', () => {
    expect(
      sampleFacets(ending({ facet: 'name', allows: exactly('role'), because, omitted: true }), sequence()),
    ).toEqual({});
  });
});

describe('an ending vouches', () => {
  const read = { kind: 'GetRole', role: 'linked' } as const;
  const framed = (extra: Partial<Ending>): Ending => ({ ...ending(), ...extra });

  it.each<readonly [string, Ending, readonly string[]]>([
    ['for all that its frame may blame', framed({ frame: () => ['creation/reuse'] }), []],
    ['for none of those that it blames together', framed({ entangled: ['creation/reuse'] }), ['creation/reuse']],
    [
      'for nobody while what they speak of has not come to pass',
      framed({ foretold: true, frame: ({ facet }) => (facet === 'presence' ? ['deletion/removes'] : []) }),
      ['deletion/removes'],
    ],
    ['for whomever nobody frames', framed({ foretold: true }), []],
    ['for those on which its frame is silent', framed({ foretold: true, frame: () => undefined }), []],
  ])('%s', (_title, one, expected) => {
    expect(unvouched(one, read)).toEqual(expected);
  });
});

describe('a spot', () => {
  it.each([
    ['GetRole of the linked role', { kind: 'GetRole', role: 'linked' }, [true, true, false]],
    ['GetRole of the role with a suffix', { kind: 'GetRole', role: 'suffixed' }, [true, false, true]],
    ['ListRoles', { kind: 'ListRoles' }, [true, true, false]],
    ['DescribeChannel', { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 }, [false, false, false]],
  ] as const)('of %s shows a role, or none', (_title, read, [any, linked, suffixed]) => {
    const spot = { read, facet: 'presence' } as const;
    expect([onRole(spot), onRole(spot, 'linked'), onRole(spot, 'suffixed')]).toEqual([any, linked, suffixed]);
  });
});
