import { entriesAt, NAMES, supports, textAt } from '../../calls/index.ts';
import { attempt, type Cleaning } from './removal.ts';
import { removeRoles } from './role-removal.ts';

/**
 * Removes what a session made: first what uses the service's role, then the roles, then what carried them. Best effort; a
 * world without isolation is as clean afterwards as the target lets it be.
 */
export async function cleanUp(cleaning: Cleaning): Promise<void> {
  const { calls, registry } = cleaning.context;
  const remove = (removal: () => Promise<unknown>) => attempt(cleaning, removal);
  // What was made last goes first: what is made for another may be needed by it.
  const undo = registry
    .all('undo')
    .map(({ call }) => call)
    .toReversed();
  for (const call of undo) if (call.service !== 'iam') await remove(() => calls.ask(call));
  await removeRoles(cleaning);
  for (const call of undo)
    if (call.service === 'iam' && !('RoleName' in call.input)) await remove(() => calls.ask(call));
  for (const { support } of registry.all('support')) await remove(() => calls.ask(supports[support].remove));
  if (registry.has('restricted-user')) await removeRestrictedCaller(cleaning);
}

/** Removes the user, with the keys and the policy that keep it from being deleted. */
async function removeRestrictedCaller(cleaning: Cleaning): Promise<void> {
  const { calls } = cleaning.context;
  const UserName = NAMES.restrictedUser;
  const remove = (removal: () => Promise<unknown>) => attempt(cleaning, removal);
  await remove(async () => {
    for (const key of entriesAt(await calls.iam('ListAccessKeys', { UserName }), 'AccessKeyMetadata'))
      await calls.iam('DeleteAccessKey', { UserName, AccessKeyId: textAt(key, 'AccessKeyId') ?? '' });
  });
  const PolicyName = NAMES.restrictedPolicy;
  await remove(() => calls.iam('DeleteUserPolicy', { UserName, PolicyName }));
  await remove(() => calls.iam('DeleteUser', { UserName }));
}
