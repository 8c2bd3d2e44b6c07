import type { ApiService } from '../../services/index.ts';
import { ApiError } from './api-call.ts';

/** The regions of the `aws` partition, in the order of the model's slots; the first are those that targets use. */
export const REGIONS: readonly string[] = (
  'us-east-1 eu-west-1 ap-southeast-2 ' +
  'us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ' +
  'ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ' +
  'ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 ' +
  'eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1'
).split(' ');

const SLOTS = new Map(REGIONS.map((name, slot) => [name, slot]));

/** IAM is one for all regions, and STS answers for all of them: SDKs sign for `aws-global`, or for whatever they are set to. */
const GLOBAL: readonly ApiService[] = ['iam', 'sts'];

/**
 * The slot of a region. A call of IAM or STS may be signed for any; one that is not known counts as the first.
 * @throws ApiError for a name that is no region of AWS, in the words by which AWS tells a wrong signature scope
 */
export function regionSlot(name: string, service: ApiService): number {
  const slot = SLOTS.get(name) ?? (GLOBAL.includes(service) ? 0 : undefined);
  if (slot === undefined)
    throw new ApiError('InvalidSignatureException', 403, 'Credential should be scoped to a valid region.');
  return slot;
}

/** The name of a region's slot. */
export const regionName = (slot: number): string => REGIONS[slot] ?? 'us-east-1';
