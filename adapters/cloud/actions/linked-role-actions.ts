import {
  descriptionOf,
  resourceOfKey,
  type Facets,
  type PrincipalForm,
  type ServiceProfile,
  type State,
  type TaskRef,
  type UsageEntry,
} from '../../../model/index.ts';
import { isNamedLikeService, services } from '../../../services/index.ts';
import { asCaller, type Actions } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members } from '../api-call.ts';
import { text } from '../constraints.ts';
import { regionName } from '../regions.ts';
import { roleMembers, roleOf } from './role-members.ts';

const PRINCIPAL = /^[\w+=,.@-]{1,128}$/;
const SUFFIX = /^[\w+=,.@-]{1,64}$/;
const TASK = /^task\/aws-service-role\/[^/]+\/[^/]+\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function principalForm(principal: string | undefined, profile: ServiceProfile): PrincipalForm {
  if (principal === undefined) return 'missing';
  if (!PRINCIPAL.test(principal)) return 'malformed';
  if (principal === profile.principal) return 'own';
  return principal.toLowerCase() === profile.principal ? 'wrong-case' : 'unknown';
}

/**
 * Refuses to say of a service of AWS what AWS says of a principal that is none.
 * @throws ApiError NotImplemented (501)
 */
function checkPlayed(principal: string): void {
  if (isNamedLikeService(principal) || services.some((profile) => profile.principal === principal))
    throw new ApiError(
      'NotImplemented',
      501,
      `slr-conformance does not play the role of ${principal} here. Give a file of it to \`serve --service\`.`,
    );
}

/** The model's name for a task id. */
function taskRef(id: string, state: State): TaskRef {
  const place = state.tasks.findLastIndex((task) => task.id === id);
  if (place === -1) return TASK.test(id) ? 'unknown' : 'malformed';
  const fromEnd = state.tasks.length - place;
  return fromEnd === 1 ? 'last' : fromEnd === 2 ? 'previous' : place;
}

/** The resources of a usage list by their ARNs. */
const usageMembers = (account: Account, usage: Facets['usage']): readonly Members[] =>
  ((usage ?? []) as unknown as readonly UsageEntry[]).map(({ region, holders }) => ({
    Region: region === null ? 'unknown' : regionName(region),
    Resources: holders.map(
      (key) =>
        (key === null ? undefined : account.directory(resourceOfKey(key)).details(key)?.arn) ??
        `arn:aws:${account.profile.id}:::${key ?? 'unknown'}`,
    ),
  }));

/** The actions that only service-linked roles have. */
export const linkedRoleActions = {
  CreateServiceLinkedRole(account, request) {
    const { profile } = account;
    const principal = text(request.input, 'AWSServiceName');
    const description = text(request.input, 'Description');
    const suffix = text(request.input, 'CustomSuffix');
    if (suffix !== undefined && !SUFFIX.test(suffix))
      throw new ApiError(
        'ValidationError',
        400,
        "1 validation error detected: Value at 'customSuffix' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
      );
    const form = principalForm(principal, profile);
    if (form === 'unknown') checkPlayed(principal ?? '');
    const facets = account.ask(
      {
        kind: 'CreateServiceLinkedRole',
        service: form,
        ...(description === undefined ? {} : { description: descriptionOf(description) }),
        ...(suffix === undefined ? {} : { suffix: true }),
        ...asCaller(request),
      },
      principal ?? '',
    );
    return { Role: roleMembers(facets, 'lists') };
  },

  DeleteServiceLinkedRole(account, request) {
    const name = text(request.input, 'RoleName') ?? '';
    const facets = account.ask(
      { kind: 'DeleteServiceLinkedRole', role: roleOf(account, name), ...asCaller(request) },
      name,
    );
    return { DeletionTaskId: facets.taskId };
  },

  GetServiceLinkedRoleDeletionStatus(account, { input }) {
    const id = text(input, 'DeletionTaskId') ?? '';
    const task = taskRef(id, account.state);
    const facets = account.ask({ kind: 'GetServiceLinkedRoleDeletionStatus', task }, '');
    const { reason, usage } = account.failures.note(id, facets) ?? {};
    if (reason === undefined && usage === undefined) return { Status: facets.status };
    const shown = typeof reason === 'string' ? { Reason: reason } : {};
    return { Status: facets.status, Reason: { ...shown, RoleUsageList: usageMembers(account, usage) } };
  },
} satisfies Actions;
