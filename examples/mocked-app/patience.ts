/** Lets milliseconds pass; a program gives a timer, a test the mock's clock. */
export type Pause = (ms: number) => Promise<void>;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

const isBusy = (error: unknown): boolean =>
  /^(Throttling|TooManyRequests|ServiceUnavailable|ServiceFailure|InternalServerError)/.test(nameOf(error));

/** What was made a moment ago may not be known everywhere, and MediaPackage may not let go of the role at once. */
const isSettling = (error: unknown): boolean =>
  /^(NoSuchEntity|NotFound)Exception$/.test(nameOf(error)) ||
  (nameOf(error) === 'UnprocessableEntityException' && (error as Error).message.includes('try again later'));

/** Asks again when AWS is busy, with twice the pause each time; the fifth answer is final. */
export async function patiently<T>(pause: Pause, ask: () => Promise<T>): Promise<T> {
  for (let wait = 200; wait <= 1600; wait *= 2) {
    try {
      return await ask();
    } catch (error) {
      if (!isBusy(error)) throw error;
      await pause(wait);
    }
  }
  return await ask();
}

/** Asks again every second, too, while AWS may still be settling; after 30 seconds its answer is final. */
export async function onceSettled<T>(pause: Pause, ask: () => Promise<T>): Promise<T> {
  for (let second = 0; second < 30; second += 1) {
    try {
      return await patiently(pause, ask);
    } catch (error) {
      if (!isSettling(error)) throw error;
      await pause(1000);
    }
  }
  return await patiently(pause, ask);
}
