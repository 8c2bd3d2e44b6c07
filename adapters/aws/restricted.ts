import { iam, type Call, type Members } from '../../calls/index.ts';
import { type Api, type Clock, NotAnswered } from '../endpoint/index.ts';

/** Milliseconds for which a new key and the policy of its user may be unknown to IAM. */
const KNOWN_MS = 60_000;

/** So often in a row a new user is answered as its policy says before it is taken for known everywhere. */
const ANSWERS = 3;

/**
 * The calls of a user that was just made: the first waits until AWS knows the key and its policy, so that a refusal is that
 * of a policy and not of an hour.
 */
export function whenKnown(api: Api, clock: Clock): Api {
  let known: Promise<void> | undefined;
  return {
    async call(call: Call): Promise<Members> {
      await (known ??= answered(api, clock));
      return api.call(call);
    },
  };
}

async function answered(api: Api, clock: Clock): Promise<void> {
  const end = clock.now() + KNOWN_MS;
  for (let inARow = 0, pause = 250; inARow < ANSWERS; pause = Math.min(2 * pause, 5_000)) {
    inARow = (await isKnown(api)) ? inARow + 1 : 0;
    if (clock.now() >= end)
      throw new NotAnswered({
        kind: 'indeterminate',
        why: `AWS does not know a new user's key after ${KNOWN_MS / 1000} s`,
      });
    await clock.wait(pause);
  }
}

/** Whether a read that the policy allows is not refused for the key or the policy. */
async function isKnown(api: Api): Promise<boolean> {
  try {
    await api.call(iam('ListRoles', { PathPrefix: '/slr-conformance/' }));
    return true;
  } catch (error) {
    if (error instanceof NotAnswered) return false;
    throw error;
  }
}
