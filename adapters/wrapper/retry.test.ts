import { describe, expect, it } from 'vitest';
import { retriesOn } from './retry.ts';

const patience = () => {
  const pauses: number[] = [];
  const clock = {
    now: () => 0,
    wait: async (ms: number) => {
      pauses.push(ms);
    },
  };
  return { clock, pauses };
};

describe('retries on a clock', () => {
  it.each([
    ['THROTTLING', [500, 1000, 2000]],
    ['TRANSIENT', [100, 200, 400]],
    ['SERVER_ERROR', [100, 200, 400]],
  ])('wait ever longer after %s, until the attempts are used up', async (errorType, expected) => {
    const { clock, pauses } = patience();
    const strategy = retriesOn(clock, 4);
    let token = await strategy.acquireInitialRetryToken();
    for (let turn = 1; turn <= 3; turn += 1) {
      token = await strategy.refreshRetryTokenForRetry(token, { errorType });
      expect([token.getRetryCount(), token.getRetryDelay()]).toEqual([turn, 0]);
    }
    await expect(strategy.refreshRetryTokenForRetry(token, { errorType })).rejects.toThrow('No further attempt.');
    expect(pauses).toEqual(expected);
  });

  it('never repeat what AWS refused', async () => {
    const { clock, pauses } = patience();
    const strategy = retriesOn(clock, 4);
    const token = await strategy.acquireInitialRetryToken();
    await expect(strategy.refreshRetryTokenForRetry(token, { errorType: 'CLIENT_ERROR' })).rejects.toThrow(
      'No further attempt.',
    );
    expect(pauses).toEqual([]);
  });
});
