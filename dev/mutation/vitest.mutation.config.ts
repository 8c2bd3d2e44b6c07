import process from 'node:process';
import { defineConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

/** The tests that are fast enough to be run thousands of times: of the model, and of the judging code. */
const TESTS = {
  model: ['model/**/*.test.ts', 'dev/pages/specification/pages.test.ts', 'properties/traces.test.ts'],
  judging: ['properties/{judge,judgement,docket,verdict,traces}.test.ts', 'dev/pages/flaw-page.test.ts'],
};

const include = process.env['MUTATED'] === 'judging' ? TESTS.judging : TESTS.model;

export default defineConfig({ ...usual, test: { ...usual.test, include, isolate: false } });
