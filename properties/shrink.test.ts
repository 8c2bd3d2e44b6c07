import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operationsOf, partsOf, type Operation, type Program, type ServiceProfile } from '../model/index.ts';
import { ecs, mediapackage } from '../services/index.ts';
import { formsOf, operationForms } from './explore/forms.ts';
import { shrink } from './shrink.ts';

const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const getRole: Operation = { kind: 'GetRole', role: 'linked' };
const listRoles: Operation = { kind: 'ListRoles' };
const on = (region: number, channel: number): Operation => ({
  kind: 'ConfigureResource',
  resource: 'channel',
  region,
  slot: channel,
  sides: { ingress: 'default' },
});
const make = (region: number, channel: number): Operation => ({
  kind: 'CreateResource',
  resource: 'channel',
  region,
  slot: channel,
});

type Test = (operation: Operation) => boolean;

/** How many operations it takes until each test was met, in order; null when one never is. */
const subsequence =
  (...tests: readonly Test[]) =>
  (program: Program): number | null => {
    let met = 0;
    for (const [index, operation] of program.entries()) {
      if (tests[met]?.(operation)) met += 1;
      if (met === tests.length) return index + 1;
    }
    return null;
  };

const isKind =
  (kind: Operation['kind']): Test =>
  (operation) =>
    operation.kind === kind;

/** Shrinks by a predicate, and keeps what was performed. */
async function shrunk(
  program: Program,
  breach: (program: Program) => number | null,
  limit?: number,
  profile: ServiceProfile = mediapackage,
) {
  const performed: Program[] = [];
  const result = await shrink(
    profile,
    program,
    async (candidate) => {
      performed.push(candidate);
      return breach(candidate);
    },
    limit,
  );
  return { result, performed };
}

describe('the shrinker finds the optimum', () => {
  const noise: Program = [
    getRole,
    make(0, 1),
    listRoles,
    on(0, 1),
    { kind: 'Wait', for: 'window' },
    make(1, 0),
    getRole,
  ];

  it.each<readonly [string, Program, (program: Program) => number | null, Program]>([
    [
      'of a breach in one operation',
      [...noise, remove, ...noise],
      subsequence(isKind('DeleteServiceLinkedRole')),
      [remove],
    ],
    [
      'of two operations far apart',
      [...noise, create, ...noise, ...noise, remove, ...noise],
      subsequence(isKind('CreateServiceLinkedRole'), isKind('DeleteServiceLinkedRole')),
      [create, remove],
    ],
    [
      'of a read that matters',
      [...noise, create, ...noise, listRoles, remove],
      subsequence(isKind('CreateServiceLinkedRole'), isKind('ListRoles'), isKind('DeleteServiceLinkedRole')),
      [create, listRoles, remove],
    ],
    [
      'of a breach that the end of the program does not need',
      [create, remove, create, remove, create, remove],
      subsequence(isKind('CreateServiceLinkedRole')),
      [create],
    ],
    [
      'of the same operation twice',
      [create, getRole, create, getRole, create],
      subsequence(isKind('CreateServiceLinkedRole'), isKind('CreateServiceLinkedRole')),
      [create, create],
    ],
  ])('%s', async (_title, program, breach, optimum) => {
    expect((await shrunk(program, breach)).result).toEqual(optimum);
  });

  it('with the plainest arguments that still show it', async () => {
    const program: Program = [
      { kind: 'CreateServiceLinkedRole', service: 'own', description: 'longest' },
      {
        kind: 'ConfigureResource',
        resource: 'channel',
        region: 2,
        slot: 1,
        sides: { ingress: 'custom', egress: 'custom' },
      },
      { kind: 'TagRole', role: 'linked', key: 'owner', value: 'two' },
      { kind: 'UpdateRole', role: 'linked', description: 'longest' },
    ];
    const breach = subsequence(
      isKind('CreateServiceLinkedRole'),
      (operation) => operation.kind === 'ConfigureResource' && operation.sides?.['ingress'] !== undefined,
      isKind('TagRole'),
      (operation) => operation.kind === 'UpdateRole' && operation.description !== undefined,
    );
    expect((await shrunk(program, breach)).result).toEqual([
      create,
      on(0, 0),
      { kind: 'TagRole', role: 'linked', key: 'stage', value: 'one' },
      { kind: 'UpdateRole', role: 'linked', description: 'plain' },
    ]);
  });

  it('with the description given when the role is made, where that is enough', async () => {
    const edit: Operation = { kind: 'UpdateRole', role: 'linked', description: 'plain' };
    const empty: Operation = { kind: 'UpdateRole', role: 'linked' };
    const described = { ...create, description: 'plain' } as Operation;
    const isEmptyEdit: Test = (operation) => operation.kind === 'UpdateRole' && operation.description === undefined;
    const emptied = (program: Program): number | null => {
      const at = program.findIndex(isEmptyEdit);
      const before = program.slice(0, at);
      const isDescribed = before.some((operation) => 'description' in operation && operation.description === 'plain');
      return isDescribed && before.some(isKind('CreateServiceLinkedRole')) ? at + 1 : null;
    };
    const { result } = await shrunk([create, edit, empty], emptied);
    expect(result).toEqual([described, empty]);
    const { result: edited } = await shrunk(
      [create, edit, empty],
      subsequence(isKind('CreateServiceLinkedRole'), isKind('UpdateRole'), isEmptyEdit),
    );
    expect(edited).toHaveLength(3);
  });

  it('with slots in order of use, two where one is not enough', async () => {
    const elsewhere = (program: Program): number | null => {
      const regions = new Set<number>();
      for (const [index, operation] of program.entries()) {
        if (operation.kind === 'ConfigureResource' && operation.sides?.['ingress'] !== undefined)
          regions.add(operation.region);
        if (regions.size === 2) return index + 1;
      }
      return null;
    };
    const { result } = await shrunk([make(2, 1), on(2, 1), make(0, 2), getRole, on(1, 2), on(0, 2)], elsewhere);
    expect(result).toEqual([on(0, 0), on(1, 0)]);
  });

  it('with users in order of use', async () => {
    const program: Program = [
      { kind: 'CreateResource', resource: 'cluster', region: 1, slot: 2 },
      getRole,
      { kind: 'DeleteResource', resource: 'cluster', region: 1, slot: 2 },
    ];
    const breach = subsequence(isKind('CreateResource'), isKind('DeleteResource'));
    expect((await shrunk(program, breach, undefined, ecs)).result).toEqual([
      { kind: 'CreateResource', resource: 'cluster', region: 0, slot: 0 },
      { kind: 'DeleteResource', resource: 'cluster', region: 0, slot: 0 },
    ]);
  });

  it('without changing an argument that the breach needs', async () => {
    const program: Program = [
      make(0, 0),
      { kind: 'ConfigureResource', resource: 'channel', region: 1, slot: 2, sides: { egress: 'bad' } },
    ];
    const breach = subsequence(
      (operation) =>
        operation.kind === 'ConfigureResource' && operation.sides?.['egress'] === 'bad' && operation.region === 1,
    );
    expect((await shrunk(program, breach)).result).toEqual([
      { kind: 'ConfigureResource', resource: 'channel', region: 1, slot: 0, sides: { egress: 'bad' } },
    ]);
  });
});

const OPERATIONS: readonly Operation[] = operationForms(mediapackage, { regions: 2, slots: 2 });
const anyProgram = fc.array(fc.constantFrom(...OPERATIONS), { maxLength: 40, size: 'max' });
const neededKinds = fc.array(fc.constantFrom(...operationsOf(mediapackage)), { minLength: 1, maxLength: 3 });

/** A program that has operations of these kinds in this order, with others between. */
const hiding = fc.tuple(neededKinds, fc.array(anyProgram, { minLength: 4, maxLength: 4 })).map(([abilities, gaps]) => ({
  kinds: abilities.map((one) => partsOf(one).kind),
  program: abilities
    .flatMap((one, i) => [...(gaps[i] ?? []), formsOf(mediapackage, one, { regions: 2, slots: 2 }).at(-1) ?? create])
    .concat(gaps[3] ?? []),
}));

describe('whatever the program', () => {
  it('nothing is left that the breach does not need', async () => {
    await fc.assert(
      fc.asyncProperty(hiding, async ({ kinds, program }) => {
        const { result } = await shrunk(program, subsequence(...kinds.map(isKind)));
        expect(result.map((operation) => operation.kind)).toEqual(kinds);
      }),
      { numRuns: 60 },
    );
  });

  it.each([0, 1, 2, 7, 40])('at most %i candidates are performed when that is the limit', async (limit) => {
    await fc.assert(
      fc.asyncProperty(hiding, async ({ kinds, program }) => {
        const breach = subsequence(...kinds.map(isKind));
        const { result, performed } = await shrunk(program, breach, limit);
        expect(performed.length).toBeLessThanOrEqual(limit);
        expect(breach(result)).not.toBeNull();
        expect(result.length).toBeLessThanOrEqual(program.length);
      }),
      { numRuns: 25 },
    );
  });

  it('the result was performed, nothing twice, nothing empty', async () => {
    await fc.assert(
      fc.asyncProperty(hiding, async ({ kinds, program }) => {
        const breach = subsequence(...kinds.map(isKind));
        const { result, performed } = await shrunk(program, breach);
        const texts = performed.map((candidate) => JSON.stringify(candidate));
        expect(new Set(texts).size).toBe(texts.length);
        expect(performed.every((candidate) => candidate.length > 0)).toBe(true);
        const shown = [program, ...performed].map((candidate) =>
          JSON.stringify(candidate.slice(0, breach(candidate) ?? 0)),
        );
        expect([...shown, JSON.stringify(program)]).toContain(JSON.stringify(result));
      }),
      { numRuns: 40 },
    );
  });

  it('what comes after the breach goes with the first candidate that shows it', async () => {
    const { result } = await shrunk(
      [create, remove, create, remove],
      subsequence(isKind('DeleteServiceLinkedRole')),
      1,
    );
    expect(result).toEqual([create, remove]);
  });

  it('a breach that does not repeat leaves the program as it is', async () => {
    const { result } = await shrunk([create, getRole, remove], () => null);
    expect(result).toEqual([create, getRole, remove]);
  });
});
