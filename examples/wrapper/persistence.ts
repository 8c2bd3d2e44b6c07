/** Lets `ms` milliseconds pass; a test hands in a clock of its own. */
export type Wait = (ms: number) => Promise<void>;

/** What is known of the attempts before this one. */
export interface Attempt {
  /** An earlier attempt ended without an answer, or with a server error: it may have taken effect. */
  readonly doubtful: boolean;
}

const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 200;

interface AwsError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether AWS asks to slow down. The call had no effect. */
export const isThrottling = (error: unknown): boolean =>
  /^(Throttling|ThrottlingException|TooManyRequestsException)$/.test((error as AwsError).name);

/** Whether nobody knows if the call had an effect: the connection broke, or the server failed. */
export function isDoubtful(error: unknown): boolean {
  const { code = '', name, $metadata } = error as AwsError;
  return name === 'TimeoutError' || /^E[A-Z]+$/.test(code) || ($metadata?.httpStatusCode ?? 0) >= 500;
}

/** Whether AWS has no such role, or no such deletion task. */
export const isAbsent = (error: unknown): boolean => (error as AwsError).name === 'NoSuchEntityException';

/** Whether AWS says that the role is there already. */
export const isTaken = (error: unknown): boolean =>
  (error as AwsError).name === 'InvalidInputException' && (error as AwsError).message.includes('has been taken');

/** Asks until there is an answer: again after throttling, server errors and lost connections, with growing pauses. */
export async function persistently<T>(wait: Wait, ask: (attempt: Attempt) => Promise<T>): Promise<T> {
  let doubtful = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask({ doubtful });
    } catch (error) {
      doubtful ||= isDoubtful(error);
      if (attempt >= ATTEMPTS || !(isThrottling(error) || isDoubtful(error))) throw error;
      await wait(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}
