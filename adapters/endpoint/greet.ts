import { NAMES, textAt } from '../../calls/index.ts';
import { TargetError } from '../target-error.ts';
import { NotAnswered, type Calls } from './calls.ts';

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * The first call to a target: whether anyone is there, and, when `account` is given, whether the server lives in that
 * account. One read (sts:GetCallerIdentity, or iam:GetRole where the account is not in doubt: an emulator with many
 * accounts may look through all of them for the caller). A server that has no such call is taken at its word.
 * @throws TargetError when nobody answers, or when worlds would share the server's one account
 */
export async function greet(calls: Calls, url: URL, account: string | undefined): Promise<void> {
  let told: string | undefined;
  try {
    if (account === undefined) await calls.iam('GetRole', { RoleName: NAMES.ordinaryRole });
    else
      told = textAt(
        await calls.ask({ service: 'sts', action: 'GetCallerIdentity', region: calls.region(0), input: {} }),
        'Account',
      );
  } catch (error) {
    if (!(error instanceof NotAnswered)) throw error;
    if (error.failureCode !== undefined && UNREACHABLE.has(error.failureCode))
      throw new TargetError(
        'unreachable',
        `Nothing answers at ${url.href} (${error.failureCode}).`,
        'Start the emulator, or correct the address.',
      );
    return;
  }
  if (account === undefined || told === undefined || told === '' || told === account) return;
  throw new TargetError(
    'isolation-ignored',
    `The server at ${url.href} answers for account ${told} though the access key id names account ${account}, so that worlds would share their roles.`,
    'Name the emulator beside its URL if the suite knows it (--target moto --url URL); else say how it tells accounts apart: --isolation header:NAME, or --isolation none.',
  );
}
