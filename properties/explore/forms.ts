import {
  operationKinds,
  type Description,
  type Operation,
  type OperationKind,
  type ServiceProfile,
} from '../../model/index.ts';

/** How many regions and slots of each kind of resource a search or a walk may use. */
export interface Extent {
  readonly regions: number;
  readonly slots: number;
}

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index);

const places = (extent: Extent): readonly { readonly region: number; readonly slot: number }[] =>
  upTo(extent.regions).flatMap((region) => upTo(extent.slots).map((slot) => ({ region, slot })));

const DESCRIPTIONS: readonly Description[] = ['plain', 'other', 'longest', 'too-long', 'bad-characters'];

/** The kinds that say something about a service: its own API, or the generic use of its role. */
export function kindsOf(profile: ServiceProfile, all: readonly OperationKind[]): readonly OperationKind[] {
  const generic: readonly OperationKind[] = ['UseRole', 'ReleaseRole'];
  const logs = /Channel|ConfigureLogs|PackagingGroup/;
  return all.filter(
    (kind) =>
      (profile.usedBy === 'access-logs' || !logs.test(kind)) &&
      (profile.usedBy === 'generic' || !generic.includes(kind)),
  );
}

/** Every form of an operation that the suite generates, slots within the extent. The simplest come first. */
export function formsOf(kind: OperationKind, extent: Extent): readonly Operation[] {
  switch (kind) {
    case 'CreateServiceLinkedRole':
      return [
        { kind, service: 'own' },
        { kind, service: 'own', description: 'plain' },
        { kind, service: 'own', description: 'longest' },
        { kind, service: 'own', suffix: true },
        { kind, service: 'unknown' },
        { kind, service: 'wrong-case' },
        { kind, service: 'malformed' },
        { kind, service: 'missing' },
        { kind, service: 'own', description: 'too-long' },
        { kind, service: 'own', description: 'bad-characters' },
        { kind, service: 'own', as: 'restricted' },
      ];
    case 'DeleteServiceLinkedRole':
      return [
        { kind, role: 'linked' },
        { kind, role: 'ordinary' },
        { kind, role: 'linked', as: 'restricted' },
      ];
    case 'GetRole':
    case 'DeleteRole':
      return [
        { kind, role: 'linked' },
        { kind, role: 'ordinary' },
      ];
    case 'ListAttachedRolePolicies':
    case 'AssumeRole':
      return [{ kind, role: 'linked' }];
    case 'GetServiceLinkedRoleDeletionStatus':
      return [
        { kind, task: 'last', await: true },
        { kind, task: 'last' },
        { kind, task: 'previous', await: true },
        { kind, task: 'unknown' },
        { kind, task: 'malformed' },
      ];
    case 'ListRoles':
    case 'GetPolicy':
    case 'GetPolicyVersion':
    case 'AttachUserPolicy':
    case 'AttachGroupPolicy':
      return [{ kind }];
    case 'UpdateRole':
      return [
        ...DESCRIPTIONS.map((description): Operation => ({ kind, role: 'linked', description })),
        { kind, role: 'linked', maxSessionDuration: 7200 },
        { kind, role: 'linked' },
        { kind, role: 'linked', description: 'plain', as: 'restricted' },
      ];
    case 'UpdateRoleDescription':
      return [
        ...DESCRIPTIONS.map((description): Operation => ({ kind, role: 'linked', description })),
        { kind, role: 'linked', description: 'plain', as: 'restricted' },
      ];
    case 'TagRole':
      return [
        { kind, role: 'linked', key: 'stage', value: 'one' },
        { kind, role: 'linked', key: 'owner', value: 'two' },
      ];
    case 'UntagRole':
      return [{ kind, role: 'linked', key: 'stage' }];
    case 'AttachRolePolicy':
    case 'DetachRolePolicy':
      return [
        { kind, role: 'linked', policy: 'other' },
        { kind, role: 'linked', policy: 'service' },
        { kind, role: 'ordinary', policy: 'service' },
        { kind, role: 'ordinary', policy: 'other' },
      ];
    case 'UpdateAssumeRolePolicy':
    case 'PutRolePolicy':
    case 'DeleteRolePolicy':
    case 'PutRolePermissionsBoundary':
    case 'DeleteRolePermissionsBoundary':
    case 'AddRoleToInstanceProfile':
    case 'RemoveRoleFromInstanceProfile':
    case 'ListRolePolicies':
    case 'ListRoleTags':
      return [{ kind, role: 'linked' }];
    case 'CreateRole':
      return [
        { kind, role: 'ordinary' },
        { kind, role: 'ordinary', path: 'reserved' },
        { kind, role: 'lookalike' },
      ];
    case 'CreateChannel':
    case 'DescribeChannel':
    case 'DeleteChannel':
      return places(extent).map(({ region, slot }) => ({ kind, region, channel: slot }));
    case 'UpdateChannel':
      return places(extent).map(({ region, slot }) => ({ kind, region, channel: slot, description: 'plain' }));
    case 'ListChannels':
      return upTo(extent.regions).map((region) => ({ kind, region }));
    case 'ConfigureLogs':
      return places(extent).flatMap(({ region, slot }): readonly Operation[] => [
        { kind, region, channel: slot, ingress: 'default' },
        { kind, region, channel: slot, egress: 'default' },
        { kind, region, channel: slot },
        { kind, region, channel: slot, ingress: 'custom', egress: 'custom' },
        { kind, region, channel: slot, ingress: 'bad' },
        { kind, region, channel: slot, egress: 'bad' },
        { kind, region, channel: slot, ingress: 'default', as: 'restricted' },
      ]);
    case 'CreatePackagingGroup':
      return places(extent).flatMap(({ region, slot }): readonly Operation[] => [
        { kind, region, group: slot },
        { kind, region, group: slot, egress: 'default' },
        { kind, region, group: slot, egress: 'custom' },
        { kind, region, group: slot, egress: 'bad' },
      ]);
    case 'DescribePackagingGroup':
    case 'DeletePackagingGroup':
      return places(extent).map(({ region, slot }) => ({ kind, region, group: slot }));
    case 'ConfigurePackagingGroupLogs':
      return places(extent).flatMap(({ region, slot }): readonly Operation[] => [
        { kind, region, group: slot, egress: 'default' },
        { kind, region, group: slot },
        { kind, region, group: slot, egress: 'custom' },
        { kind, region, group: slot, egress: 'bad' },
        { kind, region, group: slot, egress: 'default', as: 'restricted' },
      ]);
    case 'UseRole':
      return places(extent).flatMap(({ region, slot }): readonly Operation[] => [
        { kind, region, user: slot },
        { kind, region, user: slot, denied: true },
      ]);
    case 'ReleaseRole':
      return places(extent).map(({ region, slot }) => ({ kind, region, user: slot }));
    case 'Wait':
      return [{ kind, for: 'window' }];
  }
}

const BUILDERS: ReadonlySet<string> = new Set(
  [
    { kind: 'CreateServiceLinkedRole', service: 'own' },
    { kind: 'DeleteServiceLinkedRole', role: 'linked' },
    { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true },
    { kind: 'UpdateRole', role: 'linked', description: 'plain' },
    { kind: 'TagRole', role: 'linked', key: 'stage', value: 'one' },
    { kind: 'CreateRole', role: 'ordinary' },
    { kind: 'CreateRole', role: 'lookalike' },
    { kind: 'CreateChannel' },
    { kind: 'DeleteChannel' },
    { kind: 'ConfigureLogs', ingress: 'default' },
    { kind: 'ConfigureLogs', egress: 'default' },
    { kind: 'ConfigureLogs' },
    { kind: 'CreatePackagingGroup' },
    { kind: 'CreatePackagingGroup', egress: 'default' },
    { kind: 'ConfigurePackagingGroupLogs', egress: 'default' },
    { kind: 'ConfigurePackagingGroupLogs' },
    { kind: 'DeletePackagingGroup' },
    { kind: 'UseRole' },
    { kind: 'ReleaseRole' },
    { kind: 'Wait', for: 'window' },
  ].map((form) => JSON.stringify(form)),
);

/** Whether a search builds worlds with this form; the other forms are tried only as the last operation. */
export const isBuilder = (operation: Operation): boolean => BUILDERS.has(formKey(operation));

/** Searches try the same few operations millions of times. */
const formKeys = new WeakMap<Operation, string>();

/** An operation without its slots: what it does, wherever it does it. */
export function formKey(operation: Operation): string {
  const known = formKeys.get(operation);
  if (known !== undefined) return known;
  const made = madeFormKey(operation);
  formKeys.set(operation, made);
  return made;
}

function madeFormKey(operation: Operation): string {
  const {
    region: _,
    channel: __,
    group: ___,
    user: ____,
    ...form
  } = operation as Operation & {
    readonly region?: number;
    readonly channel?: number;
    readonly group?: number;
    readonly user?: number;
  };
  return JSON.stringify(form);
}

/** Every form of every operation that a service has, on so many resources. */
export const operationForms = (profile: ServiceProfile, extent: Extent): readonly Operation[] =>
  kindsOf(profile, operationKinds).flatMap((kind) => formsOf(kind, extent));
