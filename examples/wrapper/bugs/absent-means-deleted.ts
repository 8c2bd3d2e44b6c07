import { isAbsent } from '../persistence.ts';
import { LinkedRoles, type Deletion } from '../role.ts';

/** Takes a deletion that AWS does not know yet, just after it was asked for, for one that is over and done with. */
export class AbsentMeansDeleted extends LinkedRoles {
  readonly #asked = new Set<string>();

  override async startDeletion(name: string): Promise<string | undefined> {
    const task = await super.startDeletion(name);
    if (task !== undefined) this.#asked.add(task);
    return task;
  }

  override async awaitDeletion(task: string): Promise<Deletion> {
    if (!this.#asked.has(task)) return super.awaitDeletion(task);
    for (;;) {
      try {
        const deletion = await this.deletionStatus(task);
        if (deletion.status === 'SUCCEEDED' || deletion.status === 'FAILED') return deletion;
      } catch (error) {
        if (isAbsent(error)) return { status: 'SUCCEEDED' };
        throw error;
      }
      await this.parts.wait(1000);
    }
  }
}
