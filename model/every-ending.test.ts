import { describe, expect, it } from 'vitest';
import { sampleFacets, type Ending, type Spot } from './ending.ts';
import { endings } from './transitions/endings.ts';
import type { Operation, OperationKind, Program } from './operation.ts';
import { findRequirement } from './requirements.ts';
import { rulesFor, sequence, world } from './world.fixture.ts';

const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const status: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' };
const channel: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };
const enable: Operation = {
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 0,
  slot: 0,
  sides: { ingress: 'default' },
};
const disable: Operation = { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0 };
const group: Operation = {
  kind: 'CreateResource',
  resource: 'packaging-group',
  region: 1,
  slot: 0,
  sides: { egress: 'default' },
};
const ordinary: Operation = { kind: 'CreateRole', role: 'ordinary' };
const lookalike: Operation = { kind: 'CreateRole', role: 'lookalike' };
const wait: Operation = { kind: 'Wait', for: 'window' };

const WORLDS: readonly Program[] = [
  [],
  [create],
  [create, wait, remove],
  [create, remove, status],
  [channel, enable],
  [channel, enable, disable, remove],
  [channel, enable, remove, status, disable],
  [group, channel, enable, wait, disable],
  [ordinary, { kind: 'PutRolePolicy', role: 'ordinary' }, lookalike],
  [channel, { kind: 'DeleteResource', resource: 'channel', region: 0, slot: 0 }],
];

const REFS = ['linked', 'suffixed', 'ordinary', 'lookalike'] as const;
const at = { resource: 'channel', region: 0, slot: 0 };
const vod = { resource: 'packaging-group', region: 1, slot: 0 };
const as = 'restricted';

/** Forms of each kind of operation. Complete by type: a new kind does not compile until it stands here. */
const FORMS: { readonly [K in OperationKind]: readonly Operation[] } = {
  CreateServiceLinkedRole: [
    ...(['own', 'unknown', 'wrong-case', 'malformed', 'missing'] as const).map((service): Operation => ({
      ...create,
      service,
    })),
    { ...create, suffix: true },
    { ...create, description: 'too-long' },
    { ...create, as },
  ],
  DeleteServiceLinkedRole: [...REFS.map((role): Operation => ({ ...remove, role })), { ...remove, as }],
  GetServiceLinkedRoleDeletionStatus: (['last', 'previous', 'unknown', 'malformed'] as const).map((task) => ({
    ...status,
    task,
  })),
  GetRole: REFS.map((role) => ({ kind: 'GetRole', role })),
  ListRoles: [{ kind: 'ListRoles' }],
  ListAttachedRolePolicies: REFS.map((role) => ({ kind: 'ListAttachedRolePolicies', role })),
  ListRolePolicies: REFS.map((role) => ({ kind: 'ListRolePolicies', role })),
  ListRoleTags: REFS.map((role) => ({ kind: 'ListRoleTags', role })),
  GetPolicy: [{ kind: 'GetPolicy' }],
  GetPolicyVersion: [{ kind: 'GetPolicyVersion' }],
  UpdateRole: REFS.flatMap((role): Operation[] => [
    { kind: 'UpdateRole', role },
    { kind: 'UpdateRole', role, description: 'plain' },
    { kind: 'UpdateRole', role, description: 'bad-characters' },
    { kind: 'UpdateRole', role, maxSessionDuration: 3600 },
    { kind: 'UpdateRole', role, maxSessionDuration: 7200 },
    { kind: 'UpdateRole', role, description: 'plain', as },
  ]),
  UpdateRoleDescription: REFS.flatMap((role): Operation[] => [
    { kind: 'UpdateRoleDescription', role, description: 'other' },
    { kind: 'UpdateRoleDescription', role, description: 'too-long' },
    { kind: 'UpdateRoleDescription', role, description: 'other', as },
  ]),
  TagRole: REFS.map((role) => ({ kind: 'TagRole', role, key: 'a', value: 'b' })),
  UntagRole: REFS.map((role) => ({ kind: 'UntagRole', role, key: 'a' })),
  UpdateAssumeRolePolicy: REFS.map((role) => ({ kind: 'UpdateAssumeRolePolicy', role })),
  AttachRolePolicy: REFS.flatMap((role): Operation[] => [
    { kind: 'AttachRolePolicy', role, policy: 'service' },
    { kind: 'AttachRolePolicy', role, policy: 'other' },
  ]),
  DetachRolePolicy: REFS.map((role) => ({ kind: 'DetachRolePolicy', role, policy: 'other' })),
  PutRolePolicy: REFS.map((role) => ({ kind: 'PutRolePolicy', role })),
  DeleteRolePolicy: REFS.map((role) => ({ kind: 'DeleteRolePolicy', role })),
  PutRolePermissionsBoundary: REFS.map((role) => ({ kind: 'PutRolePermissionsBoundary', role })),
  DeleteRolePermissionsBoundary: REFS.map((role) => ({ kind: 'DeleteRolePermissionsBoundary', role })),
  AddRoleToInstanceProfile: REFS.map((role) => ({ kind: 'AddRoleToInstanceProfile', role })),
  RemoveRoleFromInstanceProfile: REFS.map((role) => ({ kind: 'RemoveRoleFromInstanceProfile', role })),
  DeleteRole: REFS.map((role) => ({ kind: 'DeleteRole', role })),
  CreateRole: [ordinary, lookalike, { ...ordinary, path: 'reserved' }, { ...ordinary, as }],
  AttachUserPolicy: [{ kind: 'AttachUserPolicy' }],
  AttachGroupPolicy: [{ kind: 'AttachGroupPolicy' }],
  AssumeRole: REFS.map((role) => ({ kind: 'AssumeRole', role })),
  CreateResource: [channel, group, { ...group, sides: { egress: 'bad' } }, { kind: 'CreateResource', ...vod }],
  ReadResource: [
    { kind: 'ReadResource', ...at },
    { kind: 'ReadResource', ...vod },
  ],
  ListResources: [{ kind: 'ListResources', resource: 'channel', region: 0 }],
  UpdateResource: [{ kind: 'UpdateResource', ...at, description: 'plain' }],
  DeleteResource: [
    { kind: 'DeleteResource', ...at },
    { kind: 'DeleteResource', ...vod },
  ],
  ConfigureResource: [
    enable,
    disable,
    { ...enable, sides: { ingress: 'bad' } },
    { ...enable, sides: { egress: 'custom' } },
    { ...enable, as },
    { kind: 'ConfigureResource', ...vod },
    { kind: 'ConfigureResource', ...vod, sides: { egress: 'default' } },
  ],
  Wait: [wait],
};

const SPOTS: readonly Spot[] = [
  { read: { kind: 'GetRole', role: 'linked' }, facet: 'presence' },
  { read: { kind: 'GetRole', role: 'linked' }, facet: 'description' },
  { read: { kind: 'ListRoles' }, facet: 'listed' },
  { read: { kind: 'ListRoleTags', role: 'linked' }, facet: 'tags' },
  { read: { kind: 'GetRole', role: 'ordinary' }, facet: 'presence' },
  { read: { kind: 'ReadResource', ...at }, facet: 'side:ingress' },
  { read: { kind: 'ReadResource', resource: 'channel', region: 1, slot: 0 }, facet: 'presence' },
  { read: { kind: 'ListResources', resource: 'channel', region: 0 }, facet: 'resources' },
  { read: { kind: 'ReadResource', ...vod }, facet: 'side:egress' },
];

/** Everyone whom an ending may blame, for anything. */
const blamed = ({ because, codeBecause = [], entangled = [], clauses, frame }: Ending): readonly string[] => [
  ...because,
  ...codeBecause,
  ...entangled,
  ...clauses.flatMap((one) => [...one.because, ...(one.missing ?? [])]),
  ...SPOTS.flatMap((spot) => frame?.(spot) ?? []),
];

describe.each([0, 10_000])('whatever the model allows with a window of %i ms', (settleMs) => {
  const rules = rulesFor(settleMs);
  const operations = Object.values(FORMS).flat();

  it.each(WORLDS.map((before) => [before.map(({ kind }) => kind).join(', ') || 'nothing', before] as const))(
    'after %s has a name, is answered or refused, and blames requirements that there are',
    (_title, before) => {
      const state = world(rules, ...before);
      const whole = Object.keys(world(rules, create)).sort();
      for (const operation of operations) {
        const allowed = endings(rules, state, operation);
        const what = JSON.stringify(operation);
        expect(allowed.length, what).toBeGreaterThan(0);
        for (const ending of allowed) {
          expect(ending.id, what).toMatch(/^[a-z].*\w/);
          expect(['answered', 'refused'], `${what}: ${ending.id}`).toContain(ending.outcome);
          if (ending.outcome === 'refused') expect(ending.clauses, what).toEqual([]);
          expect(ending.codes?.filter((code) => !/^[A-Z]\w+$/.test(code)) ?? [], what).toEqual([]);
          expect(
            blamed(ending).filter((id) => findRequirement(id) === undefined),
            `${what}: ${ending.id}`,
          ).toEqual([]);
          const after = ending.next(ending.outcome === 'answered' ? sampleFacets(ending, sequence()) : {});
          expect(Object.keys(after).sort(), `${what}: ${ending.id}`).toEqual(whole);
        }
      }
    },
  );
});
