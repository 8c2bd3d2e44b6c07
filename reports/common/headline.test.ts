import { describe, expect, it } from 'vitest';
import { headline } from './headline.ts';
import { deviating, runWith, undecided } from '../run.fixture.ts';
import type { Run } from '../../properties/index.ts';

const all = (verdict: 'unsupported' | 'untouched'): Run => {
  const run = runWith({});
  return { ...run, requirements: run.requirements.map((result) => ({ ...result, verdict, exercised: 0 })) };
};

describe('the headline of a run', () => {
  it.each<readonly [string, Run, string]>([
    ['a conforming target', runWith({}), 'reference:prompt conforms: 15 of 16 requirements hold, 1 untouched'],
    [
      'a deviating target',
      deviating,
      'moto 5.2.5 deviates: 4 of 16 requirements broken, 6 hold, 3 unsupported, 1 inconclusive, 2 untouched',
    ],
    [
      'a target whose answers do not repeat',
      undecided,
      'reference:prompt is not proved to conform: 2 of 16 requirements inconclusive, 13 hold, 1 untouched',
    ],
    [
      'a target that lacks something',
      runWith({ 'logging/vod': { verdict: 'unsupported' } }),
      'reference:prompt conforms in what it has: 14 of 16 requirements hold, 1 unsupported, 1 untouched',
    ],
    [
      'a target that has nothing',
      all('unsupported'),
      'reference:prompt is not proved to conform: none of 16 requirements holds, 16 unsupported',
    ],
    [
      'a run that touched nothing',
      all('untouched'),
      'reference:prompt is not proved to conform: none of 16 requirements holds, 16 untouched',
    ],
  ])('tells of %s', (_, run, text) => {
    expect(headline(run)).toBe(text);
  });
});
