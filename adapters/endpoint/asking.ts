import { SUFFIX, type Facets, type Operation, type UsageEntry } from '../../model/index.ts';
import {
  bind,
  entriesAt,
  LISTED_ROLE,
  partAt,
  readViews,
  rowOf,
  textAt,
  undoing,
  type Call,
  type Members,
  type Names,
} from '../../calls/index.ts';
import { required } from './calls.ts';
import type { Context } from './context.ts';
import type { ListedRole } from './role-book.ts';

/** What the slots of operations stand for in a session. */
export const namesOf = ({ profile, roles, tasks }: Context, version = 'v1'): Names => ({
  profile,
  role: (role) => roles.name(role),
  roleArn: (role) => roles.arn(role),
  task: (task) => tasks.id(task, profile.principal, roles.name('linked')),
  version: () => version,
});

/**
 * The call of IAM or STS that performs an operation. What it needs besides is made, and what it is about to make is entered
 * in the registry.
 * @throws NotAnswered when what it needs cannot be made
 */
export async function prepared(operation: Operation, context: Context, version?: string): Promise<Call> {
  const { registry, supports } = context;
  const needed = rowOf(operation.kind)?.needs;
  if (needed !== undefined) await supports.need(needed);
  const call = bind(operation, namesOf(context, version));
  const undo = undoing(operation.kind, call);
  if (undo !== undefined) registry.will({ kind: 'undo', call: undo });
  const principal = textAt(call.input, 'AWSServiceName');
  if (principal !== undefined) registry.will({ kind: 'service-roles', principal });
  if (operation.kind === 'CreateRole') registry.will({ kind: 'role', name: String(call.input['RoleName']) });
  return call;
}

/**
 * What the answer to an operation shows; what it tells of roles and tasks is remembered.
 * @param partial whether the answer may leave out what is there all the same
 * @throws NotAnswered when it lacks the member that every answer has
 */
export function told(operation: Operation, answer: Members, context: Context, partial = false): Facets {
  const { carries, shows = {} } = rowOf(operation.kind) ?? {};
  if (carries !== undefined && !partial) required(answer[carries], wordOf(carries));
  if (operation.kind === 'ListRoles') return listedFacets(answer, context, partial);
  remember(operation, answer, context);
  const facets = readViews(shows, answer, partial);
  if (operation.kind === 'GetServiceLinkedRoleDeletionStatus') return statusFacets(facets, answer, context, partial);
  const { taskId, ...others } = facets;
  return taskId === '' ? others : facets;
}

const wordOf = (member: string): string => member.replaceAll(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase();

/** Whether a role bears the suffix that was asked for. A server that takes no notice of it has made the service's own role. */
const hasSuffix = (name: string | undefined): boolean => name?.toLowerCase().includes(SUFFIX.toLowerCase()) !== false;

function remember(operation: Operation, answer: Members, { registry, roles, tasks }: Context): void {
  const role = (partAt(answer, ['Role']) ?? {}) as ListedRole;
  const { kind } = operation;
  if (kind === 'CreateServiceLinkedRole') {
    if (role.RoleName !== undefined) registry.will({ kind: 'role', name: role.RoleName });
    const isSuffixed = operation.suffix === true && hasSuffix(role.RoleName);
    if (operation.service === 'own') roles.created(isSuffixed ? 'suffixed' : 'linked', role);
  }
  if (kind === 'CreateRole' || kind === 'GetRole') roles.seen(role);
  if (kind === 'CreateRole' && operation.role === 'lookalike') roles.lookalikeMade();
  if (kind === 'DeleteRole' && operation.role === 'lookalike') roles.lookalikeGone();
  if (kind === 'DeleteServiceLinkedRole') tasks.handedOut(textAt(answer, 'DeletionTaskId') ?? '');
}

function listedFacets(answer: Members, { roles }: Context, partial: boolean): Facets {
  const { linked, others } = roles.listed(entriesAt(answer, 'Roles') as readonly ListedRole[]);
  const shown = linked === undefined ? {} : readViews(LISTED_ROLE, linked, partial);
  return { ...shown, listed: linked !== undefined, others };
}

/** A task's status, and of a failed one the reason and what uses the role. */
function statusFacets(
  { status, reason = null }: Facets,
  answer: Members,
  { holders, regions }: Context,
  partial: boolean,
): Facets {
  const shown = status === undefined ? {} : { status };
  if (status !== 'FAILED' || (partial && answer['Reason'] === undefined)) return shown;
  const usage = entriesAt(answer, 'Reason', 'RoleUsageList').map((entry) => {
    const { region, holders: keys }: UsageEntry = holders.entry(
      regions,
      textAt(entry, 'Region'),
      entriesAt(entry, 'Resources').map(String),
    );
    return { region, holders: keys };
  });
  return { ...shown, reason, usage };
}
