import { AdaptiveRetryStrategy, StandardRetryStrategy } from '@smithy/core/retry';
import type { Call } from '../../calls/index.ts';
import { type AccessKey, Clients, type Sdk, type Transport, commonSettings } from '../endpoint/index.ts';
import { allowed } from './allowed.ts';
import type { RunList } from './run-list.ts';
import { hostsOf } from './regions.ts';

/** Credentials, or what finds them. */
export type Credentials = AccessKey | (() => Promise<AccessKey & { readonly sessionToken?: string }>);

export interface AwsClientParts {
  /** The SDK's own chain unless given. */
  readonly credentials?: Credentials | undefined;
  /** The profile of AWS's configuration files that the chain begins with. */
  readonly profile?: string | undefined;
  readonly transport: Transport;
  readonly list: RunList;
  /** How often a call is sent at most. */
  readonly attempts: number;
  /** False leaves the SDK's pace out: where time is virtual. */
  readonly paced: boolean;
}

/** A call that was about to leave and is not one of the run's: a fault of the suite, which ends the run. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

interface Building {
  readonly input: Call['input'];
  readonly request?: { readonly hostname?: string; readonly protocol?: string };
}

/** The part of a client of the SDK that is used here. */
interface Guarded {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: Building) => Promise<unknown>,
        context: { readonly commandName?: string },
      ) => (args: Building) => Promise<unknown>,
      place: { readonly step: 'build'; readonly name: string; readonly priority: 'low' },
    ): void;
  };
}

/** A list of calls that may be sent. */
interface Listed {
  refuses(call: {
    readonly service: Call['service'];
    readonly action: string;
    readonly input: Call['input'];
  }): string | undefined;
}

/**
 * Rejects, before it is signed, every call that is not on the run's list, and every one that would go to another host than
 * AWS's own for its service.
 */
export function guard(client: object, service: string, region: string, list: Listed): void {
  const hosts = hostsOf(service, region);
  (client as Guarded).middlewareStack.add(
    (next, context) => async (args) => {
      const action = context.commandName?.replace(/Command$/, '') ?? '';
      const refused = list.refuses({ service: service as Call['service'], action, input: args.input });
      if (refused !== undefined) throw new NotAllowed(refused);
      const { hostname = '', protocol } = args.request ?? {};
      if (!hosts.includes(hostname) || protocol !== 'https:')
        throw new NotAllowed(
          `${service}:${action} would go to ${String(protocol)}//${hostname}, not to ${hosts.join()}`,
        );
      return next(args);
    },
    { step: 'build', name: 'slrConformanceGuard', priority: 'low' },
  );
}

type Strategy = AdaptiveRetryStrategy | StandardRetryStrategy;
type Refresh = Strategy['refreshRetryTokenForRetry'];

/**
 * The SDK's adaptive retries. What changes something is repeated only where AWS says that it did not take effect: a call
 * whose answer was lost would be answered as the second one.
 */
export function retries(attempts: number, repeats: 'reads' | 'changes', paced: boolean): Strategy {
  const most = (): Promise<number> => Promise.resolve(attempts);
  const atOnce = { computeNextBackoffDelay: () => 0, setDelayBase: () => {} };
  const strategy = paced
    ? new AdaptiveRetryStrategy(most)
    : new StandardRetryStrategy({ maxAttempts: attempts, backoff: atOnce });
  // Clients of older generations name no scope.
  const acquire = strategy.acquireInitialRetryToken.bind(strategy);
  strategy.acquireInitialRetryToken = (scope: string | undefined) => acquire(scope ?? '');
  const refresh: Refresh = strategy.refreshRetryTokenForRetry.bind(strategy);
  strategy.refreshRetryTokenForRetry = async (...[token, info]: Parameters<Refresh>) => {
    if (repeats === 'changes' && info.errorType !== 'THROTTLING') throw new Error('not repeated');
    return refresh(token, info);
  };
  return strategy;
}

const isRead = (call: Call): boolean => allowed(call)?.reads === true;

/** The clients of a real account. */
export function awsClients(sdk: Sdk, parts: AwsClientParts): Clients {
  const { credentials, profile, transport, list, attempts, paced } = parts;
  return new Clients(sdk, {
    settings: (call) => ({
      ...commonSettings(transport, call.region),
      maxAttempts: attempts,
      retryStrategy: retries(attempts, isRead(call) ? 'reads' : 'changes', paced),
      ...(credentials === undefined ? {} : { credentials }),
      ...(profile === undefined ? {} : { profile }),
    }),
    other: ({ service }) => Promise.reject(new NotAllowed(`${service} is not on the list of a run`)),
    kind: (call) => (isRead(call) ? 'reads' : 'changes'),
    made: (client, { service, region }) => guard(client, service, region, list),
  });
}
