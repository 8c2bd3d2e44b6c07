import { bind, channelId, groupId, groupName, rowOf, type Names as AnyNames } from '../../calls/index.ts';
import { descriptionText, spelt, type LogGroup, type Operation } from '../../model/index.ts';
import type { SpeltOperation } from '../../adapters/index.ts';
import { NotTold, type Call, type Text, type Value } from './reproduction.ts';

/** What the calls of a program go by: values that the script keeps of earlier answers, or literal texts. */
export type Names = AnyNames<Text>;

/** The regions that slots stand for. Those of a run are not saved: any two that have MediaPackage will do. */
const REGIONS = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1', 'eu-central-1'] as const;

function regionName(slot: number): string {
  const name = REGIONS[slot];
  if (name === undefined) throw new NotTold(`the program uses more than ${REGIONS.length} regions`);
  return name;
}

/** A call of MediaPackage, or of MediaPackage VOD, in a region slot. */
export const media = (
  service: 'mediapackage' | 'mediapackage-vod',
  region: number,
  action: string,
  input: Call['input'],
): Call => ({ service, action, region: regionName(region), input });

function log(group: LogGroup): Value {
  const name = groupName(group);
  return name === undefined ? {} : { LogGroupName: name };
}

/**
 * The call that performs an operation.
 * @throws NotTold when no single call does
 */
export function callOf(asked: Operation, names: Names): Call {
  if (rowOf(asked.kind) !== undefined) return bind(asked, names);
  const operation = spelt(names.profile, asked) as SpeltOperation;
  const { kind } = operation;
  if (kind === 'ListChannels') return media('mediapackage', operation.region, kind, {});
  if (!('channel' in operation || 'group' in operation)) throw new NotTold(`no call of AWS's APIs is ${kind}`);
  const input = {
    Id: 'group' in operation ? groupId(operation.group) : channelId(operation.channel),
    ...('description' in operation ? { Description: descriptionText(operation.description) } : {}),
    ...('ingress' in operation ? { IngressAccessLogs: log(operation.ingress) } : {}),
    ...('egress' in operation ? { EgressAccessLogs: log(operation.egress) } : {}),
  };
  if ('channel' in operation) return media('mediapackage', operation.region, kind, input);
  return media('mediapackage-vod', operation.region, kind.startsWith('Configure') ? 'ConfigureLogs' : kind, input);
}
