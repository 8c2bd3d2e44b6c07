import { describe, expect, it } from 'vitest';
import { personalities, referenceTarget, servedTarget, type Target } from '../adapters/index.ts';
import { requirements, type Requirement, type ServiceProfile } from '../model/index.ts';
import { autoscaling, ecs, guardduty, mediapackage, mq } from '../services/index.ts';
import { runSuite } from './index.ts';

const SEED = 1;

/** What a quick run says of a target. */
async function judged(target: Target, profile: ServiceProfile): Promise<readonly string[]> {
  const suite = { name: 'served', version: '0' };
  try {
    const run = await runSuite(target, { profile, depth: 'quick', seed: SEED, suite, budgetCalls: Infinity });
    const told = run.requirements.map(({ id, verdict }) => `${id} ${verdict}`);
    return [...told, ...run.harnessErrors.map(({ message }) => message)];
  } finally {
    await target.close();
  }
}

/** What is judged of answers as they were sent is not there in memory. */
const withoutWire = (told: readonly string[]): readonly string[] =>
  told.filter(
    (line) => (requirements as readonly Requirement[]).find(({ id }) => id === line.split(' ')[0])?.wire === undefined,
  );

/** Where the reference takes its choices at random, a short run may leave some requirements untouched. */
const withoutLuck = (told: readonly string[], varies: boolean): readonly string[] =>
  varies ? told.filter((line) => !/ (holds|untouched)$/.test(line)) : told;

describe(`with seed ${SEED}, the suite says the same of the reference over HTTP as in memory, where it is`, () => {
  const cases = Object.values(personalities).map(({ name, about, varies }) => [name, about, varies] as const);
  const profile = mediapackage;
  it.each(cases)('%s: %s', async (personality, _about, varies) => {
    const faults: unknown[] = [];
    const onFault = (error: unknown): void => void faults.push(error);
    const served = await judged(await servedTarget({ profile, personality, transport: 'http', onFault }), profile);
    const inMemory = await judged(referenceTarget({ profile, personality }), profile);
    expect(withoutLuck(withoutWire(served), varies)).toEqual(withoutLuck(withoutWire(inMemory), varies));
    expect(faults).toEqual([]);
  });
});

describe('what uses the role of other services is played over their own protocols', () => {
  it.each([ecs, autoscaling, guardduty, mq])('$id', async (profile) => {
    const faults: unknown[] = [];
    const onFault = (error: unknown): void => void faults.push(error);
    const served = await judged(await servedTarget({ profile, transport: 'http', onFault }), profile);
    expect(withoutWire(served)).toEqual(withoutWire(await judged(referenceTarget({ profile }), profile)));
    expect(served.filter((line) => !/ (holds|untouched)$/.test(line))).toEqual([]);
    expect(faults).toEqual([]);
  });
});
