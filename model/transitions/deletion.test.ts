import { describe, expect, it } from 'vitest';
import { sampleFacets } from '../ending.ts';
import { endings } from './endings.ts';
import type { Operation, Sides } from '../operation.ts';
import { autoscaling } from '../../services/index.ts';
import { create, getRole, remove, rulesFor, sequence, status, usual, world } from '../world.fixture.ts';

const rules = rulesFor(0, autoscaling);

const createSuffixed: Operation = { kind: 'CreateServiceLinkedRole', service: 'own', suffix: true };
const removeSuffixed: Operation = { kind: 'DeleteServiceLinkedRole', role: 'suffixed' };
const getSuffixed: Operation = { kind: 'GetRole', role: 'suffixed' };
const use: Operation = { kind: 'CreateResource', resource: 'auto-scaling-group', region: 0, slot: 0 };

const both = [create, createSuffixed] as const;

describe('the deletion of one role of a service', () => {
  it('is blamed when that role is still there afterwards, and for no other', () => {
    const ended = usual(rules, world(rules, ...both, removeSuffixed), status);
    expect(ended.frame?.({ read: getSuffixed, facet: 'presence' })).toEqual(['deletion/removes']);
    expect(ended.frame?.({ read: getRole, facet: 'presence' })).toBeUndefined();
    expect(ended.frame?.({ read: { kind: 'ListRoles' }, facet: 'listed' })).toBeUndefined();
  });

  it('is blamed for ever after, until the role is made again', () => {
    const gone = world(rules, ...both, removeSuffixed, status);
    expect(usual(rules, gone, getSuffixed).because).toEqual(['deletion/removes']);
    expect(usual(rules, world(rules, ...both), getRole).because).toEqual(['creation/by-iam']);
  });

  it('may have happened unseen to that role alone', () => {
    const deleting = world(rules, ...both, removeSuffixed);
    const names = (operation: Operation) => endings(rules, deleting, operation).map((ending) => ending.id);
    expect([names(getSuffixed), names(getRole)]).toEqual([['role-shown', 'no-such-role'], ['role-shown']]);
  });

  it('gives a task of its own while another role is being deleted', () => {
    expect(usual(rules, world(rules, ...both, removeSuffixed), remove).id).toBe('deletion-accepted');
    expect(usual(rules, world(rules, ...both, removeSuffixed), removeSuffixed).id).toBe('deletion-already-under-way');
  });

  it('must have a new task id after its own failure, and merely has one after that of another role', () => {
    const failed = world(rules, ...both, use, remove, status);
    const why = (operation: Operation) =>
      usual(rules, failed, operation).clauses.find((clause) => clause.facet === 'taskId' && clause.guard)?.because;
    expect([why(remove), why(removeSuffixed)]).toEqual([['deletion/task-new-after-failed'], []]);
  });

  it('names that role in its task id', () => {
    const accepted = usual(rules, world(rules, ...both), removeSuffixed);
    expect(sampleFacets(accepted, sequence()).taskId).toMatch(
      /^task\/aws-service-role\/autoscaling\.amazonaws\.com\/AWSServiceRoleForAutoScaling_Conformance\/[0-9a-f-]{36}$/,
    );
  });

  it('leaves the other role as it is', () => {
    const gone = world(rules, ...both, removeSuffixed, status);
    expect(Object.keys(gone.roles)).toEqual(['linked']);
    expect(usual(rules, gone, createSuffixed).id).toBe('role-made-again');
  });
});

describe('why a deletion must end as it does', () => {
  const channel = (region: number, slot: number): Operation => ({
    kind: 'CreateResource',
    resource: 'channel',
    region,
    slot,
  });
  const logs = (region: number, slot: number, sides?: Sides): Operation => ({
    kind: 'ConfigureResource',
    resource: 'channel',
    region,
    slot,
    ...(sides === undefined ? {} : { sides }),
  });
  const ingress: Sides = { ingress: 'default' };
  const egress: Sides = { egress: 'default' };
  const media = rulesFor(0);

  it.each<readonly [string, readonly Operation[], readonly string[]]>([
    ['ingress logs', [channel(0, 0), logs(0, 0, ingress)], ['deletion/in-use-ingress']],
    ['egress logs', [channel(0, 0), logs(0, 0, egress)], ['deletion/in-use-egress']],
    [
      'both',
      [channel(0, 0), logs(0, 0, { ...ingress, ...egress })],
      ['deletion/in-use-ingress', 'deletion/in-use-egress'],
    ],
    ['another region', [channel(1, 0), logs(1, 0, ingress)], ['deletion/in-use-any-region', 'deletion/in-use-ingress']],
    [
      'one channel of two',
      [channel(0, 0), channel(0, 1), logs(0, 0, ingress), logs(0, 1, ingress), logs(0, 0)],
      ['deletion/in-use-each', 'deletion/in-use-ingress'],
    ],
    [
      'a packaging group',
      [{ kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 0, sides: { egress: 'default' } }],
      ['deletion/in-use-vod'],
    ],
  ])('FAILED, for the use by %s', (_title, before, expected) => {
    const clauses = usual(media, world(media, ...before, remove), status).clauses;
    expect(clauses.filter((clause) => clause.guard).map((clause) => clause.because)).toEqual([
      ['deletion/task-ends'],
      expected,
    ]);
  });

  it('FAILED shows nothing of either log where both hold the role', () => {
    const shows = (sides: Sides): boolean =>
      usual(media, world(media, channel(0, 0), logs(0, 0, sides), remove), status).clauses.findLast(
        (clause) => clause.guard,
      )?.vacuous !== true;
    expect([shows(ingress), shows(egress), shows({ ...ingress, ...egress })]).toEqual([true, true, false]);
  });

  it.each<readonly [string, readonly Operation[], readonly string[], boolean]>([
    ['logs were switched off', [channel(0, 0), logs(0, 0, ingress), logs(0, 0)], ['deletion/after-disable'], true],
    [
      'the channel was deleted',
      [channel(0, 0), logs(0, 0, ingress), { kind: 'DeleteResource', resource: 'channel', region: 0, slot: 0 }],
      ['deletion/after-resource-deleted'],
      true,
    ],
    ['nothing ever used it, which shows nothing', [create], ['deletion/after-disable'], false],
  ])('SUCCEEDED, since %s', (_title, before, expected, shows) => {
    const guard = usual(media, world(media, ...before, remove), status).clauses.findLast((clause) => clause.guard);
    expect([guard?.because, guard?.vacuous !== true]).toEqual([expected, shows]);
  });
});
