import { describe, expect, it } from 'vitest';
import type { Operation } from '../../model/index.ts';
import { Cloud } from '../cloud/cloud.ts';
import { startServer, wireHandler } from '../wire/index.ts';
import { cannotTell, notCovered, refused } from './exceptions.ts';
import { sessionWith } from './stage.fixture.ts';
import { transparent } from './transparent.fixture.ts';

const CREATE: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const DELETE: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const STATUS: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true };
const CHANNEL: Operation = { kind: 'CreateResource', resource: 'channel', region: 1, slot: 0 };
const ENABLE: Operation = {
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 1,
  slot: 0,
  sides: { ingress: 'default', egress: 'custom' },
};
const DISABLE: Operation = { kind: 'ConfigureResource', resource: 'channel', region: 1, slot: 0 };
const SHOW: Operation = { kind: 'ReadResource', resource: 'channel', region: 1, slot: 0 };
const ROLE: Operation = { kind: 'GetRole', role: 'linked' };
const SHOWN = { 'side:ingress': '/aws/MediaPackage/IngressAccessLogs', 'side:egress': '/aws/MediaPackage/conformance' };

describe('what a wrapper is asked', () => {
  it('names regions, channels and log groups', async () => {
    const asked: unknown[] = [];
    await using session = await sessionWith({
      operations: {
        ConfigureLogs: (request, stage) => {
          asked.push([stage.region, request]);
          return transparent.ConfigureLogs?.(request, stage);
        },
      },
    });
    for (const operation of [CHANNEL, ENABLE, DISABLE]) await session.perform(operation);
    const Id = 'conformance-channel-0';
    const EgressAccessLogs = { LogGroupName: '/aws/MediaPackage/conformance' };
    expect(asked).toEqual([
      ['eu-west-1', { Id, IngressAccessLogs: {}, EgressAccessLogs }],
      ['eu-west-1', { Id }],
    ]);
  });

  it('is asked once, while the suite looks at the world by itself', async () => {
    await using session = await sessionWith({ operations: { ConfigureLogs: transparent.ConfigureLogs ?? (() => {}) } });
    await session.perform(CHANNEL);
    const before = session.calls;
    await session.perform(ENABLE);
    expect(session.calls - before).toBe(1);
    expect(await session.perform(SHOW)).toMatchObject({ kind: 'answered', facets: SHOWN });
    expect(await session.perform(ROLE)).toMatchObject({ facets: { name: 'AWSServiceRoleForMediaPackage' } });
  });

  it('signs with the key of a user with few permissions where one asks', async () => {
    await using session = await sessionWith({
      operations: { CreateServiceLinkedRole: transparent.CreateServiceLinkedRole ?? (() => {}) },
    });
    expect(await session.perform({ ...CREATE, as: 'restricted' })).toMatchObject({
      kind: 'refused',
      code: 'AccessDenied',
      http: 403,
    });
    expect(await session.perform(CREATE)).toMatchObject({ kind: 'answered' });
  });
});

describe('what a wrapper shows', () => {
  it('is judged by the members that are there alone', async () => {
    await using session = await sessionWith({
      operations: {
        DescribeChannel: () => ({ EgressAccessLogs: null }),
        GetRole: () => ({ Role: { Description: '' } }),
      },
    });
    await session.perform(CHANNEL);
    expect(await session.perform(SHOW)).toEqual({ kind: 'answered', facets: { 'side:egress': null } });
    expect(await session.perform(ROLE)).toEqual({ kind: 'answered', facets: { description: null } });
  });

  it('is judged whole where it is the answer of the SDK itself', async () => {
    await using session = await sessionWith({
      operations: { DescribeChannel: transparent.DescribeChannel ?? (() => {}) },
    });
    await session.perform(CHANNEL);
    expect(await session.perform(SHOW)).toEqual({
      kind: 'answered',
      facets: { resourceDescription: null, 'side:ingress': null, 'side:egress': null },
    });
  });

  it('need not be the role, the task or the reason of a failure: AWS told it these', async () => {
    await using session = await sessionWith({
      operations: {
        CreateServiceLinkedRole: async (input, { wrapper: { iam } }) => {
          await iam.createServiceLinkedRole(input);
        },
        DeleteServiceLinkedRole: async (input, { wrapper: { iam } }) => {
          await iam.deleteServiceLinkedRole(input);
        },
        GetServiceLinkedRoleDeletionStatus: async (input, { wrapper: { iam } }) => ({
          Status: (await iam.getServiceLinkedRoleDeletionStatus(input)).Status,
        }),
      },
    });
    expect(await session.perform(CREATE)).toMatchObject({
      facets: { name: 'AWSServiceRoleForMediaPackage', roleId: expect.stringMatching(/^AROA/) as unknown },
    });
    for (const operation of [CHANNEL, ENABLE]) await session.perform(operation);
    expect(await session.perform(DELETE)).toMatchObject({
      facets: { taskId: expect.stringMatching(/^task\/aws-service-role\//) as unknown },
    });
    expect(await session.perform(STATUS)).toMatchObject({
      facets: {
        status: 'FAILED',
        reason: expect.any(String) as unknown,
        usage: [{ region: 1, holders: ['channel/1/0'] }],
      },
    });
  });

  it('has no task where none was asked for', async () => {
    await using session = await sessionWith({ operations: { DeleteServiceLinkedRole: () => {} } });
    await session.perform(CREATE);
    expect(await session.perform(DELETE)).toEqual({ kind: 'answered', facets: {} });
  });

  it('has to be there for a list: that is a fault of the test', async () => {
    await using session = await sessionWith({ operations: { ListChannels: () => ({ Channels: undefined }) } });
    await expect(session.perform({ kind: 'ListResources', resource: 'channel', region: 0 })).rejects.toThrow(
      "The wrapper's function for ListChannels has to return { Channels }, and returned none.",
    );
  });
});

describe('what a wrapper throws', () => {
  const thrown = async (error: unknown, operation: Operation = ROLE) => {
    const throws = () => {
      throw error;
    };
    await using session = await sessionWith({ operations: { GetRole: throws, ConfigureLogs: throws } });
    return session.perform(operation);
  };

  it('is a refusal with the code of the wire where AWS refused', async () => {
    await using session = await sessionWith({
      operations: {
        GetRole: transparent.GetRole ?? (() => {}),
        DescribeChannel: transparent.DescribeChannel ?? (() => {}),
      },
    });
    expect(await session.perform(ROLE)).toMatchObject({ kind: 'refused', code: 'NoSuchEntity', http: 404 });
    expect(await session.perform(SHOW)).toMatchObject({ kind: 'refused', code: 'NotFoundException', http: 404 });
  });

  it('is a refusal where the wrapper has errors of its own', async () => {
    expect(await thrown(refused('NoSuchEntity', { http: 404, message: 'none' }))).toEqual({
      kind: 'refused',
      code: 'NoSuchEntity',
      http: 404,
      message: 'none',
    });
  });

  it('is a refusal that no specification allows where the wrapper is broken', async () => {
    expect(await thrown(new TypeError('x is undefined'))).toEqual({
      kind: 'refused',
      code: 'UnexpectedError:TypeError',
      http: 0,
      message: 'x is undefined',
    });
  });

  it('tells nothing where the wrapper cannot tell', async () => {
    expect(await thrown(cannotTell('lost'))).toEqual({ kind: 'indeterminate', why: 'lost' });
  });

  it('leaves to the suite what the wrapper does not cover', async () => {
    expect(await thrown(notCovered())).toMatchObject({ kind: 'refused', code: 'NoSuchEntity' });
  });

  it('is awaited no longer than the time that it may take', async () => {
    await using session = await sessionWith({ operations: { GetRole: () => new Promise(() => {}) }, timeoutMs: 20 });
    expect(await session.perform(ROLE)).toEqual({
      kind: 'indeterminate',
      why: 'the wrapper gave up: no end within 20 ms of real time',
    });
  });
});

describe('faults', () => {
  const operations = { ConfigureLogs: transparent.ConfigureLogs ?? (() => {}) };

  it.each([
    ['throttle', { throttle: 1 }, /^the wrapper gave up: TooManyRequestsException/, null],
    ['lose', { lose: 1 }, /^the wrapper gave up: socket hang up/, SHOWN['side:ingress']],
  ])('touch the calls of the wrapper and no others: %s', async (_, faults, why, ingress) => {
    await using session = await sessionWith({ operations, faults, maxAttempts: 1 });
    expect(await session.perform(CHANNEL)).toMatchObject({ kind: 'answered' });
    expect(await session.perform(ENABLE)).toMatchObject({
      kind: 'indeterminate',
      why: expect.stringMatching(why) as unknown,
    });
    expect(await session.perform(SHOW)).toMatchObject({ facets: { 'side:ingress': ingress } });
  });

  it('are repeated by the SDK without costing time', async () => {
    await using session = await sessionWith({ operations, faults: { throttle: 1 }, maxAttempts: 5 });
    await session.perform(CHANNEL);
    const calls = session.calls;
    const started = performance.now();
    await session.perform(ENABLE);
    expect(performance.now() - started).toBeLessThan(2000);
    // None of the five attempts came to the server.
    expect(session.calls).toBe(calls);
  });

  it('are the same for the same program in every world', async () => {
    const program = [CHANNEL, ...Array.from({ length: 12 }, (_, turn) => (turn % 2 === 0 ? ENABLE : DISABLE))];
    const met = async (seed: number) => {
      await using session = await sessionWith({ operations, faults: { throttle: 0.5, seed }, maxAttempts: 1 });
      const kinds: string[] = [];
      for (const operation of program) kinds.push((await session.perform(operation)).kind);
      return kinds;
    };
    const first = await met(1);
    expect(new Set(first)).toEqual(new Set(['answered', 'indeterminate']));
    expect(await met(1)).toEqual(first);
    expect(await met(2)).not.toEqual(first);
  });

  it('and the time that the wrapper takes to deal with them do not move the clock that the suite goes by', async () => {
    await using session = await sessionWith({
      operations: {
        ConfigureLogs: async (_, { world }) => {
          await world.wait(60_000);
        },
      },
    });
    await session.perform(CHANNEL);
    const before = session.now();
    await session.perform(ENABLE);
    expect(session.now() - before).toBeLessThan(10);
    await session.wait(500);
    expect(session.now() - before).toBeGreaterThanOrEqual(500);
  });
});

describe('a wrapper against a URL', () => {
  it('speaks HTTP', async () => {
    const server = await startServer({ handle: wireHandler(new Cloud()) });
    try {
      await using session = await sessionWith({ against: { url: server.url, settleMs: 0 }, operations: transparent });
      for (const operation of [CHANNEL, ENABLE])
        expect(await session.perform(operation)).toMatchObject({ kind: 'answered' });
      expect(await session.perform(SHOW)).toMatchObject({ facets: SHOWN });
      expect(await session.perform({ kind: 'GetRole', role: 'ordinary' })).toMatchObject({ code: 'NoSuchEntity' });
    } finally {
      await server.close();
    }
  });

  it.each([
    [501, 'not here', { kind: 'unsupported' }],
    [500, '<!doctype html> <title>oops</title>', { kind: 'indeterminate', http: 500 }],
  ])('tells what the server said where the SDK cannot read it: HTTP %i %s', async (status, body, outcome) => {
    const server = await startServer({ handle: () => ({ status, headers: {}, body }) });
    try {
      await using session = await sessionWith({ against: server.url, operations: transparent, maxAttempts: 1 });
      expect(await session.perform(SHOW)).toMatchObject(outcome);
    } finally {
      await server.close();
    }
  });
});
