import { beforeAll, describe, expect, it } from 'vitest';
import { flawedTarget, referenceTarget } from '../adapters/index.ts';
import { type RequirementId } from '../model/index.ts';
import { mediapackage } from '../services/index.ts';
import { runSuite, type Reason, type RequirementResult, type Run } from '../properties/index.ts';
import { fateOf, fateOfSuite } from './fate.ts';
import { settingsOf, type ConformanceOptions } from './options.ts';

const settings = (options: ConformanceOptions = {}) => settingsOf(options, {});
const saying = (said: string): Reason => ({ kind: 'undecided', said });
const reason = 'a known fault';
const except = { 'creation/duplicate': reason, 'permissions/name': reason };
const suite = { name: 'test', version: '1' };
const only: readonly RequirementId[] = ['permissions/name', 'creation/duplicate'];

let flawed: Run;
let good: Run;

beforeAll(async () => {
  const target = flawedTarget('role-name-in-other-letter-case', { profile: mediapackage });
  const options = { profile: mediapackage, depth: 'quick', seed: 1, only, suite } as const;
  flawed = await runSuite(target, options);
  good = await runSuite(referenceTarget({ profile: mediapackage }), options);
});

const resultOf = (run: Run, id: RequirementId): RequirementResult => {
  const found = run.requirements.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not in the run`);
  return found;
};

describe('the test of a requirement', () => {
  it('passes when it holds', () => {
    expect(fateOf(resultOf(good, 'creation/duplicate'), good, settings())).toEqual({ kind: 'passes' });
  });

  it('fails when it is broken, with the counterexample, the seed and the way to see it again', () => {
    const fate = fateOf(resultOf(flawed, 'permissions/name'), flawed, settings());
    const text = fate.kind === 'fails' ? fate.message : fate.kind;
    expect(text).toMatch(/^name "AWSServiceRoleForMediapackage" instead of "AWSServiceRoleForMediaPackage"\n/);
    for (const part of [
      '✗ 1. CreateServiceLinkedRole(service own)',
      '[{"kind":"CreateServiceLinkedRole","service":"own"}]',
      'Run with seed 1 and profile default.',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('FILE');
  });

  it('is skipped while it is broken and known to be', () => {
    const fate = fateOf(resultOf(flawed, 'permissions/name'), flawed, settings({ except }));
    expect(fate).toEqual({ kind: 'is skipped', reason: 'known to be broken: a known fault' });
  });

  it('fails when it holds and is said to be broken', () => {
    const fate = fateOf(resultOf(good, 'creation/duplicate'), good, settings({ except }));
    expect(fate).toEqual({
      kind: 'fails',
      message: 'creation/duplicate holds now, and is excepted still: "a known fault". Take it out of `except`.',
    });
  });

  const made = (change: Partial<RequirementResult>, options?: ConformanceOptions) => {
    const { counterexample: _, ...bare } = resultOf(good, 'creation/duplicate');
    return fateOf({ ...bare, ...change }, good, settings(options));
  };

  it('is skipped with the cause when it is broken only as another one is', () => {
    expect(made({ verdict: 'broken', followsFrom: ['creation/by-iam'] })).toEqual({
      kind: 'is skipped',
      reason: 'broken, as follows from creation/by-iam',
    });
  });

  it.each([
    ['unsupported', saying('HTTP 501'), 'unsupported: HTTP 501'],
    ['untouched', { kind: 'later', until: 'needs several clients' }, 'not exercised: needs several clients'],
  ] as const)('is skipped with the reason when it is %s, excepted or not', (verdict, why, told) => {
    for (const options of [{}, { except }])
      expect(made({ verdict, reason: why }, options)).toEqual({ kind: 'is skipped', reason: told });
  });

  it('fails when nothing could be concluded, unless the options say otherwise', () => {
    const result = { verdict: 'inconclusive', reason: saying('did not repeat') } as const;
    expect(made(result)).toEqual({
      kind: 'fails',
      message:
        "inconclusive: did not repeat\nRun with seed 1 and profile default. Again: SLR_CONFORMANCE_SEED=1 npx vitest run -t 'creation/duplicate'",
    });
    expect(made(result, { inconclusive: 'skip' })).toMatchObject({ kind: 'is skipped' });
    expect(made(result, { except })).toMatchObject({ kind: 'is skipped' });
  });

  it('names no variable of the environment where the seed is written in the test', () => {
    expect(made({ verdict: 'inconclusive' }, { seed: 5 })).toMatchObject({
      message: expect.stringMatching(/Again: npx vitest run -t/) as unknown,
    });
  });
});

describe('the test of the suite itself', () => {
  it('passes when something was proved', () => {
    expect(fateOfSuite(good, settings())).toEqual({ kind: 'passes' });
  });

  it('fails with the faults of the suite', () => {
    const fate = fateOfSuite({ ...good, harnessErrors: [{ message: 'TypeError: oops' }] }, settings());
    expect(fate).toMatchObject({ kind: 'fails', message: expect.stringContaining('TypeError: oops') as unknown });
  });

  it('fails when nothing was proved', () => {
    const requirements = good.requirements.map((one) => ({ ...one, verdict: 'untouched' as const }));
    expect(fateOfSuite({ ...good, requirements }, settings())).toMatchObject({
      kind: 'fails',
      message: expect.stringMatching(/^Nothing was proved\. /) as unknown,
    });
  });
});
