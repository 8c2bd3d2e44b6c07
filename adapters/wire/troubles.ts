import { modelOf, type WireProtocol } from '../../services/index.ts';
import type { ApiCall } from '../cloud/index.ts';

/** An error of AWS: code as on the wire, HTTP status, message. */
export interface Trouble {
  readonly code: string;
  readonly http: number;
  readonly message: string;
}

interface Troubles {
  /** What the service answers when it is at fault itself. */
  readonly fault: Trouble;
  /** What it answers when it is called too often. */
  readonly throttle: Trouble;
}

const QUERY: Troubles = {
  fault: { code: 'ServiceFailure', http: 500, message: 'The request failed because of an unknown error.' },
  throttle: { code: 'Throttling', http: 400, message: 'Rate exceeded' },
};

const REST: Troubles = {
  fault: { code: 'InternalServerErrorException', http: 500, message: 'An unexpected error occurred.' },
  throttle: { code: 'TooManyRequestsException', http: 429, message: 'Rate exceeded' },
};

const JSON_1_1: Troubles = {
  fault: { code: 'ServerException', http: 500, message: 'Service Unavailable. Please try again later.' },
  throttle: { code: 'ThrottlingException', http: 400, message: 'Rate exceeded' },
};

const TROUBLES: Readonly<Record<WireProtocol, Troubles>> = {
  query: QUERY,
  ec2: QUERY,
  json: JSON_1_1,
  'rest-json': REST,
};

/** The errors that a service answers without being asked for anything wrong (API models; `Throttling` as IAM is known to answer). */
export const troublesOf = (service: ApiCall['service']): Troubles => TROUBLES[modelOf(service).protocol];
