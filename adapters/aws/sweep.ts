import { hostname } from 'node:os';
import type { ServiceProfile } from '../../model/index.ts';
import { Calls, contextOf, type Made, Presence } from '../endpoint/index.ts';
import { Account, awsLine, clientsOf, type Seams } from './account.ts';
import { LIMITS, RESERVE } from './budget.ts';
import { checkEnvironment, checkProfile } from './environment.ts';
import { checkAccount } from './identity.ts';
import { heldBy, holderOf, takeLease, untold, type Holder } from './lease.ts';
import { Ledger, readLedger, type LedgerFacts } from './ledger.ts';
import { removeAll, type Removed } from './removal.ts';
import { RunList } from './run-list.ts';
import { SETTLE_MS } from './target.ts';

export interface SweepOptions {
  /** The ledger of the run whose things are removed. */
  readonly ledger: string;
  readonly profile: ServiceProfile;
  readonly awsProfile?: string;
  /** Tells what would be removed, and changes nothing. */
  readonly dryRun?: boolean;
  /** Whoever sweeps knows that the run is at its end, though this machine cannot tell. */
  readonly runIsOver?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a process with this id runs on this machine. */
  readonly isAlive: (pid: number) => boolean;
}

/** What a sweep did, or would do. */
export interface Swept extends Removed {
  readonly run: string;
  readonly account: string;
  /** What the ledger tells of, in the account's names. */
  readonly told: readonly string[];
}

/**
 * Removes what a run's ledger says that it made, whatever it came to: roles of the service by their RoleId, everything else by
 * the run's own names. Twice is as good as once.
 * @throws TargetError where the ledger cannot be read, the credentials are of another account, or a run is at work
 */
export async function sweep(options: SweepOptions, seams: Seams = {}): Promise<Swept> {
  const { awsProfile, dryRun = false, profile } = options;
  checkEnvironment(options.env);
  await checkProfile(awsProfile);
  const facts = readLedger(options.ledger);
  const { account: id, deleteAfter, regions, run } = facts.begin;
  const line = await awsLine(seams);
  const api = clientsOf(line, new RunList(profile, run), awsProfile);
  await checkAccount(api, [id]);
  const holder = await holderOf(api).catch(untold);
  if (holder !== undefined && isAtWork(holder, facts, options, line.now())) throw heldBy(holder);
  const lease: Holder = { run, until: line.now() + RESERVE.ms };
  const ledger = dryRun ? undefined : new Ledger(options.ledger, line.now, 'more');
  const account = new Account({
    id,
    profile,
    awsProfile,
    run: { id: run, deleteAfter },
    ledger: ledger ?? { path: options.ledger, append: () => {}, close: () => {} },
    known: facts,
    limits: { requestsPerSecond: LIMITS.requestsPerSecond },
    adopts: false,
    lease,
    line,
  });
  account.cleansUp();
  const told = facts.made.map((made) => account.named(inWords(made)));
  if (dryRun) return { run, account: id, told: [...new Set(told)], left: [], alone: [] };
  if (holder?.run !== run) await takeLease(account.plain(), lease, line.now()).catch(untold);
  const parts = { profile, regions, presence: new Presence() };
  const calls = new Calls(account.api(), parts);
  const context = contextOf({ profile, regions, shared: true, calls, account: id, signedBy: () => calls });
  for (const made of facts.made) context.registry.will(made);
  const removed = await removeAll({
    context,
    api: account.api(),
    parts,
    settleMs: SETTLE_MS,
    clock: line.clock,
    goOn: () => !account.isStopped(),
  });
  if (removed.left.length === 0) await account.end();
  const named = (texts: readonly string[]) => texts.map((text) => account.named(text));
  return { run, account: id, told: [...new Set(told)], left: named(removed.left), alone: named(removed.alone) };
}

/** Whether the run of the ledger, or another, is at work in the account. */
function isAtWork({ run, until }: Holder, { begin }: LedgerFacts, options: SweepOptions, now: number): boolean {
  if (until <= now) return false;
  if (run !== begin.run) return true;
  if (options.runIsOver === true) return false;
  return begin.host !== hostname() || options.isAlive(begin.pid);
}

/** What was made, or was to be, in words. */
function inWords(made: Made): string {
  switch (made.kind) {
    case 'role':
      return `role ${made.name}`;
    case 'service-roles':
      return `service-linked role of ${made.principal}, where it is the run's`;
    case 'undo':
      return `${made.call.action} ${Object.values(made.call.input).map(String).join(' ')} in ${made.call.region}`;
    case 'support':
      return `conformance-${made.support}`;
    case 'restricted-user':
      return 'user conformance-restricted with its key';
  }
}
