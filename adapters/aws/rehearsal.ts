import { Cloud } from '../cloud/index.ts';
import type { Handler } from '../endpoint/index.ts';
import { inProcessHandler, readRequest, wireHandler } from '../wire/index.ts';
import { openAws, type AwsOptions } from './open.ts';
import type { AwsTarget } from './target.ts';

/** Milliseconds that a call of AWS takes, about. */
const CALL_MS = 150;

/** A run that is tried on the server that plays AWS, in this process: nothing leaves. */
export interface Rehearsal {
  readonly target: AwsTarget;
  /** How often each action was sent by now: `iam:GetRole`. */
  readonly counts: () => ReadonlyMap<string, number>;
  /** Milliseconds that it would have taken by now. */
  readonly ms: () => number;
}

/**
 * Opens the account that plays AWS as a real one would be opened, with the same budgets. Deletions of roles take 40 seconds
 * there, as the slower recorded ones do.
 */
export async function rehearse(options: AwsOptions): Promise<Rehearsal> {
  const cloud = new Cloud({ clock: 'virtual', personality: 'slow' });
  const counts = new Map<string, number>();
  const answer = wireHandler(cloud);
  const handler: unknown = inProcessHandler((request) => {
    const asked = readRequest(request);
    if ('call' in asked) {
      const name = `${asked.call.service}:${asked.call.action}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    cloud.advance(CALL_MS);
    return answer(request);
  });
  const [account = ''] = options.accounts;
  const target = await openAws(
    { ...options, managementAccount: true, env: {} },
    {
      handler: handler as Handler,
      credentials: { accessKeyId: account, secretAccessKey: 'rehearsal' },
      clock: { now: () => cloud.now(), wait: async (ms) => cloud.advance(ms) },
      date: () => cloud.date(),
      ledger: { path: 'none', append: () => {}, close: () => {} },
    },
  );
  return { target, counts: () => counts, ms: () => cloud.now() };
}
