import {
  holderKey,
  resourceNamed,
  sideFacet,
  SUFFIX,
  type Facets,
  type Json,
  type Operation,
  type OperationOf,
  type UsageEntry,
} from '../../model/index.ts';
import {
  bind,
  entriesAt,
  partAt,
  readViews,
  rowOf,
  resourceSlot,
  textAt,
  undoing,
  type Call,
  type Members,
  type Names,
  type Views,
} from '../../calls/index.ts';
import { required } from './calls.ts';
import type { Context } from './context.ts';
import type { ListedRole } from './role-book.ts';

/** What the slots of operations stand for in a session. */
const namesOf = ({ calls, profile, roles, tasks }: Context, version = 'v1'): Names => ({
  profile,
  region: (slot) => calls.region(slot),
  role: (role) => roles.name(role),
  roleArn: (role) => roles.arn(role),
  task: (task) => tasks.id(task, profile.principal, roles.name('linked')),
  version: () => version,
});

/**
 * The call that performs an operation. What it needs besides is made, and what it is about to make is entered
 * in the registry.
 * @throws NotAnswered when what it needs cannot be made
 */
export async function prepared(operation: Operation, context: Context, version?: string): Promise<Call> {
  const { profile, registry, supports } = context;
  const row = rowOf(profile, operation);
  if (row?.needs !== undefined) await supports.need(row.needs);
  const call = bind(operation, namesOf(context, version));
  const undo = undoing(row, call);
  if (undo !== undefined) registry.will({ kind: 'undo', call: undo });
  if (row?.makesRole === true) registry.will({ kind: 'service-roles', principal: profile.principal });
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
  const { carries, entries = {}, shows = {} } = rowOf(context.profile, operation) ?? {};
  if (carries !== undefined && !partial) {
    const [word, ...members] = carries;
    required(
      members.map((member) => answer[member] ?? undefined).find((part) => part !== undefined),
      word,
    );
  }
  if (operation.kind === 'ListRoles') return listedFacets(entries, answer, context, partial);
  if (operation.kind === 'ListResources') return listedResources(operation, entries, answer, context, partial);
  remember(operation, answer, context);
  const facets = readViews(shows, answer, partial);
  if (operation.kind === 'GetServiceLinkedRoleDeletionStatus') return statusFacets(facets, answer, context, partial);
  const { taskId, ...others } = facets;
  return taskId === '' ? others : facets;
}

/** Whether a role bears the suffix that was asked for. A server that takes no notice of it has made the service's own role. */
const hasSuffix = (name: string | undefined): boolean => name?.toLowerCase().includes(SUFFIX.toLowerCase()) !== false;

function remember(operation: Operation, answer: Members, context: Context): void {
  const { holders, profile, registry, roles, tasks } = context;
  if ('slot' in operation) {
    const { members } = resourceNamed(profile, operation.resource);
    const key = holderKey(operation.resource, operation.region, operation.slot);
    if (members !== undefined) holders.seen(textAt(answer, members.arn), key);
  }
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

function listedResources(
  { region, resource: name }: OperationOf<'ListResources'>,
  views: Views,
  answer: Members,
  { holders, profile }: Context,
  partial: boolean,
): Facets {
  const resource = resourceNamed(profile, name);
  const { arn: arnMember, id, list } = resource.members as NonNullable<typeof resource.members>;
  const listed: Record<string, Json> = {};
  for (const entry of entriesAt(answer, list[1])) {
    const slot = resourceSlot(resource, textAt(entry, id));
    if (slot === undefined) continue;
    const arn = textAt(entry, arnMember);
    const key = holders.listed(arn, holderKey(name, region, slot));
    holders.seen(arn, key);
    const shown = readViews(views, entry, partial);
    listed[key] = Object.fromEntries(
      resource.sides.flatMap((side) => {
        const value = shown[sideFacet(side.name)];
        return value === undefined ? [] : [[side.name, value]];
      }),
    );
  }
  return { resources: listed };
}

function listedFacets(views: Views, answer: Members, { roles }: Context, partial: boolean): Facets {
  const { linked, others } = roles.listed(entriesAt(answer, 'Roles') as readonly ListedRole[]);
  const shown = linked === undefined ? {} : readViews(views, linked, partial);
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
