/**
 * The services that the suite knows: data, one file for each that has resources, a list of the recorded roles, and what AWS
 * publishes of their APIs.
 */
import type { ApiAction, ServiceProfile } from '../model/index.ts';
import { apiServices, commonErrors, knownErrors, type KnownErrors } from './aws/index.ts';
import { autoscaling } from './autoscaling.ts';
import { ecs } from './ecs.ts';
import { guardduty } from './guardduty.ts';
import { mediapackage } from './mediapackage.ts';
import { mq } from './mq.ts';
import { recordedProfiles } from './recorded.ts';

export * from './aws/index.ts';
export { partitionOfRegion } from './partitions.ts';
export { autoscaling, ecs, guardduty, mediapackage, mq };

/** The services whose resources the suite knows. */
export const profiles: readonly ServiceProfile[] = [mediapackage, ecs, autoscaling, guardduty, mq];

const full = new Set(profiles.map(({ principal }) => principal));

/** Those with their resources first, then every service of which a source shows the role alone. */
export const services: readonly ServiceProfile[] = [
  ...profiles,
  ...recordedProfiles.filter(({ principal }) => !full.has(principal)),
];

const NONE: KnownErrors = new Map();

/** Every error that AWS may answer an action with; none where there is no action. */
export function errorsOf(action: ApiAction | undefined): KnownErrors {
  if (action === undefined) return NONE;
  const service = apiServices.find((one) => one === action.service);
  const known = service === undefined ? commonErrors : knownErrors(service, action.action);
  return action.errors === undefined ? known : new Map([...known, ...Object.entries(action.errors)]);
}
