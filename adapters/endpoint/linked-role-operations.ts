import { descriptionText, SUFFIX, type PrincipalForm, type ServiceProfile } from '../../model/index.ts';
import { allRoles } from './all-roles.ts';
import { required } from './calls.ts';
import { pathOf, type Performers } from './context.ts';
import { facets, identityFacets, listedRoleFacets } from './facets.ts';
import { MALFORMED_PRINCIPAL, UNKNOWN_PRINCIPAL } from './names.ts';

/** The principal as it is sent; undefined leaves the parameter out. */
export function principalText(form: PrincipalForm, { principal }: ServiceProfile): string | undefined {
  switch (form) {
    case 'own':
      return principal;
    case 'unknown':
      return UNKNOWN_PRINCIPAL;
    case 'wrong-case':
      return principal.charAt(0).toUpperCase() + principal.slice(1);
    case 'malformed':
      return MALFORMED_PRINCIPAL;
    case 'missing':
      return undefined;
  }
}

/** Whether a role bears the suffix that was asked for. A server that takes no notice of it has made the service's own role. */
const hasSuffix = (name: string | undefined): boolean => name?.toLowerCase().includes(SUFFIX.toLowerCase()) !== false;

/** The operations that only service-linked roles have, and the list that finds them. */
export const linkedRoleOperations: Performers<
  'CreateServiceLinkedRole' | 'DeleteServiceLinkedRole' | 'GetServiceLinkedRoleDeletionStatus' | 'ListRoles'
> = {
  async CreateServiceLinkedRole({ service, description, suffix }, { calls, profile, registry, roles }) {
    const principal = principalText(service, profile);
    if (principal !== undefined) registry.will({ kind: 'service-roles', principal });
    const { Role: role } = await calls.iam((iam, options) =>
      iam.createServiceLinkedRole(
        {
          AWSServiceName: principal,
          Description: description === undefined ? undefined : descriptionText(description),
          CustomSuffix: suffix === true ? SUFFIX : undefined,
        },
        options,
      ),
    );
    const made = required(role, 'role');
    if (made.RoleName !== undefined) registry.will({ kind: 'role', name: made.RoleName });
    if (service === 'own') roles.created(suffix === true && hasSuffix(made.RoleName) ? 'suffixed' : 'linked', made);
    return identityFacets(made);
  },

  async DeleteServiceLinkedRole({ role }, { calls, roles, tasks }) {
    const { DeletionTaskId: id } = await calls.iam((iam, options) =>
      iam.deleteServiceLinkedRole({ RoleName: roles.name(role) }, options),
    );
    if (id !== undefined && id !== '') tasks.handedOut(id);
    return facets({ taskId: id === '' ? undefined : id });
  },

  async GetServiceLinkedRoleDeletionStatus({ task }, { calls, holders, profile, regions, roles, tasks }) {
    const id = tasks.id(task, profile.principal, roles.name('linked'));
    const { Status: status, Reason: reason } = await calls.iam((iam, options) =>
      iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId: id }, options),
    );
    const usage = (reason?.RoleUsageList ?? []).map(({ Region, Resources }) => {
      const { region, holders: keys } = holders.entry(regions, Region, Resources);
      return { region, holders: keys };
    });
    return facets({
      status: required(status, 'status'),
      ...(status === 'FAILED' ? { reason: reason?.Reason ?? null, usage } : {}),
    });
  },

  async ListRoles(_, context) {
    const { calls, roles } = context;
    const found = [...(await allRoles(calls, pathOf(context)))];
    const stray = roles.strayPath;
    if (stray !== undefined) {
      const known = roles.name('linked');
      found.push(...(await allRoles(calls, stray)).filter((role) => role.RoleName === known));
    }
    const { linked, others } = roles.listed(found);
    return { ...(linked === undefined ? {} : listedRoleFacets(linked)), listed: linked !== undefined, others };
  },
};
