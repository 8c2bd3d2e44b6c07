/**
 * The suite against its own server: every personality must get the same verdicts over the wire as in memory, and every
 * flaw the same blame. `npm run served -- [http|in-process] [SHARD/SHARDS] [SERVICE]`; ends with exit code 1 at any difference.
 */
import { flawedTarget, flawNames, flaws, personalities, referenceTarget, servedTarget } from '../../adapters/index.ts';
import type { PersonalityName, Target } from '../../adapters/index.ts';
import type { ServiceProfile } from '../../model/index.ts';
import { services } from '../../services/index.ts';
import { runSuite, type Profile, type Run } from '../../properties/index.ts';

const SEED = 1;
const suite = { name: 'served', version: '0' };
/** Operations that are explored for a flaw; the second only where the first does not show it. */
const BUDGETS = [1500, 12_000];

const [transport = 'http', shard = '1/1', service = 'mediapackage'] = process.argv.slice(2);
const profile = serviceNamed(service);
const [part = 1, parts = 1] = shard.split('/').map(Number);
if (transport !== 'http' && transport !== 'in-process')
  throw new RangeError(`${JSON.stringify(transport)} is no transport. Give http or in-process.`);

function serviceNamed(name: string): ServiceProfile {
  const found = services.find(({ id }) => id === name);
  if (found === undefined) throw new RangeError(`There is no service ${JSON.stringify(name)}.`);
  return found;
}

async function judged(target: Target, depth: Profile, budgetOperations?: number): Promise<Run> {
  try {
    const bounds = budgetOperations === undefined ? {} : { budgetOperations, budgetCalls: Infinity };
    return await runSuite(target, { profile, depth, seed: SEED, suite, budgetCalls: Infinity, ...bounds });
  } finally {
    await target.close();
  }
}

/** Explores further only as long as the flaw has not shown. */
async function explored(open: () => Promise<Target>, breaks: string): Promise<Run> {
  let run: Run | undefined;
  for (const budget of BUDGETS) {
    run = await judged(await open(), 'quick', budget);
    if (run.requirements.some(({ id, verdict }) => id === breaks && verdict === 'broken')) break;
  }
  return run as Run;
}

const verdicts = (run: Run): string => run.requirements.map(({ id, verdict }) => `${id} ${verdict}`).join('\n');

const blame = (run: Run): string =>
  [
    ...run.requirements
      .filter(
        ({ verdict, followsFrom }) => (verdict === 'broken' && followsFrom === undefined) || verdict === 'inconclusive',
      )
      .map(({ id, verdict }) => (verdict === 'broken' ? id : `${id} inconclusive`)),
    ...run.harnessErrors.map(({ message }) => `harness error: ${message}`),
  ].join(', ') || 'nobody';

let differences = 0;
let calls = 0;
const started = performance.now();

function told(what: string, inMemory: string, served: string, run: Run): void {
  calls += run.calls;
  const same = inMemory === served;
  if (!same) differences += 1;
  console.log(
    `${same ? 'same     ' : 'DIFFERENT'} ${what}: ${same ? `${run.calls} calls` : `\n  in memory  ${inMemory}\n  served     ${served}`}`,
  );
}

const onFault = (error: unknown): void => {
  differences += 1;
  console.log(`FAULT ${error instanceof Error ? error.stack : String(error)}`);
};

if (part === 1)
  for (const personality of Object.keys(personalities) as PersonalityName[]) {
    const memory = await judged(referenceTarget({ profile, personality }), 'default');
    const served = await judged(await servedTarget({ profile, personality, transport, onFault }), 'default');
    told(`reference:${personality}`, verdicts(memory), verdicts(served), served);
  }

for (const [index, { name, breaks }] of flaws.entries()) {
  if (index % parts !== part - 1) continue;
  const memory = await explored(async () => flawedTarget(name, { profile }), breaks);
  const served = await explored(() => servedTarget({ profile, flaw: name, transport, onFault }), breaks);
  told(`flawed:${name}`, blame(memory), blame(served), served);
}

const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `${differences} differences over ${transport}; ${flawNames.length} flaws, shard ${shard}; ${calls} calls in ${seconds} s`,
);
process.exitCode = differences === 0 ? 0 : 1;
