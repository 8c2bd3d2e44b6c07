import { describe, expect, it } from 'vitest';
import type { Clause } from '../ending.ts';
import { endings } from './endings.ts';
import type { Operation, Program } from '../operation.ts';
import type { RequirementId } from '../requirements.ts';
import { atTime, replaceTask, taskOf, withoutRole, type State, type Task } from '../state.ts';
import { create, remove, rulesFor, sequence, status, usual, wait, world } from '../world.fixture.ts';

const prompt = rulesFor(0);
const slow = rulesFor(10_000);

const channel = (slot: number, region = 0): Operation => ({
  kind: 'CreateResource',
  resource: 'channel',
  region,
  slot: slot,
});
const enable = (slot: number, region = 0): Operation => ({
  kind: 'ConfigureResource',
  resource: 'channel',
  region,
  slot: slot,
  sides: { ingress: 'default' },
});
const disable = (slot: number): Operation => ({
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 0,
  slot: slot,
});
const drop = (slot: number): Operation => ({ kind: 'DeleteResource', resource: 'channel', region: 0, slot: slot });

/** The guard that says how the task ended. */
const endOf = (state: State, rules = prompt): Clause | undefined =>
  usual(rules, state, status).clauses.filter((clause) => clause.guard)[1];

const names = (state: State, rules = prompt): readonly string[] =>
  endings(rules, state, status).map(({ id: name }) => name);

describe('a deletion succeeds', () => {
  it.each<readonly [string, Program, readonly RequirementId[], true | undefined]>([
    ['what used the role was disabled', [channel(0), enable(0), disable(0)], ['deletion/after-disable'], undefined],
    ['it was deleted', [channel(0), enable(0), drop(0)], ['deletion/after-resource-deleted'], undefined],
    [
      'one was disabled and another deleted',
      [channel(0), enable(0), disable(0), channel(1), enable(1), drop(1)],
      ['deletion/after-disable', 'deletion/after-resource-deleted'],
      undefined,
    ],
    ['nothing ever used it, which shows nothing of a release', [create], ['deletion/after-disable'], true],
  ])('since %s', (_title, before, because, vacuous) => {
    const state = world(prompt, ...before, remove);
    expect([endOf(state)?.because, endOf(state)?.vacuous]).toEqual([because, vacuous]);
    expect(names(state)).toEqual(['task-succeeded', 'task-failed-internally', 'task-forgotten']);
  });

  it('for sure only where the release is a window old', () => {
    const release: Program = [channel(0), enable(0), wait, disable(0)];
    const early = world(slow, ...release, remove);
    expect(names(early, slow).slice(0, 2)).toEqual(['task-succeeded', 'task-failed']);
    expect(endOf(early, slow)?.vacuous).toBe(true);
    const late = world(slow, ...release, wait, remove);
    expect(names(late, slow)).not.toContain('task-failed');
    expect([endOf(late, slow)?.because, endOf(late, slow)?.vacuous]).toEqual([['deletion/after-disable'], undefined]);
  });
});

describe('what a deletion waited for', () => {
  const before: Program = [channel(0), enable(0), drop(0), wait, channel(1), enable(1), disable(1)];
  const released = world(slow, ...before);
  const last = released.released.at(-1)?.at ?? Number.NaN;

  it.each<readonly [string, number, readonly RequirementId[]]>([
    [
      'a window before it was asked for is a reason',
      10_000,
      ['deletion/after-disable', 'deletion/after-resource-deleted'],
    ],
    ['a millisecond later is none', 9_999, ['deletion/after-resource-deleted']],
  ])('and let go %s', (_title, ms, because) => {
    const asked = atTime(released, last + ms);
    const accepted = usual(slow, asked, remove).next({ taskId: 'task' });
    expect(endOf(accepted, slow)?.because).toEqual(because);
  });
});

describe('a deletion whose end follows from what else was seen', () => {
  const inferred = (state: State, end: 'SUCCEEDED' | 'FAILED'): State =>
    replaceTask(state, { ...(taskOf(state, 'last') as Task), end, inferred: true });

  it.each<readonly [string, Program, true | undefined]>([
    ['had to succeed', [channel(0), enable(0), disable(0), remove], undefined],
    ['might have failed, for it was asked for too early', [channel(0), enable(0), remove, disable(0)], true],
    ['had nothing to wait for', [create, remove], true],
  ])('%s, and tells of SUCCEEDED alone, or is forgotten', (_title, program, vacuous) => {
    const gone = withoutRole(prompt, world(prompt, ...program), 'linked');
    expect(names(gone)).toEqual(['task-succeeded', 'task-forgotten']);
    expect([endOf(gone)?.because, endOf(gone)?.vacuous]).toEqual([
      ['deletion/failed-keeps-role', 'deletion/after-disable'],
      vacuous,
    ]);
  });

  it('and has FAILED is the same task to whoever asks', () => {
    const failed = inferred(world(prompt, channel(0), enable(0), remove), 'FAILED');
    expect(names(failed)).toEqual(['task-failed']);
    expect(endOf(failed)?.because).toEqual(['deletion/task-same-while-open']);
    expect(usual(prompt, failed, status).because).toEqual(['deletion/task-ends', 'deletion/task-same-while-open']);
  });
});

it('a deletion that was accepted without an id of its task is one all the same', () => {
  expect(usual(prompt, world(prompt, create), remove).next({}).tasks).toMatchObject([
    { id: '', ref: 'linked', end: null },
  ]);
});

describe('a deletion of which nobody knows how it came about', () => {
  const unexplained = (state: State): State =>
    replaceTask(state, { ...(taskOf(state, 'last') as Task), unexplained: true });
  const after = (state: State, end: 'SUCCEEDED' | 'FAILED'): State =>
    usual(prompt, unexplained(state), status).next({ status: end });

  it('takes the role with it where nothing used that', () => {
    const free = world(prompt, create, remove);
    expect(after(free, 'SUCCEEDED').roles.linked).toBeUndefined();
    expect(after(free, 'FAILED').roles.linked).toBeDefined();
  });

  it('leaves a role in use', () => {
    expect(after(world(prompt, channel(0), enable(0), remove), 'SUCCEEDED').roles.linked).toBeDefined();
  });

  it('says nothing of the role when it had ended before', () => {
    const two = world(prompt, create, remove);
    const ended = replaceTask(
      { ...two, tasks: [{ ...(two.tasks[0] as Task), id: 'open' }, two.tasks[0] as Task] },
      { ...(two.tasks[0] as Task), end: 'FAILED' },
    );
    expect(after(ended, 'SUCCEEDED').roles.linked).toBeDefined();
  });
});

describe('a deletion fails', () => {
  it.each<readonly [string, Program, readonly RequirementId[]]>([
    ['a log of the one region', [channel(0), enable(0)], ['deletion/in-use-ingress']],
    [
      'a log of another region',
      [channel(0, 1), enable(0, 1)],
      ['deletion/in-use-any-region', 'deletion/in-use-ingress'],
    ],
    ['logs of both', [channel(0), enable(0), channel(0, 1), enable(0, 1)], ['deletion/in-use-ingress']],
    [
      'what is left when others have let go',
      [channel(0), enable(0), channel(1), enable(1), disable(0)],
      ['deletion/in-use-each', 'deletion/in-use-ingress'],
    ],
    [
      'a packaging group',
      [{ kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 0, sides: { egress: 'default' } }],
      ['deletion/in-use-vod'],
    ],
  ])('for %s', (_title, before, because) => {
    const state = world(prompt, ...before, remove);
    expect(names(state)).toEqual(['task-failed']);
    expect(endOf(state)?.because).toEqual(because);
  });

  it('with a usage that names who used the role, by region', () => {
    const state = world(prompt, channel(0), enable(0), channel(0, 1), enable(0, 1), remove);
    const usage = usual(prompt, state, status).clauses.find(({ facet }) => facet === 'usage')?.allows;
    expect(usage?.sample(sequence(), {})).toEqual([
      { region: 0, holders: ['channel/0/0'] },
      { region: 1, holders: ['channel/1/0'] },
    ]);
    expect(usage?.sample({ ...sequence(), pick: () => 2 }, {})).toEqual([]);
    expect(usage?.admits([{ region: 0, holders: ['channel/0/1'] }], {})).toBe(false);
    expect(usage?.admits([{ region: 2, holders: [] }], {})).toBe(false);
    expect(usage?.admits([{ region: 1, holders: [] }], {})).toBe(true);
    const reason = usual(prompt, state, status).clauses.find(({ facet }) => facet === 'reason')?.allows;
    expect(reason?.admits(reason.sample(sequence(), {}), {})).toBe(true);
  });
});

it('a task is on its way for a window, and not a millisecond longer', () => {
  const state = world(slow, create, wait, remove);
  const accepted = state.tasks[0]?.acceptedAt ?? Number.NaN;
  expect(names(atTime(state, accepted + 9_999), slow)).toContain('task-in-progress');
  expect(names(atTime(state, accepted + 10_000), slow)).toEqual([
    'task-succeeded',
    'task-failed-internally',
    'task-forgotten',
  ]);
});
