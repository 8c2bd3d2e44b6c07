/** Targets behind a URL: AWS SDK clients against any endpoint that speaks AWS's protocols. */
export { endpointTarget, type EndpointOptions } from './target.ts';
export { AWS_DOMAINS, isAwsHost } from './aws-hosts.ts';
export { isByAccessKey, type Isolation } from './isolation.ts';
export { FOREIGN_BODY } from './translate.ts';
