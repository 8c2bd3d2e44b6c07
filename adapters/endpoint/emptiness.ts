import { allRoles } from './all-roles.ts';
import type { Context } from './context.ts';

/**
 * Whether an account that was a session's own shows nothing any more, asked only about what the session may have made
 * there.
 * @throws NotAnswered when the target does not tell
 */
export async function isEmpty({ calls, footprint, registry }: Context): Promise<boolean> {
  const none = (items: readonly unknown[] | undefined): boolean => items === undefined || items.length === 0;
  for (const region of footprint.channels) {
    const { Channels: channels } = await calls.live(region, (live, options) => live.listChannels({}, options));
    if (!none(channels)) return false;
  }
  for (const region of footprint.groups) {
    const { PackagingGroups: groups } = await calls.vod(region, (vod, options) => vod.listPackagingGroups({}, options));
    if (!none(groups)) return false;
  }
  if (!none(await allRoles(calls))) return false;
  if (
    registry.has('instance-profile') &&
    !none((await calls.iam((iam, options) => iam.listInstanceProfiles({}, options))).InstanceProfiles)
  )
    return false;
  const users = registry.has('user') || registry.has('restricted-user');
  if (users && !none((await calls.iam((iam, options) => iam.listUsers({}, options))).Users)) return false;
  return !registry.has('user-group') || none((await calls.iam((iam, options) => iam.listGroups({}, options))).Groups);
}
