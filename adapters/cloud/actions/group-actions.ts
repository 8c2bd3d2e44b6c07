import type { Facets } from '../../../model/index.ts';
import { asCaller, type Actions, type Request } from '../action.ts';
import type { Account } from '../account.ts';
import type { Members } from '../api-call.ts';
import { numberedPage } from '../pages.ts';
import { regionName } from '../regions.ts';
import { idIn, onResource, resourceArn, shownLog, tagMap, taggingActions, wantedSides } from './resource-actions.ts';
import { digits, type ResourceDetails } from '../resource-directory.ts';

/** A packaging group, as every answer shows it. */
const groupMembers = (details: ResourceDetails, facets: Facets): Members => ({
  Arn: details.arn,
  ApproximateAssetCount: 0,
  CreatedAt: details.createdAt,
  DomainName: details.domain,
  EgressAccessLogs: shownLog(facets['side:egress']),
  Id: details.id,
  Tags: details.tags,
});

const keyOf = (account: Account, { region, input }: Request): string => account.groups.key(region, idIn(input));

/** The group after an operation that shows its logging. */
function shown(account: Account, request: Request, facets: Facets): Members {
  const id = idIn(request.input);
  const details = account.groups.details(keyOf(account, request));
  return groupMembers(details ?? { id, arn: '', createdAt: account.date().toISOString(), tags: {} }, facets);
}

const describe = (account: Account, { region, input }: Request): Facets =>
  onResource(account, account.groups, idIn(input), (slot) =>
    account.ask({ kind: 'ReadResource', resource: 'packaging-group', region, slot }, idIn(input)),
  );

/** The actions of MediaPackage VOD on packaging groups and their access logs. */
export const groupActions: Actions = {
  CreatePackagingGroup(account, request) {
    const { region, input } = request;
    const id = idIn(input);
    const tags = tagMap(input);
    const sides = wantedSides(input, { egress: 'EgressAccessLogs' });
    const facets = onResource(account, account.groups, id, (slot) =>
      account.ask({ kind: 'CreateResource', resource: 'packaging-group', region, slot, ...sides }, id),
    );
    const hex = digits(32, account.id, region, id, account.now());
    account.groups.set(keyOf(account, request), {
      id,
      arn: resourceArn(account, request, 'mediapackage-vod', `packaging-groups/${hex}`),
      createdAt: account.date().toISOString(),
      tags,
      domain: `https://${digits(32, hex)}.egress.mediapackage-vod.${regionName(region)}.amazonaws.com`,
    });
    return shown(account, request, facets);
  },

  DescribePackagingGroup: (account, request) => shown(account, request, describe(account, request)),

  /** MediaPackage VOD lets nothing but the authorization of a group change; it has no part in access logging. */
  UpdatePackagingGroup: (account, request) => shown(account, request, describe(account, request)),

  ListPackagingGroups(account, { region, input }) {
    const keys = Object.keys(account.state.holders).filter((key) => key.startsWith(`packaging-group/${region}/`));
    const listed = keys.flatMap((key) => {
      const details = account.groups.details(key);
      if (details === undefined) return [];
      const slot = Number(key.split('/')[2]);
      const facets = account.ask({ kind: 'ReadResource', resource: 'packaging-group', region, slot }, details.id);
      return [groupMembers(details, facets)];
    });
    const { items, next } = numberedPage(listed, input);
    return { PackagingGroups: items, NextToken: next };
  },

  DeletePackagingGroup(account, { region, input }) {
    onResource(account, account.groups, idIn(input), (slot) =>
      account.ask({ kind: 'DeleteResource', resource: 'packaging-group', region, slot }, idIn(input)),
    );
    return {};
  },

  ConfigureLogs(account, request) {
    const { region, input } = request;
    const sides = wantedSides(input, { egress: 'EgressAccessLogs' });
    const facets = onResource(account, account.groups, idIn(input), (slot) =>
      account.ask(
        {
          kind: 'ConfigureResource',
          resource: 'packaging-group',
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

  ...taggingActions((account) => account.groups),
};
