import process from 'node:process';
import * as fc from 'fast-check';

const asked = process.env['SAMPLE'];

/** Seeds what is drawn; it is told in the titles of tests, and `SAMPLE=SEED npm test` draws the same again. */
export const SAMPLE_SEED = asked === undefined || asked === 'all' ? Date.now() % 100_000 : Number(asked);

/** Some of the cases of a test that takes its time for each: another few in every run, and all with `npm run test:all`. */
export const sample = <T>(cases: readonly T[], most: number): readonly T[] =>
  asked === 'all' || cases.length <= most
    ? cases
    : (fc.sample(fc.shuffledSubarray([...cases], { minLength: most, maxLength: most }), {
        numRuns: 1,
        seed: SAMPLE_SEED,
      })[0] ?? cases);
