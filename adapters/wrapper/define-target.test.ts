import { describe, expect, it } from 'vitest';
import { defineTarget, type WrapperDefinition } from './define-target.ts';

const nothing = (): void => {};

describe('a wrapper as a target', () => {
  it('tells its name, what goes through it, and how it is kept apart', () => {
    const target = defineTarget({
      name: 'our wrapper',
      version: '2.1.0',
      against: { personality: 'eventual' },
      operations: { ConfigureLogs: nothing, TagRole: nothing },
    });
    expect(target.describe()).toEqual({
      name: 'our wrapper',
      version: '2.1.0',
      isolation: 'a new world in memory',
      consistency: { settleMs: 10_000, virtualTime: true },
      regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
      through: ['TagRole', 'ConfigureLogs'],
    });
  });

  it('names the endpoint that it is tried against', () => {
    const target = defineTarget({ name: 'x', against: 'http://127.0.0.1:5000', operations: { GetRole: nothing } });
    expect(target.describe()).toMatchObject({
      endpoint: 'http://127.0.0.1:5000/',
      consistency: { settleMs: 10_000, virtualTime: false },
    });
  });

  it('hands the world to the wrapper once, with everything that a client needs', async () => {
    let made = 0;
    const target = defineTarget({
      name: 'x',
      setup: (world) => {
        made += 1;
        return world;
      },
      operations: {
        GetRole: (_, { wrapper: world }) => {
          const config = world.clientConfig('eu-west-1', { maxAttempts: 2 });
          const { accessKeyId } = config.credentials;
          expect(config).toMatchObject({
            region: 'eu-west-1',
            maxAttempts: 2,
            endpoint: 'http://reference.localhost/',
          });
          expect(accessKeyId).toBe(world.account);
          expect(() => world.clientConfig(undefined, { maxAttempts: 0 })).toThrow('maxAttempts cannot be 0.');
          return { Role: { RoleName: 'x' } };
        },
      },
    });
    await using session = await target.open({ index: 0, seed: 1 });
    for (let turn = 0; turn < 3; turn += 1)
      expect(await session.perform({ kind: 'GetRole', role: 'linked' })).toMatchObject({ facets: { name: 'x' } });
    expect(made).toBe(1);
  });

  it.each<readonly [string, object, string]>([
    ['no operations', { operations: {} }, 'x performs no operation. Give at least one of CreateServiceLinkedRole,'],
    ['an unknown operation', { operations: { EnableLogs: nothing } }, 'x cannot perform "EnableLogs". Give any of'],
    ['an operation that no wrapper can have', { operations: { Wait: nothing } }, 'x cannot perform "Wait".'],
    ['no function', { operations: { GetRole: 'yes' } }, 'operations.GetRole of x is string. Give a function.'],
    ['no name', { name: ' ', operations: { GetRole: nothing } }, 'A target needs a name, and " " is none.'],
    ['a bad rate', { operations: { GetRole: nothing }, faults: { throttle: 2 } }, 'throttle cannot be 2.'],
    ['a member that there is not', { operations: { GetRole: nothing }, fualts: {} }, 'there is no member "fualts"'],
    ['a bad URL', { operations: { GetRole: nothing }, against: 'localhost' }, '"localhost" is not a URL.'],
    ['real AWS', { operations: { GetRole: nothing }, against: 'https://iam.amazonaws.com' }, 'is AWS itself'],
    [
      'no such personality',
      { operations: { GetRole: nothing }, against: { personality: 'lazy' } },
      'no personality "lazy"',
    ],
  ])('is refused with %s', (_, definition, problem) => {
    const given = { name: 'x', ...definition } as WrapperDefinition<undefined>;
    expect(() => defineTarget(given)).toThrow(problem);
  });
});
