import type { IAM } from '@aws-sdk/client-iam';
import type { MediaPackage } from '@aws-sdk/client-mediapackage';
import type { MediaPackageVod } from '@aws-sdk/client-mediapackage-vod';
import type { STS } from '@aws-sdk/client-sts';
import { nameOf, operationsOf } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { RoleKind } from '../../calls/index.ts';

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

/** The kinds of operation that a wrapper can perform: calls of AWS, by the names of MediaPackage where they are on resources. */
export type WrappedKind = keyof Methods;

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

/** Every kind that a wrapper can perform. */
export const wrappedKinds = operationsOf(mediapackage)
  .filter((one) => one !== 'Wait')
  .map((one) => nameOf(mediapackage, one)) as readonly WrappedKind[];

export const isWrapped = (kind: string): kind is WrappedKind => wrappedKinds.some((one) => one === kind);
