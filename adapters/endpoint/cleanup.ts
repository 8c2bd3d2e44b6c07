import { setTimeout as sleep } from 'node:timers/promises';
import { NotAnswered } from './calls.ts';
import type { Context } from './context.ts';
import { channelId, groupId, NAMES } from './names.ts';

/** Does its best: what is gone already, or cannot be removed, does not stop the rest. Gives whether it was removed. */
async function attempt(removal: () => Promise<unknown>): Promise<boolean> {
  try {
    await removal();
    return true;
  } catch (error) {
    if (error instanceof NotAnswered) return false;
    throw error;
  }
}

/** Strips a role of what keeps IAM from deleting it. */
async function strip(name: string, { calls, registry }: Context): Promise<void> {
  if (registry.has('instance-profile'))
    await attempt(() =>
      calls.iam((iam, options) =>
        iam.removeRoleFromInstanceProfile({ InstanceProfileName: NAMES.instanceProfile, RoleName: name }, options),
      ),
    );
  await attempt(async () => {
    const { AttachedPolicies: policies } = await calls.iam((iam, options) =>
      iam.listAttachedRolePolicies({ RoleName: name }, options),
    );
    for (const { PolicyArn } of policies ?? [])
      await calls.iam((iam, options) => iam.detachRolePolicy({ RoleName: name, PolicyArn }, options));
  });
  await attempt(() =>
    calls.iam((iam, options) => iam.deleteRolePolicy({ RoleName: name, PolicyName: NAMES.inlinePolicy }, options)),
  );
}

/** Deletes a service-linked role and waits, within the target's bound, until its deletion has ended. */
async function deleteServiceRole(name: string, { calls }: Context, settleMs: number): Promise<void> {
  const { DeletionTaskId } = await calls.iam((iam, options) =>
    iam.deleteServiceLinkedRole({ RoleName: name }, options),
  );
  const end = performance.now() + settleMs;
  for (let pause = 50; ; pause = Math.min(2 * pause, 1000)) {
    const gone = !(await attempt(() => calls.iam((iam, options) => iam.getRole({ RoleName: name }, options))));
    if (gone || performance.now() >= end) return;
    const { Status: status } = await calls.iam((iam, options) =>
      iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId }, options),
    );
    if (status === 'FAILED') return;
    await sleep(pause);
  }
}

/** Deletes every role under the paths that the session touched; gives the names of those that it could delete. */
async function removeServiceRoles(context: Context, settleMs: number): Promise<ReadonlySet<string>> {
  const { calls, registry } = context;
  const names = new Set<string>();
  for (const { principal } of registry.all('service-roles'))
    await attempt(async () => {
      const PathPrefix = `/aws-service-role/${principal}/`;
      const { Roles: roles } = await calls.iam((iam, options) => iam.listRoles({ PathPrefix }, options));
      for (const { Path: path, RoleName: name } of roles ?? [])
        if (name !== undefined && path?.startsWith(PathPrefix) === true) names.add(name);
    });
  const deleted = new Set<string>();
  for (const name of names) {
    const remove = () => attempt(() => deleteServiceRole(name, context, settleMs));
    if (await remove()) deleted.add(name);
    else {
      await strip(name, context);
      if (await remove()) deleted.add(name);
    }
  }
  return deleted;
}

/**
 * Removes what a session made: first what uses the service's role, then what carries ordinary roles, then the roles. Best
 * effort; a world without isolation is as clean afterwards as the target lets it be.
 */
export async function cleanUp(context: Context, settleMs: number): Promise<void> {
  const { calls, profile, registry } = context;
  for (const { region, slot } of registry.all('channel'))
    await attempt(() => calls.live(region, (live, options) => live.deleteChannel({ Id: channelId(slot) }, options)));
  for (const { region, slot } of registry.all('group'))
    await attempt(() => calls.vod(region, (vod, options) => vod.deletePackagingGroup({ Id: groupId(slot) }, options)));
  const deleted = await removeServiceRoles(context, settleMs);
  for (const { name } of registry.all('role')) {
    if (deleted.has(name)) continue;
    await strip(name, context);
    await attempt(() => calls.iam((iam, options) => iam.deleteRole({ RoleName: name }, options)));
  }
  if (registry.has('instance-profile'))
    await attempt(() =>
      calls.iam((iam, options) => iam.deleteInstanceProfile({ InstanceProfileName: NAMES.instanceProfile }, options)),
    );
  const { policyArn: PolicyArn } = profile;
  if (registry.has('user')) {
    await attempt(() =>
      calls.iam((iam, options) => iam.detachUserPolicy({ UserName: NAMES.user, PolicyArn }, options)),
    );
    await attempt(() => calls.iam((iam, options) => iam.deleteUser({ UserName: NAMES.user }, options)));
  }
  if (registry.has('user-group')) {
    await attempt(() =>
      calls.iam((iam, options) => iam.detachGroupPolicy({ GroupName: NAMES.userGroup, PolicyArn }, options)),
    );
    await attempt(() => calls.iam((iam, options) => iam.deleteGroup({ GroupName: NAMES.userGroup }, options)));
  }
}
