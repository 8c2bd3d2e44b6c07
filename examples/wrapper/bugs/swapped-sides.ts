import { AccessLogging, type Channel, type Sides } from '../access-logging.ts';

/** Takes ingress for egress. */
export class SwappedSides extends AccessLogging {
  protected override send(channel: Channel, { ingress, egress }: Sides): Promise<void> {
    return super.send(channel, {
      ...(egress === undefined ? {} : { ingress: egress }),
      ...(ingress === undefined ? {} : { egress: ingress }),
    });
  }
}
