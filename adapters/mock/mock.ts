import type { ApiService } from '../../services/index.ts';
import type { Faults } from '../wire/index.ts';
import type { MockBackend } from './backend.ts';
import { Callers, type Signing } from './caller.ts';
import { Dispatcher } from './dispatcher.ts';
import { Failures, type FailureLike, type FailureOptions } from './failures.ts';
import { bind, checkMockable, type Bound, type Mockable } from './stub.ts';

/** The clients to be mocked: for each a stub (`mockClient(IAMClient)`), the class, or a single client. */
export interface MockedClients {
  readonly iam?: Mockable;
  readonly sts?: Mockable;
  readonly mediapackage?: Mockable;
  readonly mediapackageVod?: Mockable;
}

export interface BindingOptions {
  /** Account of calls that name no other, twelve digits; `123456789012` unless given. */
  readonly account?: string;
  /** Region of clients that find none themselves; `us-east-1` unless given. */
  readonly region?: string;
  /** `administrator` unless given. */
  readonly signing?: Signing;
  /** Failures at a rate; none unless given. */
  readonly faults?: Omit<Faults, 'latencyMs'>;
}

/** What a test has in hand. */
export interface Mock<State, Clients extends MockedClients = MockedClients> {
  readonly account: string;
  readonly clock: {
    /** Milliseconds of virtual time since the start. */
    now(): number;
    /**
     * Lets virtual time pass. Nothing else does, but a millisecond for each call.
     * @throws RangeError when `ms` is negative or no number
     */
    advance(ms: number): void;
  };
  /** The stubs, to look at the calls: `mock.stubs.iam.commandCalls(GetRoleCommand)`. */
  readonly stubs: { readonly [C in keyof Clients]: Bound['stub'] };
  /**
   * Makes the next call of an action fail: with an error code (`Throttling`, `NotFoundException`), which becomes the
   * client's own exception; with `lost`, for an answer that never comes though the call takes effect; with an error; or
   * with an instance of a class (`NoSuchEntityException`).
   * @throws FaultsError for an action that is not played, what is no error, and options that make no sense
   */
  failNext(action: Capitalize<string>, error: FailureLike, options?: FailureOptions): void;
  /** What the account holds now. */
  state(): State;
  /**
   * Starts anew: no account holds anything, the clock is at 0, and planned failures, recorded calls and what the test said
   * to the stubs are forgotten.
   * @throws Error, once that is done, where a planned failure met no call: the test did not do what it was written for
   */
  reset(): void;
  /**
   * Gives the clients their own `send` back.
   * @throws Error, once that is done, where a planned failure met no call
   */
  restore(): void;
}

/** @throws Error where a planned failure met no call */
function checkMet(unmet: readonly string[]): void {
  if (unmet.length > 0)
    throw new Error(`failNext: no call met ${unmet.join(', ')}. The test did not make the calls that were to fail.`);
}

const SERVICES: { readonly [C in keyof Required<MockedClients>]: ApiService } = {
  iam: 'iam',
  sts: 'sts',
  mediapackage: 'mediapackage',
  mediapackageVod: 'mediapackage-vod',
};

/**
 * Mocks clients so that they answer from a backend.
 * @throws RangeError when the account has not twelve digits
 * @throws TypeError when one of the clients is nothing that can be mocked, or none is given
 * @throws FaultsError for a rate outside 0..1 and the like
 */
export function mockWith<State, Clients extends MockedClients>(
  backend: MockBackend<State>,
  clients: Clients,
  { account = '123456789012', region = 'us-east-1', signing = 'administrator', faults }: BindingOptions = {},
): Mock<State, Clients> {
  if (!/^\d{12}$/.test(account))
    throw new RangeError(`account: ${JSON.stringify(account)} is no account id. Give twelve digits: '123456789012'.`);
  const failures = new Failures(faults);
  const named = Object.entries(clients).map(([name, client]) => {
    const service = Object.hasOwn(SERVICES, name) ? SERVICES[name as keyof MockedClients] : undefined;
    if (service === undefined)
      throw new TypeError(`mockServiceLinkedRoles: ${name} is none of ${Object.keys(SERVICES).join(', ')}.`);
    checkMockable(name, client);
    return { name, client, service };
  });
  if (named.length === 0)
    throw new TypeError('mockServiceLinkedRoles: no client. Give at least one: { iam: mockClient(IAMClient) }.');
  // Only now, so that nothing is mocked where one of the clients is refused.
  const bounds = named.map(({ name, client, service }): readonly [string, Bound] => {
    const callers = new Callers(service, { region, account, signing });
    const dispatcher = new Dispatcher(service, backend, callers, failures);
    return [name, bind(client, (by, command, ...rest) => dispatcher.send(by, command, ...(rest as [])))];
  });
  let restored = false;
  return {
    account,
    clock: {
      now: () => backend.now(),
      advance(ms) {
        if (!(ms >= 0 && Number.isFinite(ms)))
          throw new RangeError(`clock.advance(${ms}): time runs forward. Give milliseconds from 0 on.`);
        backend.advance(ms);
      },
    },
    stubs: Object.fromEntries(bounds.map(([name, { stub }]) => [name, stub])) as Mock<State, Clients>['stubs'],
    failNext: (action, error, options = {}) => failures.failNext(action, error, options),
    state: () => backend.inspect(account),
    reset() {
      const { unmet } = failures;
      backend.reset();
      failures.reset();
      for (const [, bound] of bounds) bound.reset();
      checkMet(unmet);
    },
    restore() {
      if (restored) return;
      restored = true;
      for (const [, bound] of bounds) bound.restore();
      checkMet(failures.unmet);
    },
  };
}
