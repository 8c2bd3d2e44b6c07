import { regionOf, usersOf, withHolder, withoutRole, type Ending, type Holder } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { handsOut } from './deletion-tasks.ts';
import { leaving, omits, on, refusing, shows } from './rewrites.ts';
import { isFree, renewed, roleAsBefore, withLinked, withoutLinked, switchedOff } from './worlds.ts';

const STATUS = 'GetServiceLinkedRoleDeletionStatus';
const DELETE = 'DeleteServiceLinkedRole';

const fails = (_: FlawContext, { id }: Ending): boolean => id === 'task-failed';
const succeeds = (_: FlawContext, { id }: Ending): boolean => id === 'task-succeeded';

/** Flaws of what a deletion does. */
export const deletionFlaws: readonly Flaw[] = [
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
    rewrite: leaving(STATUS, renewed, fails),
  },
  {
    name: 'failed-deletion-clears-description',
    breaks: 'deletion/failed-keeps-role',
    about: 'a failed deletion clears the description',
    rewrite: leaving(STATUS, (next) => withLinked(next, { description: null }), fails),
  },
  {
    name: 'failed-deletion-deletes',
    breaks: 'deletion/failed-keeps-role',
    about: 'the role is gone although its deletion FAILED',
    rewrite: leaving(STATUS, (next, context) => withoutLinked(context, next), fails),
  },
  {
    name: 'failed-deletion-stops-logging',
    breaks: 'deletion/failed-keeps-logging',
    about: 'a failed deletion switches all access logs off',
    rewrite: leaving(
      STATUS,
      (next, { rules }) =>
        usersOf(next).reduce(
          (state, key) => withHolder(rules, state, key, switchedOff(state.holders[key] as Holder), 'disable'),
          next,
        ),
      fails,
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
    about: 'FAILED lists a region in which nothing logs',
    rewrite: shows(STATUS, 'usage', (_honest, { state }) => {
      const used = new Set(usersOf(state).map(regionOf));
      return [{ region: [0, 1, 2].find((region) => !used.has(region)) ?? 0, holders: [] }];
    }),
  },
  {
    name: 'role-survives-its-deletion',
    breaks: 'deletion/removes',
    about: 'the role is there after SUCCEEDED',
    rewrite: leaving(STATUS, roleAsBefore, succeeds),
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
