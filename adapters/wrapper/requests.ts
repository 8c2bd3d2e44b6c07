import type { IAM } from '@aws-sdk/client-iam';
import type { MediaPackage } from '@aws-sdk/client-mediapackage';
import type { MediaPackageVod } from '@aws-sdk/client-mediapackage-vod';
import type { STS } from '@aws-sdk/client-sts';
import { descriptionText, nameOf, operationsOf, type LogGroup } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { SpeltKind, SpeltOf } from '../spelt.ts';
import { channelId, groupId, groupName, type Call, type RoleKind } from '../../calls/index.ts';
import { prepared } from '../endpoint/asking.ts';
import type { Context } from '../endpoint/context.ts';

/** The kinds of operation that a wrapper can perform: calls of AWS. */
export type WrappedKind = Exclude<SpeltKind, 'Wait'>;

type Live = 'CreateChannel' | 'DescribeChannel' | 'ListChannels' | 'UpdateChannel' | 'DeleteChannel' | 'ConfigureLogs';

/** The method of the SDK's client that each kind is. */
type Methods = { readonly [K in Exclude<RoleKind, 'AssumeRole'>]: IAM[Uncapitalize<K>] } & {
  readonly AssumeRole: STS['assumeRole'];
} & { readonly [K in Live]: MediaPackage[Uncapitalize<K>] } & {
  readonly CreatePackagingGroup: MediaPackageVod['createPackagingGroup'];
  readonly DescribePackagingGroup: MediaPackageVod['describePackagingGroup'];
  readonly ConfigurePackagingGroupLogs: MediaPackageVod['configureLogs'];
  readonly DeletePackagingGroup: MediaPackageVod['deletePackagingGroup'];
};

/** The ways in which a method of the SDK's clients may be called. */
interface Method<Input, Output> {
  (input: Input, options?: never): Promise<Output>;
  (input: Input, done: never): void;
  (input: Input, options: never, done: never): void;
}

type InputOf<K extends WrappedKind> = Methods[K] extends Method<infer Input, infer _> ? Input : never;
export type OutputOf<K extends WrappedKind> = Methods[K] extends Method<infer _, infer Output> ? Output : never;

/** Members that may be absent, but are not undefined. */
type Given<T> = { readonly [M in keyof T]: Exclude<T[M], undefined> };

/** What each operation asks of a wrapper: the input of the SDK's own call. A principal that is undefined is to be left out. */
export type Requests = {
  readonly [K in WrappedKind]: K extends 'CreateServiceLinkedRole'
    ? Given<Omit<InputOf<K>, 'AWSServiceName'>> & { readonly AWSServiceName: string | undefined }
    : Given<InputOf<K>>;
};

function log(group: LogGroup | undefined) {
  if (group === undefined) return undefined;
  const name = groupName(group);
  return name === undefined ? {} : { LogGroupName: name };
}

/** Every kind that a wrapper can perform. */
export const wrappedKinds = operationsOf(mediapackage)
  .filter((one) => one !== 'Wait')
  .map((one) => nameOf(mediapackage, one)) as readonly WrappedKind[];

export const isWrapped = (kind: string): kind is WrappedKind => wrappedKinds.some((one) => one === kind);

/**
 * The call that an operation asks of the wrapper. What is about to be made is entered in the registry, and what the operation
 * needs besides (a user, an instance profile) is made by the suite's own calls.
 * @throws NotAnswered when that cannot be made
 */
export async function requestOf(operation: SpeltOf<WrappedKind>, context: Context): Promise<Call> {
  if (!('region' in operation)) return prepared(operation, context);
  const { calls, profile, registry } = context;
  const { kind, region } = operation;
  if ('group' in operation) registry.will({ kind: 'group', region, slot: operation.group });
  else if (kind === 'CreateChannel') registry.will({ kind: 'channel', region, slot: operation.channel });
  if (/Group|Logs/.test(kind)) registry.will({ kind: 'service-roles', principal: profile.principal });
  const input = {
    Id:
      'group' in operation
        ? groupId(operation.group)
        : 'channel' in operation
          ? channelId(operation.channel)
          : undefined,
    Description: 'description' in operation ? descriptionText(operation.description) : undefined,
    IngressAccessLogs: 'ingress' in operation ? log(operation.ingress) : undefined,
    EgressAccessLogs: 'egress' in operation ? log(operation.egress) : undefined,
  };
  return {
    service: 'group' in operation ? 'mediapackage-vod' : 'mediapackage',
    action: kind,
    region: calls.region(region),
    input: Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Call['input'],
  };
}
