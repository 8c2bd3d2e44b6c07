import {
  isOfResource,
  isResourceKind,
  operationShapes,
  operationsOf,
  partsOf,
  resourceNamed,
  type Ability,
  type Operation,
  type OperationKind,
  type OperationOf,
  type ResourceKind,
  type ResourceProfile,
  type ServiceProfile,
  type Sides,
} from '../../model/index.ts';

/** How many regions and slots of each kind of resource a search or a walk may use. */
export interface Extent {
  readonly regions: number;
  readonly slots: number;
}

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index);

const places = (extent: Extent): readonly { readonly region: number; readonly slot: number }[] =>
  upTo(extent.regions).flatMap((region) => upTo(extent.slots).map((slot) => ({ region, slot })));

/** Services of one likeness differ in their names alone, and what is planned for one is planned for all. */
export function likenessOf(profile: ServiceProfile): string {
  const { madeByIam, policyGrants, policyInferred, resources, suffixAllowed } = profile;
  return resources.length === 0
    ? JSON.stringify({ madeByIam, policyGrants: policyGrants !== undefined, policyInferred, suffixAllowed })
    : profile.id;
}

/** Every form of an operation that the suite generates, slots within the extent. The simplest come first. */
export function formsOf(profile: ServiceProfile, ability: Ability, extent: Extent): readonly Operation[] {
  const { kind, resource = '' } = partsOf(ability);
  return isResourceKind(kind) ? resourceForms(resourceNamed(profile, resource), kind, extent) : roleForms(kind);
}

type RoleKind = Exclude<OperationKind, ResourceKind>;
type Forms<K extends OperationKind> = readonly Omit<OperationOf<K>, 'kind'>[];
/** What names a role at most has one form, unless told otherwise: that on the service's role. */
type Simple = {
  [K in RoleKind]: { kind: K; role: 'linked' } extends OperationOf<K>
    ? K
    : { kind: K } extends OperationOf<K>
      ? K
      : never;
}[RoleKind];

const SERVICES_OR_NOT = [{ role: 'linked' }, { role: 'ordinary' }] as const;
const DESCRIBED = (['plain', 'other', 'longest', 'too-long', 'bad-characters'] as const).map(
  (description) => ({ role: 'linked', description }) as const,
);
const BY_RESTRICTED = { role: 'linked', description: 'plain', as: 'restricted' } as const;
const POLICIES = [
  { role: 'linked', policy: 'other' },
  { role: 'linked', policy: 'service' },
  { role: 'ordinary', policy: 'service' },
  { role: 'ordinary', policy: 'other' },
] as const;

/** What is asked, but for the kind. The simplest come first. */
const FORMS: { readonly [K in Exclude<RoleKind, Simple>]: Forms<K> } & { readonly [K in Simple]?: Forms<K> } = {
  CreateServiceLinkedRole: [
    { service: 'own' },
    { service: 'own', description: 'plain' },
    { service: 'own', description: 'longest' },
    { service: 'own', suffix: true },
    { service: 'unknown' },
    { service: 'wrong-case' },
    { service: 'malformed' },
    { service: 'missing' },
    { service: 'own', description: 'too-long' },
    { service: 'own', description: 'bad-characters' },
    { service: 'own', as: 'restricted' },
  ],
  DeleteServiceLinkedRole: [...SERVICES_OR_NOT, { role: 'linked', as: 'restricted' }],
  GetRole: SERVICES_OR_NOT,
  DeleteRole: SERVICES_OR_NOT,
  GetServiceLinkedRoleDeletionStatus: [
    { task: 'last', await: true },
    { task: 'last' },
    { task: 'previous', await: true },
    { task: 'unknown' },
    { task: 'malformed' },
  ],
  UpdateRole: [...DESCRIBED, { role: 'linked', maxSessionDuration: 7200 }, { role: 'linked' }, BY_RESTRICTED],
  UpdateRoleDescription: [...DESCRIBED, BY_RESTRICTED],
  TagRole: [
    { role: 'linked', key: 'stage', value: 'one' },
    { role: 'linked', key: 'owner', value: 'two' },
  ],
  UntagRole: [{ role: 'linked', key: 'stage' }],
  AttachRolePolicy: POLICIES,
  DetachRolePolicy: POLICIES,
  CreateRole: [{ role: 'ordinary' }, { role: 'ordinary', path: 'reserved' }, { role: 'lookalike' }],
  Wait: [{ for: 'window' }],
};

function roleForms(kind: RoleKind): readonly Operation[] {
  const usual = 'role' in operationShapes[kind] ? [{ role: 'linked' }] : [{}];
  return (FORMS[kind] ?? usual).map((form) => ({ kind, ...form }) as Operation);
}

function resourceForms(profile: ResourceProfile, kind: ResourceKind, extent: Extent): readonly Operation[] {
  const resource = profile.name;
  if (kind === 'ListResources') return upTo(extent.regions).map((region) => ({ kind, resource, region }));
  return places({ ...extent, slots: Math.min(extent.slots, profile.most ?? extent.slots) }).flatMap(
    ({ region, slot }): readonly Operation[] => {
      const at = { resource, region, slot };
      switch (kind) {
        case 'ReadResource':
        case 'DeleteResource':
          return [{ kind, ...at }];
        case 'UpdateResource':
          return [{ kind, ...at, description: 'plain' }];
        case 'CreateResource':
          return [
            { kind, ...at },
            ...(profile.calls[kind]?.sets ? settings(profile).map((sides): Operation => ({ kind, ...at, sides })) : []),
            ...(profile.uses === 'while-there' ? [{ kind, ...at, as: 'restricted' } as const] : []),
          ];
        case 'ConfigureResource': {
          const each = oneSideOn(profile);
          const others = [...allCustom(profile), ...oneSideBad(profile)];
          return [
            ...each.map((sides): Operation => ({ kind, ...at, sides })),
            { kind, ...at },
            ...others.map((sides): Operation => ({ kind, ...at, sides })),
            ...each.slice(0, 1).map((sides): Operation => ({ kind, ...at, sides, as: 'restricted' })),
          ];
        }
      }
    },
  );
}

const oneSideOn = ({ sides }: ResourceProfile): readonly Sides[] => sides.map(({ name }) => ({ [name]: 'default' }));
const allCustom = ({ sides }: ResourceProfile): readonly Sides[] => [
  Object.fromEntries(sides.map(({ name }) => [name, 'custom'])),
];
const oneSideBad = ({ sides }: ResourceProfile): readonly Sides[] => sides.map(({ name }) => ({ [name]: 'bad' }));

const settings = (profile: ResourceProfile): readonly Sides[] => [
  ...oneSideOn(profile),
  ...allCustom(profile),
  ...oneSideBad(profile),
];

const BUILDERS: ReadonlySet<string> = new Set(
  [
    { kind: 'CreateServiceLinkedRole', service: 'own' },
    { kind: 'DeleteServiceLinkedRole', role: 'linked' },
    { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true },
    { kind: 'UpdateRole', role: 'linked', description: 'plain' },
    { kind: 'TagRole', role: 'linked', key: 'stage', value: 'one' },
    { kind: 'CreateRole', role: 'ordinary' },
    { kind: 'CreateRole', role: 'lookalike' },
    { kind: 'Wait', for: 'window' },
  ].map((form) => JSON.stringify(form)),
);

/** Whether a search builds worlds with this form; the other forms are tried only as the last operation. */
export const isBuilder = (operation: Operation): boolean =>
  isOfResource(operation) ? buildsResource(operation) : BUILDERS.has(formKey(operation));

/** Whether it makes or deletes a resource, or lets one side at most use the role. */
function buildsResource(operation: OperationOf<ResourceKind>): boolean {
  if (operation.kind === 'DeleteResource') return true;
  if (operation.kind !== 'CreateResource' && operation.kind !== 'ConfigureResource') return false;
  const groups = Object.values(operation.sides ?? {});
  return operation.as === undefined && groups.length <= 1 && groups.every((group) => group === 'default');
}

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
    slot: __,
    ...form
  } = operation as Operation & {
    readonly region?: number;
    readonly slot?: number;
  };
  return JSON.stringify(form);
}

/** Every form of every operation that a service has, on so many resources. */
export const operationForms = (profile: ServiceProfile, extent: Extent): readonly Operation[] =>
  operationsOf(profile).flatMap((ability) => formsOf(profile, ability, extent));
