/**
 * Part of the build: plans what a run on a target that has every operation begins with, and writes it beside the program. What
 * may lag and what may not is planned in a thread each.
 */
import { writeFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { referenceTarget, type PersonalityName } from '../../adapters/index.ts';
import { operationsOf, type Ability } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { keepPlans, type KeptPlans } from '../../properties/explore/kept.ts';
import { Machine } from '../../properties/explore/machine.ts';
import { scenariosMade, scenariosOf } from '../../properties/explore/scenarios.ts';
import { shortcutsMade } from '../../properties/explore/shortcut.ts';
import { plannedTours } from '../../properties/explore/tour.ts';
import { runSuite } from '../../properties/suite.ts';

/** Nothing lags, and something may. */
const PERSONALITIES: readonly PersonalityName[] = ['prompt', 'eventual'];

async function plan(personality: PersonalityName): Promise<KeptPlans> {
  const profile = mediapackage;
  const target = referenceTarget({ profile, personality });
  const rules = { profile, settleMs: target.describe().consistency.settleMs };
  const has: readonly Ability[] = [...operationsOf(profile), 'RestrictedCaller'];
  const supports = (ability: Ability): boolean => has.includes(ability);
  const machine = new Machine(rules, supports);
  const tours = { [machine.name]: plannedTours(machine) };
  keepPlans({ tours });
  scenariosOf(rules, supports);
  // Only where time is virtual do calls cost so little that a run goes through the broad ones, and there it is mostly prompt.
  if (rules.settleMs === 0) scenariosOf(rules, supports, () => true, has);
  // What the tour of the requirements leaves to a shortcut shows when it is gone on.
  await runSuite(target, { profile, depth: 'quick', seed: 1, suite: { name: 'plans', version: '1' } });
  return { tours, shortcuts: shortcutsMade(), scenarios: scenariosMade() };
}

const planned = (personality: PersonalityName): Promise<KeptPlans> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: personality });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

if (isMainThread) {
  const all = await Promise.all(PERSONALITIES.map(planned));
  const plans: KeptPlans = {
    tours: Object.assign({}, ...all.map(({ tours }) => tours)) as KeptPlans['tours'],
    shortcuts: Object.assign({}, ...all.map(({ shortcuts }) => shortcuts)) as KeptPlans['shortcuts'],
    scenarios: Object.assign({}, ...all.map(({ scenarios }) => scenarios)) as KeptPlans['scenarios'],
  };
  writeFileSync(new URL('../../plans.json', import.meta.url), JSON.stringify(plans));
} else {
  const plans = await plan(workerData as PersonalityName);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has none
  parentPort?.postMessage(plans);
}
