import { describe, expect, it } from 'vitest';
import { settingsOf, type ConformanceOptions } from './options.ts';

const NOTHING = {};

describe('the options of describeConformance', () => {
  it('need not be given', () => {
    expect(settingsOf({}, NOTHING)).toMatchObject({
      profile: { id: 'mediapackage' },
      depth: 'default',
      seed: 1,
      seedIsFree: true,
      inconclusive: 'fail',
      timeoutMs: 600_000,
    });
  });

  it('let the environment choose the seed, unless it is given', () => {
    expect(settingsOf({}, { SLR_CONFORMANCE_SEED: '4294967295' }).seed).toBe(4_294_967_295);
    expect(settingsOf({}, { SLR_CONFORMANCE_SEED: '' }).seed).toBe(1);
    const given = settingsOf({ seed: 3 }, { SLR_CONFORMANCE_SEED: '4' });
    expect(given).toMatchObject({ seed: 3, seedIsFree: false });
  });

  it.each([
    [{ seed: -1 }, NOTHING, 'seed cannot be -1. Give an integer from 0 to 4294967295.'],
    [{ seed: 0.5 }, NOTHING, 'seed cannot be 0.5.'],
    [{}, { SLR_CONFORMANCE_SEED: '4294967296' }, 'SLR_CONFORMANCE_SEED cannot be "4294967296". Give an integer'],
    [{}, { SLR_CONFORMANCE_SEED: 'random' }, 'SLR_CONFORMANCE_SEED cannot be "random".'],
    [
      { only: ['deletion/task-ids'] },
      NOTHING,
      'only names no requirement with "deletion/task-ids". Did you mean deletion/task-id?',
    ],
    [
      { except: { 'creation/duplicat': 'x' } },
      NOTHING,
      'except names no requirement with "creation/duplicat". Did you mean creation/duplicate?',
    ],
    [
      { except: { 'creation/duplicate': ' ' } },
      NOTHING,
      'except gives " " as the reason for creation/duplicate. Tell in words',
    ],
    [{ profile: 'thorough' }, NOTHING, 'profile cannot be "thorough". Give quick, default, deep.'],
    [{ inconclusive: 'pass' }, NOTHING, 'inconclusive cannot be "pass". Give fail or skip.'],
    [{ service: 'mediapackag' }, NOTHING, 'there is no service "mediapackag". Did you mean mediapackage?'],
    [{ budgetCalls: 0 }, NOTHING, 'budgetCalls cannot be 0. Give a whole number from 1.'],
    [{ timeoutMs: '60s' }, NOTHING, 'timeoutMs cannot be "60s".'],
    [{ expect: {} }, NOTHING, 'there is no option "expect". Did you mean except?'],
  ])('say what is wrong with %j %j', (options, environment, problem) => {
    expect(() => settingsOf(options as ConformanceOptions, environment)).toThrow(`describeConformance: ${problem}`);
  });
});
