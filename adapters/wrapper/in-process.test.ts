import { describe, expect, it } from 'vitest';
import { mediapackage } from '../../services/index.ts';
import { Cloud } from '../cloud/cloud.ts';
import { endpointTarget } from '../endpoint/index.ts';
import { PausableClock } from '../endpoint/clock.ts';
import { inProcessHandler, wireHandler } from '../wire/index.ts';

/** The suite's own calls to a server in this process, by its clock. */
function inProcess() {
  const cloud = new Cloud();
  const wire = inProcessHandler(wireHandler(cloud));
  const clock = {
    now: () => cloud.now(),
    wait: async (ms: number) => {
      cloud.advance(ms);
    },
  };
  const handler = {
    async handle(request: Parameters<typeof wire.handle>[0]) {
      const { response } = await wire.handle(request);
      return { response: { ...response, body: [response.body] } };
    },
  };
  return endpointTarget({
    url: 'http://reference.localhost',
    profile: mediapackage,
    handler,
    clock,
  });
}

describe('an endpoint in this process', () => {
  it('goes by its own clock', async () => {
    const target = inProcess();
    expect(target.describe().consistency.virtualTime).toBe(true);
    await using session = await target.open({ index: 0, seed: 1 });
    const [began, really] = [session.now(), performance.now()];
    await session.wait(3_600_000);
    expect(session.now() - began).toBe(3_600_000);
    expect(performance.now() - really).toBeLessThan(1000);
  });

  it('counts its accounts, which are apart', async () => {
    const target = inProcess();
    await using first = await target.open({ index: 0, seed: 1 });
    await using second = await target.open({ index: 1, seed: 1 });
    expect([first.account, second.account]).toEqual(['100000000000', '100000000001']);
    await first.perform({ kind: 'CreateServiceLinkedRole', service: 'own' });
    expect(await first.perform({ kind: 'GetRole', role: 'linked' })).toMatchObject({ kind: 'answered' });
    expect(await second.perform({ kind: 'GetRole', role: 'linked' })).toMatchObject({ code: 'NoSuchEntity' });
  });
});

describe('a clock that can be paused', () => {
  it('leaves out the time of what it stood still for, also of what failed', async () => {
    let time = 100;
    const clock = new PausableClock({
      now: () => time,
      wait: async (ms) => {
        time += ms;
      },
    });
    await clock.wait(10);
    await clock.pausing(async () => {
      time += 1000;
    });
    const failing = clock.pausing(async () => {
      time += 1000;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await clock.wait(5);
    expect([clock.now(), time]).toEqual([115, 2115]);
  });
});
