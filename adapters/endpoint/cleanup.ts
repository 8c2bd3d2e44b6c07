import { channelId, groupId, supports } from '../../calls/index.ts';
import { attempt, type Cleaning } from './removal.ts';
import { removeRestrictedCaller } from './restricted-caller.ts';
import { removeRoles } from './role-removal.ts';

/**
 * Removes what a session made: first what uses the service's role, then the roles, then what carried them. Best effort; a
 * world without isolation is as clean afterwards as the target lets it be.
 */
export async function cleanUp(cleaning: Cleaning): Promise<void> {
  const { calls, registry } = cleaning.context;
  const remove = (removal: () => Promise<unknown>) => attempt(cleaning, removal);
  for (const { region, slot } of registry.all('channel'))
    await remove(() => calls.live(region, (live, options) => live.deleteChannel({ Id: channelId(slot) }, options)));
  for (const { region, slot } of registry.all('group'))
    await remove(() => calls.vod(region, (vod, options) => vod.deletePackagingGroup({ Id: groupId(slot) }, options)));
  await removeRoles(cleaning);
  for (const { call } of registry.all('undo')) if (!('RoleName' in call.input)) await remove(() => calls.ask(call));
  for (const { support } of registry.all('support')) await remove(() => calls.ask(supports[support].remove));
  if (registry.has('restricted-user')) await removeRestrictedCaller(cleaning);
}
