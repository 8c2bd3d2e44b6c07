import { channelId, groupId, NAMES } from './names.ts';
import { attempt, type Cleaning } from './removal.ts';
import { removeRestrictedCaller } from './restricted-caller.ts';
import { removeRoles } from './role-removal.ts';

/**
 * Removes what a session made: first what uses the service's role, then the roles, then what carried them. Best effort; a
 * world without isolation is as clean afterwards as the target lets it be.
 */
export async function cleanUp(cleaning: Cleaning): Promise<void> {
  const { calls, profile, registry } = cleaning.context;
  const remove = (removal: () => Promise<unknown>) => attempt(cleaning, removal);
  for (const { region, slot } of registry.all('channel'))
    await remove(() => calls.live(region, (live, options) => live.deleteChannel({ Id: channelId(slot) }, options)));
  for (const { region, slot } of registry.all('group'))
    await remove(() => calls.vod(region, (vod, options) => vod.deletePackagingGroup({ Id: groupId(slot) }, options)));
  await removeRoles(cleaning);
  if (registry.has('instance-profile'))
    await remove(() =>
      calls.iam((iam, options) => iam.deleteInstanceProfile({ InstanceProfileName: NAMES.instanceProfile }, options)),
    );
  const { policyArn: PolicyArn } = profile;
  if (registry.has('user')) {
    await remove(() => calls.iam((iam, options) => iam.detachUserPolicy({ UserName: NAMES.user, PolicyArn }, options)));
    await remove(() => calls.iam((iam, options) => iam.deleteUser({ UserName: NAMES.user }, options)));
  }
  if (registry.has('restricted-user')) await removeRestrictedCaller(cleaning);
  if (registry.has('user-group')) {
    await remove(() =>
      calls.iam((iam, options) => iam.detachGroupPolicy({ GroupName: NAMES.userGroup, PolicyArn }, options)),
    );
    await remove(() => calls.iam((iam, options) => iam.deleteGroup({ GroupName: NAMES.userGroup }, options)));
  }
}
