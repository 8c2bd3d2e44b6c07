import { AccessLogging, type Channel } from '../access-logging.ts';
import { isThrottling } from '../persistence.ts';

/** Takes "slow down" for an answer when it turns logging off: reports success, and logging stays on. */
export class QuietThrottling extends AccessLogging {
  override async disable(channel: Channel): Promise<void> {
    try {
      await this.send(channel, {});
    } catch (error) {
      if (!isThrottling(error)) throw error;
    }
  }
}
