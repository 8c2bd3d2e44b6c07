import { resourceNamed, sideFacet, type SideProfile, type Sides } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { ENABLING } from './creation-by-use.ts';
import { accepting, all, asIf, isRefused, leaving, recoding, refusing, shows, type Rewrite } from './rewrites.ts';
import { allOff, groupShown, sameOverRegion, setting, unnamed } from './sides.ts';
import { holderOf, ofFirst, ofOthers } from './worlds.ts';

const OWN_DEFAULT = '/aws/MediaPackage/AccessLogs';

const isKnown = (context: FlawContext): boolean => holderOf(context) !== undefined && !isRefused(context);
const isUnknown = (context: FlawContext): boolean => holderOf(context) === undefined;

const sideOf = ({ rules, operation }: FlawContext, name: string): SideProfile | undefined =>
  'resource' in operation
    ? resourceNamed(rules.profile, operation.resource).sides.find((side) => side.name === name)
    : undefined;

const defaultOf = (context: FlawContext, name: string): string => sideOf(context, name)?.defaults[0] ?? '';

/** The sides with no group outside the bounds. */
const taken = (sides: Sides): Sides =>
  Object.fromEntries(Object.entries(sides).map(([side, group]) => [side, group === 'bad' ? 'custom' : group]));

/** Configuring takes no notice of a side. */
const ignoring = (side: string): Rewrite =>
  asIf('ConfigureResource', ({ sides, ...rest }) => {
    if (sides?.[side] === undefined || sides[side] === 'bad') return undefined;
    const { [side]: _, ...others } = sides;
    return Object.keys(others).length === 0 ? rest : { ...rest, sides: others };
  });

/** Flaws of access logging itself. */
export const loggingFlaws: readonly Flaw[] = [
  {
    name: 'egress-ignored',
    breaks: 'logging/enable',
    about: 'ConfigureLogs takes no notice of egress access logs',
    rewrite: ofFirst(ignoring('egress')),
  },
  {
    name: 'enabling-refused',
    breaks: 'logging/enable',
    about: 'ConfigureLogs refuses to enable anything',
    rewrite: ofFirst(
      refusing('ConfigureResource', 'UnprocessableEntityException', ({ operation }) => operation.sides !== undefined),
    ),
  },
  {
    name: 'list-channels-shows-no-logs',
    breaks: 'logging/enable',
    about: 'ListChannels shows every access log off',
    rewrite: (context) =>
      all(...['ingress', 'egress'].map((side) => shows('ListResources', sideFacet(side), () => null)))(context),
  },
  {
    name: 'configure-logs-merges',
    breaks: 'logging/disable',
    about: 'a side that ConfigureLogs does not name stays as it was',
    rewrite: ofFirst(setting('ConfigureResource', unnamed)),
  },
  {
    name: 'disabling-without-effect',
    breaks: 'logging/disable',
    about: 'ConfigureLogs without a side leaves both as they were',
    rewrite: ofFirst(setting('ConfigureResource', unnamed, ({ operation }) => operation.sides === undefined)),
  },
  {
    name: 'new-channel-logs',
    breaks: 'logging/off-at-first',
    about: 'a new channel has its ingress access logs on',
    rewrite: ofFirst(shows('CreateResource', sideFacet('ingress'), (_, context) => defaultOf(context, 'ingress'))),
  },
  {
    name: 'default-group-of-its-own',
    breaks: 'logging/default-group',
    about: 'a side given without a group uses one that is not documented',
    rewrite: groupShown('default', () => OWN_DEFAULT),
  },
  {
    name: 'any-log-group',
    breaks: 'logging/group-name',
    about: 'a log group of any name is taken',
    rewrite: all(
      asIf(ENABLING, (operation) =>
        operation.sides === undefined ? operation : { ...operation, sides: taken(operation.sides) },
      ),
      groupShown('bad', (context, side) => sideOf(context, side)?.bad ?? ''),
    ),
  },
  {
    name: 'update-resets-logging',
    breaks: 'logging/kept-by-update',
    about: 'UpdateChannel switches both access logs off',
    rewrite: setting('UpdateResource', allOff),
  },
  {
    name: 'unknown-channel-configured',
    breaks: 'logging/unknown-resource',
    about: 'ConfigureLogs on a channel or group that is not there succeeds',
    rewrite: accepting('ConfigureResource', isUnknown),
  },
  {
    name: 'unknown-channel-is-unprocessable',
    breaks: 'logging/unknown-resource',
    about: 'ConfigureLogs on a channel or group that is not there is refused with UnprocessableEntityException',
    rewrite: recoding('ConfigureResource', { code: 'UnprocessableEntityException' }, isUnknown),
  },
  {
    name: 'group-logs-ignored',
    breaks: 'logging/vod',
    about: 'ConfigurePackagingGroupLogs turns nothing on',
    rewrite: ofOthers(ignoring('egress')),
  },
  {
    name: 'group-logs-stay-on',
    breaks: 'logging/vod',
    about: 'ConfigurePackagingGroupLogs turns nothing off',
    rewrite: ofOthers(setting('ConfigureResource', unnamed)),
  },
  {
    name: 'logging-per-region',
    breaks: 'logging/apart',
    about: 'access logs are kept per region instead of per channel',
    rewrite: ofFirst(leaving('ConfigureResource', sameOverRegion, isKnown)),
  },
];
