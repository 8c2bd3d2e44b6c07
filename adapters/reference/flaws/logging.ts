import { DEFAULT_GROUPS, NAMED_GROUPS } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { ENABLING } from './creation-by-use.ts';
import { accepting, all, asIf, isRefused, leaving, recoding, refusing, shows } from './rewrites.ts';
import { groupShown, NO_LOGS, sameOverRegion, setting, unnamed } from './sides.ts';
import { holderOf } from './worlds.ts';

const CONFIGURE = ['ConfigureLogs', 'ConfigurePackagingGroupLogs'] as const;

const OWN_DEFAULT = '/aws/MediaPackage/AccessLogs';

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
