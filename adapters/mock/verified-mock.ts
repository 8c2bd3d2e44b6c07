import { Cloud, type CloudOptions, type Inspection } from '../cloud/index.ts';
import type { MockBackend } from './backend.ts';
import { mockWith, type BindingOptions, type Mock, type MockedClients } from './mock.ts';

/** How the reference behaves (`personality`, `seed`, `flaw`, `profile`), and how clients are bound to it. */
export interface MockOptions extends BindingOptions, Omit<CloudOptions, 'clock'> {}

const BINDING: readonly string[] = ['account', 'region', 'signing', 'faults'] satisfies (keyof BindingOptions)[];
const REFERENCE: readonly string[] = ['personality', 'seed', 'flaw', 'profile'] satisfies (keyof CloudOptions)[];

/** The reference in virtual time; a reset starts it over. */
function cloudBackend(options: CloudOptions): MockBackend<Inspection> {
  let cloud = new Cloud(options);
  return {
    call: (call) => cloud.call(call),
    now: () => cloud.now(),
    advance: (ms) => cloud.advance(ms),
    inspect: (account) => cloud.inspect(account),
    reset() {
      cloud = new Cloud(options);
    },
  };
}

/**
 * Mocks AWS SDK clients so that they answer from the reference: a service-linked role is made, used, kept and deleted as
 * the specification says, in memory and in virtual time. Refusals are the client's own exceptions; nothing is sent to
 * the network.
 *
 * @example
 * const mock = mockServiceLinkedRoles({ iam: mockClient(IAMClient), mediapackage: mockClient(MediaPackageClient) });
 *
 * @throws RangeError for an account, a personality or a flaw that cannot be
 * @throws TypeError when one of the clients is nothing that can be mocked, is mocked already, or none is given; for an option that there is not
 * @throws FaultsError for a rate outside 0..1 and the like
 */
export function mockServiceLinkedRoles<Clients extends MockedClients>(
  clients: Clients,
  options: MockOptions = {},
): Mock<Inspection, Clients> {
  const { account, region, signing, faults, ...reference } = options;
  const unknown = Object.keys(reference).find((name) => !REFERENCE.includes(name));
  if (unknown !== undefined)
    throw new TypeError(
      `mockServiceLinkedRoles: there is no option ${JSON.stringify(unknown)}. Give any of ${[...BINDING, ...REFERENCE].join(', ')}.`,
    );
  const binding = { account, region, signing, faults };
  const given = Object.entries(binding).filter(([, value]) => value !== undefined);
  return mockWith(cloudBackend({ ...reference, clock: 'virtual' }), clients, Object.fromEntries(given));
}
