import { describe, expect, it } from 'vitest';
import { sampleFacets, type Ending, type Spot } from './ending.ts';
import { endings } from './transitions/endings.ts';
import {
  operationKinds,
  operationShapes,
  type MemberTypes,
  type Operation,
  type OperationKind,
  type Program,
} from './operation.ts';
import { findRequirement } from './requirements.ts';
import {
  channel,
  create,
  disable,
  enable,
  lookalike,
  ordinary,
  remove,
  rulesFor,
  sequence,
  status,
  wait,
  world,
} from './world.fixture.ts';

const group: Operation = {
  kind: 'CreateResource',
  resource: 'packaging-group',
  region: 1,
  slot: 0,
  sides: { egress: 'default' },
};

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

const at = { resource: 'channel', region: 0, slot: 0 };
const vod = { resource: 'packaging-group', region: 1, slot: 0 };

/** A few values of whatever an operation may name. */
const VALUES: { readonly [W in keyof MemberTypes]: readonly MemberTypes[W][] } = {
  role: ['linked', 'suffixed', 'ordinary', 'lookalike'],
  customerRole: ['ordinary', 'lookalike'],
  task: ['last', 'previous', 'unknown', 'malformed'],
  policy: ['service', 'other'],
  principal: ['own', 'unknown', 'wrong-case', 'malformed', 'missing'],
  description: ['plain', 'too-long'],
  caller: ['restricted'],
  sides: [{ egress: 'default' }, { egress: 'custom' }, { egress: 'bad' }],
  noun: ['channel', 'packaging-group'],
  place: [0],
  text: ['a'],
  integer: [3600, 7200],
  flag: [true],
  reserved: ['reserved'],
  pause: ['window'],
};

/** Every operation of a kind that these values make. */
const formsOf = (kind: OperationKind): readonly Operation[] =>
  Object.entries<string>(operationShapes[kind]).reduce<readonly Operation[]>(
    (forms, [member, word]) => {
      const values: readonly unknown[] = VALUES[word.replace('?', '') as keyof MemberTypes];
      const named = forms.flatMap((form) => values.map((value): Operation => ({ ...form, [member]: value })));
      return word.endsWith('?') ? [...forms, ...named] : named;
    },
    [{ kind } as Operation],
  );

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
  const operations = operationKinds.flatMap(formsOf);

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
