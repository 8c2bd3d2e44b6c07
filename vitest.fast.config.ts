import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/**
 * Tests that take more than a second a file on an idle machine: real processes, browsers, emulators, hundreds of runs.
 * `npm run test:fast` leaves them out.
 */
const SLOW = [
  'action.test.ts',
  'adapters/aws/*.test.ts',
  'adapters/emulators/{emulators,moto}.test.ts',
  'adapters/endpoint/{recycling,session,translate}.test.ts',
  'adapters/exec/{program-end,target}.test.ts',
  'adapters/mock/{parity,verified-mock}.test.ts',
  'adapters/wire/{handler,xml}.test.ts',
  'adapters/served/page.test.ts',
  'adapters/wrapper/conforming.test.ts',
  'cli/{audit,aws,bad-input,exit,merge,own-target,repro}.test.ts',
  'dev/bench/hostile-requests.test.ts',
  'dev/{hostile-output,independent}/*.test.ts',
  'dev/pages/**/*.test.ts',
  'examples/python-target/*.test.ts',
  'examples/walkthrough.test.ts',
  'examples/wrapper/bugs/bugs.test.ts',
  'properties/{bounds,flaws,labels,merge,model-totality,own-service,served,services,shrink,styles,suite}.test.ts',
  'properties/audit/optimum.test.ts',
  'properties/explore/{kept,outline}.test.ts',
  'examples/readme.test.ts',
  'reports/html/browser.test.ts',
  'reports/reproduction/scripts.test.ts',
];

export default defineConfig({
  ...usual,
  test: {
    ...usual.test,
    exclude: [...(usual.test?.exclude ?? []), ...SLOW],
    // Loading the modules anew for each file would take longer than these tests do.
    isolate: false,
  },
});
