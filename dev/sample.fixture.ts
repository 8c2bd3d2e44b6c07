import process from 'node:process';
import * as fc from 'fast-check';

const asked = process.env['SAMPLE'];

/** Seeds what is drawn, 1 unless given: it is told in the titles of tests, and `SAMPLE=SEED npm test` draws others. */
export const SAMPLE_SEED = asked === undefined || asked === 'all' ? 1 : Number(asked);

/** Some of the cases of a test that takes its time for each: another few for every seed, and all with `npm run test:all`. */
export const sample = <T>(cases: readonly T[], most: number): readonly T[] =>
  asked === 'all' || cases.length <= most
    ? cases
    : (fc.sample(fc.shuffledSubarray([...cases], { minLength: most, maxLength: most }), {
        numRuns: 1,
        seed: SAMPLE_SEED,
      })[0] ?? cases);
