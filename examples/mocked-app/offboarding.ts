import {
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  NoSuchEntityException,
  type GetServiceLinkedRoleDeletionStatusResponse,
} from '@aws-sdk/client-iam';
import { ConfigureLogsCommand, paginateListChannels } from '@aws-sdk/client-mediapackage';
import { ROLE, type Aws } from './onboarding.ts';
import { onceSettled, patiently } from './patience.ts';

/** What became of the role: deleted, or kept for what still uses it (ARNs, as far as IAM tells them). */
export type Offboarding = { readonly role: 'deleted' } | { readonly role: 'in use'; readonly by: readonly string[] };

/** Turns off the access logs of all channels of the client's region. */
async function stopLogging({ mediapackage, pause }: Aws): Promise<void> {
  for await (const { Channels = [] } of paginateListChannels({ client: mediapackage }, {}))
    for (const { Id, EgressAccessLogs, IngressAccessLogs } of Channels)
      if (EgressAccessLogs !== undefined || IngressAccessLogs !== undefined)
        await onceSettled(pause, () => mediapackage.send(new ConfigureLogsCommand({ Id })));
}

/** Asks IAM once to delete the role, and waits until it has decided. */
export async function deleteRole(aws: Aws): Promise<Offboarding> {
  const { iam, pause } = aws;
  const task = await onceSettled(pause, () => iam.send(new DeleteServiceLinkedRoleCommand({ RoleName: ROLE })));
  const { Status, Reason } = await endOf(aws, task.DeletionTaskId);
  if (Status === 'SUCCEEDED') return { role: 'deleted' };
  return { role: 'in use', by: Reason?.RoleUsageList?.flatMap(({ Resources = [] }) => Resources) ?? [] };
}

/**
 * Turns off all access logs of the region and deletes the role. MediaPackage may count a role as used for some minutes
 * after that, and a list may not show the latest channel at once, so a deletion that failed is tried again.
 */
export async function offboard(aws: Aws, attempts = 5): Promise<Offboarding> {
  for (let left = attempts; ; left -= 1) {
    await stopLogging(aws);
    const end = await deleteRole(aws);
    if (end.role === 'deleted' || left <= 1) return end;
    await aws.pause(60_000);
  }
}

/** A fresh task may not be found at first, and neither may one that is over; then the role itself tells. */
async function endOf(
  { iam, pause }: Aws,
  DeletionTaskId: string | undefined,
): Promise<Pick<GetServiceLinkedRoleDeletionStatusResponse, 'Status' | 'Reason'>> {
  for (let look = 0; look < 100; look += 1) {
    try {
      const status = await patiently(pause, () =>
        iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId })),
      );
      if (status.Status === 'SUCCEEDED' || status.Status === 'FAILED') return status;
    } catch (error) {
      if (!(error instanceof NoSuchEntityException)) throw error;
      if (look > 20 && (await isGone(iam))) return { Status: 'SUCCEEDED' };
    }
    await pause(3000);
  }
  throw new Error(`The deletion ${DeletionTaskId} of ${ROLE} did not end within five minutes.`);
}

async function isGone(iam: Aws['iam']): Promise<boolean> {
  try {
    await iam.send(new GetRoleCommand({ RoleName: ROLE }));
    return false;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return true;
    throw error;
  }
}
