/** Mutation testing, a part at a time (MUTATED, `model` or `judging`): see dev/mutation/mutation.mjs. */
import process from 'node:process';

const part = process.env.MUTATED === 'judging' ? 'judging' : 'model';

export default {
  mutate:
    part === 'judging'
      ? ['properties/{judge,docket,verdict}.ts']
      : ['model/**/*.ts', '!model/**/*.test.ts', '!model/**/*.fixture.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'dev/mutation/vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What a module builds when it is loaded is left out: each such mutant would cost a whole run of all tests.
  ignoreStatic: true,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `.mutation/${part}.json` },
  tempDirName: `.mutation/tmp-${part}`,
  ignorePatterns: ['dist', '.emulators', '.mutation', 'coverage', 'docs/emulators'],
  timeoutMS: 10_000,
};
