import { GetRoleCommand, TagRoleCommand, UpdateRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { ConfigureLogsCommand, CreateChannelCommand, type MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { onceSettled, patiently, type Pause } from './patience.ts';

/** The role that MediaPackage makes and uses for access logs. */
export const ROLE = 'AWSServiceRoleForMediaPackage';

export interface Aws {
  readonly iam: IAMClient;
  readonly mediapackage: MediaPackageClient;
  readonly pause: Pause;
}

export interface NewChannel {
  readonly id: string;
  /** The team that pays; kept as a tag of the channel and of the role. */
  readonly team: string;
  /** A log group under /aws/MediaPackage/; AWS's own default unless given. */
  readonly logGroup?: string;
}

/** ARNs of what a team got. */
export interface Onboarded {
  readonly channelArn: string | undefined;
  readonly roleArn: string | undefined;
}

/** Creates a channel that writes access logs, and signs the role that writes them with the team's name. */
export async function onboardChannel(aws: Aws, { id, team, logGroup }: NewChannel): Promise<Onboarded> {
  const { iam, mediapackage, pause } = aws;
  const channel = await patiently(pause, () => mediapackage.send(new CreateChannelCommand({ Id: id, Tags: { team } })));
  const log = logGroup === undefined ? {} : { LogGroupName: logGroup };
  await onceSettled(pause, () =>
    mediapackage.send(new ConfigureLogsCommand({ Id: id, EgressAccessLogs: log, IngressAccessLogs: log })),
  );
  const { Role } = await onceSettled(pause, () => iam.send(new GetRoleCommand({ RoleName: ROLE })));
  const Description = `Writes access logs; first asked for by ${team}.`;
  await onceSettled(pause, () => iam.send(new UpdateRoleCommand({ RoleName: ROLE, Description })));
  const Tags = [{ Key: 'team', Value: team }];
  await onceSettled(pause, () => iam.send(new TagRoleCommand({ RoleName: ROLE, Tags })));
  return { channelArn: channel.Arn, roleArn: Role?.Arn };
}
