import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Operation, type Outcome } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { endpointTarget } from '../endpoint/index.ts';
import type { Session, Target } from '../port.ts';
import { TargetError } from '../target-error.ts';
import { emulatorPresets, emulatorTarget, findBinary, type EmulatorPreset } from './index.ts';

const installed = await findBinary(emulatorPresets[0] as EmulatorPreset).then(
  () => true,
  (error: unknown) => {
    if (!(error instanceof TargetError) || process.env['CI'] === 'true') throw error;
    console.log(`skipped: ${error.message}`);
    return false;
  },
);

const CREATE: Operation = { kind: 'CreateServiceLinkedRole', service: 'own', description: 'plain' };
const LIST: Operation = { kind: 'ListRoles' };
const GET: Operation = { kind: 'GetRole', role: 'linked' };

describe.skipIf(!installed)('moto', () => {
  let target: Target;
  let worlds = 0;
  beforeAll(async () => {
    target = await emulatorTarget('moto', { profile: mediapackage });
  }, 60_000);
  afterAll(() => target.close());

  async function inWorld<T>(use: (session: Session) => Promise<T>, of: Target = target): Promise<T> {
    worlds += 1;
    await using session = await of.open({ index: worlds, seed: 1 });
    return await use(session);
  }

  const run = (...operations: readonly Operation[]): Promise<readonly Outcome[]> =>
    inWorld(async (session) => {
      const outcomes: Outcome[] = [];
      for (const operation of operations) outcomes.push(await session.perform(operation));
      return outcomes;
    });

  const facetsOf = (outcome: Outcome | undefined) => {
    if (outcome?.kind !== 'answered') throw new Error(JSON.stringify(outcome));
    return outcome.facets;
  };

  it('introduces itself', () => {
    expect(target.describe()).toMatchObject({
      name: 'moto',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/) as string,
      consistency: { settleMs: 0, virtualTime: false },
    });
  });

  // First of all: without the header moto looks for the caller in every account that there is.
  it('is left clean by sessions that share its one account', async () => {
    const url = target.describe().endpoint ?? '';
    const shared = endpointTarget({ url, profile: mediapackage, isolation: 'none', settleMs: 1000 });
    const everything: readonly Operation[] = [
      CREATE,
      { kind: 'PutRolePolicy', role: 'linked' },
      { kind: 'CreateServiceLinkedRole', service: 'own', suffix: true },
      { kind: 'CreateServiceLinkedRole', service: 'unknown' },
      { kind: 'CreateRole', role: 'ordinary' },
      { kind: 'AttachRolePolicy', role: 'ordinary', policy: 'other' },
      { kind: 'PutRolePolicy', role: 'ordinary' },
      { kind: 'AddRoleToInstanceProfile', role: 'linked' },
      { kind: 'UpdateRole', role: 'linked', description: 'plain', as: 'restricted' },
      { kind: 'AttachUserPolicy' },
      { kind: 'AttachGroupPolicy' },
      { kind: 'CreateResource', resource: 'channel', region: 1, slot: 0 },
    ];
    for (let round = 0; round < 2; round += 1)
      await inWorld(async (session) => {
        expect(facetsOf(await session.perform(LIST))).toEqual({ listed: false, others: [] });
        expect(facetsOf(await session.perform({ kind: 'ListResources', resource: 'channel', region: 1 }))).toEqual({
          resources: {},
        });
        for (const operation of everything) expect((await session.perform(operation)).kind).toBe('answered');
      }, shared);
    await shared.close();
  });

  it('makes the role under another name, by which it is known from then on', async () => {
    const [before, made, again, read, listed] = await run(LIST, CREATE, CREATE, GET, LIST);
    const { name, roleId } = facetsOf(made);
    expect(facetsOf(before)).toEqual({ listed: false, others: [] });
    expect(name).toBe('AWSServiceRoleFormediapackage');
    expect(again).toMatchObject({ kind: 'refused', code: 'EntityAlreadyExists', http: 409 });
    expect(facetsOf(read)).toMatchObject({
      name,
      roleId,
      path: '/aws-service-role/mediapackage.amazonaws.com/',
      trust: ['Allow sts:AssumeRole to Service mediapackage.amazonaws.com'],
      description: 'Writes access logs.',
      sessionDuration: 3600,
      boundary: null,
      tags: {},
    });
    expect(facetsOf(listed)).toMatchObject({ listed: true, name, roleId, others: [] });
  });

  it('edits and deletes it', async () => {
    const [, , tagged, , inline, , task, ended, gone] = await run(
      CREATE,
      { kind: 'TagRole', role: 'linked', key: 'k', value: 'v' },
      { kind: 'ListRoleTags', role: 'linked' },
      { kind: 'PutRolePolicy', role: 'linked' },
      { kind: 'ListRolePolicies', role: 'linked' },
      { kind: 'DeleteRolePolicy', role: 'linked' },
      { kind: 'DeleteServiceLinkedRole', role: 'linked' },
      { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' },
      GET,
    );
    expect(facetsOf(tagged)).toEqual({ tags: { k: 'v' } });
    expect(facetsOf(inline)).toEqual({ inline: ['conformance-inline'] });
    expect(facetsOf(task)).toHaveProperty('taskId');
    expect(facetsOf(ended)).toEqual({ status: 'SUCCEEDED' });
    expect(gone).toMatchObject({ kind: 'refused', code: 'NoSuchEntity', http: 404 });
  });

  it("has AWS's policy of the service", async () => {
    const [policy, version] = await run({ kind: 'GetPolicy' }, { kind: 'GetPolicyVersion' });
    expect(facetsOf(policy)).toEqual({ policyArn: mediapackage.policyArn, policyPath: '/aws-service-role/' });
    // moto sends the document as it is, where IAM encodes it.
    const wire = { 'documents-encoded': ['Document'] };
    expect(facetsOf(version)).toEqual({ document: mediapackage.policyGrants, wire });
  });

  it('keeps the channels of two regions apart', async () => {
    const [, , first, second] = await run(
      { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 },
      { kind: 'CreateResource', resource: 'channel', region: 1, slot: 1 },
      { kind: 'ListResources', resource: 'channel', region: 0 },
      { kind: 'ListResources', resource: 'channel', region: 1 },
    );
    expect(facetsOf(first)).toEqual({ resources: { 'channel/0/0': { ingress: null, egress: null } } });
    expect(facetsOf(second)).toEqual({ resources: { 'channel/1/1': { ingress: null, egress: null } } });
  });

  it('has no access logs, which shows in its answers', async () => {
    const [, configure, update, group] = await run(
      { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 },
      { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0, sides: { egress: 'default' } },
      { kind: 'UpdateResource', resource: 'channel', region: 0, slot: 0, description: 'plain' },
      { kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 0 },
    );
    expect(configure).toMatchObject({ kind: 'unsupported', evidence: expect.stringContaining('HTTP 404') as string });
    expect(update).toMatchObject({ kind: 'indeterminate', why: expect.stringContaining('HTTP 500') as string });
    expect(group).toMatchObject({ kind: 'indeterminate', why: expect.stringContaining('HTTP 500') as string });
  });

  it('gives an account again, whatever was made in it, and then it is empty', async () => {
    const recycling = await emulatorTarget('moto', {
      profile: mediapackage,
      url: target.describe().endpoint ?? '',
    });
    const everything: readonly Operation[] = [
      ...(['own', 'unknown', 'wrong-case'] as const).map((service): Operation => ({
        kind: 'CreateServiceLinkedRole',
        service,
      })),
      { kind: 'CreateServiceLinkedRole', service: 'own', suffix: true },
      { kind: 'CreateRole', role: 'ordinary', path: 'reserved' },
      ...(['linked', 'ordinary', 'suffixed'] as const).flatMap((role): readonly Operation[] => [
        { kind: 'AttachRolePolicy', role, policy: 'other' },
        { kind: 'AttachRolePolicy', role, policy: 'service' },
        { kind: 'PutRolePolicy', role },
        { kind: 'PutRolePermissionsBoundary', role },
        { kind: 'TagRole', role, key: 'k', value: 'v' },
      ]),
      { kind: 'AddRoleToInstanceProfile', role: 'linked' },
      { kind: 'UpdateRole', role: 'linked', description: 'plain', as: 'restricted' },
      { kind: 'AttachUserPolicy' },
      { kind: 'AttachGroupPolicy' },
      { kind: 'CreateResource', resource: 'channel', region: 0, slot: 1 },
      { kind: 'CreateResource', resource: 'channel', region: 1, slot: 0 },
    ];
    const account = await inWorld(async (session) => {
      for (const operation of everything)
        expect([operation, (await session.perform(operation)).kind]).toEqual([operation, 'answered']);
      return session.account;
    }, recycling);
    await expect
      .poll(() => inWorld((session) => Promise.resolve(session.account), recycling), { timeout: 5000 })
      .toBe(account);
    await inWorld(async (session) => {
      expect(session.account).toBe(account);
      expect(facetsOf(await session.perform(LIST))).toEqual({ listed: false, others: [] });
      for (const region of [0, 1])
        expect(facetsOf(await session.perform({ kind: 'ListResources', resource: 'channel', region }))).toEqual({
          resources: {},
        });
      for (const operation of everything)
        expect([operation, (await session.perform(operation)).kind]).toEqual([operation, 'answered']);
    }, recycling);
    await using pristine = await recycling.open({ index: 0, seed: 1, pristine: true });
    expect(pristine.account).not.toBe(account);
    await recycling.close();
  });

  it('shows nothing of one world in another', async () => {
    const [, made] = await run(LIST, CREATE);
    const [other] = await run(LIST);
    expect(made?.kind).toBe('answered');
    expect(facetsOf(other)).toEqual({ listed: false, others: [] });
  });
});
