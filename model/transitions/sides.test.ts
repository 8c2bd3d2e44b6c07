import { describe, expect, it } from 'vitest';
import { endings } from './endings.ts';
import type { Operation, Program } from '../operation.ts';
import type { RequirementId } from '../requirements.ts';
import { changed, withHolder, type Holder } from '../state.ts';
import { create, disable, lookalike, rulesFor, sequence, usual, world } from '../world.fixture.ts';
import { bindShown, inFacet, isElsewhere, resourceOf, shownLogging, sideClauses } from './sides.ts';

const prompt = rulesFor(0);
const slow = rulesFor(10_000);
const CHANNEL = 'channel/0/0';
const PROFILE = resourceOf(rulesFor(0), CHANNEL);
const DEFAULTS = ['/aws/MediaPackage/IngressAccessLogs', ''];

const channel = (slot: number, region = 0): Operation => ({
  kind: 'CreateResource',
  resource: 'channel',
  region,
  slot,
});
const enable = (slot = 0, region = 0): Operation => ({
  kind: 'ConfigureResource',
  resource: 'channel',
  region,
  slot,
  sides: { ingress: 'default' },
});

const names = (rules: typeof prompt, before: Program, operation: Operation): readonly string[] =>
  endings(rules, world(rules, ...before), operation).map(({ id: name }) => name);

describe('what an answer shows of an access log', () => {
  it.each([
    ['is what was believed, where it does not tell', undefined, DEFAULTS, DEFAULTS],
    ['may be null', null, DEFAULTS, null],
    ['may have no group where a default group is believed', '', DEFAULTS, DEFAULTS],
    ['may be empty, and is off, where it was off', '', null, null],
    ['is on without a group where another group was believed', '', ['/aws/MediaPackage/mine'], ['']],
    ['may be a group that nobody believed', '/aws/MediaPackage/odd', null, ['/aws/MediaPackage/odd']],
  ])('%s', (_title, value, before, after) => {
    expect(shownLogging(value, before)).toEqual(after);
  });

  it('changes no belief where it is as it was believed', () => {
    const state = world(prompt, channel(0), enable());
    expect(bindShown(state, CHANNEL, { 'side:ingress': DEFAULTS[0] ?? '', 'side:egress': null })).toBe(state);
    expect(bindShown(state, CHANNEL, { 'side:egress': 'odd' }).holders[CHANNEL]).toEqual({
      sides: { ingress: DEFAULTS, egress: ['odd'] },
      everOn: true,
    });
  });

  it('is drawn from, and held against, the groups that are believed', () => {
    const clauses = sideClauses(PROFILE, { sides: { ingress: DEFAULTS, egress: null } }, inFacet);
    expect(clauses.map(({ facet, because, about }) => [facet, because, about])).toEqual([
      ['side:ingress', ['logging/enable'], undefined],
      ['side:ingress', ['logging/default-group'], 'the group shown for a default ingress log'],
      ['side:egress', ['logging/off-at-first'], undefined],
    ]);
    const [on, named] = clauses;
    expect([on?.allows.sample(sequence(), {}), named?.allows.shape]).toEqual([
      DEFAULTS[0],
      { oneOf: [null, ...DEFAULTS] },
    ]);
    const own = sideClauses(PROFILE, { sides: { ingress: null, egress: ['mine'] }, everOn: true }, inFacet);
    expect(own.map(({ facet, because, about }) => [facet, because, about])).toEqual([
      ['side:ingress', ['logging/disable'], undefined],
      ['side:egress', ['logging/enable'], undefined],
      ['side:egress', ['logging/enable'], undefined],
    ]);
    const both = sideClauses(PROFILE, { sides: { ingress: null, egress: DEFAULTS } }, (side) => ({
      facet: 'resources',
      part: [CHANNEL, side],
    }));
    expect(both.map(({ part, about }) => [part, about])).toEqual([
      [[CHANNEL, 'ingress'], undefined],
      [[CHANNEL, 'egress'], undefined],
      [[CHANNEL, 'egress'], 'the group shown for a default egress log'],
    ]);
  });
});

describe('enabling access logs', () => {
  it.each<readonly [string, Program, string]>([
    ['makes the role', [channel(0)], 'logging-on-role-made'],
    ['reuses a role that is there', [create, channel(0)], 'logging-on-role-reused'],
    ['makes none where another role has its name', [lookalike, channel(0)], 'logging-on'],
  ])('%s', (_title, before, name) => {
    expect(names(prompt, before, enable())).toEqual([name]);
  });

  it.each<readonly [number, readonly RequirementId[]]>([
    [0, ['logging/enable']],
    [2, ['regions/every-region', 'logging/enable']],
  ])('in region %i demands what every region promises', (region, because) => {
    const state = world(prompt, channel(0, region));
    expect(usual(prompt, state, enable(0, region)).because).toEqual(because);
    const made = usual(prompt, state, enable(0, region)).frame?.({
      read: { kind: 'GetRole', role: 'linked' },
      facet: 'presence',
    });
    expect(made).toEqual([
      ...(region === 0 ? [] : ['regions/every-region']),
      'creation/on-enable-ingress',
      'logging/enable',
    ]);
  });

  it('on both sides of a resource does not tell which of them made the role', () => {
    const both: Operation = {
      kind: 'ConfigureResource',
      resource: 'channel',
      region: 0,
      slot: 0,
      sides: { ingress: 'default', egress: 'default' },
    };
    const made = world(prompt, channel(0));
    expect(usual(prompt, made, both).entangled).toEqual(['creation/on-enable-ingress', 'creation/on-enable-egress']);
    expect(usual(prompt, world(prompt, create, channel(0)), both).entangled).toBeUndefined();
  });
});

describe('disabling access logs', () => {
  it('may be refused for a while where there is a role to clean up, and not without one', () => {
    const used = world(slow, channel(0), enable(), { kind: 'Wait', for: 'window' });
    expect(endings(slow, used, disable).map(({ id: name }) => name)).toEqual([
      'logging-off',
      'clean-up-refused-for-now',
    ]);
    const roleless = changed(used, { roles: {} });
    expect(endings(slow, roleless, disable).map(({ id: name }) => name)).toEqual(['logging-off']);
  });
});

describe('a resource of the same name elsewhere', () => {
  const OFF: Holder = { sides: { ingress: null, egress: null } };
  const beside = (key: string) => withHolder(prompt, world(prompt, channel(0)), key, OFF, 'disable');

  it.each([
    ['in another region', 'channel/1/0', true],
    ['of another name', 'channel/1/1', false],
    ['of another kind', 'packaging-group/1/0', false],
  ])('is one %s: %s %s', (_title, key, expected) => {
    expect(isElsewhere(beside(key), CHANNEL)).toBe(expected);
  });

  it('is held against the regions when a change shows there', () => {
    const frame = usual(prompt, world(prompt, channel(0)), enable()).frame;
    const at = (read: Operation) => frame?.({ read, facet: 'side:ingress' });
    expect(at({ kind: 'ReadResource', resource: 'channel', region: 1, slot: 0 })).toEqual([
      'logging/apart',
      'regions/apart',
    ]);
    expect(at({ kind: 'ReadResource', resource: 'channel', region: 1, slot: 1 })).toEqual(['logging/apart']);
    expect(at({ kind: 'ReadResource', resource: 'packaging-group', region: 1, slot: 0 })).toEqual(['logging/apart']);
  });
});
