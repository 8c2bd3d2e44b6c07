import { unspelt, type Spelt } from '../model/index.ts';
import { ecs, profiles } from '../services/index.ts';

type Members = { readonly [member: string]: unknown };

/** How earlier versions told that a service takes a role up, or lets go of it. */
const USES: { readonly [kind: string]: string } = { UseRole: 'CreateCluster', ReleaseRole: 'DeleteCluster' };

/** What an earlier version saved, with its operations as today's: each was named after the call that it is, `ConfigureLogs`. */
export function asToday(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asToday);
  if (typeof value !== 'object' || value === null) return value;
  const members: Members = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asToday(one)]));
  return typeof members['kind'] === 'string' ? operationToday({ ...members, kind: members['kind'] }) : members;
}

function operationToday(operation: Spelt): unknown {
  const use = USES[operation.kind];
  if (use !== undefined) {
    const { user, denied, ...rest } = operation;
    const caller = denied === true ? { as: 'restricted' } : {};
    return unspelt(ecs, { ...rest, kind: use, cluster: user, ...caller });
  }
  return profiles.map((profile): unknown => unspelt(profile, operation)).find((one) => one !== operation) ?? operation;
}
