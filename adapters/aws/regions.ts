/**
 * The regions of the `aws` partition in which MediaPackage or MediaPackage VOD answers (botocore's endpoints.json): a role is
 * in use wherever anybody logs, so all of them are read before anything is made.
 */
export const SERVICE_REGIONS: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-4',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'me-central-1',
  'sa-east-1',
];

/** Those that only one of the two APIs knows. */
const VOD_ONLY = ['ap-south-2', 'me-central-1'];

/** The regions in which an API answers. */
export const regionsOf = (service: 'mediapackage' | 'mediapackage-vod'): readonly string[] =>
  service === 'mediapackage' ? SERVICE_REGIONS.filter((region) => !VOD_ONLY.includes(region)) : SERVICE_REGIONS;

/** The hosts at which AWS answers the calls of a service that are made for a region. */
export const hostsOf = (service: string, region: string): readonly string[] =>
  service === 'iam'
    ? ['iam.amazonaws.com']
    : service === 'sts'
      ? ['sts.amazonaws.com', `sts.${region}.amazonaws.com`]
      : [`${service}.${region}.amazonaws.com`];
