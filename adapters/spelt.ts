import type { Caller, Description, LogGroup, Operation, ResourceKind } from '../model/index.ts';

type OnChannel<K extends string> = { readonly kind: K; readonly region: number; readonly channel: number };
type OnGroup<K extends string> = { readonly kind: K; readonly region: number; readonly group: number };
type Asked = { readonly as?: Caller };

/** Operations as the rows of the adapters take them: those on resources by the names of their calls (`spelt`). */
export type SpeltOperation =
  | Exclude<Operation, { readonly kind: ResourceKind }>
  | OnChannel<'CreateChannel'>
  | OnChannel<'DescribeChannel'>
  | { readonly kind: 'ListChannels'; readonly region: number }
  | (OnChannel<'UpdateChannel'> & { readonly description: Description })
  | OnChannel<'DeleteChannel'>
  | (OnChannel<'ConfigureLogs'> & Asked & { readonly ingress?: LogGroup; readonly egress?: LogGroup })
  | (OnGroup<'CreatePackagingGroup'> & { readonly egress?: LogGroup })
  | OnGroup<'DescribePackagingGroup'>
  | (OnGroup<'ConfigurePackagingGroupLogs'> & Asked & { readonly egress?: LogGroup })
  | OnGroup<'DeletePackagingGroup'>;

export type SpeltKind = SpeltOperation['kind'];
export type SpeltOf<K extends SpeltKind> = Extract<SpeltOperation, { readonly kind: K }>;
