import { describe, expect, it } from 'vitest';
import { exitCodeOf } from './exit-code.ts';
import { deviating, runWith, undecided } from '../run.fixture.ts';

const crashed = { harnessErrors: [{ message: 'boom' }] };

describe('the exit code of a run', () => {
  it.each([
    [0, 'everything holds', runWith({})],
    [0, 'the target lacks something', runWith({ 'logging/vod': { verdict: 'unsupported' } })],
    [1, 'something is broken, whatever else is inconclusive', deviating],
    [3, 'nothing is broken but something is inconclusive', undecided],
    [4, 'the suite itself failed', runWith({}, crashed)],
    [4, 'the suite itself failed, even on a target that deviates', { ...deviating, ...crashed }],
  ])('is %i when %s', (code, _, run) => {
    expect(exitCodeOf(run)).toBe(code);
  });

  it('is not 0 for a run that was interrupted', () => {
    expect(exitCodeOf({ ...runWith({}), interrupted: true })).toBe(3);
    expect(exitCodeOf({ ...deviating, interrupted: true })).toBe(1);
  });
});
