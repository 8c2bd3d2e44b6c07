import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ServiceProfile } from '../../model/index.ts';
import { Calls, Presence } from '../endpoint/index.ts';
import { TargetError } from '../target-error.ts';
import { Account, awsLine, clientsOf, type AwsLine, type Seams } from './account.ts';
import { RunList } from './run-list.ts';
import { LIMITS, RESERVE, type Limits } from './budget.ts';
import { checkEnvironment, checkProfile } from './environment.ts';
import { checkAccount, managementAccount } from './identity.ts';
import { heldBy, holderOf, takeLease, untold } from './lease.ts';
import { Ledger } from './ledger.ts';
import { checkFit, look, type Leave } from './preflight.ts';
import { newRunId, type RunMark } from './run-id.ts';
import { AwsTarget } from './target.ts';

/** What whoever runs the suite decides. */
export interface AwsOptions extends Leave {
  readonly profile: ServiceProfile;
  /** The accounts in which a run may begin; twelve digits each. */
  readonly accounts: readonly string[];
  /** Region names, at least two. */
  readonly regions: readonly string[];
  /** A profile of AWS's configuration files. */
  readonly awsProfile?: string;
  /** Whether the account may be the management account of an organization. */
  readonly managementAccount?: boolean;
  /** Where the ledger goes: a new file; `slr-conformance-ledger/RUN.jsonl` unless given. */
  readonly ledger?: string;
  readonly limits?: Partial<Limits>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of this process, for the ledger. */
  readonly pid: number;
}

const DAY_MS = 86_400_000;

/**
 * Opens a real account for a run: who asks, in which account, what is there. Nothing is made before all of that was found to
 * be in order, the ledger lies on the disk, and the account is held.
 * @throws TargetError where any of it is not
 */
export async function openAws(options: AwsOptions, seams: Seams = {}): Promise<AwsTarget> {
  const { accounts, adoptExisting = false, awsProfile, env, limits, profile, regions } = options;
  checkEnvironment(env);
  await checkProfile(awsProfile);
  const line = await awsLine(seams);
  const run = mark(line, newRunId());
  const list = new RunList(profile, run.id);
  const api = clientsOf(line, list, awsProfile);
  const id = await checkAccount(api, accounts);
  if (options.managementAccount !== true) await checkMember(line, id, awsProfile);
  const held = await holderOf(api).catch(untold);
  if (held !== undefined && held.until > line.now()) throw heldBy(held);
  const found = await look(new Calls(api, { profile, regions, presence: new Presence() }), profile);
  checkFit(found, profile, options);
  const file = options.ledger ?? join('slr-conformance-ledger', `${run.id}.jsonl`);
  const ledger = seams.ledger ?? new Ledger(file, line.now);
  ledger.append({
    is: 'begin',
    ledger: 1,
    run: run.id,
    account: id,
    service: profile.id,
    regions: [...regions],
    deleteAfter: run.deleteAfter,
    found: found.role ?? null,
    host: hostname(),
    pid: options.pid,
  });
  const lease = { run: run.id, until: line.now() + (limits?.ms ?? LIMITS.ms) + RESERVE.ms };
  const adopts = adoptExisting && (found.role !== undefined || found.logging.length > 0);
  const account = new Account({ id, profile, awsProfile, run, ledger, adopts, lease, line, ...(limits && { limits }) });
  await takeLease(account.plain(), lease, line.now()).catch(untold);
  const target = new AwsTarget({ account, profile, regions, found });
  if (found.role !== undefined && !adopts) await target.removeFound(found.role);
  return target;
}

/** A run that is about to begin. What it makes is nobody's need a day later. */
const mark = ({ now }: AwsLine, id: string): RunMark => ({ id, deleteAfter: new Date(now() + DAY_MS).toISOString() });

async function checkMember(line: AwsLine, account: string, awsProfile: string | undefined): Promise<void> {
  const management = await managementAccount({
    transport: line.transport,
    credentials: line.seams.credentials,
    profile: awsProfile,
  });
  if (management === account)
    throw new TargetError(
      'aws-refused',
      `Account ${account} is the management account of its organization, where no policy of the organization holds.`,
      'Use a member account made for tests, or add --management-account.',
    );
}
