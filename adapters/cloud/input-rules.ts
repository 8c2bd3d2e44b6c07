/** A regular expression that a whole text must satisfy, and how AWS's messages show it. */
interface Pattern {
  readonly matches: RegExp;
  readonly shown: string;
}

/** What an API model demands of one value. Lengths count UTF-16 units, as AWS's own do. */
export type Rule =
  | {
      readonly type: 'text';
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: Pattern;
      /** The only values. */
      readonly values?: readonly string[];
    }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'list'; readonly max: number; readonly of: Rule }
  | { readonly type: 'structure'; readonly members: InputRule };

/** The members of an input or a structure. */
export type InputRule = Readonly<Record<string, { readonly rule: Rule; readonly required: boolean }>>;

type Choice = Readonly<Record<string, Rule>>;

const input = (required: Choice, optional: Choice = {}): InputRule =>
  Object.fromEntries([
    ...Object.entries(required).map(([member, rule]) => [member, { rule, required: true }] as const),
    ...Object.entries(optional).map(([member, rule]) => [member, { rule, required: false }] as const),
  ]);

const pattern = (shown: string, flags = ''): Pattern => ({ shown, matches: new RegExp(`^(?:${shown})$`, flags) });

const NAME = pattern(String.raw`[\w+=,.@-]+`);

// The shapes of the API models (IAM 2010-05-08, STS 2011-06-15), by their names there without "Type".
const name = (max: number): Rule => ({ type: 'text', min: 1, max, pattern: NAME });
const longName = name(128);
const shortName = name(64);
const path: Rule = {
  type: 'text',
  min: 1,
  max: 512,
  pattern: pattern(String.raw`(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`),
};
const pathPrefix: Rule = { type: 'text', min: 1, max: 512, pattern: pattern(String.raw`\u002F[\u0021-\u007F]*`) };
const policyPath: Rule = {
  type: 'text',
  min: 1,
  max: 512,
  pattern: pattern(String.raw`((/[A-Za-z0-9\.,\+@=_-]+)*)/`),
};
const arn: Rule = { type: 'text', min: 20, max: 2048 };
const document: Rule = {
  type: 'text',
  min: 1,
  max: 131_072,
  pattern: pattern(String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`),
};
const accessKeyId: Rule = { type: 'text', min: 16, max: 128, pattern: pattern(String.raw`[\w]+`) };
const tagKey: Rule = { type: 'text', min: 1, max: 128, pattern: pattern(String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]+`, 'u') };
const tagValue: Rule = { type: 'text', max: 256, pattern: pattern(String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]*`, 'u') };
const tags: Rule = {
  type: 'list',
  max: 50,
  of: { type: 'structure', members: input({ Key: tagKey, Value: tagValue }) },
};
const tagKeys: Rule = { type: 'list', max: 50, of: tagKey };
const oneOf = (...values: readonly string[]): Rule => ({ type: 'text', values });

/**
 * Markers are held to no length: the model's 320 is too short for those that this account makes of a long tag key, and
 * what no page gave is refused in any case.
 */
const paged: Choice = {
  Marker: { type: 'text', min: 1, pattern: pattern(String.raw`[\u0020-\u00FF]+`) },
  MaxItems: { type: 'integer', min: 1, max: 1000 },
};

const user = { UserName: longName };
const attachingUser = { UserName: shortName };
const group = { GroupName: longName };
const role = { RoleName: shortName };
const policy = { PolicyName: longName };
const policyArn = { PolicyArn: arn };
const profile = { InstanceProfileName: longName };
const key = { AccessKeyId: accessKeyId };

/** What IAM demands of the inputs of each action that is played. */
export const IAM_INPUTS: Readonly<Record<string, InputRule>> = {
  CreateUser: input({ UserName: shortName }, { Path: path, PermissionsBoundary: arn, Tags: tags }),
  GetUser: input({}, user),
  ListUsers: input({}, { PathPrefix: pathPrefix, ...paged }),
  DeleteUser: input(user),
  TagUser: input({ ...user, Tags: tags }),
  UntagUser: input({ ...user, TagKeys: tagKeys }),
  ListUserTags: input(user, paged),
  PutUserPolicy: input({ ...user, ...policy, PolicyDocument: document }),
  GetUserPolicy: input({ ...user, ...policy }),
  ListUserPolicies: input(user, paged),
  DeleteUserPolicy: input({ ...user, ...policy }),
  AttachUserPolicy: input({ ...attachingUser, ...policyArn }),
  DetachUserPolicy: input({ ...attachingUser, ...policyArn }),
  ListAttachedUserPolicies: input(attachingUser, { PathPrefix: policyPath, ...paged }),

  CreateGroup: input(group, { Path: path }),
  GetGroup: input(group, paged),
  ListGroups: input({}, { PathPrefix: pathPrefix, ...paged }),
  DeleteGroup: input(group),
  AddUserToGroup: input({ ...group, ...user }),
  RemoveUserFromGroup: input({ ...group, ...user }),
  ListGroupsForUser: input(user, paged),
  PutGroupPolicy: input({ ...group, ...policy, PolicyDocument: document }),
  GetGroupPolicy: input({ ...group, ...policy }),
  ListGroupPolicies: input(group, paged),
  DeleteGroupPolicy: input({ ...group, ...policy }),
  AttachGroupPolicy: input({ ...group, ...policyArn }),
  DetachGroupPolicy: input({ ...group, ...policyArn }),
  ListAttachedGroupPolicies: input(group, { PathPrefix: policyPath, ...paged }),

  CreateAccessKey: input({}, user),
  ListAccessKeys: input({}, { ...user, ...paged }),
  UpdateAccessKey: input({ ...key, Status: oneOf('Active', 'Inactive', 'Expired') }, user),
  DeleteAccessKey: input(key, user),

  CreatePolicy: input(
    { ...policy, PolicyDocument: document },
    { Path: policyPath, Description: { type: 'text', max: 1000 }, Tags: tags },
  ),
  DeletePolicy: input(policyArn),
  GetPolicy: input(policyArn),
  GetPolicyVersion: input({
    ...policyArn,
    VersionId: { type: 'text', pattern: pattern(String.raw`v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`) },
  }),
  ListPolicies: input(
    {},
    {
      Scope: oneOf('All', 'AWS', 'Local'),
      OnlyAttached: { type: 'boolean' },
      PathPrefix: policyPath,
      PolicyUsageFilter: oneOf('PermissionsPolicy', 'PermissionsBoundary'),
      ...paged,
    },
  ),
  ListPolicyVersions: input(policyArn, paged),

  CreateInstanceProfile: input(profile, { Path: path, Tags: tags }),
  GetInstanceProfile: input(profile),
  ListInstanceProfiles: input({}, { PathPrefix: pathPrefix, ...paged }),
  DeleteInstanceProfile: input(profile),
  ListInstanceProfilesForRole: input(role, paged),
  AddRoleToInstanceProfile: input({ ...profile, ...role }),
  RemoveRoleFromInstanceProfile: input({ ...profile, ...role }),

  GetRole: input(role),
  ListRoles: input({}, { PathPrefix: pathPrefix, ...paged }),
  CreateRole: input(
    { ...role, AssumeRolePolicyDocument: document },
    {
      Path: path,
      MaxSessionDuration: { type: 'integer', min: 3600, max: 43_200 },
      PermissionsBoundary: arn,
      Tags: tags,
    },
  ),
  DeleteRole: input(role),
  UpdateAssumeRolePolicy: input({ ...role, PolicyDocument: document }),
  AttachRolePolicy: input({ ...role, ...policyArn }),
  DetachRolePolicy: input({ ...role, ...policyArn }),
  PutRolePolicy: input({ ...role, ...policy, PolicyDocument: document }),
  GetRolePolicy: input({ ...role, ...policy }),
  DeleteRolePolicy: input({ ...role, ...policy }),
  ListRolePolicies: input(role, paged),
  ListAttachedRolePolicies: input(role, { PathPrefix: policyPath, ...paged }),
  TagRole: input({ ...role, Tags: tags }),
  UntagRole: input({ ...role, TagKeys: tagKeys }),
  ListRoleTags: input(role, paged),
  UpdateRole: input(role, { MaxSessionDuration: { type: 'integer', min: 3600, max: 43_200 } }),
  UpdateRoleDescription: input(role),
  PutRolePermissionsBoundary: input({ ...role, PermissionsBoundary: arn }),
  DeleteRolePermissionsBoundary: input(role),
  DeleteServiceLinkedRole: input(role),
  GetServiceLinkedRoleDeletionStatus: input({ DeletionTaskId: { type: 'text', min: 1, max: 1000 } }),
};

/** What STS demands of the inputs of each action that is played. */
export const STS_INPUTS: Readonly<Record<string, InputRule>> = {
  AssumeRole: input(
    {
      RoleArn: arn,
      RoleSessionName: { type: 'text', min: 2, max: 64, pattern: pattern(String.raw`[\w+=,.@-]*`) },
    },
    {
      DurationSeconds: { type: 'integer', min: 900, max: 43_200 },
      Policy: { type: 'text', min: 1, pattern: pattern(String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`) },
      ExternalId: { type: 'text', min: 2, max: 1224, pattern: pattern(String.raw`[\w+=,.@:\/-]*`) },
      Tags: tags,
      TransitiveTagKeys: tagKeys,
    },
  ),
};
