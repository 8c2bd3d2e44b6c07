/** Targets behind a URL: AWS SDK clients against any endpoint that speaks AWS's protocols. */
export { endpointTarget, type EndpointOptions } from './target.ts';
export { AWS_DOMAINS, isAwsHost } from './aws-hosts.ts';
export { isByAccessKey, type Isolation } from './isolation.ts';
export { FOREIGN_BODY } from './translate.ts';
export { type Api, Calls, NotAnswered } from './calls.ts';
export type { AccessKey } from './restricted-caller.ts';
export { THROTTLED, translate, translateError } from './translate.ts';
export { cleanUp } from './cleanup.ts';
export { type Context, contextOf } from './context.ts';
export { perform } from './perform.ts';
export { Presence } from './presence.ts';
export { type Clock, EndpointSession, PausableClock, type Perform, realClock } from './session.ts';
export { prepared, told } from './asking.ts';
export type { Performing, Place } from './target.ts';
export { type Attempt, newAttempt } from './attempt.ts';
export { Clients, clientSettings, type Sdk } from './sdk.ts';
export { Transport } from './transport.ts';
