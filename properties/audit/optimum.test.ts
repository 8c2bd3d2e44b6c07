import { describe, expect, it } from 'vitest';
import { initialState, type Operation } from '../../model/index.ts';
import { figuresOf, optimaOf, optimumOf, type AuditRow } from '../index.ts';
import { jointKey } from './joint-state.ts';

const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };

describe('the search for the shortest counterexample', () => {
  it('finds a program that shows the flaw, and proves that no shorter one does', async () => {
    const found = await optimumOf('create-idempotent', 'creation/duplicate', 4);
    expect(found).toMatchObject({ program: [create, create], complete: true });
    expect(await optimumOf('create-idempotent', 'creation/duplicate', 2)).toMatchObject({ complete: true, states: 1 });
  });

  it('finds what a look at the world shows, where the answer is as it should be', async () => {
    const { program } = await optimumOf('egress-makes-no-role', 'creation/on-enable-egress', 4);
    expect(program?.map(({ kind }) => kind)).toEqual(['CreateResource', 'ConfigureResource']);
  });

  it('says that nothing is proven where it was cut short', async () => {
    expect(await optimumOf('tags-replaced', 'editing/tags', 4, 200)).toMatchObject({ tried: 200, complete: false });
  });

  it('tells which counterexamples of an audit are longer than they need to be', async () => {
    const row = (seed: number, counterexample: readonly Operation[]): AuditRow => ({
      flaw: 'create-idempotent',
      breaks: 'creation/duplicate',
      seed,
      accused: ['creation/duplicate'],
      following: [],
      inconclusive: [],
      counterexample,
      shrinking: 10 * seed,
      harnessErrors: 0,
    });
    const rows = [row(1, [create, create]), row(2, [create, { kind: 'ListRoles' }, create])];
    expect(await optimaOf(rows)).toEqual({ proven: { 'create-idempotent': 2 }, open: [], reached: 1, shorter: {} });
    expect(figuresOf(rows).shrinking).toEqual({ median: 20, most: 20 });
    const long = await optimaOf(rows.slice(1));
    expect(long).toMatchObject({ proven: { 'create-idempotent': 2 }, reached: 0 });
    expect(long.shorter['create-idempotent']).toEqual([create, create]);
  });
});

describe('joint states', () => {
  const role = (roleId: string) => ({ facets: { roleId }, madeBy: 'iam', life: 1, describedBy: [] }) as const;
  const one = 'AROAAAAAAAAAAAAAAAAAA';
  const other = 'AROABBBBBBBBBBBBBBBBB';

  it('are one when they differ in times, names and the order of keys alone', () => {
    const early = { ...initialState(1), roles: { linked: role(one), ordinary: role(other) } };
    const late = { ...initialState(7), roles: { ordinary: role(one), linked: role(other) } };
    expect(jointKey(early, early)).toBe(jointKey(late, late));
  });

  it('are two when what is believed has one name and what is there another', () => {
    const believed = { ...initialState(), roles: { linked: role(one) } };
    const renewed = { ...initialState(), roles: { linked: role(other) } };
    expect(jointKey(believed, believed)).not.toBe(jointKey(believed, renewed));
  });
});
