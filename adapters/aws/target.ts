import type { ServiceProfile } from '../../model/index.ts';
import { type Api, Calls, type Context, EndpointSession, Presence, contextOf, perform } from '../endpoint/index.ts';
import type { Session, Target, TargetDescription } from '../port.ts';
import type { Account } from './account.ts';
import type { RoleIdentity } from './ownership.ts';
import type { Found } from './preflight.ts';
import { removeAll, type Removed } from './removal.ts';

/** Milliseconds within which a change shows and a deletion ends (recorded: 245 s until one failed). */
export const SETTLE_MS = 300_000;

export interface AwsTargetParts {
  readonly account: Account;
  readonly profile: ServiceProfile;
  readonly regions: readonly string[];
  /** What was there before. */
  readonly found: Found;
}

/** One session, and whether what it made is gone. */
interface Stay {
  readonly context: Context;
  readonly api: Api;
  clean: boolean;
}

/** A real account, in which each program begins with nothing of the run's and ends so. */
export class AwsTarget implements Target {
  readonly #parts: AwsTargetParts;
  readonly #presence = new Presence();
  readonly #stays: Stay[] = [];
  readonly #removed: Removed[] = [];
  /** What was let be, since it is not the run's, and why. */
  readonly alone = new Set<string>();
  #closing: Promise<void> | undefined;
  #isDone = false;

  constructor(parts: AwsTargetParts) {
    this.#parts = parts;
  }

  describe(): TargetDescription {
    const { account, regions } = this.#parts;
    return {
      name: 'aws',
      isolation: 'none: one account, in which each program removes what it made',
      leftovers: true,
      consistency: { settleMs: SETTLE_MS, virtualTime: account.isVirtual, far: true },
      regions,
    };
  }

  async open(): Promise<Session> {
    const { account, profile } = this.#parts;
    const parts = this.#callsParts;
    const api = account.api();
    const calls = new Calls(api, parts);
    const context = contextOf({
      profile,
      regions: parts.regions,
      shared: true,
      calls,
      account: account.id,
      signedBy: (key) => new Calls(account.api(key), parts),
      onWill: (made) => account.ledger.append({ is: 'will', made }),
    });
    const stay: Stay = { context, api, clean: false };
    this.#stays.push(stay);
    return new EndpointSession({
      context,
      line: { account: account.id, transport: account.transport },
      clock: account.clock,
      perform,
      callsBefore: account.transport.calls,
      leave: async () => void (await this.#clean(stay)),
    });
  }

  /** Removes the role that was there, in an account in which nobody needs it. */
  async removeFound(role: RoleIdentity): Promise<void> {
    const { account, profile } = this.#parts;
    account.gate.takes(role);
    const session = (await this.open()) as EndpointSession;
    this.#stays.at(-1)?.context.registry.will({ kind: 'service-roles', principal: profile.principal });
    await session.close();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** Leaves everything where it is. */
  abandon(): void {
    this.#parts.account.stop();
  }

  /** Twelve digits. */
  get account(): string {
    return this.#parts.account.id;
  }

  /** Where the ledger is. */
  get ledger(): string {
    return this.#parts.account.ledger.path;
  }

  /** What whoever runs the suite should know besides the verdicts. */
  get notes(): readonly string[] {
    const { account, found } = this.#parts;
    const { denied } = account.gate;
    return [
      ...(denied.size === 0
        ? []
        : [`Denied in this account, so nothing is said of it: ${[...denied].sort().join(', ')}.`]),
      ...(found.notEnabled.length === 0 ? [] : [`Not enabled, so not looked at: ${found.notEnabled.join(', ')}.`]),
      ...[...this.alone].map((one) => `Let be: ${one}.`),
      ...(account.gate.why === undefined ? [] : [account.gate.why]),
    ];
  }

  /** What is still in the account, or may be; empty once all is gone. */
  get left(): readonly string[] {
    if (this.#isDone) return this.#removed.flatMap(({ left }) => left.map((one) => this.#parts.account.named(one)));
    return ['what the program that was cut off had made'];
  }

  get #callsParts() {
    const { profile, regions } = this.#parts;
    return { profile, regions, presence: this.#presence };
  }

  async #clean(stay: Stay): Promise<Removed> {
    const { account } = this.#parts;
    const { clock, isStopped } = account;
    const { context, api } = stay;
    const removed = await removeAll({
      context,
      api,
      parts: this.#callsParts,
      settleMs: SETTLE_MS,
      clock,
      goOn: () => !isStopped(),
    });
    stay.clean = removed.left.length === 0;
    for (const one of removed.alone) this.alone.add(account.named(one));
    return removed;
  }

  /** Removes what sessions left that were cut off, sees to it that nothing is there, and lets the account go. */
  async #close(): Promise<void> {
    const { account } = this.#parts;
    account.cleansUp();
    for (const stay of this.#stays) if (!stay.clean) this.#removed.push(await this.#clean(stay));
    if (this.#removed.every(({ left }) => left.length === 0)) await account.end();
    this.#isDone = true;
  }
}
