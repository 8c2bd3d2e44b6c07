import { openTask, taskOf, withTask, type Draw, type Ending, type Task } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { isRefused, on, recoding, refusing, shows, success } from './rewrites.ts';
import { hasRole } from './worlds.ts';

const STATUS = 'GetServiceLinkedRoleDeletionStatus';
const DELETE = 'DeleteServiceLinkedRole';

/** Hands out a new task for the role that is named. */
export function handsOut(context: FlawContext): Ending {
  const { rules, state, operation } = context;
  const ref = 'role' in operation ? operation.role : 'linked';
  const prefix = `task/aws-service-role/${rules.profile.principal}/${String(state.roles[ref]?.facets.name ?? rules.profile.roleName)}/`;
  return {
    ...success(state, { taskId: '' }),
    clauses: [
      {
        facet: 'taskId' as const,
        allows: { text: 'a task id', admits: () => true, sample: (draw: Draw) => `${prefix}${draw.fresh('uuid')}` },
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
export const deletionTaskFlaws: readonly Flaw[] = [
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
