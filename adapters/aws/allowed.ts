import type { Call } from '../../calls/index.ts';
import { OWN } from './run-id.ts';

/**
 * What a call may be about. `linked` is the service's role, `own` what bears the run's
 * name, `lease` what holds the account, `lookalike` a role named like the service's in capitals.
 */
export type About = 'linked' | 'own' | 'lease' | 'lookalike';

/** The instance profile, empty and so good for nothing, by which a run holds an account. */
export const LEASE = `${OWN}lease`;

/** One action that a run may send, the member that says what it is about, and what that may be. */
export interface Allowed {
  readonly service: Call['service'];
  readonly action: string;
  /** The member of the input that names it; absent for lists and the like. */
  readonly member?: string;
  readonly about: readonly About[];
  /** The kind of thing, as ARNs spell it: `role`, `user`; absent where no ARN says it. */
  readonly kind?: 'role' | 'user' | 'group' | 'instance-profile' | 'policy' | 'channels' | 'packaging-groups';
  /** Whether it leaves everything as it is. */
  readonly reads?: true;
  /** Further permissions that AWS asks for it. */
  readonly needs?: readonly string[];
}

const all =
  (service: Call['service'], facts: Omit<Allowed, 'service' | 'action'>) =>
  (...actions: readonly string[]): readonly Allowed[] =>
    actions.map((action) => ({ service, action, ...facts }));

const BOTH: readonly About[] = ['linked', 'own'];
const OWNED: readonly About[] = ['own'];
const ROLE = { member: 'RoleName', kind: 'role' } as const;
const USER = { member: 'UserName', kind: 'user', about: OWNED } as const;
const GROUP = { member: 'GroupName', kind: 'group', about: OWNED } as const;
const PROFILE = { member: 'InstanceProfileName', kind: 'instance-profile', about: OWNED } as const;
const CHANNEL = { member: 'Id', kind: 'channels', about: OWNED } as const;
const PACKAGING = { member: 'Id', kind: 'packaging-groups', about: OWNED } as const;

/**
 * Every action that a run may send, and on what. The clients' middleware, the policy for the account and the tests read this
 * one list.
 */
export const ALLOWED: readonly Allowed[] = [
  ...all('sts', { about: [], reads: true })('GetCallerIdentity'),
  ...all('sts', { member: 'RoleArn', kind: 'role', about: BOTH, reads: true })('AssumeRole'),
  ...all('iam', { about: [], reads: true })('ListRoles'),
  ...all('iam', { member: 'PolicyArn', kind: 'policy', about: ['linked'], reads: true })(
    'GetPolicy',
    'GetPolicyVersion',
  ),
  ...all('iam', { ...ROLE, about: BOTH, reads: true })(
    'GetRole',
    'ListAttachedRolePolicies',
    'ListRolePolicies',
    'ListRoleTags',
  ),
  ...all('iam', { ...ROLE, about: BOTH })(
    'UpdateRole',
    'UpdateRoleDescription',
    'TagRole',
    'UntagRole',
    'UpdateAssumeRolePolicy',
    'AttachRolePolicy',
    'DetachRolePolicy',
    'PutRolePolicy',
    'DeleteRolePolicy',
    'PutRolePermissionsBoundary',
    'DeleteRolePermissionsBoundary',
    'DeleteRole',
    'DeleteServiceLinkedRole',
  ),
  ...all('iam', { ...ROLE, about: ['own', 'lookalike'], needs: ['iam:TagRole'] })('CreateRole'),
  ...all('iam', { member: 'AWSServiceName', kind: 'role', about: ['linked'] })('CreateServiceLinkedRole'),
  ...all('iam', { member: 'DeletionTaskId', kind: 'role', about: ['linked'], reads: true })(
    'GetServiceLinkedRoleDeletionStatus',
  ),
  ...all('iam', { ...USER, needs: ['iam:TagUser'] })('CreateUser'),
  ...all('iam', USER)(
    'AttachUserPolicy',
    'DetachUserPolicy',
    'PutUserPolicy',
    'DeleteUserPolicy',
    'CreateAccessKey',
    'DeleteAccessKey',
    'DeleteUser',
  ),
  ...all('iam', { ...USER, reads: true })('ListAccessKeys'),
  ...all('iam', GROUP)('CreateGroup', 'AttachGroupPolicy', 'DetachGroupPolicy', 'DeleteGroup'),
  ...all('iam', { ...PROFILE, about: ['own', 'lease'], needs: ['iam:TagInstanceProfile'] })('CreateInstanceProfile'),
  ...all('iam', { ...PROFILE, about: ['lease'], reads: true })('GetInstanceProfile'),
  ...all('iam', { ...PROFILE, needs: ['iam:PassRole'] })('AddRoleToInstanceProfile'),
  ...all('iam', PROFILE)('RemoveRoleFromInstanceProfile'),
  ...all('iam', { ...PROFILE, about: ['own', 'lease'] })('DeleteInstanceProfile'),
  ...all('mediapackage', { about: [], reads: true })('ListChannels'),
  ...all('mediapackage', { ...CHANNEL, reads: true })('DescribeChannel'),
  ...all('mediapackage', { ...CHANNEL, needs: ['mediapackage:TagResource'] })('CreateChannel'),
  ...all('mediapackage', CHANNEL)('UpdateChannel', 'ConfigureLogs', 'DeleteChannel'),
  ...all('mediapackage-vod', { about: [], reads: true })('ListPackagingGroups'),
  ...all('mediapackage-vod', { ...PACKAGING, reads: true })('DescribePackagingGroup'),
  ...all('mediapackage-vod', { ...PACKAGING, needs: ['mediapackage-vod:TagResource'] })('CreatePackagingGroup'),
  ...all('mediapackage-vod', PACKAGING)('ConfigureLogs', 'DeletePackagingGroup'),
];

const rows = new Map(ALLOWED.map((row) => [`${row.service}:${row.action}`, row]));

/** What the list says of an action; undefined for one that is not on it. */
export const allowed = ({ service, action }: Pick<Call, 'service' | 'action'>): Allowed | undefined =>
  rows.get(`${service}:${action}`);
