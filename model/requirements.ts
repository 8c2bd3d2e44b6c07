import type { Ability, ResourceKind } from './operation.ts';

/** How binding a requirement is. A `may` is observed and reported; only the success that it promises can be missed. */
export type Level = 'must' | 'should' | 'may';

/**
 * Where a requirement comes from: a real AWS answer was recorded, AWS documents it, or it follows from what is
 * documented. `facts` are the numbers of docs/facts.md; `page` is the section of the MediaPackage page.
 */
export interface Provenance {
  readonly kind: 'recorded' | 'documented' | 'inferred';
  readonly page?: 'slr-permissions' | 'create-slr' | 'edit-slr' | 'delete-slr' | 'slr-regions';
  readonly facts: readonly `F${number}`[];
}

/** One sentence that a target can be seen to keep or to break. An id, once published, keeps its meaning. */
export interface Requirement {
  readonly id: string;
  readonly statement: string;
  readonly level: Level;
  readonly provenance: Provenance;
  /**
   * The operations, and the kind of caller, without which it cannot be exercised; of a kind alone, what is asked of the first
   * resource of a service.
   */
  readonly needs: readonly (Ability | ResourceKind)[];
  /** How many regions it takes to exercise it, where it is more than one. */
  readonly regions?: 2;
  /** What this version of the suite lacks to exercise it; such a requirement stays untouched, for this reason. */
  readonly later?: string;
  /** It is about the answers as they are sent, and seen only of a target that is spoken to over HTTP. */
  readonly wire?: true;
}

/** The version of this table; it changes with every id that comes, goes, or is told better. */
export const catalogueVersion = '1.3.0';

const table = [
  {
    id: 'permissions/name',
    statement: 'The role is called exactly what the service documents: AWSServiceRoleForMediaPackage.',
    level: 'must',
    provenance: { kind: 'documented', page: 'slr-permissions', facts: ['F10', 'F11'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'permissions/path',
    statement: 'Its path is /aws-service-role/PRINCIPAL/.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-permissions', facts: ['F13'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'permissions/arn',
    statement: 'Its ARN is built of partition, account, path and name.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-permissions', facts: ['F13'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'permissions/trust',
    statement: 'Its trust policy lets the service, and no one else, assume it; list and scalar forms are equal.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-permissions', facts: ['F18'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'permissions/policy-attached',
    statement: 'Exactly one managed policy is attached, the service role policy of the service, and no inline policy.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-permissions', facts: ['F49', 'F84', 'F85'] },
    needs: ['CreateServiceLinkedRole', 'ListAttachedRolePolicies'],
  },
  {
    id: 'permissions/policy-document',
    statement: 'That policy allows exactly the documented log actions on the documented resources, compared as sets.',
    level: 'must',
    provenance: { kind: 'documented', page: 'slr-permissions', facts: ['F84'] },
    needs: ['GetPolicyVersion'],
  },
  {
    id: 'permissions/policy-exclusive-role',
    statement: 'The policy cannot be attached to an ordinary role: PolicyNotAttachable.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-permissions', facts: ['F50'] },
    needs: ['CreateRole', 'AttachRolePolicy'],
  },
  {
    id: 'permissions/policy-exclusive-user',
    statement: 'The policy cannot be attached to a user or a group: PolicyNotAttachable.',
    level: 'must',
    provenance: { kind: 'documented', page: 'slr-permissions', facts: ['F51'] },
    needs: ['AttachUserPolicy', 'AttachGroupPolicy'],
  },
  {
    id: 'permissions/assume',
    statement: 'A principal of the account cannot assume the role: AccessDenied.',
    level: 'must',
    provenance: { kind: 'documented', page: 'slr-permissions', facts: ['F54'] },
    needs: ['CreateServiceLinkedRole', 'AssumeRole'],
  },
  {
    id: 'permissions/session-duration',
    statement: 'Its maximum session is 3600 seconds.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-permissions', facts: ['F47'] },
    needs: ['CreateServiceLinkedRole', 'GetRole'],
  },
  {
    id: 'permissions/no-boundary',
    statement: 'It never has a permissions boundary.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-permissions', facts: ['F47', 'F56'] },
    needs: ['CreateServiceLinkedRole', 'GetRole'],
  },
  {
    id: 'permissions/caller-create',
    statement: 'A caller without iam:CreateServiceLinkedRole cannot create it: AccessDenied, nothing made.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-permissions', facts: ['F16'] },
    needs: ['CreateServiceLinkedRole', 'RestrictedCaller'],
  },
  {
    id: 'permissions/caller-edit',
    statement: 'A caller without the edit permission cannot change its description.',
    level: 'must',
    provenance: { kind: 'documented', page: 'slr-permissions', facts: ['F59'] },
    needs: ['CreateServiceLinkedRole', 'UpdateRoleDescription', 'RestrictedCaller'],
  },
  {
    id: 'permissions/caller-delete',
    statement: 'A caller without iam:DeleteServiceLinkedRole cannot delete it.',
    level: 'must',
    provenance: { kind: 'documented', page: 'slr-permissions', facts: ['F41'] },
    needs: ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole', 'RestrictedCaller'],
  },
  {
    id: 'creation/on-enable-ingress',
    statement: 'Enabling ingress access logs on a channel makes the role if there is none.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F69'] },
    needs: ['CreateResource', 'ConfigureResource', 'GetRole'],
  },
  {
    id: 'creation/on-enable-egress',
    statement: 'Enabling egress access logs on a channel makes the role if there is none.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F69'] },
    needs: ['CreateResource', 'ConfigureResource', 'GetRole'],
  },
  {
    id: 'creation/on-enable-vod',
    statement: 'Enabling egress access logs on a packaging group makes the role if there is none.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'create-slr', facts: ['F61', 'F83'] },
    needs: ['CreateResource packaging-group', 'GetRole'],
  },
  {
    id: 'creation/present-while-enabled',
    statement: 'While any access log is enabled anywhere in the account, the role exists.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F69'] },
    needs: ['CreateResource', 'ConfigureResource', 'GetRole'],
  },
  {
    id: 'creation/reuse',
    statement: 'Enabling when the role exists succeeds and leaves role id, description, tags and dates alone.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F70'] },
    needs: ['CreateServiceLinkedRole', 'CreateResource', 'ConfigureResource', 'GetRole'],
  },
  {
    id: 'creation/again-on-enable',
    statement: 'After the role was deleted, enabling makes it again, with a new role id.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F21', 'F69'] },
    needs: [
      'CreateServiceLinkedRole',
      'DeleteServiceLinkedRole',
      'GetServiceLinkedRoleDeletionStatus',
      'CreateResource',
      'ConfigureResource',
      'GetRole',
    ],
  },
  {
    id: 'creation/not-by-other-calls',
    statement:
      'Creating, reading, updating or deleting a channel or group without logging makes no role; disabling does not either.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'create-slr', facts: ['F66'] },
    needs: ['CreateResource', 'GetRole'],
  },
  {
    id: 'creation/not-by-failure',
    statement: 'An enabling call that is refused makes no role.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'create-slr', facts: ['F64', 'F68'] },
    needs: ['ConfigureResource', 'GetRole'],
  },
  {
    id: 'creation/by-iam',
    statement: 'CreateServiceLinkedRole with the principal of the service makes the role.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F11', 'F13'] },
    needs: ['CreateServiceLinkedRole', 'GetRole'],
  },
  {
    id: 'creation/by-iam-answer',
    statement: 'The answer holds path, name, id, ARN, date and trust policy.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F17'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'creation/by-iam-description',
    statement: 'A description given is found by GetRole; none given, none found.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F17', 'F19'] },
    needs: ['CreateServiceLinkedRole', 'GetRole'],
  },
  {
    id: 'creation/by-iam-again',
    statement: 'After deletion it can be made again by IAM, with a new role id.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F21'] },
    needs: ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus', 'GetRole'],
  },
  {
    id: 'creation/duplicate',
    statement: 'Making it twice is refused with InvalidInput and changes nothing.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F5'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'creation/suffix',
    statement: 'A custom suffix is refused with InvalidInput, nothing made, where the service allows none.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'create-slr', facts: ['F7', 'F12'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'creation/unknown-service',
    statement: 'A principal without a template is refused, nothing made.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F15'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'creation/unknown-service-code',
    statement: 'The refusal of a principal without a template carries the code AccessDenied.',
    level: 'should',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F15'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'creation/principal-case',
    statement: 'The principal is case-sensitive.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F2', 'F15'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'creation/malformed-input',
    statement:
      'A missing or malformed principal, or a description outside its bounds, is refused as bad input, never with a 5xx.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F2', 'F4'] },
    needs: ['CreateServiceLinkedRole'],
  },
  {
    id: 'creation/reserved-path',
    statement: 'CreateRole under /aws-service-role/ is refused with InvalidInput.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F52'] },
    needs: ['CreateRole'],
  },
  {
    id: 'creation/name-unique-any-case',
    statement: 'No second role takes the name of the role in other letter case.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F14'] },
    needs: ['CreateServiceLinkedRole', 'CreateRole'],
  },
  {
    id: 'editing/identity-fixed',
    statement: 'Name, path, ARN, role id and creation date never change in one life of the role.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F32', 'F46'] },
    needs: ['CreateServiceLinkedRole', 'GetRole'],
  },
  {
    id: 'editing/trust',
    statement: 'UpdateAssumeRolePolicy on the role is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'UpdateAssumeRolePolicy'],
  },
  {
    id: 'editing/attach',
    statement: 'AttachRolePolicy on the role is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'AttachRolePolicy'],
  },
  {
    id: 'editing/detach',
    statement: 'DetachRolePolicy on the role is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'DetachRolePolicy'],
  },
  {
    id: 'editing/inline-put',
    statement: 'PutRolePolicy on the role is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'PutRolePolicy'],
  },
  {
    id: 'editing/inline-delete',
    statement: 'DeleteRolePolicy on the role is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'DeleteRolePolicy'],
  },
  {
    id: 'editing/boundary-put',
    statement: 'PutRolePermissionsBoundary on the role is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'PutRolePermissionsBoundary'],
  },
  {
    id: 'editing/boundary-delete',
    statement: 'DeleteRolePermissionsBoundary on the role is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'DeleteRolePermissionsBoundary'],
  },
  {
    id: 'editing/instance-profile',
    statement: 'AddRoleToInstanceProfile and RemoveRoleFromInstanceProfile are refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile'],
  },
  {
    id: 'editing/delete-role',
    statement: 'DeleteRole is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42', 'F44'] },
    needs: ['CreateServiceLinkedRole', 'DeleteRole'],
  },
  {
    id: 'editing/session-duration',
    statement: 'UpdateRole with a maximum session duration is refused with UnmodifiableEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F43'] },
    needs: ['CreateServiceLinkedRole', 'UpdateRole'],
  },
  {
    id: 'editing/refused-means-unchanged',
    statement: 'A refused edit changes nothing at all.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F42'] },
    needs: ['UpdateRole', 'CreateServiceLinkedRole', 'GetRole'],
  },
  {
    id: 'editing/description',
    statement: 'UpdateRole with a description succeeds and GetRole shows it.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F45'] },
    needs: ['CreateServiceLinkedRole', 'UpdateRole', 'GetRole'],
  },
  {
    id: 'editing/description-legacy',
    statement: 'UpdateRoleDescription succeeds and GetRole shows it.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F45'] },
    needs: ['CreateServiceLinkedRole', 'UpdateRoleDescription', 'GetRole'],
  },
  {
    id: 'editing/description-only',
    statement: 'A description edit changes the description and nothing else.',
    level: 'must',
    provenance: { kind: 'documented', page: 'edit-slr', facts: ['F45', 'F57'] },
    needs: ['CreateServiceLinkedRole', 'UpdateRole', 'GetRole'],
  },
  {
    id: 'editing/description-kept',
    statement: 'UpdateRole without a description leaves the description.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'edit-slr', facts: ['F45'] },
    needs: ['CreateServiceLinkedRole', 'UpdateRole', 'GetRole'],
  },
  {
    id: 'editing/description-bounds',
    statement: 'An edit to a description over 1000 characters or outside its character set is refused.',
    level: 'must',
    provenance: { kind: 'documented', page: 'edit-slr', facts: ['F2', 'F4'] },
    needs: ['CreateServiceLinkedRole', 'UpdateRole'],
  },
  {
    id: 'editing/tags',
    statement: 'TagRole and UntagRole work and change the tags alone.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'edit-slr', facts: ['F45'] },
    needs: ['CreateServiceLinkedRole', 'TagRole', 'UntagRole', 'ListRoleTags'],
  },
  {
    id: 'deletion/accepted',
    statement: 'DeleteServiceLinkedRole answers with a task, also while the role is in use.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F39'] },
    needs: ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole'],
  },
  {
    id: 'deletion/in-use-ingress',
    statement: 'While a channel has ingress access logs enabled, the deletion task ends FAILED.',
    level: 'must',
    provenance: { kind: 'documented', page: 'delete-slr', facts: ['F74'] },
    needs: ['CreateResource', 'ConfigureResource', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/in-use-egress',
    statement: 'While a channel has egress access logs enabled, the deletion task ends FAILED.',
    level: 'must',
    provenance: { kind: 'documented', page: 'delete-slr', facts: ['F74'] },
    needs: ['CreateResource', 'ConfigureResource', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/in-use-vod',
    statement: 'While a packaging group has egress access logs enabled, the deletion task ends FAILED.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'delete-slr', facts: ['F74'] },
    needs: ['CreateResource packaging-group', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/in-use-any-region',
    statement: 'Use in one region is enough, whichever it is.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F74'] },
    needs: ['CreateResource', 'ConfigureResource', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
    regions: 2,
  },
  {
    id: 'deletion/in-use-each',
    statement: 'Every channel with logging counts: two enabled and one of them disabled is still in use.',
    level: 'must',
    provenance: { kind: 'documented', page: 'delete-slr', facts: ['F74'] },
    needs: ['CreateResource', 'ConfigureResource', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/failed-keeps-role',
    statement: 'After FAILED the role is there, unchanged, with the same role id.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F32'] },
    needs: [
      'CreateResource',
      'ConfigureResource',
      'DeleteServiceLinkedRole',
      'GetServiceLinkedRoleDeletionStatus',
      'GetRole',
    ],
  },
  {
    id: 'deletion/failed-keeps-logging',
    statement: 'After FAILED logging is as it was.',
    level: 'must',
    provenance: { kind: 'inferred', page: 'delete-slr', facts: ['F32'] },
    needs: [
      'CreateResource',
      'ConfigureResource',
      'DeleteServiceLinkedRole',
      'GetServiceLinkedRoleDeletionStatus',
      'ReadResource',
    ],
  },
  {
    id: 'deletion/failed-reason',
    statement: 'FAILED carries a reason; whatever regions and resources it lists are in use.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F32', 'F34'] },
    needs: ['CreateResource', 'ConfigureResource', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/after-disable',
    statement: 'Once all logging is off, a deletion succeeds, at the latest within the settle window, by trying again.',
    level: 'must',
    provenance: { kind: 'documented', page: 'delete-slr', facts: ['F73', 'F74'] },
    needs: ['CreateResource', 'ConfigureResource', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/after-resource-deleted',
    statement: 'Deleting the channels that had logging releases the role.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'delete-slr', facts: ['F80'] },
    needs: [
      'CreateResource',
      'ConfigureResource',
      'DeleteResource',
      'DeleteServiceLinkedRole',
      'GetServiceLinkedRoleDeletionStatus',
    ],
  },
  {
    id: 'deletion/removes',
    statement: 'After SUCCEEDED the role is gone from GetRole and ListRoles, within the settle window.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F27'] },
    needs: ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus', 'GetRole'],
  },
  {
    id: 'deletion/task-ends',
    statement:
      'Every task ends within the settle window; NoSuchEntity, NOT_STARTED and IN_PROGRESS are allowed before.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F27', 'F31', 'F37'] },
    needs: ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/task-final',
    statement: 'An ended task never changes its end.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F38'] },
    needs: ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/task-id',
    statement: 'The task id is task/aws-service-role/PRINCIPAL/ROLE/UUID.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F23'] },
    needs: ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole'],
  },
  {
    id: 'deletion/task-same-while-open',
    statement: 'Deleting again while a task is open gives the same task.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F24'] },
    needs: ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole'],
  },
  {
    id: 'deletion/task-new-after-failed',
    statement: 'Deleting again after FAILED gives a new task.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F33'] },
    needs: ['CreateResource', 'ConfigureResource', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/task-unknown',
    statement: 'The status of a well-formed unknown task is NoSuchEntity.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F28'] },
    needs: ['GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/task-malformed',
    statement: 'The status of a malformed task id is InvalidInput.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F30'] },
    needs: ['GetServiceLinkedRoleDeletionStatus'],
  },
  {
    id: 'deletion/missing-role',
    statement: 'Deleting a role that is not there is NoSuchEntity.',
    level: 'must',
    provenance: { kind: 'documented', page: 'delete-slr', facts: ['F25'] },
    needs: ['DeleteServiceLinkedRole'],
  },
  {
    id: 'deletion/ordinary-role',
    statement: 'Deleting an ordinary role this way is NoSuchEntity, and the role stays.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'delete-slr', facts: ['F26'] },
    needs: ['CreateRole', 'DeleteServiceLinkedRole', 'GetRole'],
  },
  {
    id: 'deletion/cleanup-retry',
    statement:
      'Switching logging off, or deleting a resource, succeeds within the settle window, even if refused at first.',
    level: 'must',
    provenance: { kind: 'documented', page: 'delete-slr', facts: ['F73'] },
    needs: ['CreateResource', 'ConfigureResource'],
  },
  {
    id: 'deletion/by-hand-only',
    statement: 'Disabling logging, or deleting the last channel, does not delete the role.',
    level: 'should',
    provenance: { kind: 'documented', page: 'delete-slr', facts: ['F73'] },
    needs: ['CreateResource', 'ConfigureResource', 'GetRole'],
  },
  {
    id: 'logging/enable',
    statement: 'ConfigureLogs with a side present turns it on, and DescribeChannel and ListChannels show it.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F63', 'F65'] },
    needs: ['CreateResource', 'ConfigureResource', 'ReadResource'],
  },
  {
    id: 'logging/disable',
    statement: 'A side that ConfigureLogs does not name is turned off.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F65'] },
    needs: ['CreateResource', 'ConfigureResource', 'ReadResource'],
  },
  {
    id: 'logging/off-at-first',
    statement: 'A new channel has no access logs.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F66'] },
    needs: ['CreateResource'],
  },
  {
    id: 'logging/default-group',
    statement: 'A side given without a group uses the documented default, if a group is shown at all.',
    level: 'should',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F67'] },
    needs: ['CreateResource', 'ConfigureResource'],
  },
  {
    id: 'logging/group-name',
    statement: 'A log group outside /aws/MediaPackage/ is refused.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'create-slr', facts: ['F68'] },
    needs: ['CreateResource', 'ConfigureResource'],
  },
  {
    id: 'logging/kept-by-update',
    statement: 'UpdateChannel leaves logging as it was.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'create-slr', facts: ['F66'] },
    needs: ['CreateResource', 'ConfigureResource', 'UpdateResource', 'ReadResource'],
  },
  {
    id: 'logging/unknown-resource',
    statement: 'ConfigureLogs on an unknown channel or group is NotFoundException.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F64'] },
    needs: ['ConfigureResource'],
  },
  {
    id: 'logging/vod',
    statement: 'Egress access logs of a packaging group turn on and off alike.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F83'] },
    needs: ['CreateResource packaging-group', 'ConfigureResource packaging-group', 'ReadResource packaging-group'],
  },
  {
    id: 'logging/apart',
    statement: 'Configuring one channel or group leaves the logging of every other one alone.',
    level: 'should',
    provenance: { kind: 'inferred', page: 'create-slr', facts: ['F63'] },
    needs: ['CreateResource', 'ConfigureResource', 'ReadResource'],
  },
  {
    id: 'regions/one-role',
    statement: 'One role serves every region: enabling in a second region makes no second role.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'slr-regions', facts: ['F74'] },
    needs: ['CreateResource', 'ConfigureResource', 'GetRole', 'ListRoles'],
    regions: 2,
  },
  {
    id: 'regions/every-region',
    statement: 'Enabling works, and makes the role, in whichever region it is first done.',
    level: 'must',
    provenance: { kind: 'documented', page: 'slr-regions', facts: ['F69'] },
    needs: ['CreateResource', 'ConfigureResource', 'GetRole'],
    regions: 2,
  },
  {
    id: 'regions/apart',
    statement: 'A channel of one region is not seen in another.',
    level: 'must',
    provenance: { kind: 'documented', page: 'slr-regions', facts: ['F74', 'F75'] },
    needs: ['CreateResource', 'ReadResource'],
    regions: 2,
  },
  {
    id: 'protocol/declared-errors',
    statement: 'Every refusal carries a code that the operation declares, or one common to all operations.',
    level: 'must',
    provenance: { kind: 'documented', facts: ['F3', 'F40', 'F64'] },
    needs: [],
  },
  {
    id: 'protocol/status-code',
    statement: 'Every refusal has the HTTP status that the model gives to its code.',
    level: 'must',
    provenance: { kind: 'documented', facts: ['F3', 'F40', 'F64'] },
    needs: [],
  },
  {
    id: 'protocol/readable',
    statement: 'Every success can be read: a body of the API, with dates in the form that it prescribes.',
    level: 'must',
    provenance: { kind: 'documented', facts: ['F1', 'F62'] },
    needs: [],
  },
  {
    id: 'protocol/members',
    statement: 'A role is shown with every member that AWS always shows.',
    level: 'must',
    provenance: { kind: 'recorded', facts: ['F17', 'F47', 'F48'] },
    needs: ['CreateServiceLinkedRole'],
    wire: true,
  },
  {
    id: 'protocol/documents-encoded',
    statement: 'IAM shows policy documents URL-encoded.',
    level: 'must',
    provenance: { kind: 'recorded', facts: ['F18'] },
    needs: ['CreateServiceLinkedRole'],
    wire: true,
  },
  {
    id: 'protocol/path-prefix',
    statement: 'A list of the roles under a path shows no role that lies elsewhere.',
    level: 'must',
    provenance: { kind: 'documented', facts: ['F48'] },
    needs: ['CreateServiceLinkedRole', 'ListRoles'],
    wire: true,
  },
  {
    id: 'protocol/list-agrees',
    statement: 'ListRoles and GetRole tell the same story, within the settle window.',
    level: 'must',
    provenance: { kind: 'recorded', facts: ['F48'] },
    needs: ['CreateServiceLinkedRole', 'GetRole', 'ListRoles'],
  },
  {
    id: 'protocol/missing-role',
    statement: 'An operation on a role that is not there is refused with NoSuchEntity.',
    level: 'must',
    provenance: { kind: 'recorded', facts: ['F25'] },
    needs: ['GetRole'],
  },
  {
    id: 'protocol/missing-resource',
    statement: 'An operation on a channel or packaging group that is not there is refused with NotFoundException.',
    level: 'must',
    provenance: { kind: 'documented', facts: ['F64'] },
    needs: ['ReadResource'],
  },
  {
    id: 'protocol/made-resource-found',
    statement: 'A channel or packaging group that was made is found until it is deleted.',
    level: 'must',
    provenance: { kind: 'documented', facts: ['F77'] },
    needs: ['CreateResource', 'ReadResource'],
  },
  {
    id: 'protocol/resource-id-unique',
    statement: 'Making a channel or packaging group under an id that is taken in its region is refused.',
    level: 'must',
    provenance: { kind: 'documented', facts: ['F75'] },
    needs: ['CreateResource'],
  },
  {
    id: 'concurrency/enable-enable',
    statement: 'Two enables at once both succeed, and there is one role.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F70'] },
    needs: ['CreateResource', 'ConfigureResource'],
    later: 'needs several clients at once',
  },
  {
    id: 'concurrency/enable-delete',
    statement: 'An enable beside a deletion never ends with logging on and no role.',
    level: 'must',
    provenance: { kind: 'documented', page: 'delete-slr', facts: ['F74'] },
    needs: ['CreateResource', 'ConfigureResource', 'DeleteServiceLinkedRole', 'GetServiceLinkedRoleDeletionStatus'],
    later: 'needs several clients at once',
  },
  {
    id: 'concurrency/create-create',
    statement: 'Two creates at once: one role, one refusal.',
    level: 'must',
    provenance: { kind: 'recorded', page: 'create-slr', facts: ['F5'] },
    needs: ['CreateServiceLinkedRole'],
    later: 'needs several clients at once',
  },
  {
    id: 'concurrency/linearizable',
    statement: 'Any history of several clients is explained by some order of its calls.',
    level: 'should',
    provenance: { kind: 'inferred', facts: ['F58'] },
    needs: ['CreateServiceLinkedRole'],
    later: 'needs several clients at once',
  },
  {
    id: 'retry/safe-to-repeat',
    statement:
      'Repeating an enable, a disable, a description edit or a tag, as after a lost answer, ends in the same state.',
    level: 'must',
    provenance: { kind: 'documented', page: 'create-slr', facts: ['F65', 'F70'] },
    needs: ['CreateResource', 'ConfigureResource'],
  },
] as const satisfies readonly Requirement[];

/** A misspelt requirement id does not compile. */
export type RequirementId = (typeof table)[number]['id'];

/** The catalogue, in the order in which reports show it. */
export const requirements: readonly (Requirement & { readonly id: RequirementId })[] = table;

const byId = new Map<string, Requirement & { readonly id: RequirementId }>(requirements.map((row) => [row.id, row]));

/** The requirement with this id, or undefined. */
export const findRequirement = (id: string): (Requirement & { readonly id: RequirementId }) | undefined => byId.get(id);

/** The part of an id before the slash: `creation`. */
export const sectionOf = (id: RequirementId): string => id.slice(0, id.indexOf('/'));

/** The requirements that this version of the suite can exercise. */
export const covered: readonly (Requirement & { readonly id: RequirementId })[] = requirements.filter(
  (row) => row.later === undefined && row.wire === undefined,
);
