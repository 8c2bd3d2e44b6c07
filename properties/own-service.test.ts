import { describe, expect, it } from 'vitest';
import { flawedTarget, referenceTarget, type Target } from '../adapters/index.ts';
import { abilityOf, operationsOf, type Operation, type ServiceProfile } from '../model/index.ts';
import { ecs, profiles } from '../services/index.ts';
import { runSuite } from './index.ts';

/** A service that nobody has heard of, as one object: wells whose pump may be on, and tanks that use the role as such. */
const waterworks: ServiceProfile = {
  id: 'waterworks',
  principal: 'waterworks.example.com',
  roleName: 'AWSServiceRoleForWaterworks',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/WaterworksServiceRolePolicy',
  madeByIam: true,
  suffixAllowed: false,
  source: 'made up',
  resources: [
    {
      name: 'tank',
      word: 'tank',
      slot: 'tank',
      calls: {
        CreateResource: { service: 'waterworks', action: 'CreateTank', errors: { TankFault: [400] } },
        ReadResource: { service: 'waterworks', action: 'DescribeTank', errors: { NoSuchTank: [404] } },
        ListResources: { service: 'waterworks', action: 'ListTanks', errors: {} },
        DeleteResource: {
          service: 'waterworks',
          action: 'DeleteTank',
          errors: { NoSuchTank: [404], TankFault: [400] },
        },
      },
      sides: [],
      uses: 'while-there',
      refusals: { absent: { code: 'NoSuchTank', message: 'There is no such tank.' }, usual: 'TankFault' },
      taken: 'refused',
      cites: { on: 'creation/present-while-enabled', off: 'deletion/by-hand-only', each: 'deletion/in-use-each' },
    },
  ],
};

const run = (target: Target, profile: ServiceProfile) =>
  runSuite(target, { profile, depth: 'quick', seed: 1, suite: { name: 'test', version: '0' } });

const broken = async (target: Target, profile: ServiceProfile): Promise<readonly string[]> =>
  (await run(target, profile)).requirements.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id);

describe('a service that is one object of data', () => {
  it.each(['prompt', 'eventual', 'arbitrary'] as const)(
    'conforms as the reference plays it: %s',
    async (personality) => {
      const { requirements, harnessErrors } = await run(
        referenceTarget({ profile: waterworks, personality }),
        waterworks,
      );
      expect(harnessErrors).toEqual([]);
      const verdicts = new Map(requirements.map(({ id, verdict }) => [id as string, verdict]));
      expect([...verdicts].filter(([, verdict]) => verdict === 'broken' || verdict === 'inconclusive')).toEqual([]);
      if (personality === 'prompt')
        for (const id of [
          'creation/present-while-enabled',
          'creation/reuse',
          'deletion/in-use-each',
          'deletion/after-resource-deleted',
          'protocol/missing-resource',
          'protocol/made-resource-found',
        ])
          expect([id, verdicts.get(id)]).toEqual([id, 'holds']);
    },
  );
});

describe.each([waterworks, ecs])('a flaw in how the role of $id is used', (profile) => {
  it.each([
    ['enabling-renews-the-role', 'creation/reuse'],
    ['no-second-life-by-use', 'creation/again-on-enable'],
    ['home-region-counts-alone', 'deletion/in-use-any-region'],
    ['one-release-frees-all', 'deletion/in-use-each'],
    ['deleted-channel-counts', 'deletion/after-resource-deleted'],
    ['last-channel-takes-the-role', 'deletion/by-hand-only'],
    ['role-made-at-home-only', 'regions/every-region'],
  ])('%s breaks %s', async (flaw, requirement) => {
    expect(await broken(flawedTarget(flaw, { profile }), profile)).toContain(requirement);
  });
});

describe.each([...profiles])('a run for $id', (profile) => {
  it('asks for nothing that the service has not', async () => {
    const asked = new Set<Operation>();
    const target = referenceTarget({ profile });
    const watched: Target = {
      ...target,
      describe: () => target.describe(),
      close: () => target.close(),
      open: async (world) => {
        const session = await target.open(world);
        const perform = session.perform.bind(session);
        session.perform = (operation) => {
          asked.add(operation);
          return perform(operation);
        };
        return session;
      },
    };
    await run(watched, profile);
    const own = operationsOf(profile);
    expect(asked.size).toBeGreaterThan(20);
    expect([...asked].map(abilityOf).filter((ability) => !own.includes(ability))).toEqual([]);
  });
});
