import { isRead, servicePath, type Operation, type ServiceProfile } from '../../model/index.ts';
import { partAt, resourceSlot, textAt, type Call } from '../../calls/index.ts';
import type { ApiService } from '../../services/index.ts';
import { allEntries, NotAnswered, type Calls } from './calls.ts';
import { rolesUnder } from './perform.ts';

/**
 * Why the service's role is not the suite's to make, change or delete, in an account that others use as well: a role of the
 * service, or something that uses it, was there before the first world. Undefined where nothing was. What the suite names
 * itself (`conformance-...`) is its own, left by a run that was cut off.
 * @throws TargetError when nobody answers
 */
export async function othersUse(
  calls: Calls,
  profile: ServiceProfile,
  regions: readonly string[],
): Promise<string | undefined> {
  const path = servicePath(profile);
  const isOfService = (role: { readonly Path?: string | undefined; readonly RoleName?: string | undefined }): boolean =>
    role.Path?.startsWith(path) === true || role.RoleName?.toLowerCase() === profile.roleName.toLowerCase();
  const role = (await unlessUntold(rolesUnder(calls))).find(isOfService);
  if (role !== undefined) return `the role ${role.RoleName ?? ''} was there before this run`;
  for (const resource of profile.resources) {
    const { calls: own, members, sides, uses, word } = resource;
    if (members === undefined) continue;
    const [action, member] = members.list;
    for (const region of regions) {
      const list: Call = { service: own.CreateResource?.service as ApiService, action, region, input: {} };
      const user = (await unlessUntold(allEntries(calls, list, member))).find(
        (entry) =>
          resourceSlot(resource, textAt(entry, members.id)) === undefined &&
          (uses === 'while-there' || sides.some((side) => (partAt(entry, [side.member]) ?? null) !== null)),
      );
      if (user !== undefined)
        return `the ${word} ${textAt(user, members.id) ?? ''} in ${region} was there before this run, and uses the role`;
    }
  }
  return undefined;
}

/** The entries of a list; none where the target does not tell. */
async function unlessUntold<T>(list: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof NotAnswered) return [];
    throw error;
  }
}

/** Whether an operation makes, changes or deletes the service's role, or what may have its name. */
export function touchesRole(operation: Operation): boolean {
  if (isRead(operation)) return false;
  if (operation.kind === 'CreateServiceLinkedRole')
    return operation.service === 'own' || operation.service === 'wrong-case';
  return 'role' in operation && ['linked', 'suffixed', 'lookalike'].includes(operation.role);
}
