import { describe, expect, it } from 'vitest';
import { badgeReport } from './index.ts';
import { deviating, runWith, undecided } from './run.fixture.ts';

describe('a run as a badge', () => {
  it.each([
    ['red when anything is broken', deviating, '4 broken, 6 hold', 'red'],
    ['yellow when something is inconclusive', undecided, '13 hold, 2 inconclusive', 'yellow'],
    ['green when all that was exercised holds', runWith({}), '15 hold', 'brightgreen'],
    [
      'grey when the suite failed',
      runWith({}, { harnessErrors: [{ message: 'boom' }] }),
      'the suite failed',
      'lightgrey',
    ],
    ['yellow when nothing was exercised', { ...runWith({}), requirements: [] }, '0 hold, 0 inconclusive', 'yellow'],
  ])('is %s', (_title, run, message, color) => {
    expect(JSON.parse(badgeReport(run))).toEqual({
      schemaVersion: 1,
      label: 'mediapackage role conformance',
      message,
      color,
    });
  });
});
