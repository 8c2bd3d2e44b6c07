import {
  ConfigureLogsCommand,
  DescribeChannelCommand,
  type Channel as AwsChannel,
  type MediaPackageClient,
} from '@aws-sdk/client-mediapackage';
import { persistently, type Wait } from './persistence.ts';

export interface Channel {
  readonly region: string;
  readonly id: string;
}

/** Which logs are to be on: with the service's default log group, or with one of this name. */
export interface Sides {
  readonly ingress?: true | string;
  readonly egress?: true | string;
}

/** Which logs are on: the name of the log group ('' where AWS does not tell it), or null for off. */
export interface Logging {
  readonly ingress: string | null;
  readonly egress: string | null;
}

export interface AccessLoggingParts {
  readonly mediapackage: (region: string) => MediaPackageClient;
  readonly wait: Wait;
}

const asSent = (side: true | string | undefined) =>
  side === undefined ? undefined : side === true ? {} : { LogGroupName: side };

const asShown = (logs: AwsChannel['EgressAccessLogs']): string | null => (logs ? (logs.LogGroupName ?? '') : null);

/** Access logs of MediaPackage channels. Everything may be repeated safely, and is, until AWS answers. */
export class AccessLogging {
  protected readonly parts: AccessLoggingParts;

  constructor(parts: AccessLoggingParts) {
    this.parts = parts;
  }

  /** Turns these logs on, and those that are not named off. */
  async enable(channel: Channel, sides: Sides): Promise<void> {
    await this.configure(channel, sides);
  }

  /** Turns both logs off. */
  async disable(channel: Channel): Promise<void> {
    await this.configure(channel, {});
  }

  async describe({ region, id }: Channel): Promise<Logging> {
    const { mediapackage, wait } = this.parts;
    const channel = await persistently(wait, () => mediapackage(region).send(new DescribeChannelCommand({ Id: id })));
    return { ingress: asShown(channel.IngressAccessLogs), egress: asShown(channel.EgressAccessLogs) };
  }

  protected async configure(channel: Channel, sides: Sides): Promise<void> {
    await persistently(this.parts.wait, () => this.send(channel, sides));
  }

  protected async send({ region, id }: Channel, { ingress, egress }: Sides): Promise<void> {
    await this.parts.mediapackage(region).send(
      new ConfigureLogsCommand({
        Id: id,
        IngressAccessLogs: asSent(ingress),
        EgressAccessLogs: asSent(egress),
      }),
    );
  }
}
