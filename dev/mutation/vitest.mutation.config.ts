import process from 'node:process';
import { defineConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

/**
 * The tests that are fast enough to be run thousands of times, of the model and of the judging code; and whether these say what they said before
 * anything was mutated.
 */
const TESTS = {
  model: ['model/**/*.test.ts', 'properties/traces.test.ts'],
  judging: ['properties/{judge,judgement,docket,verdict,traces}.test.ts'],
};

const include = [
  ...TESTS[process.env['MUTATED'] === 'judging' ? 'judging' : 'model'],
  'dev/mutation/recorded.check.ts',
];

export default defineConfig({ ...usual, test: { ...usual.test, include, isolate: false } });
