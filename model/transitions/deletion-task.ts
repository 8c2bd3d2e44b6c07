import { anyOf, exactly, oneOf, onRole, type Clause, type Domain, type Ending, type Spot } from '../ending.ts';
import type { EndingId } from '../ending-id.ts';
import type { OperationOf, RoleRef } from '../operation.ts';
import type { Facets, Json } from '../outcome.ts';
import type { SideProfile } from '../profile.ts';
import type { RequirementId } from '../requirements.ts';
import {
  changed,
  lingering,
  openTask,
  regionOf,
  releasesOf,
  replaceTask,
  resourceOfKey,
  taskOf,
  usersOf,
  withoutRole,
  type Rules,
  type State,
  type Task,
} from '../state.ts';
import { BAD_INPUT } from './editing.ts';
import { mayBeGone } from './role-view.ts';

/** A further deletion got a task of its own, so that this one had ended: it FAILED, for the role was still there. */
const SAME: readonly RequirementId[] = ['deletion/task-same-while-open'];

/** GetServiceLinkedRoleDeletionStatus. */
function deletionStatus(
  rules: Rules,
  state: State,
  operation: OperationOf<'GetServiceLinkedRoleDeletionStatus'>,
): readonly Ending[] {
  if (operation.task === 'malformed')
    return [refusal(state, 'malformed-task-id', ['deletion/task-malformed'], ['InvalidInput'], 'Invalid task id')];
  const task = taskOf(state, operation.task);
  const notFound = refusal(state, 'task-not-found', ['deletion/task-unknown'], ['NoSuchEntity'], CANNOT_FIND);
  if (task === undefined) return [notFound];
  if (task.unexplained) return unexplained(rules, state, task);
  const late = state.now < task.acceptedAt + rules.settleMs;
  const waiting: readonly Ending[] = late
    ? [
        { ...notFound, id: 'task-not-visible-yet', because: [], passing: true },
        statusEnding(state, 'task-not-started', ['NOT_STARTED'], { passing: true }),
        statusEnding(state, 'task-in-progress', ['IN_PROGRESS'], { passing: true }),
      ]
    : [];
  if (task.end !== null && !task.inferred) {
    const final = task.end;
    return [
      statusEnding(state, `task-still-${final === 'FAILED' ? 'failed' : 'succeeded'}`, [final], {
        because: ['deletion/task-final'],
      }),
      ...(final === 'SUCCEEDED' ? [forgotten(rules, state, task)] : []),
    ];
  }
  if (task.end === 'FAILED')
    return [
      ...(task.sawUsed ? [failed(rules, state, task, SAME)] : []),
      ...(task.sawFree ? [failedInternally(state, task, SAME)] : []),
      ...waiting,
    ];
  const endings: Ending[] = [];
  if (task.end === 'SUCCEEDED')
    endings.push(
      succeeded(rules, state, task, ['deletion/failed-keeps-role', ...freeBecause(rules, state, task)], !task.sawUsed),
    );
  else {
    if (task.sawFree) endings.push(succeeded(rules, state, task, freeBecause(rules, state, task), !task.sawUsed));
    if (task.sawUsed)
      endings.push(failed(rules, state, task, usedBecause(rules, state, stillUsing(state, task), task.ref)));
  }
  return [
    ...endings,
    ...(task.sawFree && task.end === null ? [failedInternally(state, task)] : []),
    ...waiting,
    ...(task.end === 'SUCCEEDED' || task.sawFree ? [forgotten(rules, state, task)] : []),
  ];
}

/**
 * AWS leaves open for how long the record of a task that SUCCEEDED is kept: it may be gone before anyone was told the end. The
 * role is then gone with it. Of a task that FAILED it was seen for ten days.
 */
function forgotten(rules: Rules, state: State, task: Task): Ending {
  const ending = refusal(state, 'task-forgotten', [], ['NoSuchEntity'], CANNOT_FIND);
  if (task.end !== null) return { ...ending, next: () => finish(state, task, 'SUCCEEDED') };
  return {
    ...ending,
    next: () => finish(withoutRole(rules, state, task.ref), task, 'SUCCEEDED'),
    frame: roleRemoved(task),
    leap: true,
  };
}

/** Whom to suspect when the role of a task that succeeded is seen. */
const roleRemoved =
  ({ ref }: Task): NonNullable<Ending['frame']> =>
  (spot) =>
    onRole(spot, ref) && (spot.facet === 'presence' || spot.facet === 'listed') ? ['deletion/removes'] : undefined;

/**
 * A deletion may fail although nothing uses the role: an internal error, and nothing listed (recorded on AWS 2026-09-29, five
 * of six tasks of one service). It is no proof of use and no violation; a further deletion may succeed.
 */
const failedInternally = (state: State, task: Task, because: readonly RequirementId[] = []): Ending => ({
  id: 'task-failed-internally',
  outcome: 'answered',
  because: [],
  vacuous: true,
  clauses: [
    { facet: 'status', allows: exactly('FAILED'), because, guard: true, vacuous: true },
    {
      facet: 'reason',
      allows: anyOf(
        'an internal error',
        () => 'An internal error occurred while trying to delete the role.',
        (value) => typeof value === 'string' && /\binternal error\b/i.test(value),
      ),
      because: [],
      guard: true,
    },
    { facet: 'usage', allows: exactly([]), because: [], guard: true },
  ],
  next: () => finish(state, task, 'FAILED'),
  unclear: true,
});

const CANNOT_FIND = 'Cannot find deletion status for given id.';

const refusal = (
  state: State,
  id: EndingId,
  because: readonly RequirementId[],
  codes: readonly string[],
  message: string,
): Ending => ({ id, outcome: 'refused', because, codes, message, clauses: [], next: () => state });

const ENDS = ['SUCCEEDED', 'FAILED'] as const;
const terminal = (as: (typeof ENDS)[number]): Domain =>
  anyOf(
    'SUCCEEDED or FAILED',
    () => as,
    (value) => ENDS.some((end) => end === value),
    { oneOf: ENDS },
  );

/** Two guards: the task has ended, and it has ended so. They have different requirements behind them. */
const ended = (as: 'SUCCEEDED' | 'FAILED', because: readonly RequirementId[], vacuous: boolean): readonly Clause[] => [
  { facet: 'status', allows: terminal(as), because: ['deletion/task-ends'], guard: true },
  { facet: 'status', allows: exactly(as), because, guard: true, ...(vacuous ? { vacuous: true as const } : {}) },
];

const statusEnding = (
  state: State,
  id: EndingId,
  statuses: readonly string[],
  extra: { readonly because?: readonly RequirementId[]; readonly passing?: true } = {},
): Ending => ({
  id,
  outcome: 'answered',
  because: extra.because ?? [],
  clauses: [{ facet: 'status', allows: oneOf(statuses), because: extra.because ?? [], guard: true }],
  next: () => state,
  ...(extra.passing ? { passing: true as const } : {}),
});

/**
 * Why a deletion had to succeed: what held the role has let go, and long enough ago. Where nothing ever held it, the same
 * requirement is to blame, but holding it shows nothing.
 */
function freeBecause(rules: Rules, state: State, task: Task): readonly RequirementId[] {
  const before = releasesOf(state, task.ref).filter((release) => release.at + rules.settleMs <= task.acceptedAt);
  const deleted = before.some((release) => release.by === 'delete');
  const disabled = before.some((release) => release.by === 'disable');
  if (deleted && !disabled) return ['deletion/after-resource-deleted'];
  return deleted ? ['deletion/after-disable', 'deletion/after-resource-deleted'] : ['deletion/after-disable'];
}

/** Whether sides of more than one kind hold the role: which of them made a deletion fail cannot be told then. */
const isHeldByMany = (rules: Rules, state: State, task: Task): boolean =>
  new Set(sidesOn(rules, state, stillUsing(state, task)).map(({ holds }) => holds)).size > 1;

/** What used the role while the task was open, and does so now. */
const stillUsing = (state: State, task: Task): readonly string[] =>
  usersOf(state, task.ref).filter((key) => task.users.includes(key));

/** The sides by which resources use the role, in the order of the service's profile. */
const sidesOn = ({ profile }: Rules, state: State, users: readonly string[]): readonly SideProfile[] =>
  profile.resources.flatMap(({ name, sides }) => {
    const own = users.filter((key) => resourceOfKey(key) === name);
    return sides.filter((side) => own.some((key) => state.holders[key]?.sides[side.name] != null));
  });

/** Why a deletion had to fail, the most particular reason first. */
export function usedBecause(
  rules: Rules,
  state: State,
  users: readonly string[],
  ref: RoleRef,
): readonly RequirementId[] {
  const because: RequirementId[] = [];
  const each = rules.profile.resources.find(
    ({ name, cites }) => cites.each !== undefined && users.some((key) => resourceOfKey(key) === name),
  )?.cites.each;
  if (each !== undefined && releasesOf(state, ref).some((release) => !users.includes(release.key))) because.push(each);
  if (users.length > 0 && users.every((key) => regionOf(key) > 0)) because.push('deletion/in-use-any-region');
  because.push(...sidesOn(rules, state, users).map(({ holds }) => holds));
  return because.length > 0 ? because : ['deletion/in-use-each'];
}

const finish = (state: State, task: Task, end: 'SUCCEEDED' | 'FAILED'): State => {
  const { inferred: _, ...rest } = task;
  const next = replaceTask(state, { ...rest, end });
  return changed(next, { contested: state.contested && openTask(next, 'linked') !== undefined });
};

function succeeded(rules: Rules, state: State, task: Task, because: readonly RequirementId[], forced: boolean): Ending {
  const neverUsed = releasesOf(state, task.ref).length === 0;
  return {
    id: 'task-succeeded',
    outcome: 'answered',
    because: ['deletion/task-ends'],
    clauses: ended('SUCCEEDED', because, !forced || neverUsed),
    next: () => finish(task.inferred ? state : withoutRole(rules, state, task.ref), task, 'SUCCEEDED'),
    frame: roleRemoved(task),
  };
}

function failed(rules: Rules, state: State, task: Task, because: readonly RequirementId[]): Ending {
  const showsUse = (facet: Spot['facet']): boolean => facet === 'resources' || facet.startsWith('side:');
  const another = task.inferred ? SAME : [];
  return {
    id: 'task-failed',
    outcome: 'answered',
    because: ['deletion/task-ends', ...another],
    clauses: [
      ...ended('FAILED', because, task.sawFree || isHeldByMany(rules, state, task)),
      {
        facet: 'reason',
        allows: anyOf(
          'a reason',
          () => 'Role in use.',
          (value) => typeof value === 'string' && value.trim() !== '',
          { noneOf: [null, ''] },
        ),
        because: ['deletion/failed-reason'],
        missing: ['deletion/failed-reason'],
      },
      {
        facet: 'usage',
        allows: usageDomain(rules, state, task),
        because: ['deletion/failed-reason', ...another],
      },
    ],
    next: () => finish(state, task, 'FAILED'),
    frame: (spot) =>
      onRole(spot)
        ? ['deletion/failed-keeps-role']
        : showsUse(spot.facet)
          ? ['deletion/failed-keeps-logging']
          : undefined,
  };
}

/**
 * Any part of what used the role while the task was open. A region need not be that of the resources listed under it
 * (seen on AWS), and resources of other kinds say nothing.
 */
function usageDomain(rules: Rules, state: State, task: Task): Domain {
  const users = [...new Set([...task.users, ...usersOf(state, task.ref), ...lingering(rules, state, task.ref)])];
  const regions = new Set<Json>(users.map(regionOf));
  return anyOf(
    `some of ${users.join(', ') || 'nothing'}`,
    (draw) => {
      const listed = users.filter(() => draw.pick(3) < 2);
      return [...new Set(listed.map(regionOf))].map((region) => ({
        region,
        holders: listed.filter((key) => regionOf(key) === region),
      }));
    },
    (value) =>
      Array.isArray(value) &&
      value.every((raw) => {
        const entry = raw as { readonly region: Json; readonly holders: readonly Json[] };
        const named = entry.holders.filter((holder) => holder !== null);
        const elsewhere = entry.holders.length > 0;
        return (
          named.every((holder) => users.includes(String(holder))) &&
          (elsewhere || entry.region === null || regions.has(entry.region))
        );
      }),
  );
}

const unexplained = (rules: Rules, state: State, task: Task): readonly Ending[] => [
  {
    ...statusEnding(state, 'unexplained-task', ['SUCCEEDED', 'FAILED']),
    next: (facets) => adoptEnd(rules, state, task, facets),
    unclear: true,
  },
  { ...statusEnding(state, 'unexplained-task', ['IN_PROGRESS', 'NOT_STARTED']) },
  refusal(state, 'unexplained-task', [], ['NoSuchEntity', ...BAD_INPUT], CANNOT_FIND),
];

const adoptEnd = (rules: Rules, state: State, task: Task, facets: Facets): State => {
  const end = facets.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED';
  const next =
    end === 'SUCCEEDED' && task.end === null && mayBeGone(state, task.ref)
      ? withoutRole(rules, state, task.ref)
      : state;
  return finish(next, task, end);
};

/** A task whose end was not among the allowed ones has ended all the same. */
export function adoptStatus(
  state: State,
  operation: OperationOf<'GetServiceLinkedRoleDeletionStatus'>,
  facets: Facets,
): State {
  const task = taskOf(state, operation.task);
  const status = facets.status;
  if (task === undefined || (status !== 'SUCCEEDED' && status !== 'FAILED')) return state;
  return finish(state, task, status);
}

export const deletionTask = { GetServiceLinkedRoleDeletionStatus: deletionStatus };
