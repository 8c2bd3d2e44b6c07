import {
  holderKey,
  resourceNamed,
  sideFacet,
  SUFFIX,
  type Facets,
  type Json,
  type Operation,
  type OperationOf,
  type ResourceProfile,
  type UsageEntry,
} from '../../model/index.ts';
import {
  absenceIn,
  bind,
  entriesAt,
  isGone,
  partAt,
  readViews,
  requiredBy,
  resourceId,
  resourceSlot,
  rowOf,
  textAt,
  undoing,
  type Call,
  type Members,
  type Names,
  type Views,
} from '../../calls/index.ts';
import { NotAnswered, required } from './calls.ts';
import type { Context } from './context.ts';
import type { ListedRole } from './role-book.ts';

/** What the slots of operations stand for in a session. */
const namesOf = ({ calls, holders, profile, roles, tasks }: Context, version = 'v1'): Names => ({
  profile,
  region: (slot) => calls.region(slot),
  role: (role) => roles.name(role),
  roleArn: (role) => roles.arn(role),
  task: (task) => tasks.id(task, profile.principal, roles.name('linked')),
  resource: (resource, region, slot) =>
    holders.id(holderKey(resource.name, region, slot)) ?? resourceId(resource, slot),
  version: () => version,
});

/**
 * The call that performs an operation. What it needs besides is made, and what it is about to make is entered
 * in the registry.
 * @throws NotAnswered when what it needs cannot be made
 */
export async function prepared(operation: Operation, context: Context, version?: string): Promise<Call> {
  const { calls, profile, registry, supports } = context;
  const row = rowOf(profile, operation);
  if (row?.needs !== undefined) await supports.need(row.needs);
  const requirement = requiredBy(profile, operation, (slot) => calls.region(slot));
  if (requirement !== undefined) await supports.require(requirement);
  const names = namesOf(context, version);
  const call = bind(operation, names);
  const undo = undoing(operation, names);
  if (undo !== undefined && !isHandedOut(operation, context)) registry.will({ kind: 'undo', call: undo });
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
  const { at = [], carries, entries = {}, shows = {} } = rowOf(context.profile, operation) ?? {};
  const absence = absenceIn(context.profile, operation, answer);
  if (absence !== undefined) throw new NotAnswered({ kind: 'refused', ...absence, http: 200 });
  if (carries !== undefined && !partial) {
    const [word, ...members] = carries;
    required(
      members.map((member) => partAt(answer, [...at, member]) ?? undefined).find((part) => part !== undefined),
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

/** Whether an operation makes a resource whose id is known by its answer alone. */
const isHandedOut = (operation: Operation, { profile }: Context): boolean =>
  operation.kind === 'CreateResource' && resourceNamed(profile, operation.resource).members?.handedOut !== undefined;

/** What an answer to an operation on a resource tells of its id and its ARN; one whose id was handed out has to go from now on. */
function rememberResource(operation: OperationOf<'CreateResource'>, answer: Members, context: Context): void {
  const { holders, profile, registry } = context;
  const { calls, members } = resourceNamed(profile, operation.resource);
  if (members === undefined) return;
  const key = holderKey(operation.resource, operation.region, operation.slot);
  const shown = partAt(answer, calls[operation.kind]?.at ?? []);
  if (members.arn !== undefined) holders.seen(textAt(shown, members.arn), key);
  const id = textAt(shown, members.id);
  if (id === undefined || !isHandedOut(operation, context)) return;
  holders.named(id, key);
  const undo = undoing(operation, namesOf(context));
  if (undo !== undefined) registry.will({ kind: 'undo', call: undo });
}

function remember(operation: Operation, answer: Members, context: Context): void {
  const { registry, roles, tasks } = context;
  if ('slot' in operation) rememberResource(operation as OperationOf<'CreateResource'>, answer, context);
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
  const listed: Record<string, Json> = {};
  for (const entry of entriesAt(answer, resource.members?.list[1] ?? '')) {
    if (isGone(resource, entry)) continue;
    const { arn, id, name: given } = listedNames(resource, entry);
    const slot = resourceSlot(resource, given);
    const own = slot === undefined ? holders.keyOf(id, name, region) : holderKey(name, region, slot);
    if (own === undefined) continue;
    const key = holders.listed(arn, own);
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

/** The ARN, the id and the name that its maker gave it, of an entry of a list. */
function listedNames(
  { members }: ResourceProfile,
  entry: unknown,
): Readonly<Record<'arn' | 'id' | 'name', string | undefined>> {
  const { arn, handedOut, id = '', list } = members ?? {};
  if (typeof entry === 'string') {
    const name = entry.split('/').at(-1);
    return { arn: list?.[2] === 'ARNs' ? entry : undefined, id: name, name };
  }
  return {
    arn: arn === undefined ? undefined : textAt(entry, arn),
    id: textAt(entry, id),
    name: textAt(entry, handedOut?.name ?? id),
  };
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
