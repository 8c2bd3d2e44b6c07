import {
  abilityOf,
  answered,
  nameOf,
  servicePath,
  type Facets,
  type Operation,
  type OperationOf,
  type Outcome,
} from '../../model/index.ts';
import { iam, rowOf, textAt, wireOf, type Members } from '../../calls/index.ts';
import { prepared, told } from './asking.ts';
import { allEntries, NotAnswered, required, type Calls } from './calls.ts';
import type { Context } from './context.ts';
import type { ListedRole } from './role-book.ts';

/** Performs an operation: gives what the answer shows, or throws `NotAnswered`. */
type Performer<O = Operation> = (operation: O, context: Context) => Promise<Facets>;

/** The operations that take more than one call. */
const SPECIAL: { readonly [K in 'GetRole' | 'ListRoles' | 'GetPolicyVersion']: Performer<OperationOf<K>> } = {
  async GetRole(operation, context) {
    try {
      return await ask(operation, context);
    } catch (error) {
      const absent = error instanceof NotAnswered && 'code' in error.outcome && error.outcome.code === 'NoSuchEntity';
      if (!absent || operation.role !== 'linked' || !mayBeElsewhere(context)) throw error;
      const listed = await rolesUnder(context.calls, servicePath(context.profile)).catch((unlisted: unknown) => {
        throw unlisted instanceof NotAnswered ? error : unlisted;
      });
      if (context.roles.listed(listed).linked === undefined) throw error;
      return ask(operation, context);
    }
  },

  async ListRoles(operation, context) {
    const { calls, profile, roles } = context;
    const under = await rolesUnder(calls, servicePath(profile));
    const found = [...under];
    const stray = roles.strayPath;
    if (stray !== undefined) {
      const known = roles.name('linked');
      found.push(...(await rolesUnder(calls, stray)).filter((role) => role.RoleName === known));
    }
    return shown(operation, { Roles: under }, told(operation, { Roles: found }, context), context);
  },

  async GetPolicyVersion(operation, context) {
    const answer = await context.calls.ask(await prepared({ kind: 'GetPolicy' }, context));
    const version = required(textAt(answer, 'Policy', 'DefaultVersionId'), 'default version');
    const shownVersion = await context.calls.ask(await prepared(operation, context, version));
    return shown(operation, shownVersion, told(operation, shownVersion, context), context);
  },
};

/**
 * Whether the service's role may be there under a name that no answer told yet: one that a service made on its own
 * account, or that was there before.
 */
const mayBeElsewhere = ({ profile, registry, roles, shared }: Context): boolean =>
  !roles.knowsLinked &&
  (shared || registry.all('service-roles').some(({ principal }) => principal === profile.principal));

/** The roles under a path, or all that there are. */
export const rolesUnder = async (calls: Calls, PathPrefix?: string): Promise<readonly ListedRole[]> =>
  (await allEntries(
    calls,
    iam('ListRoles', PathPrefix === undefined ? {} : { PathPrefix }),
    'Roles',
  )) as readonly ListedRole[];

/** Performs an operation by its call. */
async function ask(operation: Operation, context: Context): Promise<Facets> {
  const call = await prepared(operation, context);
  const list = rowOf(context.profile, operation)?.lists;
  const answer =
    list === undefined ? await context.calls.ask(call) : { [list]: await allEntries(context.calls, call, list) };
  return shown(operation, answer, told(operation, answer, context), context);
}

/** The facets of an answer, and what is wrong with it as it was sent. */
function shown(operation: Operation, answer: Members, facets: Facets, context: Context): Facets {
  const { decoded = false, profile, registry } = context;
  const wire = wireOf(profile, operation, answer, { decoded, others: registry.has('role') });
  return wire === undefined ? facets : { ...facets, wire };
}

/** Performs one operation, asking once. Throws only for a fault of the suite itself. */
export async function perform(operation: Operation, context: Context): Promise<Outcome> {
  const { kind } = operation;
  if (kind === 'Wait') return answered();
  if (rowOf(context.profile, operation) === undefined)
    return {
      kind: 'unsupported',
      evidence: `no call is known for ${nameOf(context.profile, abilityOf(operation))} of ${context.profile.id}`,
    };
  const performer = (kind in SPECIAL ? SPECIAL[kind as keyof typeof SPECIAL] : ask) as Performer;
  try {
    const asked = 'as' in operation ? { ...context, calls: await context.restricted.calls() } : context;
    return answered(await performer(operation, asked));
  } catch (error) {
    if (error instanceof NotAnswered) return error.outcome;
    throw error;
  }
}
