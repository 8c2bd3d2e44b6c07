import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withAdmin, type Admin } from './admin.ts';
import { FakeApi } from './clients.fixture.ts';
import { FaultPlan } from './faults.ts';
import { wireHandler } from './handler.ts';
import { startServer, type WireServer } from './server.ts';
import { requestOf } from './requests.fixture.ts';

class FakeAdmin implements Admin {
  state: unknown = { roles: [] };
  time = Date.UTC(2026, 0, 1);

  reset(): void {
    this.state = { roles: [] };
  }
  overview(): unknown {
    return { accounts: [] };
  }
  save(): unknown {
    return this.state;
  }
  load(state: unknown): void {
    if (typeof state !== 'object') throw new Error('a state is an object');
    this.state = state;
  }
  now(): number {
    return this.time;
  }
  advance(ms: number): void {
    if (ms === 13) throw new Error('this clock keeps real time');
    this.time += ms;
  }
}

describe('the administration', () => {
  let admin: FakeAdmin;
  let plan: FaultPlan;
  let server: WireServer;
  beforeEach(async () => {
    admin = new FakeAdmin();
    plan = new FaultPlan();
    server = await startServer({ handle: withAdmin(wireHandler(new FakeApi()), admin, plan) });
  });
  afterEach(() => server.close());

  async function ask(method: string, name: string, body?: string) {
    const response = await fetch(`${server.url}/_slr-conformance/${name}`, {
      method,
      ...(body !== undefined && { body }),
    });
    return { status: response.status, body: await response.json() };
  }

  it('tells that it is well', async () => {
    expect(await ask('GET', 'health')).toEqual({ status: 200, body: { status: 'ok', now: admin.time } });
  });

  it('saves, resets and loads', async () => {
    admin.state = { roles: ['a'], text: '\u2603 '.repeat(600_000) };
    const saved = await ask('GET', 'state');
    expect(await ask('POST', 'reset')).toEqual({ status: 200, body: { status: 'ok' } });
    expect((await ask('GET', 'state')).body).toEqual({ roles: [] });
    expect((await ask('PUT', 'state', JSON.stringify(saved.body))).status).toBe(200);
    expect(admin.state).toEqual(saved.body);
  });

  it.each([
    ['{"a":', 400, 'The body is not JSON: "{"a":".'],
    ['', 400, 'The body is not JSON: "".'],
    ['5', 400, 'The state was not loaded: a state is an object'],
  ])('refuses the state %j and keeps the one it has', async (body, status, error) => {
    expect(await ask('PUT', 'state', body)).toEqual({ status, body: { error } });
    expect(admin.state).toEqual({ roles: [] });
  });

  it('lets time pass', async () => {
    const before = admin.time;
    expect(await ask('POST', 'clock', '{"advanceMs":60000}')).toEqual({
      status: 200,
      body: { now: before + 60_000, iso: '2026-01-01T00:01:00.000Z' },
    });
    expect((await ask('GET', 'clock')).body).toEqual({ now: before + 60_000, iso: '2026-01-01T00:01:00.000Z' });
  });

  it.each([
    ['{"advanceMs":-1}', /advanceMs cannot be -1\. Give milliseconds from 0 to 1000000000000\./],
    ['{"advanceMs":"5"}', /advanceMs cannot be "5"/],
    ['{"advanceMs":1e13}', /advanceMs cannot be 10000000000000/],
    ['{}', /advanceMs cannot be missing/],
    ['[]', /not a JSON object/],
    ['{"advanceMs":13}', /The clock was not moved: this clock keeps real time/],
  ])('refuses to let time pass by %s', async (body, error) => {
    const answer = await ask('POST', 'clock', body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(error) as unknown } });
  });

  it('stays within the dates there are', async () => {
    admin.time = 8.64e15 - 5;
    expect((await ask('POST', 'clock', '{"advanceMs":6}')).status).toBe(400);
    expect((await ask('POST', 'clock', '{"advanceMs":5}')).status).toBe(200);
  });

  it('changes faults', async () => {
    const faults = { throttle: 1, next: [{ action: 'GetRole', code: 'lost', times: 2 }] };
    expect(await ask('POST', 'faults', JSON.stringify(faults))).toEqual({ status: 200, body: { throttle: 1 } });
    expect((await ask('GET', 'faults')).body).toEqual({ throttle: 1 });
    expect(plan.next({ service: 'iam', action: 'GetRole' })?.outcome).toBe('lost');
    expect(plan.next({ service: 'iam', action: 'ListRoles' })?.outcome).toMatchObject({ code: 'Throttling' });
    await ask('DELETE', 'faults');
    expect(plan.next({ service: 'iam', action: 'GetRole' })).toBeUndefined();
  });

  it.each([
    ['{"throttle":2}', /throttle cannot be 2/],
    ['{"drop":1}', /There is no fault "drop"/],
    ['{"next":{}}', /next is not a list/],
    ['{"next":[{"action":"GetRole"}]}', /code cannot be null/],
    ['{"next":[null]}', /A fault cannot be null\. Give an object/],
  ])('refuses the faults %s', async (body, error) => {
    const answer = await ask('POST', 'faults', body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(error) as unknown } });
    expect(plan.faults).toEqual({});
  });

  it('names what there is', async () => {
    expect(await ask('GET', 'nothing')).toMatchObject({
      status: 404,
      body: { error: expect.stringMatching(/no GET nothing here\. There is GET health, POST reset,/) as unknown },
    });
    expect((await ask('DELETE', 'health')).status).toBe(405);
    expect((await ask('GET', 'constructor')).status).toBe(404);
  });

  it('leaves other requests to the services', async () => {
    expect((await fetch(`${server.url}/_slr`)).status).toBe(403);
  });
});

describe('an administration without a plan', () => {
  const handle = withAdmin(() => 'lost', new FakeAdmin());
  it('faults that nobody planned cannot be changed', () => {
    const answer = handle(requestOf('iam', { method: 'GET', target: '/_slr-conformance/faults' }));
    expect(answer).toMatchObject({ status: 404 });
  });
});
