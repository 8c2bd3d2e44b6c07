import { describe, expect, it } from 'vitest';
import { endings } from './endings.ts';
import type { Operation } from '../operation.ts';
import { create, enable, rulesFor, sequence, usual, wait, world } from '../world.fixture.ts';

const prompt = rulesFor(0);
const slow = rulesFor(10_000);

const channel = (slot: number, region = 0): Operation => ({
  kind: 'CreateResource',
  resource: 'channel',
  region,
  slot: slot,
});
const list = (region: number): Operation => ({ kind: 'ListResources', resource: 'channel', region });
const group: Operation = { kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 0 };

describe('deleting a resource', () => {
  const dropChannel: Operation = { kind: 'DeleteResource', resource: 'channel', region: 0, slot: 0 };
  const dropGroup: Operation = { kind: 'DeleteResource', resource: 'packaging-group', region: 0, slot: 0 };
  const seenBy = (read: Operation) => ({ read, facet: 'presence' as const });

  it.each<readonly [Operation, Operation, readonly string[] | undefined]>([
    [dropChannel, { kind: 'ReadResource', resource: 'channel', region: 1, slot: 0 }, ['regions/apart']],
    [dropChannel, { kind: 'ReadResource', resource: 'channel', region: 1, slot: 1 }, undefined],
    [dropChannel, { kind: 'ReadResource', resource: 'packaging-group', region: 1, slot: 0 }, undefined],
    [dropGroup, { kind: 'ReadResource', resource: 'packaging-group', region: 1, slot: 0 }, ['regions/apart']],
    [dropGroup, { kind: 'ReadResource', resource: 'channel', region: 1, slot: 0 }, undefined],
  ])('of which nothing is known leaves what has its name elsewhere alone: %j then %j', (drop, read, expected) => {
    const again = endings(prompt, world(prompt, channel(0), group, dropChannel, dropGroup), drop).at(-1);
    expect(again?.outcome).toBe('answered');
    expect(again?.frame?.(seenBy(read))).toEqual(expected);
  });
});

describe('a resource', () => {
  const drop: Operation = { kind: 'DeleteResource', resource: 'channel', region: 0, slot: 0 };
  const describeIt: Operation = { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 };
  const names = (before: readonly Operation[]) =>
    endings(prompt, world(prompt, ...before), drop).map(({ id: name }) => name);

  it('is deleted once, or with no complaint again', () => {
    expect(names([])).toEqual(['no-such-resource']);
    expect(names([channel(0)])).toEqual(['resource-deleted']);
    expect(names([channel(0), enable])).toEqual(['resource-with-logging-deleted']);
    expect(names([channel(0), drop])).toEqual(['no-such-resource', 'deleted-again']);
    expect(names([channel(0), drop, channel(0)])).toEqual(['resource-deleted']);
  });

  it.each<readonly [string, readonly Operation[], readonly string[] | undefined]>([
    ['is there', [channel(0), create], undefined],
    ['is not', [channel(0)], ['creation/not-by-other-calls']],
  ])('that is read, or deleted, tells of the role where that %s', (_title, before, because) => {
    const role = { read: { kind: 'GetRole', role: 'linked' }, facet: 'presence' } as const;
    for (const operation of [describeIt, drop])
      expect(usual(prompt, world(prompt, ...before), operation).frame?.(role)).toEqual(because);
  });

  it('that is read needs no look at a role that is there', () => {
    expect(usual(prompt, world(prompt, channel(0), create), describeIt).frame).toBeUndefined();
    expect(usual(prompt, world(prompt, channel(0)), describeIt).frame).toBeDefined();
  });

  it('that is deleted leaves every other as it is', () => {
    const other = {
      read: { kind: 'ReadResource', resource: 'channel', region: 0, slot: 1 },
      facet: 'presence',
    } as const;
    expect(usual(prompt, world(prompt, channel(0), enable), drop).frame?.(other)).toBeUndefined();
  });

  it('whose name is taken makes the call fail', () => {
    const [taken] = endings(prompt, world(prompt, channel(0)), channel(0));
    expect([taken?.id, taken?.outcome]).toEqual(['id-taken', 'refused']);
  });
});

describe('a list of channels', () => {
  it('shows those of its region, and of no other', () => {
    const state = world(prompt, channel(0), channel(1), channel(0, 1));
    const known = usual(prompt, state, list(0)).clauses[0]?.allows;
    expect(known?.sample(sequence(), {})).toEqual({ 'channel/0/0': {}, 'channel/0/1': {} });
    expect(known?.admits({ 'channel/0/1': {}, 'channel/0/0': {} }, {})).toBe(true);
    expect(known?.admits({ 'channel/0/0': {} }, {})).toBe(false);
    expect(known?.admits({ 'channel/0/0': {}, 'channel/0/1': {}, 'channel/1/0': {} }, {})).toBe(false);
    expect(known?.admits(['channel/0/0', 'channel/0/1'], {})).toBe(false);
  });

  it('holds a channel of another region against the regions only where there is one', () => {
    const because = (...program: readonly Operation[]) =>
      usual(prompt, world(prompt, ...program), list(0)).clauses[0]?.because;
    expect(because(channel(0))).toEqual(['protocol/made-resource-found']);
    expect(because(channel(0), channel(0, 1))).toEqual(['regions/apart', 'protocol/made-resource-found']);
    expect(because(channel(0), group)).toEqual(['protocol/made-resource-found']);
    expect(because(channel(0), { ...group, region: 1 })).toEqual(['protocol/made-resource-found']);
  });

  it('may be late where something changed in its region, and in no other', () => {
    const names = (state: ReturnType<typeof world>, region: number) =>
      endings(slow, state, list(region)).map(({ id: name }) => name);
    const fresh = world(slow, wait, channel(0));
    expect(names(fresh, 0)).toEqual(['resources-listed', 'resources-listed-late']);
    expect(names(fresh, 1)).toEqual(['resources-listed']);
    expect(names(world(slow, wait, group), 0)).toEqual(['resources-listed']);
  });

  it('is believed in what it shows of the logs', () => {
    const state = world(prompt, channel(0), enable, channel(1));
    const listed = usual(prompt, state, list(0));
    const shown = { 'channel/0/0': { ingress: '/aws/MediaPackage/other' }, 'channel/0/1': {} };
    const next = listed.next({ resources: shown });
    expect(next.holders['channel/0/0']?.sides['ingress']).toEqual(['/aws/MediaPackage/other']);
    expect(listed.next({ resources: { 'channel/0/1': {} } })).toEqual(state);
    expect(listed.next({})).toEqual(state);
  });
});

it('while a view lags, the id of a deleted resource may still be taken, and that of a new one is not', () => {
  const names = (...program: readonly Operation[]) =>
    endings(slow, world(slow, ...program), group).map(({ id: name }) => name);
  const drop: Operation = { kind: 'DeleteResource', resource: 'packaging-group', region: 0, slot: 0 };
  expect(names(group, wait, drop)).toEqual(['made-without-logging', 'id-still-taken']);
  expect(names(group, wait, drop, wait)).toEqual(['made-without-logging']);
  const still = endings(slow, world(slow, group, wait, drop), group)[1];
  expect([still?.outcome, still?.passing]).toEqual(['refused', true]);
});
