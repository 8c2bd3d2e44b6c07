import { entriesAt, iam, textAt, type Members, type Value as Member } from '../../calls/index.ts';
import { type Api, NotAnswered } from '../endpoint/index.ts';
import { TargetError } from '../target-error.ts';
import { LEASE } from './allowed.ts';
import { saidBy } from './preflight.ts';
import { TAGS } from './run-id.ts';

/** Who holds an account, and until when. */
export interface Holder {
  /** The id of the run; empty where the lease does not tell. */
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Who holds the account; undefined where nobody does. */
export async function holderOf(api: Api): Promise<Holder | undefined> {
  let answer: Members;
  try {
    answer = await api.call(iam('GetInstanceProfile', { InstanceProfileName: LEASE }));
  } catch (error) {
    if (isRefused(error, 'NoSuchEntity')) return undefined;
    throw error;
  }
  const tags = new Map(
    entriesAt(answer, 'InstanceProfile', 'Tags').map((tag) => [textAt(tag, 'Key'), textAt(tag, 'Value') ?? '']),
  );
  const until = Date.parse(tags.get(TAGS.deleteAfter) ?? '');
  return { run: tags.get(TAGS.run) ?? '', until: Number.isNaN(until) ? Infinity : until };
}

const isRefused = (error: unknown, code: string): boolean =>
  error instanceof NotAnswered && error.outcome.kind === 'refused' && error.outcome.code === code;

/** The refusal of an account that another run holds. */
export const heldBy = ({ run, until }: Holder): TargetError =>
  new TargetError(
    'aws-refused',
    `The account is held by another run${run === '' ? '' : `, ${run}`}${until === Infinity ? '' : `, until ${new Date(until).toISOString()}`}.`,
    `Wait for its end. If it crashed, give its ledger to \`slr-conformance sweep\`, which removes what it left and the instance profile ${LEASE}.`,
  );

/**
 * Holds the account for a run, until a time that was chosen before: what the run may take, its clean-up included. IAM makes
 * one instance profile of a name, so that of two runs that begin at once one is refused. Nothing renews it: after a crash the
 * account is held until then, or until `sweep`.
 * @param now milliseconds since 1970
 * @throws TargetError where another run holds the account
 */
export async function takeLease(api: Api, own: Holder, now: number): Promise<void> {
  const tag = (Key: string, Value: string): Member => ({ Key, Value });
  const Tags = [tag(TAGS.run, own.run), tag(TAGS.deleteAfter, new Date(own.until).toISOString())];
  const make = (): Promise<unknown> => api.call(iam('CreateInstanceProfile', { InstanceProfileName: LEASE, Tags }));
  await make().catch(async (error: unknown) => {
    if (!(error instanceof NotAnswered) || error.outcome.kind === 'unsupported') throw error;
    const holder = await holderOf(api);
    if (holder === undefined) throw error;
    // An answer that was lost may have been the run's own.
    if (holder.run === own.run) return;
    if (holder.until > now) throw heldBy(holder);
    await releaseLease(api);
    await make();
  });
  const holder = await holderOf(api);
  if (holder !== undefined && holder.run !== own.run) throw heldBy(holder);
}

/** Lets the account go. */
export async function releaseLease(api: Api): Promise<void> {
  try {
    await api.call(iam('DeleteInstanceProfile', { InstanceProfileName: LEASE }));
  } catch (error) {
    if (!isRefused(error, 'NoSuchEntity')) throw error;
  }
}

/** What is thrown where IAM did not tell who holds the account. */
export function untold(error: unknown): never {
  if (!(error instanceof NotAnswered)) throw error;
  throw new TargetError(
    'aws-refused',
    `Who holds the account cannot be told: ${saidBy(error)}.`,
    'Allow what `slr-conformance policy` prints, and try again.',
  );
}
