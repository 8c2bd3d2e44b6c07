import { describe, expect, it } from 'vitest';
import type { PersonalityName } from 'slr-conformance/adapters';
import { type RequirementId } from 'slr-conformance/model';
import { mediapackage } from 'slr-conformance/services';
import { runSuite, type Run, type VerdictKind } from 'slr-conformance/properties';
import { AccessLogging } from '../access-logging.ts';
import { LinkedRoles } from '../role.ts';
import { wrapperTarget, type Wrapper, type WrapperParts } from '../target.ts';
import { AbsentMeansDeleted } from './absent-means-deleted.ts';
import { FailsOnRepeat } from './fails-on-repeat.ts';
import { QuietThrottling } from './quiet-throttling.ts';
import { RoleFirst } from './role-first.ts';
import { SwappedSides } from './swapped-sides.ts';

type Make = (parts: WrapperParts) => Wrapper;

const withLogging =
  (Logging: new (parts: WrapperParts) => AccessLogging): Make =>
  (parts) => ({ logging: new Logging(parts), roles: new LinkedRoles(parts) });

const withRoles =
  (Roles: new (parts: WrapperParts) => LinkedRoles): Make =>
  (parts) => ({ logging: new AccessLogging(parts), roles: new Roles(parts) });

const asShipped = withLogging(AccessLogging);

interface Stage {
  readonly personality?: PersonalityName;
  /** Seeds the faults; without it there are none. */
  readonly faults?: number;
  /** Explores beyond the profile `quick`, up to so many API calls. */
  readonly budgetCalls?: number;
  /** The requirements to look at; all unless given. */
  readonly only?: readonly RequirementId[];
}

const examine = (make: Make, { personality = 'prompt', faults: seed, budgetCalls, only }: Stage = {}): Promise<Run> =>
  runSuite(
    wrapperTarget(
      {
        against: { personality },
        ...(seed === undefined ? {} : { faults: { throttle: 0.2, fail: 0.1, lose: 0.1, seed } }),
      },
      make,
    ),
    {
      profile: mediapackage,
      ...(budgetCalls === undefined ? { depth: 'quick' } : { depth: 'default', budgetCalls }),
      seed: 1,
      suite: { name: 'example', version: '1' },
      ...(only === undefined ? {} : { only }),
    },
  );

const idsOf = (run: Run, verdict: VerdictKind): readonly RequirementId[] =>
  run.requirements.filter((one) => one.verdict === verdict && one.followsFrom === undefined).map(({ id }) => id);

const TIMEOUT = 120_000;

describe('the wrapper', () => {
  it.each([
    ['prompt', 1],
    ['eventual', 2],
    ['prompt', 3],
  ] as const)(
    'breaks nothing and may repeat everything where the reference is %s and faults have seed %i',
    async (personality, faults) => {
      const run = await examine(asShipped, { personality, faults });
      expect(run.harnessErrors).toEqual([]);
      expect(idsOf(run, 'broken')).toEqual([]);
      expect(idsOf(run, 'holds')).toContain('retry/safe-to-repeat');
    },
    TIMEOUT,
  );
});

describe('a fault of logic', () => {
  it.each<readonly [string, Make, readonly RequirementId[]]>([
    [
      'making the role first',
      withLogging(RoleFirst),
      ['creation/reuse', 'creation/not-by-failure', 'logging/unknown-resource', 'protocol/declared-errors'],
    ],
    ['swapped sides', withLogging(SwappedSides), ['logging/enable', 'logging/disable']],
  ])(
    'is found where nothing goes wrong: %s',
    async (_, make, blamed) => {
      const run = await examine(make, { only: blamed });
      expect(run.harnessErrors).toEqual([]);
      expect(idsOf(run, 'broken')).toEqual(blamed);
      // Nobody else is accused where everything is looked at.
      expect(blamed).toEqual(expect.arrayContaining([...idsOf(await examine(make), 'broken')]));
    },
    TIMEOUT,
  );
});

describe('a fault of repeating', () => {
  const IN_USE: readonly RequirementId[] = ['deletion/in-use-ingress', 'deletion/in-use-egress', 'deletion/in-use-vod'];
  const QUIET: readonly RequirementId[] = ['logging/disable', 'logging/unknown-resource'];

  const EVENTUAL: Stage = { personality: 'eventual', only: IN_USE };
  // Which calls go wrong is chance: what the first faults do not show, others do.
  const FAULTS: readonly Stage[] = [1, 2, 3, 4, 5, 6].map((faults) => ({ faults, budgetCalls: 1000 }));

  it.each<readonly [string, Make, readonly Stage[], readonly RequirementId[]]>([
    ['swallowed throttling', withLogging(QuietThrottling), FAULTS, QUIET],
    ['a repeat taken for a failure', withRoles(FailsOnRepeat), FAULTS, ['creation/by-iam', 'creation/by-iam-again']],
    ['a task not known yet taken for a deletion', withRoles(AbsentMeansDeleted), [EVENTUAL], IN_USE],
  ])(
    'is found where calls go wrong or views lag, and not where all is prompt: %s',
    async (_, make, stages, blamed) => {
      expect(idsOf(await examine(make, { only: blamed }), 'holds')).toEqual(blamed);
      const found = new Set<RequirementId>();
      for (const stage of stages) {
        const run = await examine(make, stage);
        expect(run.harnessErrors).toEqual([]);
        const accused = idsOf(run, 'broken');
        expect(blamed).toEqual(expect.arrayContaining([...accused]));
        for (const id of accused) found.add(id);
        if (found.size === blamed.length) break;
      }
      expect(blamed.filter((id) => found.has(id))).toEqual(blamed);
    },
    TIMEOUT,
  );
});
