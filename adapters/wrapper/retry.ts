import type { Clock } from '../endpoint/index.ts';

/** Milliseconds before the first repeat: after throttling, and after anything else; doubled with every further one. */
const FIRST_PAUSE = { THROTTLING: 500, other: 100 } as const;
const LONGEST_PAUSE = 20_000;

/** What the SDK is handed for each attempt. */
export interface RetryToken {
  getRetryCount(): number;
  /** Zero: the pause is over when the token is given. */
  getRetryDelay(): number;
}

const token = (count: number): RetryToken => ({ getRetryCount: () => count, getRetryDelay: () => 0 });

/**
 * The SDK's standard retries, with their pauses on a given clock and without jitter: a retry strategy for SDK clients. Only
 * throttling, server errors and lost connections are tried again.
 */
export const retriesOn = (clock: Clock, maxAttempts: number) => ({
  acquireInitialRetryToken: async (): Promise<RetryToken> => token(0),
  async refreshRetryTokenForRetry(
    before: RetryToken,
    { errorType }: { readonly errorType: string },
  ): Promise<RetryToken> {
    const count = before.getRetryCount() + 1;
    if (errorType === 'CLIENT_ERROR' || count >= maxAttempts) throw new Error('No further attempt.');
    const first = errorType === 'THROTTLING' ? FIRST_PAUSE.THROTTLING : FIRST_PAUSE.other;
    await clock.wait(Math.min(LONGEST_PAUSE, first * 2 ** (count - 1)));
    return token(count);
  },
  recordSuccess(): void {},
});
