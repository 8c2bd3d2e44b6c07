/** Where an action of a REST service is found, and what it answers with. */
export interface Route {
  readonly method: string;
  /** Raw segments; one in braces is a label, named as the member that it gives. */
  readonly segments: readonly string[];
  /** The names of the segments that are labels, in their places. */
  readonly names: readonly (string | undefined)[];
  readonly action: string;
  readonly status: 200 | 202 | 204;
}

type Row = readonly [method: string, path: string, action: string, status?: 202 | 204];

const compiled = (rows: readonly Row[]): readonly Route[] =>
  rows.map(([method, path, action, status]) => {
    const segments = path.slice(1).split('/');
    const names = segments.map((segment) => (segment.startsWith('{') ? segment.slice(1, -1) : undefined));
    return { method, segments, names, action, status: status ?? 200 };
  });

const TAGS: readonly Row[] = [
  ['GET', '/tags/{ResourceArn}', 'ListTagsForResource'],
  ['POST', '/tags/{ResourceArn}', 'TagResource', 204],
  ['DELETE', '/tags/{ResourceArn}', 'UntagResource', 204],
];

/** MediaPackage, all actions (API model 2017-10-12). */
export const mediapackageRoutes: readonly Route[] = compiled([
  ['POST', '/channels', 'CreateChannel'],
  ['GET', '/channels', 'ListChannels'],
  ['GET', '/channels/{Id}', 'DescribeChannel'],
  ['PUT', '/channels/{Id}', 'UpdateChannel'],
  ['DELETE', '/channels/{Id}', 'DeleteChannel', 202],
  ['PUT', '/channels/{Id}/configure_logs', 'ConfigureLogs'],
  ['PUT', '/channels/{Id}/credentials', 'RotateChannelCredentials'],
  ['PUT', '/channels/{Id}/ingest_endpoints/{IngestEndpointId}/credentials', 'RotateIngestEndpointCredentials'],
  ['POST', '/origin_endpoints', 'CreateOriginEndpoint'],
  ['GET', '/origin_endpoints', 'ListOriginEndpoints'],
  ['GET', '/origin_endpoints/{Id}', 'DescribeOriginEndpoint'],
  ['PUT', '/origin_endpoints/{Id}', 'UpdateOriginEndpoint'],
  ['DELETE', '/origin_endpoints/{Id}', 'DeleteOriginEndpoint', 202],
  ['POST', '/harvest_jobs', 'CreateHarvestJob'],
  ['GET', '/harvest_jobs', 'ListHarvestJobs'],
  ['GET', '/harvest_jobs/{Id}', 'DescribeHarvestJob'],
  ...TAGS,
]);

/** MediaPackage VOD, all actions (API model 2018-11-07). */
export const vodRoutes: readonly Route[] = compiled([
  ['POST', '/packaging_groups', 'CreatePackagingGroup'],
  ['GET', '/packaging_groups', 'ListPackagingGroups'],
  ['GET', '/packaging_groups/{Id}', 'DescribePackagingGroup'],
  ['PUT', '/packaging_groups/{Id}', 'UpdatePackagingGroup'],
  ['DELETE', '/packaging_groups/{Id}', 'DeletePackagingGroup', 202],
  ['PUT', '/packaging_groups/{Id}/configure_logs', 'ConfigureLogs'],
  ['POST', '/assets', 'CreateAsset'],
  ['GET', '/assets', 'ListAssets'],
  ['GET', '/assets/{Id}', 'DescribeAsset'],
  ['DELETE', '/assets/{Id}', 'DeleteAsset', 202],
  ['POST', '/packaging_configurations', 'CreatePackagingConfiguration'],
  ['GET', '/packaging_configurations', 'ListPackagingConfigurations'],
  ['GET', '/packaging_configurations/{Id}', 'DescribePackagingConfiguration'],
  ['DELETE', '/packaging_configurations/{Id}', 'DeletePackagingConfiguration', 202],
  ...TAGS,
]);

/** The labels of a path by the names of a route; undefined when the path is of another. */
function labelsOf(
  { segments, names }: Route,
  given: readonly string[],
): readonly (readonly [name: string, raw: string])[] | undefined {
  const labels: [string, string][] = [];
  for (let index = 0; index < segments.length; index += 1) {
    const name = names[index];
    const raw = given[index] as string;
    if (name === undefined ? raw !== segments[index] : raw === '') return undefined;
    if (name !== undefined) labels.push([name, raw]);
  }
  return labels;
}

/** The route of a request and its labels, still encoded; undefined when there is none. A label is never empty. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly labels: readonly (readonly [name: string, raw: string])[] } | undefined {
  const given = path.slice(1).split('/');
  for (const route of routes) {
    if (route.method !== method || route.segments.length !== given.length) continue;
    const labels = labelsOf(route, given);
    if (labels !== undefined) return { route, labels };
  }
  return undefined;
}

const STATUSES = {
  mediapackage: new Map(mediapackageRoutes.map(({ action, status }) => [action, status])),
  'mediapackage-vod': new Map(vodRoutes.map(({ action, status }) => [action, status])),
} as const;

/** The HTTP status of an answer of MediaPackage or MediaPackage VOD (API models): 200 unless its route says another. */
export const statusOf = (service: keyof typeof STATUSES, action: string): number =>
  STATUSES[service].get(action) ?? 200;
