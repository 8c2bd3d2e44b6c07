import type { Call, Members } from '../../calls/index.ts';
import { type Api, NotAnswered } from '../endpoint/index.ts';
import { BudgetSpent, TargetGone } from '../target-gone.ts';
import { allowed } from './allowed.ts';
import type { RunList } from './run-list.ts';
import type { Budget } from './budget.ts';
import { saidBy } from './preflight.ts';
import type { Ownership, RoleIdentity } from './ownership.ts';

/** Codes by which AWS says that the caller's credentials are none any more, or that the clock is wrong. */
const CREDENTIALS =
  /^(?:ExpiredToken(?:Exception)?|InvalidClientTokenId|UnrecognizedClientException|RequestExpired|SignatureDoesNotMatch|InvalidSignatureException|TokenRefreshRequired|AuthFailure)$/;

/** Codes by which AWS says that a change was not made since another was under way (seen by many for IAM). */
const BUSY = /^(?:ConcurrentModification|EntityTemporarilyUnmodifiable)/;

export interface GateParts {
  readonly list: RunList;
  readonly ownership: Ownership;
  readonly budget: Budget;
  /** Whether a role that was there before is left alone. */
  readonly adopts: boolean;
  /** Why nothing may be changed any more: the account is not held; undefined while it is. */
  readonly unheld: () => string | undefined;
}

/** What calls of a run pass before they are sent, and what is made of answers that tell of the account and not of AWS. */
export class Gate {
  readonly #parts: GateParts;
  /** What the account's policies denied: `iam:CreateUser on ...`. */
  readonly denied = new Set<string>();
  #budget: Budget;
  #stopped: TargetGone | undefined;
  /** Why the run was ended early; undefined where it was not. */
  why: string | undefined;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#budget = parts.budget;
  }

  /** A role that was there before is the run's to delete. */
  takes(role: RoleIdentity): void {
    this.#parts.ownership.take(role);
  }

  /** From now on calls remove what was made, and use this budget. */
  cleansUp(reserve: Budget): void {
    this.#budget = reserve;
    this.#stopped = undefined;
  }

  /** Sends nothing more. */
  stop(why: string): TargetGone {
    return this.#stop(new TargetGone(why));
  }

  /** An API in the run's names, of which only what the run may send is sent. */
  before(api: Api, who: 'run' | 'restricted' = 'run'): Api {
    return { call: (call) => this.#call(api, call, who) };
  }

  #stop(gone: TargetGone): TargetGone {
    this.why ??= gone.message;
    return (this.#stopped ??= gone);
  }

  async #call(api: Api, call: Call, who: 'run' | 'restricted'): Promise<Members> {
    const { list, ownership, unheld } = this.#parts;
    if (this.#stopped !== undefined) throw this.#stopped;
    const refused = list.refuses(call);
    if (refused !== undefined) throw unsupported(refused);
    const reads = allowed(call)?.reads === true;
    const makes = call.action.startsWith('Create');
    const spent = this.#budget.spent(makes);
    if (spent !== undefined) throw this.#stop(new BudgetSpent(spent));
    try {
      if (!reads) {
        const lost = unheld();
        if (lost !== undefined) throw this.stop(lost);
        await this.#checkOwn(api, call);
        if (makes) this.#budget.makes();
        if (mayMakeRole(call) || (call.action === 'CreateRole' && list.isLinked(call.input['RoleName'])))
          ownership.mayMake();
      }
      await this.#budget.turn();
      const answer = await this.#sent(api, call);
      ownership.shown(answer);
      return answer;
    } catch (error) {
      throw this.#told(error, call, who);
    }
  }

  /** Asks once more, a few times, where others changed the same thing at the same moment. */
  async #sent(api: Api, call: Call): Promise<Members> {
    for (let again = 1; ; again += 1)
      try {
        return await api.call(call);
      } catch (error) {
        const isBusy =
          error instanceof NotAnswered && error.outcome.kind === 'refused' && BUSY.test(error.outcome.code);
        if (!isBusy) throw error;
        if (again === 4) throw new NotAnswered({ kind: 'indeterminate', why: saidBy(error) });
        await this.#budget.turn();
      }
  }

  /** A role of the service is edited and deleted only where it is the run's. */
  async #checkOwn(api: Api, { service, action, input }: Call): Promise<void> {
    const { list, ownership, adopts } = this.#parts;
    const role = input['RoleName'];
    if (service !== 'iam' || !list.isLinked(role)) return;
    if (!adopts) await this.#budget.turn();
    if (adopts || !(await ownership.isOwn(api, String(role))))
      throw unsupported(`not ours: ${action} on ${String(role)}`);
  }

  #told(error: unknown, { service, action }: Call, who: 'run' | 'restricted'): unknown {
    if (!(error instanceof NotAnswered)) return error instanceof TargetGone ? error : this.#lost(error);
    const { outcome } = error;
    if (outcome.kind !== 'refused' || who === 'restricted') return error;
    if (CREDENTIALS.test(outcome.code)) return this.stop(`AWS takes the credentials no more: ${outcome.code}.`);
    // Who may not assume a role is told so by the role's trust policy, which is what is asked about.
    const isDenied =
      /^(?:AccessDenied|Forbidden)/.test(outcome.code) && /not authorized to perform/.test(outcome.message);
    if (!isDenied || action === 'AssumeRole') return error;
    // A service may be denied what it does for the caller.
    const [, named] = /perform: ([\w-]+:\w+)/.exec(outcome.message) ?? [];
    this.denied.add(named ?? `${service}:${action}`);
    return new NotAnswered({
      kind: 'indeterminate',
      why: `denied in this account: ${outcome.message}`,
      http: outcome.http,
    });
  }

  /** What could not be sent at all: no credentials, no room for the ledger. */
  #lost(error: unknown): TargetGone {
    return this.stop(error instanceof Error ? error.message : String(error));
  }
}

const unsupported = (evidence: string): NotAnswered => new NotAnswered({ kind: 'unsupported', evidence });

/** Whether a call may bring the service's role about. */
const mayMakeRole = ({ action, input }: Call): boolean =>
  action === 'CreateServiceLinkedRole' ||
  (/^(?:ConfigureLogs|CreatePackagingGroup)$/.test(action) &&
    (input['EgressAccessLogs'] !== undefined || input['IngressAccessLogs'] !== undefined));
