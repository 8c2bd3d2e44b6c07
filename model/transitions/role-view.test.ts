import { describe, expect, it } from 'vitest';
import type { Clause } from '../ending.ts';
import type { RoleRef } from '../operation.ts';
import type { FacetName } from '../outcome.ts';
import type { RequirementId } from '../requirements.ts';
import { changed, initialState, withHolder, withRole, type Role, type State } from '../state.ts';
import { rulesFor, sequence } from '../world.fixture.ts';
import { presentBecause, roleClauses } from './role-view.ts';

const rules = rulesFor();
const empty = initialState(0);
const ROLE: Role = { facets: {}, madeBy: 'iam', life: 1, describedBy: [] };

/** What an answer about a role must show in one facet. */
function clauseOf(facet: FacetName, role: Partial<Role>, ref: RoleRef = 'linked', state: State = empty): Clause {
  const found = roleClauses(rules, state, ref, { ...ROLE, ...role }).find((one) => one.facet === facet);
  if (found === undefined) throw new Error(`no clause tells of ${facet}`);
  return found;
}

describe('the id of a role', () => {
  it.each<readonly [string, Partial<Role>, readonly RequirementId[]]>([
    ['of the first life', {}, []],
    ['of a later life that IAM began', { life: 2 }, ['creation/by-iam-again']],
    ['of a later life that the service began', { life: 2, madeBy: 'service' }, ['creation/again-on-enable']],
  ])('%s, not seen yet, is held against whoever began that life', (_title, role, because) => {
    expect(clauseOf('roleId', role).because).toEqual(because);
  });

  it('may not be that of an earlier life', () => {
    const { allows } = clauseOf('roleId', { life: 2 }, 'linked', changed(empty, { formerIds: ['AROA1'] }));
    expect(['AROA1', 'AROA2', ''].map((id) => allows.admits(id, {}))).toEqual([false, true, false]);
  });

  it('of an ordinary role may not be the one that only a lagging read still shows', () => {
    const stale = (key: string, roleId: string | null) => ({
      key,
      value: roleId === null ? null : { ...ROLE, facets: { roleId } },
      until: 1,
    });
    const state = changed(empty, {
      stale: [stale('ordinary', 'AROA1'), stale('ordinary', null), stale('linked', 'AROA2')],
    });
    const { allows } = clauseOf('roleId', {}, 'ordinary', state);
    expect(['AROA1', 'AROA2'].map((id) => allows.admits(id, {}))).toEqual([false, true]);
    expect(allows.text).toBe('a role id other than AROA1');
  });
});

describe('the description of a role of a service', () => {
  it('that a call gave it is exactly that, and the call is to blame', () => {
    const { allows, because } = clauseOf('description', {
      facets: { description: 'given' },
      describedBy: ['editing/description'],
    });
    expect([allows.shape, because]).toEqual([{ oneOf: ['given'] }, ['editing/description']]);
  });

  it('that the service gave it stays as it was seen, and nobody is to blame', () => {
    const { allows, because } = clauseOf('description', { facets: { description: 'its own' } });
    expect([allows.shape, because]).toEqual([{ text: [{ seen: 'description' }] }, []]);
  });

  it('that nobody has seen yet may be any, or none', () => {
    const { allows, because, about } = clauseOf('description', { madeBy: 'service' });
    expect([because, about]).toEqual([[], 'the description of a role that the service makes']);
    expect([null, 'any'].map((value) => allows.admits(value, {}))).toEqual([true, true]);
    const drawn = [0, 1].map((nth) => allows.sample({ ...sequence(), pick: () => nth }, {}));
    expect(drawn).toEqual([null, 'Role made by the service.']);
  });
});

it.each<readonly [FacetName, string]>([
  ['arn', 'arn:aws:iam::123456789012:role/mine'],
  ['roleId', 'AROA1'],
  ['createDate', '2026-01-01T00:00:00.000Z'],
])("an ordinary role's %s is of the target's own making, and stays as it was seen", (facet, value) => {
  const { allows } = clauseOf(facet, { facets: { [facet]: value } }, 'ordinary');
  expect(allows.shape).toEqual({ text: [{ seen: facet }] });
});

it("an ordinary role's path is what the call gave it", () => {
  expect(clauseOf('path', { facets: { path: '/mine/' } }, 'ordinary').allows.shape).toEqual({ oneOf: ['/mine/'] });
});

describe('that a role is there', () => {
  const made = withRole(rules, empty, 'linked', ROLE);
  const used = withHolder(rules, made, 'channel/0/0', { sides: { ingress: [''], egress: null } }, 'disable');
  const released = withHolder(rules, used, 'channel/0/0', { sides: { ingress: null, egress: null } }, 'disable');

  it.each<readonly [string, State, readonly RequirementId[]]>([
    ['IAM made it', made, ['creation/by-iam']],
    ['something uses it', used, ['creation/present-while-enabled']],
    ['nobody deleted it when its last user let go', released, ['deletion/by-hand-only']],
    ['it was there from the beginning, which nobody demands', withFound(), []],
    ['it is not', empty, []],
  ])('is demanded since %s', (_title, state, because) => {
    expect(presentBecause(state, 'linked')).toEqual(because);
  });

  function withFound(): State {
    return withRole(rules, empty, 'linked', { ...ROLE, madeBy: 'found' });
  }
});
