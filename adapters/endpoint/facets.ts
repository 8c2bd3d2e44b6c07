import type { Facets } from '../../model/index.ts';
import { readViews, type Members, type Views } from '../../calls/index.ts';
import { required } from './calls.ts';

const EGRESS: Views = { 'side:egress': { as: 'log', path: ['EgressAccessLogs'] } };

const CHANNEL: Views = {
  resourceDescription: { as: 'text', path: ['Description'], blank: true },
  'side:ingress': { as: 'log', path: ['IngressAccessLogs'] },
  ...EGRESS,
};

/** A channel as all its answers show it; an answer that names no channel is none. */
export function channelFacets(channel: object): Facets {
  const { Id, Arn } = channel as Members;
  required(Id ?? Arn, 'channel');
  return readViews(CHANNEL, channel);
}

/** A packaging group as all its answers show it. */
export function groupFacets(group: object): Facets {
  const { Id, Arn } = group as Members;
  required(Id ?? Arn, 'packaging group');
  return readViews(EGRESS, group);
}
