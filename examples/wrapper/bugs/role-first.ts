import { CreateServiceLinkedRoleCommand } from '@aws-sdk/client-iam';
import { AccessLogging, type Channel, type Sides } from '../access-logging.ts';
import type { WrapperParts } from '../target.ts';

/** Makes the role before it turns logging on, though MediaPackage does, and fails when the role is there already. */
export class RoleFirst extends AccessLogging {
  readonly #iam: WrapperParts['iam'];

  constructor(parts: WrapperParts) {
    super(parts);
    this.#iam = parts.iam;
  }

  override async enable(channel: Channel, sides: Sides): Promise<void> {
    await this.#iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'mediapackage.amazonaws.com' }));
    await super.enable(channel, sides);
  }
}
