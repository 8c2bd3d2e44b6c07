import { apiServices, modelOf, type ApiService, type WireProtocol } from '../../services/index.ts';
import { awsJson } from './aws-json.ts';
import { awsQuery } from './aws-query.ts';
import type { Protocol } from './protocol.ts';
import { restJson } from './rest-json.ts';

const SPEAKERS: Readonly<Record<WireProtocol, (service: ApiService) => Protocol>> = {
  query: awsQuery,
  ec2: awsQuery,
  json: awsJson,
  'rest-json': restJson,
};

/** How each service speaks, by its name in a signature's scope. */
export const protocols = new Map<string, Protocol>(
  apiServices.map((service) => [service, SPEAKERS[modelOf(service).protocol](service)]),
);

/** How a service speaks. */
export const protocolOf = (service: ApiService): Protocol => protocols.get(service) as Protocol;
