import { descriptionText, holderKey, type Json, type LogGroup } from '../../model/index.ts';
import { allPages } from './calls.ts';
import type { Performers } from './context.ts';
import { channelFacets, groupFacets } from './facets.ts';
import { channelId, channelSlot, groupId, groupName } from '../../calls/index.ts';

type Side = 'IngressAccessLogs' | 'EgressAccessLogs';

/** An access log as it is sent: `{}` asks for the default group, leaving it out switches the log off. */
function log<S extends Side>(side: S, group: LogGroup | undefined): { readonly [K in S]?: { LogGroupName?: string } } {
  if (group === undefined) return {};
  const name = groupName(group);
  return { [side]: name === undefined ? {} : { LogGroupName: name } } as { [K in S]: { LogGroupName?: string } };
}

/** The operations on channels (MediaPackage) and packaging groups (MediaPackage VOD), and on their access logs. */
export const channelOperations: Performers<
  | 'CreateChannel'
  | 'DescribeChannel'
  | 'ListChannels'
  | 'UpdateChannel'
  | 'DeleteChannel'
  | 'ConfigureLogs'
  | 'CreatePackagingGroup'
  | 'DescribePackagingGroup'
  | 'ConfigurePackagingGroupLogs'
  | 'DeletePackagingGroup'
> = {
  async CreateChannel({ region, channel: slot }, { calls, holders, registry }) {
    registry.will({ kind: 'channel', region, slot });
    const answer = await calls.live(region, (live, options) => live.createChannel({ Id: channelId(slot) }, options));
    holders.seen(answer.Arn, holderKey('channel', region, slot));
    return channelFacets(answer);
  },

  async DescribeChannel({ region, channel: slot }, { calls, holders }) {
    const answer = await calls.live(region, (live, options) => live.describeChannel({ Id: channelId(slot) }, options));
    holders.seen(answer.Arn, holderKey('channel', region, slot));
    return channelFacets(answer);
  },

  async ListChannels({ region }, { calls, holders }) {
    const channels = await allPages(async (from) => {
      const answer = await calls.live(region, (live, options) => live.listChannels({ NextToken: from }, options));
      return { items: answer.Channels, next: answer.NextToken === '' ? undefined : (answer.NextToken ?? undefined) };
    });
    const listed: Record<string, Json> = {};
    for (const channel of channels) {
      const slot = channelSlot(channel.Id);
      if (slot === undefined) continue;
      const key = holders.listed(channel.Arn, holderKey('channel', region, slot));
      holders.seen(channel.Arn, key);
      const { 'side:ingress': ingress = null, 'side:egress': egress = null } = channelFacets(channel);
      listed[key] = { ingress, egress };
    }
    return { resources: listed };
  },

  async UpdateChannel({ region, channel: slot, description }, { calls }) {
    const input = { Id: channelId(slot), Description: descriptionText(description) };
    return channelFacets(await calls.live(region, (live, options) => live.updateChannel(input, options)));
  },

  async DeleteChannel({ region, channel: slot }, { calls }) {
    await calls.live(region, (live, options) => live.deleteChannel({ Id: channelId(slot) }, options));
    return {};
  },

  async ConfigureLogs({ region, channel: slot, ingress, egress }, { calls, profile, registry }) {
    registry.will({ kind: 'service-roles', principal: profile.principal });
    const input = { Id: channelId(slot), ...log('IngressAccessLogs', ingress), ...log('EgressAccessLogs', egress) };
    return channelFacets(await calls.live(region, (live, options) => live.configureLogs(input, options)));
  },

  async CreatePackagingGroup({ region, group: slot, egress }, { calls, holders, profile, registry }) {
    registry.will({ kind: 'group', region, slot });
    registry.will({ kind: 'service-roles', principal: profile.principal });
    const input = { Id: groupId(slot), ...log('EgressAccessLogs', egress) };
    const answer = await calls.vod(region, (vod, options) => vod.createPackagingGroup(input, options));
    holders.seen(answer.Arn, holderKey('packaging-group', region, slot));
    return groupFacets(answer);
  },

  async DescribePackagingGroup({ region, group: slot }, { calls, holders }) {
    const answer = await calls.vod(region, (vod, options) =>
      vod.describePackagingGroup({ Id: groupId(slot) }, options),
    );
    holders.seen(answer.Arn, holderKey('packaging-group', region, slot));
    return groupFacets(answer);
  },

  async ConfigurePackagingGroupLogs({ region, group: slot, egress }, { calls, profile, registry }) {
    registry.will({ kind: 'service-roles', principal: profile.principal });
    const input = { Id: groupId(slot), ...log('EgressAccessLogs', egress) };
    return groupFacets(await calls.vod(region, (vod, options) => vod.configureLogs(input, options)));
  },

  async DeletePackagingGroup({ region, group: slot }, { calls }) {
    await calls.vod(region, (vod, options) => vod.deletePackagingGroup({ Id: groupId(slot) }, options));
    return {};
  },
};
