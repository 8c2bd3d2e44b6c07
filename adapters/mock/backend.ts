import type { Api } from '../cloud/index.ts';

/** Who answers the mocked clients. */
export interface MockBackend<State = unknown> extends Api {
  /** Forgets everything, the time too. */
  reset(): void;
  /** Milliseconds of virtual time since the start. */
  now(): number;
  /** Lets `ms` milliseconds of virtual time pass. */
  advance(ms: number): void;
  /** What an account holds now, to be read and not changed. */
  inspect(account: string): State;
}
