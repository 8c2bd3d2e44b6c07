/** The verified mock: AWS SDK clients in a team's unit tests, answered by the reference. */
export { mockServiceLinkedRoles, type MockOptions } from './verified-mock.ts';
export type { BindingOptions, Mock, MockedClients } from './mock.ts';
export type { ErrorClass, FailureLike, FailureOptions } from './failures.ts';
export type { Mockable, ClientLike, StubLike } from './stub.ts';
export type { Signing } from './caller.ts';
export type { InspectedResource, InspectedRole, InspectedTask, Inspection } from '../cloud/index.ts';
export { FaultsError, type Faults } from '../wire/index.ts';
