import {
  CreateServiceLinkedRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  UpdateRoleCommand,
  type DeletionTaskFailureReasonType,
  type IAMClient,
  type Role,
} from '@aws-sdk/client-iam';
import { isAbsent, isTaken, persistently, type Wait } from './persistence.ts';

export interface LinkedRolesParts {
  readonly iam: IAMClient;
  readonly wait: Wait;
}

export interface NewRole {
  readonly service: string;
  readonly description?: string;
  readonly suffix?: string;
}

/** Whether this call made the role. Where an answer was lost before AWS said that the role is there, nobody can tell. */
export type Made = 'made' | 'was there' | 'unknown';

/** How a deletion stands. A failed one tells why, and what still uses the role. */
export interface Deletion {
  readonly status: string | undefined;
  readonly reason?: DeletionTaskFailureReasonType;
}

const POLL_MS = 1000;
/** How long AWS may take to know a task that it handed out, and to end it. */
const TASK_SHOWS_MS = 60_000;
const TASK_ENDS_MS = 600_000;

/** Service-linked roles. Everything may be repeated safely, and is, until AWS answers. */
export class LinkedRoles {
  protected readonly parts: LinkedRolesParts;

  constructor(parts: LinkedRolesParts) {
    this.parts = parts;
  }

  /** Sees to it that the role is there. */
  async ensure(role: NewRole): Promise<Made> {
    return persistently(this.parts.wait, async ({ doubtful }) => {
      try {
        await this.create(role);
        return 'made';
      } catch (error) {
        if (isTaken(error)) return doubtful ? 'unknown' : 'was there';
        throw error;
      }
    });
  }

  /** The role, or undefined when there is none. */
  async describe(name: string): Promise<Role | undefined> {
    const { iam, wait } = this.parts;
    try {
      return (await persistently(wait, () => iam.send(new GetRoleCommand({ RoleName: name })))).Role;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  async editDescription(name: string, description: string): Promise<void> {
    const { iam, wait } = this.parts;
    await persistently(wait, () => iam.send(new UpdateRoleCommand({ RoleName: name, Description: description })));
  }

  /** Asks for the deletion of a role and waits for its end. A role that is not there is deleted. */
  async deleteSafely(name: string): Promise<Deletion> {
    try {
      const task = await this.startDeletion(name);
      return task === undefined ? { status: 'SUCCEEDED' } : await this.awaitDeletion(task);
    } catch (error) {
      if (isAbsent(error) && (await this.describe(name)) === undefined) return { status: 'SUCCEEDED' };
      throw error;
    }
  }

  /** The id of the task; undefined where an answer was lost, and the role is gone since, if it ever was there. */
  async startDeletion(name: string): Promise<string | undefined> {
    const { iam, wait } = this.parts;
    return persistently(wait, async ({ doubtful }) => {
      try {
        return (await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName: name }))).DeletionTaskId;
      } catch (error) {
        if (doubtful && isAbsent(error)) return undefined;
        throw error;
      }
    });
  }

  async deletionStatus(task: string): Promise<Deletion> {
    const { iam, wait } = this.parts;
    const { Status: status, Reason: reason } = await persistently(wait, () =>
      iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId: task })),
    );
    return { status, ...(reason === undefined ? {} : { reason }) };
  }

  /** Waits for a deletion to end. A task that AWS does not know yet is asked for again, for a minute. */
  async awaitDeletion(task: string): Promise<Deletion> {
    for (let waited = 0; ; waited += POLL_MS) {
      try {
        const deletion = await this.deletionStatus(task);
        if (deletion.status === 'SUCCEEDED' || deletion.status === 'FAILED') return deletion;
        if (waited >= TASK_ENDS_MS) throw new Error(`The deletion ${task} does not end.`);
      } catch (error) {
        if (!isAbsent(error) || waited >= TASK_SHOWS_MS) throw error;
      }
      await this.parts.wait(POLL_MS);
    }
  }

  protected async create({ service, description, suffix }: NewRole): Promise<void> {
    await this.parts.iam.send(
      new CreateServiceLinkedRoleCommand({
        AWSServiceName: service,
        Description: description,
        CustomSuffix: suffix,
      }),
    );
  }
}
