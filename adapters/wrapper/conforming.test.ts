import { describe, expect, it } from 'vitest';
import { type RequirementId } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { runSuite, type Run, type VerdictKind } from '../../properties/index.ts';
import type { Target } from '../port.ts';
import { targetWith } from './stage.fixture.ts';
import { transparent } from './transparent.fixture.ts';

const examine = (target: Target, only?: readonly RequirementId[]): Promise<Run> =>
  runSuite(target, {
    profile: mediapackage,
    depth: 'quick',
    seed: 1,
    suite: { name: 'test', version: '1' },
    ...(only === undefined ? {} : { only }),
  });

const idsOf = (run: Run, verdict: VerdictKind): readonly RequirementId[] =>
  run.requirements.filter((one) => one.verdict === verdict).map(({ id }) => id);

const TIMEOUT = 60_000;

describe('a wrapper that adds nothing to the SDK', () => {
  it.each(['prompt', 'eventual', 'arbitrary'] as const)(
    'conforms where the reference is %s',
    async (personality) => {
      const run = await examine(targetWith({ against: { personality }, operations: transparent }));
      expect(run.harnessErrors).toEqual([]);
      for (const verdict of ['broken', 'inconclusive', 'unsupported'] as const) expect(idsOf(run, verdict)).toEqual([]);
      expect(idsOf(run, 'holds').length).toBeGreaterThan(85);
    },
    TIMEOUT,
  );

  it('shows the flaw of what is behind it', async () => {
    const against = { flaw: 'role-name-in-other-letter-case' };
    const run = await examine(targetWith({ against, operations: transparent }), [
      'permissions/name',
      'creation/duplicate',
    ]);
    expect(idsOf(run, 'broken')).toEqual(['permissions/name']);
  });
});

describe('a wrapper that fails by itself', () => {
  it('is broken, and the suite is not', async () => {
    const run = await examine(
      targetWith({
        operations: {
          ConfigureLogs: () => {
            throw new TypeError("Cannot read properties of undefined (reading 'id')");
          },
        },
      }),
      ['logging/enable', 'protocol/declared-errors'],
    );
    expect(run.harnessErrors).toEqual([]);
    expect(idsOf(run, 'broken')).toContain('protocol/declared-errors');
    const declared = run.requirements.find(({ id }) => id === 'protocol/declared-errors');
    expect(declared?.counterexample?.steps.at(-1)?.outcome).toEqual({
      kind: 'refused',
      code: 'UnexpectedError:TypeError',
      http: 0,
      message: "Cannot read properties of undefined (reading 'id')",
    });
  });
});
