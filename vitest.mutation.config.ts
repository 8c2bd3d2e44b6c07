import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** The tests that are about the model and the judging code, and are fast enough to be run thousands of times. */
const include = [
  'model/**/*.test.ts',
  'properties/{judge,docket,verdict,traces}.test.ts',
  'reports/{specification,flaw-page}.test.ts',
];

export default defineConfig({ ...usual, test: { ...usual.test, include, isolate: false } });
