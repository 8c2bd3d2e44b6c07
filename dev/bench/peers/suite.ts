import { flawedTarget } from '../../../adapters/index.ts';
import { mediapackage as profile } from '../../../services/index.ts';
import { runSuite } from '../../../properties/index.ts';
import type { Way } from './way.ts';

/** The suite itself; its probes and looks at the world are calls like any other. */
export const suite: Way = async (flaw, seed, most) => {
  const run = await runSuite(flawedTarget(flaw), {
    profile,
    depth: 'default',
    seed,
    budgetCalls: most,
    suite: { name: 'peers', version: '0' },
  });
  if (run.firstSight === undefined || run.firstSight.calls > most) return undefined;
  const shown = run.requirements.find(({ counterexample, followsFrom }) => counterexample && followsFrom === undefined);
  const length = shown?.counterexample?.program.length;
  return { after: run.firstSight.calls, ...(length === undefined ? {} : { length }) };
};
