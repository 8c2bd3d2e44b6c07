import * as fc from 'fast-check';
import { referenceTarget } from '../../adapters/index.ts';
import { mediapackage } from '../../services/index.ts';
import { runSuite } from '../../properties/index.ts';

export interface MemoryFigures {
  readonly judgedPerSecond: number;
  readonly callsPerSecond: number;
  readonly bareCheckPerSecond: number;
}

const OPERATIONS = 20_000;

/** Judged operations a second on the reference in memory, and a bare fast-check loop of as many operations that do nothing. */
export async function benchMemory(seed: number): Promise<MemoryFigures> {
  const options = { profile: mediapackage, depth: 'deep' as const, seed, suite: { name: 'bench', version: '0' } };
  const target = referenceTarget({ profile: mediapackage });
  await runSuite(target, { ...options, budgetOperations: 1 }); // the search for scenarios, once
  const started = performance.now();
  const run = await runSuite(target, { ...options, budgetOperations: OPERATIONS });
  const seconds = (performance.now() - started) / 1000;
  return {
    judgedPerSecond: run.operations / seconds,
    callsPerSecond: run.calls / seconds,
    bareCheckPerSecond: await bareCheck(seed),
  };
}

/** What fast-check alone needs to draw and run operations of the same shape that do nothing. */
async function bareCheck(seed: number): Promise<number> {
  const nat = fc.nat({ max: 0xffff });
  const draws = fc.array(fc.record({ kind: nat, form: nat, place: nat, aim: nat }), {
    minLength: 50,
    maxLength: 200,
    size: 'max',
  });
  let done = 0;
  const noop = async (): Promise<void> => {
    done += 1;
  };
  const started = performance.now();
  await fc.assert(
    fc.asyncProperty(draws, async (list) => {
      for (let index = 0; index < list.length; index += 1) await noop();
    }),
    { seed: seed | 0, numRuns: Math.round(OPERATIONS / 125) },
  );
  return done / ((performance.now() - started) / 1000);
}
