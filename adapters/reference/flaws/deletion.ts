import {
  openTask,
  regionOf,
  taskOf,
  usersOf,
  withHolder,
  withoutRole,
  withTask,
  type Draw,
  type Holder,
  type Task,
} from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import {
  accepting,
  all,
  isRefused,
  leaving,
  omits,
  on,
  recoding,
  refusing,
  shows,
  success,
  type Rewrite,
} from './rewrites.ts';
import {
  ending,
  hasRole,
  holderOf,
  isLogging,
  renewed,
  roleAsBefore,
  switchesOff,
  withLinked,
  withoutLinked,
} from './worlds.ts';

const STATUS = 'GetServiceLinkedRoleDeletionStatus';
const DELETE = 'DeleteServiceLinkedRole';

/** Whether the role is in use and every use satisfies the test. */
const usedOnlyBy = ({ state }: FlawContext, test: (holder: Holder, key: string) => boolean): boolean => {
  const users = usersOf(state);
  return users.length > 0 && users.every((key) => test(state.holders[key] as Holder, key));
};

/** A deletion ends as it should not: uses of this kind do not count. */
const overlooking = (test: (context: FlawContext) => boolean): Rewrite =>
  ending((context, task) => (test(context) && task.ref === 'linked' ? 'SUCCEEDED' : undefined));

const isFree = ({ state }: FlawContext): boolean => usersOf(state).length === 0;
const releasedBy = ({ state }: FlawContext, by: 'disable' | 'delete'): boolean =>
  state.released.some((one) => one.by === by);

/** Flaws of when a deletion may succeed. */
export const useFlaws: readonly Flaw[] = [
  {
    name: 'ingress-does-not-count',
    breaks: 'deletion/in-use-ingress',
    about: 'a deletion overlooks ingress access logs',
    rewrite: overlooking((context) =>
      usedOnlyBy(context, (holder, key) => key.startsWith('channel/') && holder.egress === null),
    ),
  },
  {
    name: 'egress-does-not-count',
    breaks: 'deletion/in-use-egress',
    about: 'a deletion overlooks egress access logs',
    rewrite: overlooking((context) =>
      usedOnlyBy(context, (holder, key) => key.startsWith('channel/') && holder.ingress === null),
    ),
  },
  {
    name: 'vod-does-not-count',
    breaks: 'deletion/in-use-vod',
    about: 'a deletion overlooks packaging groups',
    rewrite: overlooking((context) => usedOnlyBy(context, (_, key) => key.startsWith('group/'))),
  },
  {
    name: 'home-region-counts-alone',
    breaks: 'deletion/in-use-any-region',
    about: 'a deletion looks at the first region alone',
    rewrite: overlooking((context) => usedOnlyBy(context, (_, key) => regionOf(key) > 0)),
  },
  {
    name: 'one-release-frees-all',
    breaks: 'deletion/in-use-each',
    about: 'a deletion succeeds once any channel has stopped logging',
    rewrite: overlooking(
      (context) =>
        context.state.released.some((one) => !usersOf(context.state).includes(one.key)) &&
        usersOf(context.state).some((key) => key.startsWith('channel/')),
    ),
  },
  {
    name: 'disabling-does-not-release',
    breaks: 'deletion/after-disable',
    about: 'a role that was used once cannot be deleted, although all logging is off',
    rewrite: ending((context) => (isFree(context) && releasedBy(context, 'disable') ? 'FAILED' : undefined)),
  },
  {
    name: 'deleted-channel-counts',
    breaks: 'deletion/after-resource-deleted',
    about: 'a channel that was deleted with its logs on holds the role for ever',
    rewrite: ending((context) => (isFree(context) && releasedBy(context, 'delete') ? 'FAILED' : undefined)),
  },
  {
    name: 'no-disabling-while-role-exists',
    breaks: 'deletion/cleanup-retry',
    about: 'logging can never be switched off while the role is there',
    rewrite: refusing(
      ['ConfigureLogs', 'ConfigurePackagingGroupLogs', 'DeleteChannel', 'DeletePackagingGroup'],
      'UnprocessableEntityException',
      (context) => hasRole(context) && switchesOff(context),
    ),
  },
  {
    name: 'logging-channel-not-deletable',
    breaks: 'deletion/cleanup-retry',
    about: 'a channel that logs can never be deleted',
    rewrite: refusing(
      'DeleteChannel',
      'UnprocessableEntityException',
      (context) => hasRole(context) && isLogging(context),
    ),
  },
  {
    name: 'last-disabling-deletes-the-role',
    breaks: 'deletion/by-hand-only',
    about: 'the role goes when the last access log is switched off',
    rewrite: leaving(
      ['ConfigureLogs', 'ConfigurePackagingGroupLogs'],
      (next, context) => (usersOf(next).length === 0 ? withoutLinked(context, next) : next),
      switchesOff,
    ),
  },
  {
    name: 'last-channel-takes-the-role',
    breaks: 'deletion/by-hand-only',
    about: 'the role goes with the last channel that logged',
    rewrite: leaving(
      'DeleteChannel',
      (next, context) => (usersOf(next).length === 0 ? withoutLinked(context, next) : next),
      (context) => holderOf(context) !== undefined && isLogging(context),
    ),
  },
];

const willFail = (context: FlawContext): boolean => context.endings[0]?.name === 'task FAILED';
const willSucceed = (context: FlawContext): boolean => context.endings[0]?.name === 'task SUCCEEDED';

/** Flaws of what a deletion does. */
export const effectFlaws: readonly Flaw[] = [
  {
    name: 'deletion-refused-in-use',
    breaks: 'deletion/accepted',
    about: 'a deletion of a role in use is refused instead of failing',
    rewrite: refusing(DELETE, 'LimitExceeded', (context) => context.operation.role === 'linked' && !isFree(context)),
  },
  {
    name: 'failed-deletion-renews',
    breaks: 'deletion/failed-keeps-role',
    about: 'a failed deletion leaves a role with another role id',
    rewrite: leaving(STATUS, renewed, willFail),
  },
  {
    name: 'failed-deletion-clears-description',
    breaks: 'deletion/failed-keeps-role',
    about: 'a failed deletion clears the description',
    rewrite: leaving(STATUS, (next) => withLinked(next, { description: null }), willFail),
  },
  {
    name: 'failed-deletion-deletes',
    breaks: 'deletion/failed-keeps-role',
    about: 'the role is gone although its deletion FAILED',
    rewrite: leaving(STATUS, (next, context) => withoutLinked(context, next), willFail),
  },
  {
    name: 'failed-deletion-stops-logging',
    breaks: 'deletion/failed-keeps-logging',
    about: 'a failed deletion switches all access logs off',
    rewrite: leaving(
      STATUS,
      (next, { rules }) =>
        usersOf(next).reduce(
          (state, key) =>
            withHolder(
              rules,
              state,
              key,
              { ...(state.holders[key] as Holder), ingress: null, egress: null },
              'disable',
            ),
          next,
        ),
      willFail,
    ),
  },
  {
    name: 'failed-without-reason',
    breaks: 'deletion/failed-reason',
    about: 'FAILED comes without a reason',
    rewrite: omits(STATUS, 'reason'),
  },
  {
    name: 'reason-names-the-innocent',
    breaks: 'deletion/failed-reason',
    about: 'FAILED lists a channel that never logged',
    rewrite: shows(STATUS, 'usage', () => [{ region: 0, holders: ['channel/0/9'] }]),
  },
  {
    name: 'role-survives-its-deletion',
    breaks: 'deletion/removes',
    about: 'the role is there after SUCCEEDED',
    rewrite: leaving(STATUS, roleAsBefore, willSucceed),
  },
  {
    name: 'deleted-role-listed',
    breaks: 'deletion/removes',
    about: 'ListRoles shows the role for ever',
    rewrite: shows(
      'ListRoles',
      'listed',
      () => true,
      ({ state }) => state.removed.includes('linked') && state.roles.linked === undefined,
    ),
  },
  {
    name: 'ordinary-role-deleted',
    breaks: 'deletion/ordinary-role',
    about: 'DeleteServiceLinkedRole is refused for an ordinary role, and deletes it',
    rewrite: leaving(
      DELETE,
      (next, { rules }) => withoutRole(rules, next, 'ordinary'),
      ({ operation }) => operation.role === 'ordinary',
    ),
  },
  {
    name: 'ordinary-role-accepted',
    breaks: 'deletion/ordinary-role',
    about: 'DeleteServiceLinkedRole takes an ordinary role',
    rewrite: on(DELETE, (context) =>
      context.operation.role === 'ordinary' && context.state.roles.ordinary !== undefined
        ? [handsOut(context)]
        : undefined,
    ),
  },
];

const uuid = (draw: Draw): string => draw.fresh('uuid');

/** Hands out a new task for the role that is named. */
function handsOut(context: FlawContext) {
  const { rules, state, operation } = context;
  const ref = 'role' in operation ? operation.role : 'linked';
  const prefix = `task/aws-service-role/${rules.profile.principal}/${String(state.roles[ref]?.facets.name ?? rules.profile.roleName)}/`;
  return {
    ...success(state, { taskId: '' }),
    clauses: [
      {
        facet: 'taskId' as const,
        allows: { text: 'a task id', admits: () => true, sample: (draw: Draw) => `${prefix}${uuid(draw)}` },
        because: [],
      },
    ],
    next: (facets: { readonly taskId?: unknown }) => withTask(rules, state, ref, String(facets.taskId)),
  };
}

const taskHas =
  (test: (task: Task) => boolean) =>
  (context: FlawContext): boolean => {
    const task = context.operation.kind === STATUS ? taskOf(context.state, context.operation.task) : undefined;
    return task !== undefined && test(task);
  };
const hasEnded = taskHas((task) => task.end !== null && task.inferred === undefined);

/** Flaws of deletion tasks. */
export const taskFlaws: readonly Flaw[] = [
  {
    name: 'task-never-ends',
    breaks: 'deletion/task-ends',
    about: 'a deletion is IN_PROGRESS for ever',
    rewrite: on(STATUS, (context) =>
      taskHas((task) => task.end === null)(context) ? [success(context.state, { status: 'IN_PROGRESS' })] : undefined,
    ),
  },
  {
    name: 'failed-task-succeeds-later',
    breaks: 'deletion/task-final',
    about: 'a task that FAILED is SUCCEEDED when asked again',
    rewrite: shows(STATUS, 'status', () => 'SUCCEEDED', hasEnded),
  },
  {
    name: 'ended-task-in-progress',
    breaks: 'deletion/task-final',
    about: 'a task that ended is IN_PROGRESS when asked again',
    rewrite: shows(STATUS, 'status', () => 'IN_PROGRESS', hasEnded),
  },
  {
    name: 'failed-task-forgotten',
    breaks: 'deletion/task-final',
    about: 'a task that FAILED is not found when asked again',
    rewrite: refusing(STATUS, 'NoSuchEntity', hasEnded),
  },
  {
    name: 'task-id-bare',
    breaks: 'deletion/task-id',
    about: 'the task id is a UUID and nothing more',
    rewrite: shows(DELETE, 'taskId', (id) => String(id).split('/').at(-1) ?? ''),
  },
  {
    name: 'task-per-call',
    breaks: 'deletion/task-same-while-open',
    about: 'every deletion gets a task of its own, also while one is open',
    rewrite: on(DELETE, (context) =>
      context.operation.role === 'linked' && hasRole(context) && openTask(context.state, 'linked') !== undefined
        ? [handsOut(context)]
        : undefined,
    ),
  },
  {
    name: 'task-reused-after-failed',
    breaks: 'deletion/task-new-after-failed',
    about: 'deleting again after FAILED gives the failed task',
    rewrite: on(DELETE, (context) => {
      const last = context.state.tasks.at(-1);
      return hasRole(context) && context.operation.role === 'linked' && last?.end === 'FAILED'
        ? [success(context.state, { taskId: last.id })]
        : undefined;
    }),
  },
  {
    name: 'unknown-task-succeeded',
    breaks: 'deletion/task-unknown',
    about: 'a task that nobody knows is SUCCEEDED',
    rewrite: on(STATUS, (context) =>
      isRefused(context) && context.operation.task !== 'malformed'
        ? [success(context.state, { status: 'SUCCEEDED' })]
        : undefined,
    ),
  },
  {
    name: 'unknown-task-is-bad-input',
    breaks: 'deletion/task-unknown',
    about: 'a task that nobody knows is refused with InvalidInput',
    rewrite: recoding(STATUS, { code: 'InvalidInput' }),
  },
  {
    name: 'malformed-task-not-found',
    breaks: 'deletion/task-malformed',
    about: 'a malformed task id is refused with NoSuchEntity',
    rewrite: recoding(STATUS, { code: 'NoSuchEntity' }),
  },
  {
    name: 'missing-role-deleted',
    breaks: 'deletion/missing-role',
    about: 'deleting a role that is not there is accepted',
    rewrite: on(DELETE, (context) =>
      !hasRole(context) && context.operation.role === 'linked' ? [handsOut(context)] : undefined,
    ),
  },
  {
    name: 'missing-role-over-limit',
    breaks: 'deletion/missing-role',
    about: 'deleting a role that is not there is refused with LimitExceeded',
    rewrite: recoding(
      DELETE,
      { code: 'LimitExceeded' },
      (context) => !hasRole(context) && context.operation.role === 'linked',
    ),
  },
];
