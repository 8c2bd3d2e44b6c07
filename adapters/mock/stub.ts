import { createRequire } from 'node:module';
import type * as ClientMock from 'aws-sdk-client-mock';
import type { SdkClient, SdkCommand } from './sdk.ts';

/** @throws Error with a sentence where the package, an optional peer, is not installed */
function clientMock(): typeof ClientMock {
  try {
    return createRequire(import.meta.url)('aws-sdk-client-mock') as typeof ClientMock;
  } catch (cause) {
    throw new Error(
      'slr-conformance/mock needs the package aws-sdk-client-mock. Install it: npm install --save-dev aws-sdk-client-mock',
      {
        cause,
      },
    );
  }
}

const mockClient: typeof ClientMock.mockClient = clientMock().mockClient;

type AnyStub = ReturnType<typeof ClientMock.mockClient>;

/** A stub of aws-sdk-client-mock, whatever client it stands for: `mockClient(IAMClient)`. */
export interface StubLike {
  readonly send: object;
  clientName(): string;
  reset(): unknown;
  restore(): void;
}

/** An AWS SDK client. */
export interface ClientLike {
  readonly config: object;
  readonly send: unknown;
}

/** What can be mocked: a stub, the class of a client, or a client. */
export type Mockable = StubLike | ClientLike | { readonly prototype: ClientLike };

/** `send` of all clients that a stub stands for. */
export type Send = (client: SdkClient, command: SdkCommand, ...rest: unknown[]) => unknown;

/** A stub with a `send` under all that the test itself says. */
export interface Bound {
  readonly stub: AnyStub;
  /** Forgets the calls and what the test said; `send` stays. */
  reset(): void;
  /** Gives the clients their own `send` back. */
  restore(): void;
}

const isStub = (value: Mockable): value is StubLike => 'clientName' in value && 'commandCalls' in value;

const shown = (value: unknown): string =>
  typeof value === 'function'
    ? `the function ${value.name}`
    : typeof value === 'object'
      ? 'an object without send'
      : String(value);

/** @throws TypeError when the value is nothing that can be mocked */
export function checkMockable(name: string, value: unknown): asserts value is Mockable {
  const client = typeof value === 'function' ? (value as { readonly prototype: unknown }).prototype : value;
  if (typeof client !== 'object' || client === null || !('send' in client))
    throw new TypeError(
      `mockServiceLinkedRoles({ ${name} }): ${shown(value)} is no client. Give mockClient(...), the class of a client, or a client.`,
    );
  const before = isStub(value as Mockable) ? (Reflect.get(value as object, 'client') as object) : client;
  if (bound.has(before))
    throw new TypeError(
      `mockServiceLinkedRoles({ ${name} }): these clients are mocked already. Call restore() of the former mock first.`,
    );
}

/** The clients and prototypes of clients that a mock stands before. */
const bound = new WeakSet<object>();

/** The stub's own `reset`, which makes a new `send` and puts it before the client. */
const ownReset = (stub: AnyStub): void => {
  Reflect.apply(Reflect.get(Object.getPrototypeOf(stub) as object, 'reset') as () => void, stub, []);
};

/** A stub that stands before its client, which one that was restored does not any more. */
function attached(value: Mockable): AnyStub {
  if (!isStub(value)) return mockClient(value as Parameters<typeof mockClient>[0]);
  const stub = value as AnyStub;
  const client = Reflect.get(stub, 'client') as object;
  if (Reflect.get(client, 'send') !== stub.send) ownReset(stub);
  return stub;
}

/**
 * Binds `send` to a stub. It becomes the stub's default, not one of its matched behaviours, so whatever the test says
 * with `on`, `onAnyCommand` or `resolvesOnce`, before or after, goes first, and what it leaves comes here. It
 * survives `stub.reset()`, which test suites call before each test.
 */
export function bind(value: Mockable, send: Send): Bound {
  const stub = attached(value);
  const client = Reflect.get(stub, 'client') as object;
  bound.add(client);
  const use = (): void => {
    stub.send.callsFake(function fake(this: unknown, ...parameters: unknown[]) {
      const [command, ...rest] = parameters;
      return send(this as SdkClient, command as SdkCommand, ...rest) as ReturnType<AnyStub['send']>;
    });
  };
  const reset = (): AnyStub => {
    ownReset(stub);
    use();
    return stub;
  };
  stub.reset = reset;
  use();
  return {
    stub,
    reset,
    restore() {
      bound.delete(client);
      Reflect.deleteProperty(stub, 'reset');
      stub.restore();
    },
  };
}
