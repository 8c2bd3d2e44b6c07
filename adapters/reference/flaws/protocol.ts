import {
  holderKey,
  regionOf,
  usersOf,
  withHolder,
  type Json,
  type OperationKind,
  type State,
} from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { ENABLING } from './creation.ts';
import { accepting, asIf, isRefused, leaving, on, recoding, shows, success } from './rewrites.ts';
import { hasRole, holderOf, keyOf, renewed, roleAsBefore } from './worlds.ts';

/** Whether the role is in use, but not in the region of this call. */
const usedElsewhere = ({ state, operation }: FlawContext): boolean => {
  const users = usersOf(state);
  return users.length > 0 && users.every((key) => regionOf(key) !== regionOf(keyOf(operation)));
};

const enablesElsewhere = (context: FlawContext): boolean =>
  hasRole(context) &&
  usedElsewhere(context) &&
  !isRefused(context) &&
  usersOf(context.endings[0]?.next({}) as State).includes(keyOf(context.operation));

const channelsOf = (state: State): readonly string[] =>
  Object.keys(state.holders).filter((key) => key.startsWith('channel/'));

/** The first region, this one before others, in which a channel of this slot is. */
const regionHaving = (state: State, region: number, slot: number): number | undefined =>
  [region, 0, 1, 2].find((other) => state.holders[holderKey('channel', other, slot)] !== undefined);

/** Flaws of how regions hang together. */
export const regionFlaws: readonly Flaw[] = [
  {
    name: 'role-per-region',
    breaks: 'regions/one-role',
    about: 'enabling in a second region makes a second role',
    rewrite: leaving(
      ENABLING,
      (next, { rules }) => ({ ...next, others: [`${rules.profile.roleName}_second`] }),
      enablesElsewhere,
    ),
  },
  {
    name: 'role-follows-the-region',
    breaks: 'regions/one-role',
    about: 'enabling in a second region replaces the role',
    rewrite: leaving(ENABLING, renewed, enablesElsewhere),
  },
  {
    name: 'role-made-at-home-only',
    breaks: 'regions/every-region',
    about: 'enabling makes the role in the first region alone',
    rewrite: leaving(ENABLING, roleAsBefore, ({ operation }) => operation.region > 0),
  },
  {
    name: 'channels-listed-everywhere',
    breaks: 'regions/apart',
    about: 'ListChannels shows the channels of every region',
    rewrite: shows('ListChannels', 'channels', (_, { state }): Json =>
      Object.fromEntries(channelsOf(state).map((key) => [key, {}])),
    ),
  },
  {
    name: 'channels-described-everywhere',
    breaks: 'regions/apart',
    about: 'DescribeChannel finds the channels of every region',
    rewrite: asIf('DescribeChannel', (operation, { state }) => {
      const region = regionHaving(state, operation.region, operation.channel);
      return region === undefined ? undefined : { ...operation, region };
    }),
  },
  {
    name: 'channels-without-regions',
    breaks: 'regions/apart',
    about: 'a channel is found, configured and deleted from any region',
    rewrite: asIf(['DescribeChannel', 'ConfigureLogs', 'UpdateChannel', 'DeleteChannel'], (operation, { state }) => {
      const region = regionHaving(state, operation.region, operation.channel);
      return region === undefined ? undefined : { ...operation, region };
    }),
  },
];

/** The calls that only AWS may make on a role of a service. */
const PROTECTED = [
  'UpdateAssumeRolePolicy',
  'AttachRolePolicy',
  'DetachRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'PutRolePermissionsBoundary',
  'DeleteRolePermissionsBoundary',
  'AddRoleToInstanceProfile',
  'RemoveRoleFromInstanceProfile',
  'DeleteRole',
] as const satisfies readonly OperationKind[];

/** Flaws of the protocols, and of what both APIs have in common with every other. */
export const protocolFlaws: readonly Flaw[] = [
  {
    name: 'taken-id-conflicts',
    breaks: 'protocol/declared-errors',
    about: 'an id that is taken is refused with a code that the API does not know',
    rewrite: recoding(
      ['CreateChannel', 'CreatePackagingGroup'],
      { code: 'ConflictException', http: 409 },
      (context) => holderOf(context) !== undefined,
    ),
  },
  {
    name: 'missing-role-bad-status',
    breaks: 'protocol/status-code',
    about: 'a role that is not there is refused with HTTP 400',
    rewrite: recoding('GetRole', { http: 400 }),
  },
  {
    name: 'role-not-listed',
    breaks: 'protocol/list-agrees',
    about: 'ListRoles leaves the role out',
    rewrite: shows('ListRoles', 'listed', () => false),
  },
  {
    name: 'missing-role-tagged',
    breaks: 'protocol/missing-role',
    about: 'TagRole on a role that is not there succeeds',
    rewrite: accepting('TagRole', (context) => !hasRole(context)),
  },
  {
    name: 'missing-role-forbidden',
    breaks: 'protocol/missing-role',
    about: 'GetRole of a role that is not there is refused with AccessDenied',
    rewrite: recoding('GetRole', { code: 'AccessDenied' }),
  },
  {
    name: 'protection-by-name',
    breaks: 'protocol/missing-role',
    about: 'an edit is refused as protected although the role is not there',
    rewrite: recoding(
      PROTECTED,
      { code: 'UnmodifiableEntity' },
      (context) => context.operation.role === 'linked' && !hasRole(context),
    ),
  },
  {
    name: 'missing-channel-unprocessable',
    breaks: 'protocol/missing-resource',
    about: 'a channel that is not there is refused with UnprocessableEntityException',
    rewrite: recoding(['DescribeChannel', 'UpdateChannel', 'DeleteChannel'], { code: 'UnprocessableEntityException' }),
  },
  {
    name: 'missing-channel-updated',
    breaks: 'protocol/missing-resource',
    about: 'UpdateChannel of a channel that is not there succeeds',
    rewrite: accepting('UpdateChannel', (context) => holderOf(context) === undefined),
  },
  {
    name: 'one-channel-per-region',
    breaks: 'protocol/made-resource-found',
    about: 'a new channel takes the place of the one before',
    rewrite: leaving(
      'CreateChannel',
      (next, { rules, operation }) =>
        channelsOf(next)
          .filter((key) => key !== keyOf(operation) && regionOf(key) === operation.region)
          .reduce((state, key) => withHolder(rules, state, key, null, 'delete'), next),
      (context) => !isRefused(context),
    ),
  },
  {
    name: 'channels-never-listed',
    breaks: 'protocol/made-resource-found',
    about: 'ListChannels shows no channel',
    rewrite: on('ListChannels', ({ state }) => [success(state, { channels: {} })]),
  },
  {
    name: 'taken-id-overwritten',
    breaks: 'protocol/resource-id-unique',
    about: 'creating a channel under an id that is taken replaces it',
    rewrite: accepting(
      'CreateChannel',
      (context) => holderOf(context) !== undefined,
      (context) =>
        withHolder(context.rules, context.state, keyOf(context.operation), { ingress: null, egress: null }, 'disable'),
    ),
  },
  {
    name: 'creation-date-of-today',
    breaks: 'editing/identity-fixed',
    about: 'GetRole shows the time of the call as the creation date',
    rewrite: shows(
      'GetRole',
      'createDate',
      (_, __, draw) => draw.fresh('date'),
      (context) => hasRole(context) && context.operation.role === 'linked',
    ),
  },
];
