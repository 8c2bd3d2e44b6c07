import { entriesAt, iam, partAt, textAt, type Call, type Members } from '../../calls/index.ts';
import { servicePath, type ServiceProfile } from '../../model/index.ts';
import { type Api, type Calls, NotAnswered, allEntries } from '../endpoint/index.ts';
import { TargetError } from '../target-error.ts';
import { identityOf, type RoleIdentity } from './ownership.ts';
import { regionsOf } from './regions.ts';
import { runOfName } from './run-id.ts';

/** What was found in an account before anything is made. */
export interface Found {
  readonly role: RoleIdentity | undefined;
  /** Resources that log, of anybody's making: `channel news in eu-west-1`. */
  readonly logging: readonly string[];
  /** Runs that left channels or groups behind. */
  readonly leftBy: readonly string[];
  /** Regions that the account has not enabled, so that nothing can be in them. */
  readonly notEnabled: readonly string[];
}

/** How AWS says that an account has not enabled a region. */
const NOT_ENABLED =
  /^(?:UnrecognizedClientException|InvalidClientTokenId|OptInRequired|SubscriptionRequiredException)$/;

const refused = (problem: string, hint: string): TargetError => new TargetError('aws-refused', problem, hint);

/**
 * Reads the role, and every channel and group in every region that the service has: a role is in use wherever anybody logs.
 * @throws TargetError where any of that cannot be read
 */
export async function look(calls: Calls, profile: ServiceProfile): Promise<Found> {
  const logging: string[] = [];
  const leftBy = new Set<string>();
  const notEnabled = new Set<string>();
  const role = await read('the role of the service', () => roleOf({ call: (call) => calls.ask(call) }, profile));
  for (const { name, sides, members, calls: own } of profile.resources) {
    const service = own.CreateResource?.service as 'mediapackage' | 'mediapackage-vod';
    if (members === undefined) continue;
    const [action, member] = members.list;
    for (const region of regionsOf(service)) {
      const call: Call = { service, action, region, input: {} };
      const entries = await read(`the ${name}s in ${region}`, async () => {
        try {
          return await allEntries(calls, call, member);
        } catch (error) {
          if (!isNotEnabled(error)) throw error;
          notEnabled.add(region);
          return [];
        }
      });
      for (const entry of entries) {
        const id = textAt(entry, members.id) ?? '';
        const run = runOfName(id);
        if (run !== undefined) leftBy.add(run);
        if (sides.some((side) => (partAt(entry, [side.member]) ?? null) !== null))
          logging.push(`${name} ${id} in ${region}`);
      }
    }
  }
  return { role, logging, leftBy: [...leftBy], notEnabled: [...notEnabled] };
}

const isNotEnabled = (error: unknown): boolean =>
  error instanceof NotAnswered && error.outcome.kind === 'refused' && NOT_ENABLED.test(error.outcome.code);

async function read<T>(what: string, reading: () => Promise<T>): Promise<T> {
  try {
    return await reading();
  } catch (error) {
    if (!(error instanceof NotAnswered)) throw error;
    throw refused(
      `Whether the account is fit cannot be told: ${what} could not be read (${saidBy(error)}).`,
      'Allow the run what `slr-conformance policy` prints, and try again.',
    );
  }
}

/** What an answer that was none said, in words. */
export function saidBy({ outcome }: NotAnswered): string {
  if (outcome.kind === 'refused') return `${outcome.code}: ${outcome.message}`;
  return outcome.kind === 'unsupported' ? outcome.evidence : outcome.why;
}

/** The role of the service, whatever it is called. */
async function roleOf(api: Api, profile: ServiceProfile): Promise<RoleIdentity | undefined> {
  const listed = entriesAt(await api.call(iam('ListRoles', { PathPrefix: servicePath(profile) })), 'Roles');
  const shown = listed.map(identityOf).find((identity) => identity !== undefined);
  if (shown !== undefined) return shown;
  try {
    const answer: Members = await api.call(iam('GetRole', { RoleName: profile.roleName }));
    return identityOf(answer['Role']) ?? { roleId: 'unknown', createDate: new Date(0).toISOString() };
  } catch (error) {
    if (error instanceof NotAnswered && error.outcome.kind === 'refused' && error.outcome.code === 'NoSuchEntity')
      return undefined;
    throw error;
  }
}

/** What whoever runs the suite says of the account. */
export interface Leave {
  /** The role is there and stays as it is. */
  readonly adoptExisting?: boolean;
  /** Nobody needs the role that is there. */
  readonly disposableAccount?: boolean;
}

/**
 * Whether a run may begin in an account in which this was found.
 * @throws TargetError where it may not
 */
export function checkFit({ role, logging, leftBy }: Found, profile: ServiceProfile, leave: Leave): void {
  const [left] = leftBy;
  if (left !== undefined)
    throw refused(
      `The account holds what run ${left} left.`,
      'Give its ledger to `slr-conformance sweep` first; without it, remove by hand what bears the tag slr-conformance:run.',
    );
  if (leave.adoptExisting === true) return;
  const [first, ...others] = logging;
  if (first !== undefined)
    throw refused(
      `Access logs are on that this run did not turn on: ${first}${others.length === 0 ? '' : ` and ${others.length} more`}.`,
      'Choose an account in which nobody logs, or add --adopt-existing: the role is then left alone.',
    );
  if (role !== undefined && leave.disposableAccount !== true)
    throw refused(
      `The role ${profile.roleName} is there (${role.roleId}, made ${role.createDate}), and this run did not make it.`,
      'Add --adopt-existing to leave it alone, or --disposable-account if nobody needs it: it is deleted then.',
    );
}
