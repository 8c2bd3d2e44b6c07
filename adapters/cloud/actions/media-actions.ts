import type { ResourceProfile } from '../../../model/index.ts';
import { mediapackage } from '../../../services/index.ts';
import type { Actions } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members, type Request } from '../api-call.ts';
import { text } from '../constraints.ts';
import { regionName } from '../regions.ts';
import { digits, type ResourceDetails } from '../resource-directory.ts';
import { ResourcePlay } from './resource-actions.ts';

const [channel, packagingGroup] = mediapackage.resources as readonly [ResourceProfile, ResourceProfile];

/** Where a channel takes its content in; URLs and credentials depend on nothing but its id and how often they were changed. */
function ingestEndpoints(hex: string, region: string, rotations: number): readonly Members[] {
  return [hex, digits(32, hex, 1)].map((id, index) => ({
    Id: id,
    Password: digits(32, hex, index, 'password', rotations),
    Url: `https://${digits(16, hex, index)}.mediapackage.${region}.amazonaws.com/in/v2/${hex}/${id}/channel`,
    Username: digits(32, hex, index, 'user', rotations),
  }));
}

const channels = new ResourcePlay(channel, {
  made: (hex, region) => ({ ingest: ingestEndpoints(hex, region, 0) }),
  shown: ({ ingest = [] }) => ({ HlsIngest: { IngestEndpoints: ingest } }),
});

const groups = new ResourcePlay(packagingGroup, {
  made: (hex, region) => ({
    domain: `https://${digits(32, hex)}.egress.mediapackage-vod.${region}.amazonaws.com`,
  }),
  shown: ({ domain }) => ({ ApproximateAssetCount: 0, DomainName: domain }),
});

const hexOf = ({ arn }: ResourceDetails): string => arn.split('/').at(-1) ?? '';

/** Gives an ingest endpoint, or each of them, another user name and password. */
function rotate(account: Account, request: Request, only?: string): Members {
  const before = channels.read(account, request);
  const directory = account.directory(channel.name);
  const key = directory.key(request.region, channels.named(account, 'ReadResource', request));
  const details = directory.details(key);
  if (details === undefined) return before;
  const rotations = (details.rotations ?? 0) + 1;
  const next = ingestEndpoints(hexOf(details), regionName(request.region), rotations);
  const ingest = (details.ingest ?? next).map(
    (former) => next.find(({ Id }) => Id === former['Id'] && (only ?? Id) === Id) ?? former,
  );
  directory.set(key, { ...details, rotations, ingest });
  return { ...before, HlsIngest: { IngestEndpoints: ingest } };
}

/** The actions of MediaPackage on channels and their access logs. */
export const channelActions: Actions = {
  ...channels.actions,

  // Origin endpoints are not played: no log hangs on them.
  ListOriginEndpoints: () => ({ OriginEndpoints: [] }),

  RotateChannelCredentials: (account, request) => rotate(account, request),

  RotateIngestEndpointCredentials(account, request) {
    const endpoint = text(request.input, 'IngestEndpointId');
    const before = channels.read(account, request)['HlsIngest'] as { readonly IngestEndpoints: readonly Members[] };
    if (!before.IngestEndpoints.some(({ Id }) => Id === endpoint))
      throw new ApiError('NotFoundException', 404, `The ingest endpoint ${endpoint} was not found`);
    return rotate(account, request, endpoint);
  },
};

/** The actions of MediaPackage VOD on packaging groups and their access logs. */
export const groupActions: Actions = {
  ...groups.actions,

  /** MediaPackage VOD lets nothing but the authorization of a group change; it has no part in access logging. */
  UpdatePackagingGroup: (account, request) => groups.give(account, request),
};
