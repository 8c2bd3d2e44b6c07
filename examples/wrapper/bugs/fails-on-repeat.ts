import { persistently } from '../persistence.ts';
import { LinkedRoles, type Made, type NewRole } from '../role.ts';

/** Repeats the call that makes the role after its answer was lost, and takes "it is there" for a failure. */
export class FailsOnRepeat extends LinkedRoles {
  override async ensure(role: NewRole): Promise<Made> {
    await persistently(this.parts.wait, () => this.create(role));
    return 'made';
  }
}
