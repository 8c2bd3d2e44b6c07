import { entriesAt, textAt } from '../../calls/index.ts';
import { rolesUnder } from './perform.ts';
import { attempt, type Cleaning, type Removal } from './removal.ts';
import { realClock } from './clock.ts';

const SERVICE_ROLES = '/aws-service-role/';

interface Found {
  readonly name: string;
  /** Undefined when no list showed it. */
  readonly path: string | undefined;
}

/** Takes from a role what the session put on it. */
async function undo(name: string, cleaning: Cleaning): Promise<void> {
  const { calls, registry } = cleaning.context;
  for (const { call } of registry.all('undo'))
    if (call.input['RoleName'] === name) await attempt(cleaning, () => calls.ask(call));
}

/** Takes from a role whatever the target shows on it: what a service attached, or under a name of its own. */
async function strip(RoleName: string, cleaning: Cleaning): Promise<void> {
  const { calls } = cleaning.context;
  await attempt(cleaning, async () => {
    for (const policy of entriesAt(await calls.iam('ListAttachedRolePolicies', { RoleName }), 'AttachedPolicies'))
      await calls.iam('DetachRolePolicy', { RoleName, PolicyArn: textAt(policy, 'PolicyArn') ?? '' });
  });
  await attempt(cleaning, async () => {
    for (const name of entriesAt(await calls.iam('ListRolePolicies', { RoleName }), 'PolicyNames'))
      await calls.iam('DeleteRolePolicy', { RoleName, PolicyName: String(name) });
  });
}

/** Deletes a service-linked role and waits, within the target's bound, until its deletion has ended. */
async function deleteServiceRole(RoleName: string, cleaning: Cleaning): Promise<void> {
  const { clock = realClock, context, goOn, settleMs } = cleaning;
  const { calls } = context;
  const DeletionTaskId = textAt(await calls.iam('DeleteServiceLinkedRole', { RoleName }), 'DeletionTaskId') ?? '';
  const end = clock.now() + settleMs;
  const longest = Math.max(1000, settleMs / 20);
  for (let pause = 50; goOn() && clock.now() < end; pause = Math.min(2 * pause, longest)) {
    if ((await attempt(cleaning, () => calls.iam('GetRole', { RoleName }))) !== 'done') return;
    const answer = await calls.iam('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId });
    if (textAt(answer, 'Status') === 'FAILED') return;
    await clock.wait(pause);
  }
}

async function removeRole({ name, path }: Found, cleaning: Cleaning): Promise<void> {
  const { calls } = cleaning.context;
  const ofService = (): Promise<Removal> => attempt(cleaning, () => deleteServiceRole(name, cleaning));
  const ofAnyone = (): Promise<Removal> => attempt(cleaning, () => calls.iam('DeleteRole', { RoleName: name }));
  const linked = path?.startsWith(SERVICE_ROLES) === true;
  const [first, second] = linked ? [ofService, ofAnyone] : [ofAnyone, ofService];
  await undo(name, cleaning);
  if ((await first()) !== 'failed') return;
  await strip(name, cleaning);
  if ((await first()) === 'failed') await second();
}

/** The roles of the session's making: all that there are in an account of its own, else those that it knows to be its. */
async function rolesToRemove(cleaning: Cleaning): Promise<readonly Found[]> {
  const { calls, notOurs, registry, shared } = cleaning.context;
  const found = new Map<string, Found>();
  const take = async (prefix: string | undefined): Promise<void> => {
    await attempt(cleaning, async () => {
      for (const { Path: path, RoleName: name } of await rolesUnder(calls, prefix))
        if (name !== undefined && (prefix === undefined || path?.startsWith(prefix) === true))
          found.set(name, { name, path });
    });
  };
  if (!shared) await take(undefined);
  else if (notOurs === undefined)
    for (const { principal } of registry.all('service-roles')) await take(`${SERVICE_ROLES}${principal}/`);
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
