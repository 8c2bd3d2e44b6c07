import { describe, expect, it } from 'vitest';
import {
  atTime,
  changed,
  holderKey,
  initialState,
  lingering,
  livesOf,
  onceOn,
  openTask,
  regionOf,
  releasesOf,
  taskOf,
  usersOf,
  withHolder,
  withObserved,
  withoutRole,
  withRole,
  withSeen,
  withTask,
  type Holder,
  type Role,
  type State,
} from './state.ts';
import { rulesFor } from './world.fixture.ts';

const rules = rulesFor(10_000);
const prompt = rulesFor(0);
const CHANNEL = holderKey('channel', 0, 0);
const OTHER = holderKey('channel', 1, 0);
const ON: Holder = { sides: { ingress: ['/aws/MediaPackage/a'], egress: null } };
const OFF: Holder = { sides: { ingress: null, egress: null } };
const ROLE: Role = { facets: { roleId: 'AROA1' }, madeBy: 'iam', life: 1, describedBy: [] };

const empty = initialState(0);
const withLinked = withRole(rules, empty, 'linked', ROLE);
const used = withHolder(rules, withLinked, CHANNEL, ON, 'disable');
const later = (state: State, ms: number): State => atTime(state, state.now + ms);
const task = (state: State) => taskOf(state, 'last');

describe('a fresh world', () => {
  it('holds no role, no resource and no task', () => {
    expect([empty.roles, empty.holders, empty.tasks, usersOf(empty)]).toEqual([{}, {}, [], []]);
    expect(livesOf(empty, 'linked')).toBe(0);
  });

  it('begins at the time, and in the account, that it is given, with nothing behind it', () => {
    expect(initialState(5, '123456789012')).toEqual({
      now: 5,
      account: '123456789012',
      roles: {},
      stale: [],
      formerIds: [],
      lives: {},
      removed: [],
      tasks: [],
      holders: {},
      released: [],
      gone: [],
      cleanups: {},
      others: [],
      strangers: [],
      contested: false,
      unsure: [],
    });
  });
});

describe('a changed state', () => {
  const full: State = {
    ...withTask(rules, used, 'linked', 'task'),
    account: '1',
    strayGone: ['linked'],
    listing: true,
  };

  it('has everything else as it was, and leaves the earlier one alone', () => {
    const before = structuredClone(full);
    expect(changed(full, { listing: false, gone: [OTHER] })).toEqual({ ...before, listing: false, gone: [OTHER] });
    expect(full).toEqual(before);
  });
});

describe('the key of a holder', () => {
  it('names kind, region and slot, and gives the region back', () => {
    expect(holderKey('group', 2, 1)).toBe('group/2/1');
    expect(regionOf('group/2/1')).toBe(2);
  });
});

describe('time', () => {
  it('changes nothing when it does not pass', () => {
    expect(atTime(withLinked, withLinked.now)).toBe(withLinked);
  });

  it('ends a lagging view with the window, and not a millisecond before', () => {
    expect(later(withLinked, 9_999).stale).toEqual([{ key: 'linked', value: null, until: 10_000 }]);
    expect(later(withLinked, 10_000).stale).toEqual([]);
  });

  it('ends each lagging view with its own window', () => {
    const two = withHolder(rules, later(withLinked, 4000), CHANNEL, ON, 'disable');
    expect(later(two, 6000).stale).toEqual([{ key: CHANNEL, value: null, until: 14_000 }]);
  });

  it('leaves no lagging view where everything shows at once', () => {
    expect(withRole(prompt, empty, 'linked', ROLE).stale).toEqual([]);
    expect(withHolder(prompt, empty, CHANNEL, ON, 'disable').stale).toEqual([]);
  });
});

describe('logging that was on once', () => {
  it('is marked so when it is shown off, and is itself when it was marked before', () => {
    const once = onceOn(OFF);
    expect(once).toEqual({ ...OFF, everOn: true });
    expect(onceOn(once)).toBe(once);
  });
});

describe('a role', () => {
  it('that is only found leaves no lagging view of its absence', () => {
    expect(withRole(rules, empty, 'linked', ROLE, false).stale).toEqual([]);
  });

  it('that comes or goes makes what ListRoles was found to show worthless', () => {
    const listed: State = { ...withLinked, listing: false };
    expect(withRole(rules, listed, 'linked', { ...ROLE, life: 2 }).listing).toBe(false);
    expect(withRole(rules, listed, 'linked', null).listing).toBeUndefined();
    expect(withRole(rules, listed, 'ordinary', ROLE).listing).toBe(false);
    expect(withRole(rules, { ...empty, listing: true }, 'linked', ROLE).listing).toBeUndefined();
  });

  it('is believed to be as it was seen', () => {
    const seen = withSeen(withLinked, 'linked', { description: 'shown' });
    expect(seen.roles.linked?.facets).toEqual({ roleId: 'AROA1', description: 'shown' });
    expect(withSeen(seen, 'linked', { description: 'shown' })).toBe(seen);
    expect(withSeen(empty, 'linked', { description: 'shown' })).toBe(empty);
  });

  it('leaves its id behind when its life ends, once', () => {
    const gone = withoutRole(rules, withLinked, 'linked');
    expect([gone.roles.linked, gone.formerIds, gone.removed]).toEqual([undefined, ['AROA1'], ['linked']]);
    const again = withoutRole(rules, withRole(rules, gone, 'linked', ROLE), 'linked');
    expect([again.formerIds, again.removed]).toEqual([['AROA1'], ['linked']]);
  });

  it('that is not there cannot end', () => {
    expect(withoutRole(rules, empty, 'linked')).toBe(empty);
  });

  it('takes the open task for it along, and no other', () => {
    const both = withRole(rules, withLinked, 'suffixed', { ...ROLE, facets: { roleId: 'AROA2' } });
    const tasks = withTask(rules, withTask(rules, both, 'suffixed', 'task-1'), 'linked', 'task-2');
    const gone = withoutRole(rules, tasks, 'suffixed');
    expect(gone.tasks.map(({ id, end, inferred }) => [id, end, inferred])).toEqual([
      ['task-1', 'SUCCEEDED', true],
      ['task-2', null, undefined],
    ]);
    expect([gone.removed, gone.formerIds]).toEqual([['suffixed'], ['AROA2']]);
  });
});

describe('a deletion task', () => {
  it('of a role that nothing uses can only succeed', () => {
    expect(task(withTask(rules, withLinked, 'linked', 't'))).toMatchObject({
      sawFree: true,
      sawUsed: false,
      users: [],
    });
  });

  it('of a role in use can only fail', () => {
    expect(task(withTask(rules, used, 'linked', 't'))).toMatchObject({
      sawFree: false,
      sawUsed: true,
      users: [CHANNEL],
    });
  });

  it.each([
    [
      'may end either way while a release may still be unknown',
      9_999,
      { sawFree: true, sawUsed: true, users: [CHANNEL] },
    ],
    ['can only succeed once a release is known everywhere', 10_000, { sawFree: true, sawUsed: false, users: [] }],
  ])('%s', (_title, ms, expected) => {
    const released = withHolder(rules, used, CHANNEL, OFF, 'disable');
    expect(task(withTask(rules, later(released, ms), 'linked', 't'))).toMatchObject(expected);
  });

  it('of a role in use may succeed after all when the last user lets go', () => {
    const accepted = withTask(rules, used, 'linked', 't');
    expect(task(withHolder(rules, accepted, CHANNEL, null, 'delete'))).toMatchObject({ sawFree: true, sawUsed: true });
  });

  it('remembers everything that used the role while it was open', () => {
    const two = withHolder(rules, used, OTHER, ON, 'disable');
    const one = withHolder(rules, withTask(rules, two, 'linked', 't'), CHANNEL, OFF, 'disable');
    expect(task(one)).toMatchObject({ sawFree: false, users: [CHANNEL, OTHER] });
  });

  it('learns of a use that begins while it is open', () => {
    const late = withHolder(rules, withTask(rules, withLinked, 'linked', 't'), CHANNEL, ON, 'disable');
    expect(task(late)).toMatchObject({ sawFree: true, sawUsed: true, users: [CHANNEL] });
  });

  it('is not touched by what happens after its end', () => {
    const accepted = withTask(rules, withLinked, 'linked', 't');
    const ended: State = { ...accepted, tasks: accepted.tasks.map((one) => ({ ...one, end: 'SUCCEEDED' as const })) };
    expect(withHolder(rules, ended, CHANNEL, ON, 'disable').tasks).toEqual(ended.tasks);
  });

  it('of a role with a suffix knows no users: what uses a role uses the linked one', () => {
    const accepted = withTask(rules, used, 'suffixed', 't');
    expect(task(accepted)).toMatchObject({ ref: 'suffixed', sawFree: true, sawUsed: false, users: [] });
    expect([usersOf(used), usersOf(used, 'suffixed')]).toEqual([[CHANNEL], []]);
  });

  it('is found by the order in which ids were handed out', () => {
    const two = withTask(rules, withTask(rules, withLinked, 'linked', 'first'), 'linked', 'second');
    expect([taskOf(two, 'last')?.id, taskOf(two, 'previous')?.id]).toEqual(['second', 'first']);
    expect([taskOf(two, 'unknown'), taskOf(two, 'malformed'), taskOf(empty, 'last')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is open for its own role alone', () => {
    const accepted = withTask(rules, withLinked, 'suffixed', 't');
    expect([openTask(accepted, 'suffixed')?.id, openTask(accepted, 'linked')]).toEqual(['t', undefined]);
  });
});

describe('a holder', () => {
  it('that was on once is known to have been', () => {
    expect(used.holders[CHANNEL]).toEqual({ ...ON, everOn: true });
    expect(withHolder(rules, empty, CHANNEL, OFF, 'disable').holders[CHANNEL]).toEqual(OFF);
  });

  it.each(['disable', 'delete'] as const)(
    'that lets go by %s is remembered as released, the latest time alone',
    (by) => {
      const first = withHolder(rules, used, CHANNEL, OFF, 'disable');
      const again = later(withHolder(rules, first, CHANNEL, ON, 'disable'), 500);
      const released = withHolder(rules, again, CHANNEL, by === 'delete' ? null : OFF, by);
      expect(released.released).toEqual([{ key: CHANNEL, at: 500, by }]);
      expect(releasesOf(released, 'suffixed')).toEqual([]);
    },
  );

  it('that was never on releases nothing', () => {
    const made = withHolder(rules, empty, CHANNEL, OFF, 'disable');
    expect(withHolder(rules, made, CHANNEL, null, 'delete').released).toEqual([]);
  });

  it('that is deleted was there once', () => {
    const gone = withHolder(rules, used, CHANNEL, null, 'delete');
    expect([gone.gone, usersOf(gone)]).toEqual([[CHANNEL], []]);
  });

  it('that changes ends the patience with a refused clean-up', () => {
    const refused: State = { ...used, cleanups: { [CHANNEL]: 0, [OTHER]: 0 } };
    expect(withHolder(rules, refused, CHANNEL, OFF, 'disable').cleanups).toEqual({ [OTHER]: 0 });
  });

  it('lingers for as long as the window', () => {
    const released = withHolder(rules, used, CHANNEL, OFF, 'disable');
    expect(lingering(rules, later(released, 9_999), 'linked')).toEqual([CHANNEL]);
    expect(lingering(rules, later(released, 10_000), 'linked')).toEqual([]);
    expect(lingering(prompt, released, 'linked')).toEqual([]);
  });
});

describe('a difference that shows logging off', () => {
  const seenOff = (state: State): State => changed(state, { holders: { ...state.holders, [CHANNEL]: OFF } });
  const seenGone = (state: State): State => changed(state, { holders: {} });

  it.each([
    ['has let the resource go just now', seenOff, 'disable'],
    ['has let it go with the resource, where that is gone', seenGone, 'delete'],
  ] as const)('%s', (_title, seen, by) => {
    const at = later(used, 500);
    expect(withObserved(rules, at, seen(at)).released).toEqual([{ key: CHANNEL, at: 500, by }]);
  });

  it('takes the place of an earlier release of the same resource, and of no other', () => {
    const other = withHolder(rules, withHolder(rules, used, OTHER, ON, 'disable'), OTHER, OFF, 'disable');
    const twice = withHolder(rules, withHolder(rules, other, CHANNEL, OFF, 'disable'), CHANNEL, ON, 'disable');
    const at = later(twice, 500);
    expect(withObserved(rules, at, seenOff(at)).released).toEqual([
      { key: OTHER, at: 0, by: 'disable' },
      { key: CHANNEL, at: 500, by: 'disable' },
    ]);
  });

  it('adds nothing to a release that the same operation has brought about', () => {
    const released = withHolder(rules, used, CHANNEL, OFF, 'disable');
    expect(withObserved(rules, used, released)).toBe(released);
  });

  it('is told of one resource although another has let go at the same time', () => {
    const two = withHolder(rules, used, OTHER, ON, 'disable');
    const one = withHolder(rules, two, OTHER, OFF, 'disable');
    expect(withObserved(rules, two, seenOff(one)).released.map(({ key }) => key)).toEqual([OTHER, CHANNEL]);
  });

  it('does not release what goes on using the role, or never did', () => {
    expect(withObserved(rules, used, used).released).toEqual([]);
    const unused = withHolder(rules, withLinked, CHANNEL, OFF, 'disable');
    expect(withObserved(rules, unused, seenGone(unused)).released).toEqual([]);
  });

  it('tells the open tasks, and leaves the ended ones', () => {
    const accepted = withTask(rules, withTask(rules, used, 'linked', 'ended'), 'linked', 'open');
    const before = changed(accepted, {
      tasks: accepted.tasks.map((one) => (one.id === 'ended' ? { ...one, end: 'FAILED' } : one)),
    });
    expect(withObserved(rules, before, seenGone(before)).tasks).toMatchObject([
      { id: 'ended', sawFree: false },
      { id: 'open', sawFree: true, users: [CHANNEL] },
    ]);
  });
});

describe('what becomes of the role is left open', () => {
  const deleting = withTask(rules, withLinked, 'linked', 't');

  it('when something begins to use it while it is being deleted', () => {
    expect(withHolder(rules, deleting, CHANNEL, ON, 'disable').contested).toBe(true);
  });

  it.each([
    ['a resource is made that does not use it', withHolder(rules, deleting, CHANNEL, OFF, 'disable')],
    ['nothing is being deleted', used],
    [
      'a role with a suffix is being deleted',
      withHolder(rules, withTask(rules, withLinked, 'suffixed', 't'), CHANNEL, ON, 'disable'),
    ],
    [
      'a user changes what it logs',
      withHolder(
        rules,
        withTask(rules, used, 'linked', 't'),
        CHANNEL,
        { sides: { ...ON.sides, egress: [''] } },
        'disable',
      ),
    ],
  ])('but not when %s', (_title, state) => {
    expect(state.contested).toBe(false);
  });
});
