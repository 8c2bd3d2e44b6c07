/** Conformance as vitest tests: one for each requirement. Needs vitest 4 or 5. */
import { afterAll, beforeAll, describe, test, type TestContext } from 'vitest';
import type { Target } from '../adapters/index.ts';
import { suitePackage } from '../cli/package.ts';
import { requirements } from '../model/index.ts';
import { runSuite, type Run } from '../properties/index.ts';
import { ConformanceError, placeOfCall } from './failure.ts';
import { commandFor, fateOf, fateOfSuite, type Fate } from './fate.ts';
import { settingsOf, type ConformanceOptions, type Settings } from './options.ts';

export type { ConformanceOptions } from './options.ts';
export { ConformanceError } from './failure.ts';

/** Share of the time that exploring may take, so that what was found can still be looked at again. */
const EXPLORING = 0.8;

/**
 * Declares a `describe` with a `test` for every requirement, and one for the suite itself. The suite runs once, before them;
 * the target is closed after it. A requirement that holds passes; a broken one fails with its counterexample; what the target
 * lacks, or what was not exercised, is skipped with the reason.
 * @throws TypeError when an option is wrong
 */
export function describeConformance(
  target: Target | (() => Target | Promise<Target>),
  options: ConformanceOptions = {},
): void {
  const settings = settingsOf(options, process.env);
  const place = placeOfCall(describeConformance);
  const { only, profile, seed, timeoutMs } = settings;
  const title = settings.title ?? (typeof target === 'function' ? profile.roleName : target.describe().name);
  describe(`${title} (seed ${seed})`, () => {
    let opened: Target | undefined;
    let ended: Promise<Run> | undefined;

    beforeAll(async () => {
      ended = (async () => {
        opened = typeof target === 'function' ? await target() : target;
        return runSuite(opened, suiteOptions(settings));
      })();
      // A run that fails is told by the test of the suite itself.
      await ended.catch(() => {});
    }, timeoutMs);

    afterAll(async () => {
      await opened?.close();
    }, timeoutMs);

    const declare = (name: string, fate: (run: Run) => Fate, failed: (error: unknown) => Fate): void => {
      // oxlint-disable-next-line vitest/valid-title, vitest/expect-expect -- the requirement gives the title, its fate the assertion
      test(name, async (context) => {
        const decided = await (ended ?? Promise.reject(new Error('the suite did not run'))).then(fate, failed);
        meet(decided, context, place);
      });
    };

    declare(
      'the suite itself',
      (run) => fateOfSuite(run, settings),
      (error) => ({
        kind: 'fails',
        message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      }),
    );
    for (const { id, statement } of requirements.filter((row) => only?.includes(row.id) ?? true))
      declare(
        `${id}: ${statement}`,
        (run) => {
          const result = run.requirements.find((one) => one.id === id);
          return result === undefined
            ? { kind: 'is skipped', reason: 'not part of the run' }
            : fateOf(result, run, settings);
        },
        () => ({ kind: 'is skipped', reason: 'the suite itself failed' }),
      );
  });
}

function suiteOptions(settings: Settings): Parameters<typeof runSuite>[1] {
  const { budgetCalls, depth, only, profile, seed, timeoutMs } = settings;
  return {
    profile,
    depth,
    seed,
    suite: suitePackage,
    budgetMs: Math.max(1, Math.floor(timeoutMs * EXPLORING)),
    replayCommand: commandFor('FILE', settings),
    ...(only === undefined ? {} : { only }),
    ...(budgetCalls === undefined ? {} : { budgetCalls }),
  };
}

function meet(fate: Fate, context: TestContext, place: string): void {
  switch (fate.kind) {
    case 'passes':
      return;
    case 'is skipped':
      return context.skip(fate.reason);
    case 'fails':
      throw new ConformanceError(fate.message, place);
  }
}
