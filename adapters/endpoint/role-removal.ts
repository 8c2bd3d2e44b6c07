import { setTimeout as sleep } from 'node:timers/promises';
import { allRoles } from './all-roles.ts';
import { NAMES } from './names.ts';
import { attempt, type Cleaning, type Removal } from './removal.ts';

const SERVICE_ROLES = '/aws-service-role/';

interface Found {
  readonly name: string;
  /** Undefined when no list showed it. */
  readonly path: string | undefined;
}

/** Takes from a role what the session put on it. */
async function undo(name: string, cleaning: Cleaning): Promise<void> {
  const { calls, registry } = cleaning.context;
  const on = ({ role }: { readonly role: string }): boolean => role === name;
  for (const { policyArn: PolicyArn } of registry.all('attached').filter(on))
    await attempt(cleaning, () =>
      calls.iam((iam, options) => iam.detachRolePolicy({ RoleName: name, PolicyArn }, options)),
    );
  if (registry.all('inline').some(on))
    await attempt(cleaning, () =>
      calls.iam((iam, options) => iam.deleteRolePolicy({ RoleName: name, PolicyName: NAMES.inlinePolicy }, options)),
    );
  if (registry.all('boundary').some(on))
    await attempt(cleaning, () =>
      calls.iam((iam, options) => iam.deleteRolePermissionsBoundary({ RoleName: name }, options)),
    );
  if (registry.all('member').some(on))
    await attempt(cleaning, () =>
      calls.iam((iam, options) =>
        iam.removeRoleFromInstanceProfile({ InstanceProfileName: NAMES.instanceProfile, RoleName: name }, options),
      ),
    );
}

/** Takes from a role whatever the target shows on it: what a service attached, or under a name of its own. */
async function strip(name: string, cleaning: Cleaning): Promise<void> {
  const { calls } = cleaning.context;
  await attempt(cleaning, async () => {
    const { AttachedPolicies: policies } = await calls.iam((iam, options) =>
      iam.listAttachedRolePolicies({ RoleName: name }, options),
    );
    for (const { PolicyArn } of policies ?? [])
      await calls.iam((iam, options) => iam.detachRolePolicy({ RoleName: name, PolicyArn }, options));
  });
  await attempt(cleaning, async () => {
    const { PolicyNames: names } = await calls.iam((iam, options) => iam.listRolePolicies({ RoleName: name }, options));
    for (const PolicyName of names ?? [])
      await calls.iam((iam, options) => iam.deleteRolePolicy({ RoleName: name, PolicyName }, options));
  });
}

/** Deletes a service-linked role and waits, within the target's bound, until its deletion has ended. */
async function deleteServiceRole(name: string, cleaning: Cleaning): Promise<void> {
  const { context, goOn, settleMs } = cleaning;
  const { calls } = context;
  const { DeletionTaskId } = await calls.iam((iam, options) =>
    iam.deleteServiceLinkedRole({ RoleName: name }, options),
  );
  const end = performance.now() + settleMs;
  for (let pause = 50; goOn() && performance.now() < end; pause = Math.min(2 * pause, 1000)) {
    const read = await attempt(cleaning, () => calls.iam((iam, options) => iam.getRole({ RoleName: name }, options)));
    if (read !== 'done') return;
    const { Status: status } = await calls.iam((iam, options) =>
      iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId }, options),
    );
    if (status === 'FAILED') return;
    await sleep(pause);
  }
}

async function removeRole({ name, path }: Found, cleaning: Cleaning): Promise<void> {
  const { calls } = cleaning.context;
  const ofService = (): Promise<Removal> => attempt(cleaning, () => deleteServiceRole(name, cleaning));
  const ofAnyone = (): Promise<Removal> =>
    attempt(cleaning, () => calls.iam((iam, options) => iam.deleteRole({ RoleName: name }, options)));
  const linked = path?.startsWith(SERVICE_ROLES) === true;
  const [first, second] = linked ? [ofService, ofAnyone] : [ofAnyone, ofService];
  await undo(name, cleaning);
  if ((await first()) !== 'failed') return;
  await strip(name, cleaning);
  if ((await first()) === 'failed') await second();
}

/** The roles of the session's making: all that there are in an account of its own, else those that it knows to be its. */
async function rolesToRemove(cleaning: Cleaning): Promise<readonly Found[]> {
  const { calls, registry, shared } = cleaning.context;
  const found = new Map<string, Found>();
  const take = async (prefix: string | undefined): Promise<void> => {
    await attempt(cleaning, async () => {
      for (const { Path: path, RoleName: name } of await allRoles(calls, prefix))
        if (name !== undefined && (prefix === undefined || path?.startsWith(prefix) === true))
          found.set(name, { name, path });
    });
  };
  if (!shared) await take(undefined);
  else for (const { principal } of registry.all('service-roles')) await take(`${SERVICE_ROLES}${principal}/`);
  if (shared)
    for (const { name } of registry.all('role')) if (!found.has(name)) found.set(name, { name, path: undefined });
  return [...found.values()];
}

/** Removes the roles that a session made or caused to be made. */
export async function removeRoles(cleaning: Cleaning): Promise<void> {
  const { registry } = cleaning.context;
  if (!registry.has('role') && !registry.has('service-roles')) return;
  for (const role of await rolesToRemove(cleaning)) await removeRole(role, cleaning);
}
