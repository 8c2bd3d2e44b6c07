import { anyOf, onRole, stillAs, type Clause, type Domain, type Ending } from '../ending.ts';
import { isCustomers, type OperationOf, type RoleRef } from '../operation.ts';
import type { Facets, Json } from '../outcome.ts';
import { servicePath } from '../profile.ts';
import type { RequirementId } from '../requirements.ts';
import {
  changed,
  openTask,
  replaceTask,
  usersOf,
  withRole,
  withTask,
  type Rules,
  type State,
  type Task,
} from '../state.ts';
import { usedBecause } from './deletion-task.ts';
import { documentedName, endingsOnRole, noSuchRole, type RoleView } from './role-view.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The form of a task id, task/aws-service-role/PRINCIPAL/ROLE/UUID; recorded on AWS in every trace of a deletion. */
function taskIdDomain(rules: Rules, roleName: string, rolePath: Json | undefined): Domain {
  const documented = servicePath(rules.profile);
  const prefix = `task${documented}${roleName}/`;
  // Of a role that lies under another path, which is a fault of its own, the id may bear either.
  const paths = [documented, ...(typeof rolePath === 'string' ? [rolePath] : [])].map(escape).join('|');
  const form = new RegExp(`^task(?:${paths})${escape(roleName)}/${UUID}$`);
  return anyOf(
    `${prefix}UUID`,
    (draw) => `${prefix}${draw.fresh('uuid')}`,
    (value) => typeof value === 'string' && form.test(value),
    { text: [`task/aws-service-role/${rules.profile.principal}/`, { seen: 'name' }, '/', { form: 'uuid' }] },
  );
}

/** The path of a role that nobody has looked at yet may be another, and its task's id with it. */
const TASK_ID_OR_PATH: readonly RequirementId[] = ['deletion/task-id', 'permissions/path'];

const known = (state: State): readonly Json[] => state.tasks.map((task) => task.id);

const notAmong = (ids: readonly Json[]): Domain =>
  anyOf(
    'a task id not given before',
    (_, facets) => facets.taskId ?? '',
    (value) => !ids.includes(value),
    { unlike: 'taskId' },
  );

/** DeleteServiceLinkedRole: it answers with a task, and the task decides. */
function deleteServiceLinkedRole(
  rules: Rules,
  state: State,
  operation: OperationOf<'DeleteServiceLinkedRole'>,
): readonly Ending[] {
  if (isCustomers(operation.role))
    return endingsOnRole(
      rules,
      state,
      operation.role,
      (role, seen) => [
        {
          ...noSuchRole({ role: null, passing: false, leap: false, state: seen }, ['deletion/ordinary-role']),
          id: 'not-a-role-of-a-service',
          message: 'The role exists but is not a service role.',
          frame: (spot) => (onRole(spot) ? ['deletion/ordinary-role'] : undefined),
        },
        ...(role.stray ? [unforeseen(rules, seen, operation.role)] : []),
      ],
      missing,
    );
  // A deletion asked of a role that is only still visible would hand out a task; nobody has seen AWS do so.
  const here = changed(state, {
    stale: state.stale.filter((view) => view.key !== operation.role || view.value === null),
  });
  return endingsOnRole(
    rules,
    here,
    operation.role,
    (role, seen) => {
      const open = openTask(state, operation.role);
      const isPathKnown = role.facets.path !== undefined;
      const name = String(role.facets.name ?? documentedName(rules, operation.role));
      const stray: readonly Ending[] = role.stray
        ? [{ id: 'deletion-refused', outcome: 'refused', because: [], clauses: [], next: () => seen }]
        : [];
      const endedFailed = state.tasks.some((task) => task.end === 'FAILED' && task.ref === operation.role);
      const accepted = (because: readonly RequirementId[], base: State, vacuous?: Pick<Clause, 'vacuous'>): Ending => ({
        id: 'deletion-accepted',
        outcome: 'answered',
        because: ['deletion/accepted'],
        clauses: [
          // The role made for the principal in other letters may stand here by the same name, and its tasks bear its path.
          ...(state.strangers.includes('wrong-case')
            ? []
            : [
                {
                  facet: 'taskId' as const,
                  allows: taskIdDomain(rules, name, role.facets.path),
                  because: isPathKnown ? (['deletion/task-id'] as const) : TASK_ID_OR_PATH,
                  missing: ['deletion/task-id'] as const,
                },
              ]),
          {
            facet: 'taskId',
            allows: notAmong(known(state)),
            because,
            missing: ['deletion/task-id'],
            guard: true,
            ...vacuous,
          },
        ],
        next: (facets) => acceptTask(rules, base, operation.role, facets),
        // A role that is gone before any task was seen to fail is no failed deletion: whatever uses it should have kept it.
        frame: (spot) =>
          spot.read.kind === 'GetServiceLinkedRoleDeletionStatus'
            ? undefined
            : !onRole(spot)
              ? ['deletion/failed-keeps-logging']
              : spot.facet === 'presence' || spot.facet === 'listed'
                ? usedBecause(rules, base, usersOf(base, operation.role), operation.role)
                : ['deletion/failed-keeps-role'],
        foretold: true,
      });
      if (open === undefined) return [accepted(endedFailed ? ['deletion/task-new-after-failed'] : [], seen), ...stray];
      const same: Ending = {
        id: 'deletion-already-under-way',
        outcome: 'answered',
        because: ['deletion/accepted'],
        clauses: [
          {
            facet: 'taskId',
            allows: stillAs(open.id, 'taskId'),
            because: ['deletion/task-same-while-open'],
            missing: ['deletion/task-id'],
            guard: true,
          },
        ],
        next: () => seen,
      };
      // Nobody asked after the task meanwhile: it may have FAILED, in use or for an internal error, and its own status tells.
      const failedMeanwhile = replaceTask(seen, { ...open, end: 'FAILED', inferred: true });
      return [same, accepted(['deletion/task-same-while-open'], failedMeanwhile, { vacuous: true }), ...stray];
    },
    missing,
  );
}

/** A role that the target should never have made is deleted as a role of a service: nobody prescribes what then happens. */
const unforeseen = (rules: Rules, state: State, ref: RoleRef): Ending => ({
  id: 'deletion-of-a-role-that-should-not-be',
  outcome: 'answered',
  because: [],
  clauses: [],
  next: (facets) => adoptTask(rules, withRole(rules, state, ref, null), ref, facets),
});

const missing = (view: RoleView): Ending => noSuchRole(view, ['deletion/missing-role']);

const acceptTask = (rules: Rules, state: State, ref: RoleRef, facets: Facets): State =>
  withTask(rules, state, ref, typeof facets.taskId === 'string' ? facets.taskId : '');

/** Keeps, after a difference, what was handed out all the same. */
export function adoptTask(rules: Rules, state: State, ref: RoleRef, facets: Facets): State {
  const id = facets.taskId;
  if (typeof id !== 'string' || state.tasks.some((task) => task.id === id)) return state;
  const next = withTask(rules, state, ref, id);
  return replaceTask(next, { ...(next.tasks.at(-1) as Task), unexplained: true });
}

export const deletion = { DeleteServiceLinkedRole: deleteServiceLinkedRole };
