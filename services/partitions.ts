/**
 * How the regions of each partition of AWS begin (`regionRegex` of partitions.json in AWS's SDKs); those of `aws` are all others.
 */
const PREFIXES: readonly (readonly [prefix: string, partition: string])[] = [
  ['us-gov-', 'aws-us-gov'],
  ['cn-', 'aws-cn'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];

/** The partition in which a region lies: `aws-us-gov` for `us-gov-west-1`. */
export const partitionOfRegion = (region: string): string =>
  PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
