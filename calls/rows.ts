import type { ApiAction, OperationKind, OperationOf, ResourceKind } from '../model/index.ts';
import * as member from './members.ts';
import { NAMES, OTHER_TRUST, SMALL_POLICY } from './names.ts';
import type { Support } from './supports.ts';
import { blank, text, within, type Views } from './view.ts';

/** What one kind of operation is in terms of AWS: its call, what the answer shows, what it makes, and what it needs. */
export interface Row<O = never> {
  /** The API and the action, where they do not follow from the kind. */
  readonly call?: ApiAction;
  readonly input: { readonly [member: string]: member.Member<O> };
  /** Where the answer shows what was asked of; at its root unless given. */
  readonly at?: readonly string[];
  /** What every answer carries there, in words, and the members of which it has at least one. */
  readonly carries?: readonly [word: string, ...members: string[]];
  /** The facets that its answer shows. */
  readonly shows?: Views;
  /** The member that is a list, which comes in pages, and what an entry of it shows. */
  readonly lists?: string;
  readonly entries?: Views;
  /** What must be there besides a role. */
  readonly needs?: Support;
  /** The action that takes back what the call does, and the members of the call's input that it is given. */
  readonly undo?: readonly [action: string, ...members: string[]];
  /** Whether the service may make its role for the caller. */
  readonly makesRole?: true;
}

/** The kinds that are calls of IAM and STS. */
export type RoleKind = Exclude<OperationKind, ResourceKind | 'Wait'>;

/** What an answer that made a role shows of it. */
const MADE: Views = {
  name: text('RoleName'),
  path: text('Path'),
  arn: text('Arn'),
  roleId: text('RoleId'),
  createDate: { as: 'text', path: ['CreateDate'], date: true },
  trust: { as: 'grants', path: ['AssumeRolePolicyDocument'] },
};

/** A role as ListRoles shows it. */
const LISTED_ROLE: Views = {
  ...MADE,
  description: blank('Description'),
  sessionDuration: { as: 'number', path: ['MaxSessionDuration'] },
};

/** A role as GetRole shows it: whole. */
const WHOLE: Views = {
  ...LISTED_ROLE,
  boundary: blank('PermissionsBoundary', 'PermissionsBoundaryArn'),
  tags: { as: 'tags', path: ['Tags'] },
};

const { roleName: RoleName, ownPolicy: PolicyArn, description: Description } = member;
const InstanceProfileName = member.fixed(NAMES.instanceProfile);

/** A row for each kind that is a call of IAM or STS. */
export const rows: { readonly [K in RoleKind]: Row<OperationOf<K>> } = {
  CreateServiceLinkedRole: {
    input: { AWSServiceName: member.principal, Description, CustomSuffix: member.suffix },
    carries: ['role', 'Role'],
    shows: within('Role', MADE),
  },
  DeleteServiceLinkedRole: { input: { RoleName }, shows: { taskId: text('DeletionTaskId') } },
  GetServiceLinkedRoleDeletionStatus: {
    input: { DeletionTaskId: member.taskId },
    carries: ['status', 'Status'],
    shows: { status: text('Status'), reason: text('Reason', 'Reason') },
  },
  GetRole: { input: { RoleName }, carries: ['role', 'Role'], shows: within('Role', WHOLE) },
  ListRoles: { input: { PathPrefix: member.ownPath }, lists: 'Roles', entries: LISTED_ROLE },
  ListAttachedRolePolicies: {
    input: { RoleName },
    lists: 'AttachedPolicies',
    shows: { attached: { as: 'words', path: ['AttachedPolicies'], member: 'PolicyArn' } },
  },
  ListRolePolicies: {
    input: { RoleName },
    lists: 'PolicyNames',
    shows: { inline: { as: 'words', path: ['PolicyNames'] } },
  },
  ListRoleTags: { input: { RoleName }, lists: 'Tags', shows: { tags: { as: 'tags', path: ['Tags'] } } },
  GetPolicy: {
    input: { PolicyArn },
    carries: ['policy', 'Policy'],
    shows: { policyArn: text('Policy', 'Arn'), policyPath: text('Policy', 'Path') },
  },
  GetPolicyVersion: {
    input: { PolicyArn, VersionId: member.ownVersion },
    carries: ['policy version', 'PolicyVersion'],
    shows: { document: { as: 'grants', path: ['PolicyVersion', 'Document'] } },
  },
  UpdateRole: { input: { RoleName, Description, MaxSessionDuration: member.sessionDuration } },
  UpdateRoleDescription: { input: { RoleName, Description }, shows: { description: blank('Role', 'Description') } },
  TagRole: { input: { RoleName, Tags: member.tagList } },
  UntagRole: { input: { RoleName, TagKeys: member.tagKeys } },
  UpdateAssumeRolePolicy: { input: { RoleName, PolicyDocument: member.fixed(OTHER_TRUST) } },
  AttachRolePolicy: {
    input: { RoleName, PolicyArn: member.policyArn },
    undo: ['DetachRolePolicy', 'RoleName', 'PolicyArn'],
  },
  DetachRolePolicy: { input: { RoleName, PolicyArn: member.policyArn } },
  PutRolePolicy: {
    input: { RoleName, PolicyName: member.inlineName, PolicyDocument: member.fixed(SMALL_POLICY) },
    undo: ['DeleteRolePolicy', 'RoleName', 'PolicyName'],
  },
  DeleteRolePolicy: { input: { RoleName, PolicyName: member.inlineName } },
  PutRolePermissionsBoundary: {
    input: { RoleName, PermissionsBoundary: member.otherPolicy },
    undo: ['DeleteRolePermissionsBoundary', 'RoleName'],
  },
  DeleteRolePermissionsBoundary: { input: { RoleName } },
  AddRoleToInstanceProfile: {
    input: { InstanceProfileName, RoleName },
    needs: 'instance-profile',
    undo: ['RemoveRoleFromInstanceProfile', 'InstanceProfileName', 'RoleName'],
  },
  RemoveRoleFromInstanceProfile: { input: { InstanceProfileName, RoleName }, needs: 'instance-profile' },
  DeleteRole: { input: { RoleName } },
  CreateRole: {
    input: { RoleName, Path: member.reservedPath, AssumeRolePolicyDocument: member.fixed(OTHER_TRUST) },
    carries: ['role', 'Role'],
    shows: within('Role', MADE),
  },
  AttachUserPolicy: {
    input: { UserName: member.fixed(NAMES.user), PolicyArn },
    needs: 'user',
    undo: ['DetachUserPolicy', 'UserName', 'PolicyArn'],
  },
  AttachGroupPolicy: {
    input: { GroupName: member.fixed(NAMES.userGroup), PolicyArn },
    needs: 'user-group',
    undo: ['DetachGroupPolicy', 'GroupName', 'PolicyArn'],
  },
  AssumeRole: {
    input: { RoleArn: member.roleArn, RoleSessionName: member.fixed(NAMES.session) },
  },
};
