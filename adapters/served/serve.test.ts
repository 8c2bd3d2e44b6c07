import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterEach, describe, expect, it } from 'vitest';
import { ecs, guardduty, mediapackage, type ApiService } from '../../services/index.ts';
import { serveReference, type ServedReference, type ServeOptions } from './index.ts';

const ROLE = 'AWSServiceRoleForMediaPackage';
const running: ServedReference[] = [];
const serve = async (options: ServeOptions = {}): Promise<ServedReference> => {
  const served = await serveReference(options);
  running.push(served);
  return served;
};
afterEach(async () => {
  for (const served of running.splice(0)) await served.close();
});

const iamOf = ({ url }: ServedReference): IAMClient =>
  new IAMClient({
    endpoint: url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });

const post = (served: ServedReference, route: string, body?: unknown): Promise<Response> =>
  fetch(`${served.url}/_slr-conformance/${route}`, {
    method: 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const create = {
  service: 'iam',
  action: 'CreateServiceLinkedRole',
  region: 'us-east-1',
  accessKeyId: '111122223333',
} as const;
const made = (served: ServedReference): void => {
  served.cloud.call({ ...create, input: { AWSServiceName: 'mediapackage.amazonaws.com' } });
};

describe('a served reference', () => {
  it('forgets everything when it is asked to', async () => {
    const served = await serve();
    made(served);
    expect((await post(served, 'reset')).ok).toBe(true);
    await expect(iamOf(served).send(new GetRoleCommand({ RoleName: ROLE }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('hands its state to another', async () => {
    const [first, second] = [await serve(), await serve()];
    made(first);
    const state = await (await fetch(`${first.url}/_slr-conformance/state`)).text();
    const put = await fetch(`${second.url}/_slr-conformance/state`, { method: 'PUT', body: state });
    expect(put.ok).toBe(true);
    const { Role } = await iamOf(second).send(new GetRoleCommand({ RoleName: ROLE }));
    expect(Role?.RoleName).toBe(ROLE);
  });

  it('refuses a state that is none, with the place that is wrong, and keeps its own', async () => {
    const served = await serve();
    made(served);
    const put = await fetch(`${served.url}/_slr-conformance/state`, {
      method: 'PUT',
      body: '{"version":2,"clock":"real","now":0}',
    });
    expect(put.status).toBe(400);
    expect(await put.text()).toContain('This is no saved state: accounts');
    expect(served.cloud.inspect('111122223333').role?.name).toBe(ROLE);
  });

  it('lets its clock be moved: a deletion that takes 40 seconds is over at once', async () => {
    const served = await serve({ personality: 'slow', clock: 'virtual' });
    made(served);
    const { DeletionTaskId } = served.cloud.call({
      ...create,
      action: 'DeleteServiceLinkedRole',
      input: { RoleName: ROLE },
    });
    const status = (): unknown =>
      served.cloud.call({ ...create, action: 'GetServiceLinkedRoleDeletionStatus', input: { DeletionTaskId } });
    expect(status).toThrow('Cannot find deletion status for given id.');
    expect((await post(served, 'clock', { advanceMs: 61_000 })).ok).toBe(true);
    expect(status()).toEqual({ Status: 'SUCCEEDED' });
  });

  it('takes on faults while it serves', async () => {
    const served = await serve();
    expect((await post(served, 'faults', { fail: 1 })).ok).toBe(true);
    await expect(iamOf(served).send(new GetRoleCommand({ RoleName: ROLE }))).rejects.toMatchObject({
      name: 'ServiceFailureException',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('answers what is in flight when it is closed', async () => {
    const served = await serve({ faults: { latencyMs: 300 } });
    made(served);
    const asked = iamOf(served).send(new GetRoleCommand({ RoleName: ROLE }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await served.close();
    expect((await asked).Role?.RoleName).toBe(ROLE);
  });

  it('is called by what it behaves like', async () => {
    expect((await serve({ personality: 'eventual' })).name).toBe('reference:eventual');
    expect((await serve({ flaw: 'egress-ignored' })).name).toBe('flawed:egress-ignored');
  });
});

describe('a reference served for several services', () => {
  const profiles = [mediapackage, ecs, guardduty];
  const call = (served: ServedReference, service: ApiService, action: string, input: object) =>
    served.cloud.call({ service, action, input: { ...input }, region: 'us-east-1', accessKeyId: '111122223333' });
  const roles = (served: ServedReference) =>
    (call(served, 'iam', 'ListRoles', {})['Roles'] as readonly { readonly RoleName: string }[]).map(
      ({ RoleName }) => RoleName,
    );

  it('has the roles of all in one account, each made and held by what uses it', async () => {
    const served = await serve({ profiles });
    made(served);
    call(served, 'ecs', 'CreateCluster', { clusterName: 'c' });
    expect(roles(served)).toEqual(['AWSServiceRoleForECS', ROLE]);
    const deletion = call(served, 'iam', 'DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForECS' });
    expect(call(served, 'iam', 'GetServiceLinkedRoleDeletionStatus', deletion)).toMatchObject({
      Status: 'FAILED',
      Reason: {
        RoleUsageList: [{ Region: 'us-east-1', Resources: ['arn:aws:ecs:us-east-1:111122223333:cluster/c'] }],
      },
    });
  });

  it('keeps them all in its state', async () => {
    const served = await serve({ profiles });
    const { DetectorId } = call(served, 'guardduty', 'CreateDetector', { Enable: true });
    const state = served.cloud.save();
    const other = await serve({ profiles });
    other.cloud.load(JSON.parse(JSON.stringify(state)));
    expect(roles(other)).toEqual([guardduty.roleName]);
    expect(call(other, 'guardduty', 'ListDetectors', {})).toEqual({ DetectorIds: [DetectorId] });
  });

  it('says of a service that it does not have how to have it', async () => {
    const served = await serve();
    expect(() => call(served, 'ecs', 'CreateCluster', {})).toThrow('ecs is not played here: name it with --service.');
  });
});
