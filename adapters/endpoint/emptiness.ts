import { entriesAt, iam, supports } from '../../calls/index.ts';
import type { Context } from './context.ts';
import { rolesUnder } from './perform.ts';

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
  if (!none(await rolesUnder(calls))) return false;
  const made = new Set(registry.all('support').map(({ support }) => support));
  if (registry.has('restricted-user')) made.add('user');
  for (const support of made) {
    const [action, member] = supports[support].list;
    if (!none(entriesAt(await calls.ask(iam(action, {})), member))) return false;
  }
  return true;
}
