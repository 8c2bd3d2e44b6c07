import { protectedKinds, regionOf, withHolder } from '../../../model/index.ts';
import type { Flaw, Sent } from '../flaw.ts';
import { accepting, isRefused, leaving, on, recoding, sending, shows, success } from './rewrites.ts';
import { allOff } from './sides.ts';
import { firstKeys, hasRole, holderOf, keyOf, ofFirst } from './worlds.ts';

/** What an action sends of a role, changed. */
const inRole =
  (wanted: string, change: (role: Sent) => Sent): NonNullable<Flaw['sends']> =>
  (action, members) =>
    action === wanted ? { ...members, Role: change(members['Role'] as Sent) } : members;

/** What ListRoles sends, changed. */
const inRoles =
  (change: (roles: readonly Sent[]) => readonly Sent[]): NonNullable<Flaw['sends']> =>
  (action, members) =>
    action === 'ListRoles' ? { ...members, Roles: change(members['Roles'] as readonly Sent[]) } : members;

/** Flaws of the protocols, and of what both APIs have in common with every other. */
export const protocolFlaws: readonly Flaw[] = [
  {
    name: 'taken-id-conflicts',
    breaks: 'protocol/declared-errors',
    about: 'an id that is taken is refused with a code that the API does not know',
    rewrite: recoding(
      'CreateResource',
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
    name: 'dates-in-another-form',
    breaks: 'protocol/readable',
    about: 'the date of a role is 2019-07-04-06-39-56',
    rewrite: shows(['GetRole', 'ListRoles', 'CreateServiceLinkedRole'], 'createDate', () => '2019-07-04-06-39-56'),
  },
  {
    name: 'role-without-id',
    breaks: 'protocol/members',
    about: 'GetRole leaves out the id of a role',
    rewrite: sending('GetRole', { members: ['RoleId'] }),
    sends: inRole('GetRole', ({ RoleId: _, ...role }) => role),
  },
  {
    name: 'role-without-date-in-lists',
    breaks: 'protocol/members',
    about: 'ListRoles leaves out when a role was made',
    rewrite: sending('ListRoles', { members: ['CreateDate'] }),
    sends: inRoles((roles) => roles.map(({ CreateDate: _, ...role }) => role)),
  },
  {
    name: 'documents-sent-plain',
    breaks: 'protocol/documents-encoded',
    about: 'GetRole shows the trust policy as plain JSON',
    rewrite: sending('GetRole', { 'documents-encoded': ['AssumeRolePolicyDocument'] }),
    sends: inRole('GetRole', (role) => ({
      ...role,
      AssumeRolePolicyDocument: { toString: () => String(role['AssumeRolePolicyDocument']) },
    })),
  },
  {
    name: 'path-prefix-ignored',
    breaks: 'protocol/path-prefix',
    about: 'ListRoles shows all roles, whatever their path',
    rewrite: sending('ListRoles', { 'path-prefix': ['/'] }),
    sends: inRoles((roles) => [
      ...roles,
      ...roles.slice(0, 1).map((role) => ({ ...role, RoleName: 'another', Path: '/' })),
    ]),
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
      protectedKinds,
      { code: 'UnmodifiableEntity' },
      (context) => context.operation.role === 'linked' && !hasRole(context),
    ),
  },
  {
    name: 'missing-channel-unprocessable',
    breaks: 'protocol/missing-resource',
    about: 'a channel that is not there is refused with UnprocessableEntityException',
    rewrite: ofFirst(
      recoding(['ReadResource', 'UpdateResource', 'DeleteResource'], { code: 'UnprocessableEntityException' }),
    ),
  },
  {
    name: 'missing-channel-updated',
    breaks: 'protocol/missing-resource',
    about: 'UpdateChannel of a channel that is not there succeeds',
    rewrite: accepting('UpdateResource', (context) => holderOf(context) === undefined),
  },
  {
    name: 'one-channel-per-region',
    breaks: 'protocol/made-resource-found',
    about: 'a new channel takes the place of the one before',
    rewrite: ofFirst(
      leaving(
        'CreateResource',
        (next, { rules, operation }) =>
          firstKeys(rules, next)
            .filter((key) => key !== keyOf(operation) && regionOf(key) === operation.region)
            .reduce((state, key) => withHolder(rules, state, key, null, 'delete'), next),
        (context) => !isRefused(context),
      ),
    ),
  },
  {
    name: 'channels-never-listed',
    breaks: 'protocol/made-resource-found',
    about: 'ListChannels shows no channel',
    rewrite: on('ListResources', ({ state }) => [success(state, { resources: {} })]),
  },
  {
    name: 'taken-id-overwritten',
    breaks: 'protocol/resource-id-unique',
    about: 'creating a channel under an id that is taken replaces it',
    rewrite: ofFirst(
      accepting(
        'CreateResource',
        (context) => holderOf(context) !== undefined,
        (context) =>
          withHolder(context.rules, context.state, keyOf(context.operation), { sides: allOff(context) }, 'disable'),
      ),
    ),
  },
];
