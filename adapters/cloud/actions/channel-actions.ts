import { descriptionOf, type Facets, type Json } from '../../../model/index.ts';
import { asCaller, type Actions, type Request } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members } from '../api-call.ts';
import { text } from '../constraints.ts';
import { numberedPage } from '../pages.ts';
import { regionName } from '../regions.ts';
import { idIn, onResource, resourceArn, shownLog, tagMap, taggingActions, wantedSides } from './resource-actions.ts';
import { digits, type ResourceDetails } from '../resource-directory.ts';

/** Where a channel takes its content in; URLs and credentials depend on nothing but its id and how often they were changed. */
function ingestEndpoints(hex: string, region: string, rotations: number): readonly Members[] {
  return [hex, digits(32, hex, 1)].map((id, index) => ({
    Id: id,
    Password: digits(32, hex, index, 'password', rotations),
    Url: `https://${digits(16, hex, index)}.mediapackage.${region}.amazonaws.com/in/v2/${hex}/${id}/channel`,
    Username: digits(32, hex, index, 'user', rotations),
  }));
}

/** A channel, as every answer shows it. */
const channelMembers = (details: ResourceDetails, ingress: Json | undefined, egress: Json | undefined): Members => ({
  Arn: details.arn,
  CreatedAt: details.createdAt,
  Description: details.description,
  EgressAccessLogs: shownLog(egress),
  HlsIngest: { IngestEndpoints: details.ingest ?? [] },
  Id: details.id,
  IngressAccessLogs: shownLog(ingress),
  Tags: details.tags,
});

const hexOf = ({ arn }: ResourceDetails): string => arn.split('/').at(-1) ?? '';

const keyOf = (account: Account, { region, input }: Request): string => account.channels.key(region, idIn(input));

/** The channel after an operation that shows its logging. */
function shown(account: Account, request: Request, facets: Facets): Members {
  const details = account.channels.details(keyOf(account, request));
  const id = idIn(request.input);
  const known = details ?? { id, arn: '', createdAt: account.date().toISOString(), tags: {} };
  return channelMembers(known, facets['side:ingress'], facets['side:egress']);
}

const rotate = (account: Account, request: Request): Members => {
  const { region, input } = request;
  const facets = onResource(account, account.channels, idIn(input), (slot) =>
    account.ask({ kind: 'ReadResource', resource: 'channel', region, slot }, idIn(input)),
  );
  const details = account.channels.details(keyOf(account, request));
  if (details !== undefined) {
    const rotations = (details.rotations ?? 0) + 1;
    const ingest = ingestEndpoints(hexOf(details), regionName(region), rotations);
    account.channels.set(keyOf(account, request), { ...details, rotations, ingest });
  }
  return shown(account, request, facets);
};

/** The actions of MediaPackage on channels and their access logs. */
export const channelActions: Actions = {
  CreateChannel(account, request) {
    const { region, input } = request;
    const id = idIn(input);
    const tags = tagMap(input);
    const description = text(input, 'Description');
    const facets = onResource(account, account.channels, id, (slot) =>
      account.ask({ kind: 'CreateResource', resource: 'channel', region, slot }, id),
    );
    const hex = digits(32, account.id, region, id, account.now());
    account.channels.set(keyOf(account, request), {
      id,
      arn: resourceArn(account, request, 'mediapackage', `channels/${hex}`),
      createdAt: account.date().toISOString(),
      tags,
      ingest: ingestEndpoints(hex, regionName(region), 0),
      ...(description === undefined ? {} : { description }),
    });
    return shown(account, request, facets);
  },

  DescribeChannel(account, request) {
    const { region, input } = request;
    const facets = onResource(account, account.channels, idIn(input), (slot) =>
      account.ask({ kind: 'ReadResource', resource: 'channel', region, slot }, idIn(input)),
    );
    return shown(account, request, facets);
  },

  ListChannels(account, { region, input }) {
    const { resources } = account.ask({ kind: 'ListResources', resource: 'channel', region }, '');
    const listed = Object.entries((resources ?? {}) as { readonly [key: string]: { readonly [side: string]: Json } });
    const shownHere = listed.flatMap(([key, sides]) => {
      const details = account.channels.details(key);
      return details === undefined ? [] : [channelMembers(details, sides['ingress'], sides['egress'])];
    });
    const { items, next } = numberedPage(shownHere, input);
    return { Channels: items, NextToken: next };
  },

  UpdateChannel(account, request) {
    const { region, input } = request;
    const description = text(input, 'Description');
    const facets = onResource(account, account.channels, idIn(input), (slot) =>
      account.ask(
        { kind: 'UpdateResource', resource: 'channel', region, slot, description: descriptionOf(description ?? '') },
        idIn(input),
      ),
    );
    const key = keyOf(account, request);
    const details = account.channels.details(key);
    if (details !== undefined && description !== undefined) account.channels.set(key, { ...details, description });
    return shown(account, request, facets);
  },

  DeleteChannel(account, { region, input }) {
    onResource(account, account.channels, idIn(input), (slot) =>
      account.ask({ kind: 'DeleteResource', resource: 'channel', region, slot }, idIn(input)),
    );
    return {};
  },

  ConfigureLogs(account, request) {
    const { region, input } = request;
    const sides = wantedSides(input, { ingress: 'IngressAccessLogs', egress: 'EgressAccessLogs' });
    const facets = onResource(account, account.channels, idIn(input), (slot) =>
      account.ask(
        {
          kind: 'ConfigureResource',
          resource: 'channel',
          region,
          slot,
          ...sides,
          ...asCaller(request),
        },
        idIn(input),
      ),
    );
    return shown(account, request, facets);
  },

  RotateChannelCredentials: rotate,

  RotateIngestEndpointCredentials(account, request) {
    const endpoint = text(request.input, 'IngestEndpointId');
    const before = channelActions['DescribeChannel']?.(account, request)['HlsIngest'] as {
      readonly IngestEndpoints: readonly Members[];
    };
    if (!before.IngestEndpoints.some(({ Id }) => Id === endpoint))
      throw new ApiError('NotFoundException', 404, `The ingest endpoint ${endpoint} was not found`);
    return rotate(account, request);
  },

  ...taggingActions((account) => account.channels),
};
