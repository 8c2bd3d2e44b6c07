import {
  DEFAULT_GROUPS,
  NAMED_GROUPS,
  regionOf,
  withHolder,
  type Holder,
  type LogGroup,
  type OperationKind,
  type State,
} from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { ENABLING } from './creation.ts';
import {
  accepting,
  all,
  asIf,
  isRefused,
  leaving,
  recoding,
  refusing,
  shows,
  type On,
  type Rewrite,
} from './rewrites.ts';
import { holderOf, keyOf } from './worlds.ts';

const CONFIGURE = ['ConfigureLogs', 'ConfigurePackagingGroupLogs'] as const;

type Sides = Pick<Holder, 'ingress' | 'egress'>;

/** The resource of a call is left, and shown, with other sides than the specification gives it. */
const setting = <K extends OperationKind>(
  kinds: K | readonly K[],
  sides: (context: On<K>) => Partial<Sides>,
  when: (context: On<K>) => boolean = () => true,
): Rewrite => {
  const applies = (context: On<K>): boolean => holderOf(context) !== undefined && !isRefused(context) && when(context);
  const shown = (side: 'ingress' | 'egress') =>
    shows(
      kinds,
      side,
      (honest, context) => {
        const left = sides(context)[side];
        return left === undefined ? honest : (left?.[0] ?? null);
      },
      applies,
    );
  const left = (next: State, context: On<K>): State => {
    const key = keyOf(context.operation);
    const holder: Holder = { ...(next.holders[key] as Holder), ...sides(context) };
    const { holders, released, tasks, contested } = context.state;
    return withHolder(context.rules, { ...next, holders, released, tasks, contested }, key, holder, 'disable');
  };
  return all(leaving(kinds, left, applies), shown('ingress'), shown('egress'));
};

const OWN_DEFAULT = '/aws/MediaPackage/AccessLogs';
const NO_LOGS: Sides = { ingress: null, egress: null };

/** The sides that a call does not name, as they were before it. */
function unnamed(context: On<'ConfigureLogs' | 'ConfigurePackagingGroupLogs'>): Partial<Sides> {
  const before = holderOf(context) ?? NO_LOGS;
  const { operation } = context;
  return {
    ...('ingress' in operation && operation.ingress !== undefined ? {} : { ingress: before.ingress }),
    ...(operation.egress === undefined ? { egress: before.egress } : {}),
  };
}

type Enabling = (typeof ENABLING)[number];
type Side = 'ingress' | 'egress';

const groupOf = ({ operation }: On<Enabling>, side: Side): LogGroup | undefined =>
  side === 'egress' ? operation.egress : 'ingress' in operation ? operation.ingress : undefined;

/** A side that a call names with this group is shown with that one. */
const groupShown = (side: Side, group: LogGroup, shown: string): Rewrite =>
  shows(
    ENABLING,
    side,
    () => shown,
    (context) => !isRefused(context) && groupOf(context, side) === group,
  );

/** Every other channel of the region is set like this one. */
function sameOverRegion(next: State, { rules, operation }: On<'ConfigureLogs'>): State {
  const key = keyOf(operation);
  const { ingress, egress } = next.holders[key] ?? NO_LOGS;
  return Object.keys(next.holders)
    .filter((other) => other !== key && other.startsWith('channel/') && regionOf(other) === operation.region)
    .reduce((state, other) => {
      const holder: Holder = { ...(state.holders[other] as Holder), ingress, egress };
      return withHolder(rules, state, other, holder, 'disable');
    }, next);
}

const isKnown = (context: FlawContext): boolean => holderOf(context) !== undefined && !isRefused(context);
const isUnknown = (context: FlawContext): boolean => holderOf(context) === undefined;

/** Flaws of access logging itself. */
export const loggingFlaws: readonly Flaw[] = [
  {
    name: 'egress-ignored',
    breaks: 'logging/enable',
    about: 'ConfigureLogs takes no notice of egress access logs',
    rewrite: asIf('ConfigureLogs', ({ egress, ...rest }) =>
      egress === undefined || egress === 'bad' ? undefined : rest,
    ),
  },
  {
    name: 'enabling-refused',
    breaks: 'logging/enable',
    about: 'ConfigureLogs refuses to enable anything',
    rewrite: refusing(
      'ConfigureLogs',
      'UnprocessableEntityException',
      ({ operation }) => operation.ingress !== undefined || operation.egress !== undefined,
    ),
  },
  {
    name: 'list-channels-shows-no-logs',
    breaks: 'logging/enable',
    about: 'ListChannels shows every access log off',
    rewrite: all(
      shows('ListChannels', 'ingress', () => null),
      shows('ListChannels', 'egress', () => null),
    ),
  },
  {
    name: 'configure-logs-merges',
    breaks: 'logging/disable',
    about: 'a side that ConfigureLogs does not name stays as it was',
    rewrite: setting('ConfigureLogs', unnamed),
  },
  {
    name: 'disabling-without-effect',
    breaks: 'logging/disable',
    about: 'ConfigureLogs without a side leaves both as they were',
    rewrite: setting(
      'ConfigureLogs',
      unnamed,
      ({ operation }) => operation.ingress === undefined && operation.egress === undefined,
    ),
  },
  {
    name: 'new-channel-logs',
    breaks: 'logging/off-at-first',
    about: 'a new channel has its ingress access logs on',
    rewrite: shows('CreateChannel', 'ingress', () => DEFAULT_GROUPS.ingress[0]),
  },
  {
    name: 'default-group-of-its-own',
    breaks: 'logging/default-group',
    about: 'a side given without a group uses one that is not documented',
    rewrite: all(groupShown('ingress', 'default', OWN_DEFAULT), groupShown('egress', 'default', OWN_DEFAULT)),
  },
  {
    name: 'any-log-group',
    breaks: 'logging/group-name',
    about: 'a log group of any name is taken',
    rewrite: all(
      asIf(ENABLING, (operation) => ({
        ...operation,
        ...('ingress' in operation && operation.ingress === 'bad' ? { ingress: 'custom' } : {}),
        ...(operation.egress === 'bad' ? { egress: 'custom' } : {}),
      })),
      groupShown('ingress', 'bad', NAMED_GROUPS.bad),
      groupShown('egress', 'bad', NAMED_GROUPS.bad),
    ),
  },
  {
    name: 'update-resets-logging',
    breaks: 'logging/kept-by-update',
    about: 'UpdateChannel switches both access logs off',
    rewrite: setting('UpdateChannel', () => NO_LOGS),
  },
  {
    name: 'unknown-channel-configured',
    breaks: 'logging/unknown-resource',
    about: 'ConfigureLogs on a channel or group that is not there succeeds',
    rewrite: accepting(CONFIGURE, isUnknown),
  },
  {
    name: 'unknown-channel-is-unprocessable',
    breaks: 'logging/unknown-resource',
    about: 'ConfigureLogs on a channel or group that is not there is refused with UnprocessableEntityException',
    rewrite: recoding(CONFIGURE, { code: 'UnprocessableEntityException' }, isUnknown),
  },
  {
    name: 'group-logs-ignored',
    breaks: 'logging/vod',
    about: 'ConfigurePackagingGroupLogs turns nothing on',
    rewrite: asIf('ConfigurePackagingGroupLogs', ({ egress, ...rest }) =>
      egress === undefined || egress === 'bad' ? undefined : rest,
    ),
  },
  {
    name: 'group-logs-stay-on',
    breaks: 'logging/vod',
    about: 'ConfigurePackagingGroupLogs turns nothing off',
    rewrite: setting('ConfigurePackagingGroupLogs', unnamed),
  },
  {
    name: 'logging-per-region',
    breaks: 'logging/apart',
    about: 'access logs are kept per region instead of per channel',
    rewrite: leaving('ConfigureLogs', sameOverRegion, isKnown),
  },
];
