import { entriesAt, iam, partAt, textAt, type Members } from '../../calls/index.ts';
import { type Api, NotAnswered } from '../endpoint/index.ts';
import type { LedgerFacts, LedgerWriter } from './ledger.ts';
import { TAGS } from './run-id.ts';
import type { RunList } from './run-list.ts';

/** Milliseconds by which the clocks of this machine and of IAM may differ, whose dates are whole seconds. */
const SKEW_MS = 5_000;

/** Milliseconds within which a role is there that a call asked for; recorded is less than one second. */
const MAKING_MS = 120_000;

/** A role by what no other role has. */
export interface RoleIdentity {
  readonly roleId: string;
  /** ISO 8601. */
  readonly createDate: string;
}

/** The identity of the role in an answer. */
export function identityOf(role: unknown): RoleIdentity | undefined {
  const roleId = textAt(role, 'RoleId');
  const date = partAt(role, ['CreateDate']);
  const createDate = date instanceof Date ? date.toISOString() : typeof date === 'string' ? date : undefined;
  return roleId === undefined || createDate === undefined ? undefined : { roleId, createDate };
}

/**
 * Which roles with the name of the service's are the run's: those that came to be while a call of its own could make one,
 * and those that bear its tag. A role is known by its RoleId from then on, and never taken for the run's by its name.
 */
export class Ownership {
  readonly #run: string;
  readonly #ledger: LedgerWriter;
  readonly #list: RunList;
  readonly #now: () => number;
  readonly #ids: Set<string>;
  readonly #asked: number[];

  constructor(
    run: string,
    list: RunList,
    ledger: LedgerWriter,
    now: () => number,
    known: Pick<LedgerFacts, 'roles' | 'mayMakeRoleAt'> = { roles: [], mayMakeRoleAt: [] },
  ) {
    this.#run = run;
    this.#list = list;
    this.#ledger = ledger;
    this.#now = now;
    this.#ids = new Set(known.roles.map(({ roleId }) => roleId));
    this.#asked = [...known.mayMakeRoleAt];
  }

  /** Notes, before it is sent, that a call may make the role. */
  mayMake(): void {
    this.#ledger.append({ is: 'may-make-role' });
    this.#asked.push(this.#now());
  }

  /** Takes a role for the run's from now on. */
  take(role: RoleIdentity): void {
    if (this.#ids.has(role.roleId)) return;
    this.#ledger.append({ is: 'role', ...role });
    this.#ids.add(role.roleId);
  }

  /** Takes notice of an answer that shows a role with the name of the service's, in any letters. */
  shown(answer: Members): void {
    const role = answer['Role'];
    const identity = identityOf(role);
    if (identity === undefined || !this.#list.isLinked(textAt(role, 'RoleName'))) return;
    if (this.#cameWhileAsked(identity) || this.#isTagged(role)) this.take(identity);
  }

  /**
   * Whether a role is the run's, or not there at all.
   * @throws NotAnswered where nobody tells
   */
  async isOwn(api: Api, RoleName: string): Promise<boolean> {
    try {
      const answer = await api.call(iam('GetRole', { RoleName }));
      this.shown(answer);
      const identity = identityOf(answer['Role']);
      return identity !== undefined && this.#ids.has(identity.roleId);
    } catch (error) {
      if (error instanceof NotAnswered && error.outcome.kind === 'refused' && error.outcome.code === 'NoSuchEntity')
        return true;
      throw error;
    }
  }

  #isTagged(role: unknown): boolean {
    return entriesAt(role, 'Tags').some((tag) => textAt(tag, 'Key') === TAGS.run && textAt(tag, 'Value') === this.#run);
  }

  #cameWhileAsked({ createDate }: RoleIdentity): boolean {
    const made = Date.parse(createDate);
    return this.#asked.some((at) => made >= at - SKEW_MS && made <= at + MAKING_MS);
  }
}
