import { randomBytes } from 'node:crypto';
import type { Outcome } from '../../model/index.ts';
import { OTHER_TRUST, textAt, type Members } from '../../calls/index.ts';
import { TargetError } from '../target-error.ts';
import { NotAnswered, type Calls } from './calls.ts';
import { identities, KNOWN_HEADERS, type Identity, type Isolation } from './isolation.ts';

/** What a trial works with. */
export interface Trial {
  readonly url: URL;
  /** The calls of an account. */
  readonly callsOf: (identity: Identity) => Calls;
  /** Lets time pass, in milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long a change may take to show, in milliseconds. */
  readonly settleMs: number;
}

/** Milliseconds between two looks for a role that was just made. */
const PAUSE_MS = 100;

/**
 * How a server keeps worlds apart, found by trying: an ordinary role is made in one world, looked for in another, and
 * removed. A way that is given is held to that; where none is, those that are known are tried in turn, and a server that heeds
 * none of them has one account for all. Where no role can be made, the server is asked whose calls it takes them for; one
 * that does not tell is believed to heed what is given, and to have one account where nothing is.
 * @throws TargetError when nobody answers, or when the server does not heed what is given
 */
export async function foundIsolation(given: Exclude<Isolation, 'none'> | undefined, trial: Trial): Promise<Isolation> {
  const ways = given === undefined ? ['access-key' as const, ...KNOWN_HEADERS.map((header) => ({ header }))] : [given];
  const RoleName = `conformance-apart-${randomBytes(6).toString('hex')}`;
  const here = trial.callsOf(identities(ways[0] ?? 'access-key')());
  const made = await tried(here.iam('CreateRole', { RoleName, AssumeRolePolicyDocument: OTHER_TRUST }), trial.url);
  try {
    const shows = !isOutcome(made) && (await comesToShow(here, RoleName, trial));
    for (const way of ways) {
      const identity = identities(way)();
      const there = trial.callsOf(identity);
      const apart = shows ? await lacks(there, RoleName, trial.url) : await isOwn(there, identity, trial.url);
      if (apart ?? given !== undefined) return way;
    }
  } finally {
    if (!isOutcome(made) || made.kind === 'indeterminate') await tried(here.iam('DeleteRole', { RoleName }), trial.url);
  }
  if (given === undefined) return 'none';
  throw new TargetError(
    'isolation-ignored',
    `The server at ${trial.url.href} takes no notice of ${given === 'access-key' ? 'the access key id' : `the header ${given.header}`}: what one world makes is there in another.`,
    'Leave --isolation out, and the way is found; or give --isolation header:NAME, or --isolation none.',
  );
}

const isOutcome = (came: Members | Outcome): came is Outcome => 'kind' in came;

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * What came of a first call: the answer, or the outcome that is none.
 * @throws TargetError when nobody is there
 */
export async function tried(call: Promise<Members>, url: URL): Promise<Members | Outcome> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof NotAnswered)) throw error;
    if (error.failureCode === undefined || !UNREACHABLE.has(error.failureCode)) return error.outcome;
    throw new TargetError(
      'unreachable',
      `Nothing answers at ${url.href} (${error.failureCode}).`,
      'Start the emulator, or correct the address.',
    );
  }
}

/** Whether a role that was made is seen, within the window, where it was made: otherwise its absence elsewhere tells nothing. */
async function comesToShow(calls: Calls, RoleName: string, { settleMs, url, wait }: Trial): Promise<boolean> {
  for (let left = settleMs; ; left -= PAUSE_MS) {
    if (!isOutcome(await tried(calls.iam('GetRole', { RoleName }), url))) return true;
    if (left <= 0) return false;
    await wait(PAUSE_MS);
  }
}

/** Whether a world does without a role; undefined where it does not tell. */
async function lacks(calls: Calls, RoleName: string, url: URL): Promise<boolean | undefined> {
  const seen = await tried(calls.iam('GetRole', { RoleName }), url);
  if (!isOutcome(seen)) return false;
  return seen.kind === 'refused' && seen.code === 'NoSuchEntity' ? true : undefined;
}

/** Whether calls are taken for those of the account that they name; undefined where the server does not tell. */
async function isOwn(calls: Calls, { account }: Identity, url: URL): Promise<boolean | undefined> {
  const call = { service: 'sts', action: 'GetCallerIdentity', region: calls.region(0), input: {} } as const;
  const told = await tried(calls.ask(call), url);
  const theirs = isOutcome(told) ? '' : (textAt(told, 'Account') ?? '');
  return theirs === '' ? undefined : theirs === account;
}
