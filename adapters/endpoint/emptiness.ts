import { entriesAt, iam, supports } from '../../calls/index.ts';
import type { ApiService } from '../../services/index.ts';
import type { Context } from './context.ts';
import { rolesUnder } from './perform.ts';

/**
 * Whether an account that was a session's own shows nothing any more, asked only about what the session may have made
 * there.
 * @throws NotAnswered when the target does not tell
 */
export async function isEmpty({ calls, footprint, profile, registry }: Context): Promise<boolean> {
  const none = (items: readonly unknown[] | undefined): boolean => items === undefined || items.length === 0;
  for (const { name, calls: own, members } of profile.resources) {
    if (members === undefined) continue;
    const service = own.CreateResource?.service as ApiService;
    const [action, member] = members.list;
    for (const region of footprint.regionsOf(name)) {
      const answer = await calls.ask({ service, action, region: calls.region(region), input: {} });
      if (!none(entriesAt(answer, member))) return false;
    }
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
