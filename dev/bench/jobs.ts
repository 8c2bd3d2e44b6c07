/**
 * `npm run jobs`: the suite on moto with one world at a time and with four, in turn, three times each, side by side: seconds, API calls,
 * and whether the verdicts are the same. Ends with exit code 1 where they are not, or where four are not faster.
 */
import { emulatorTarget } from '../../adapters/index.ts';
import { mediapackage as profile } from '../../services/index.ts';
import { runSuite, type Run } from '../../properties/index.ts';

const ROUNDS = 3;
const suite = { name: 'jobs', version: '0' };

async function judged(jobs: number): Promise<Run> {
  const target = await emulatorTarget('moto', { profile, servers: Math.min(jobs, 2) });
  try {
    return await runSuite(target, { profile, depth: 'default', seed: 1, jobs, suite });
  } finally {
    await target.close();
  }
}

const verdicts = (run: Run): string => run.requirements.map(({ id, verdict }) => `${id} ${verdict}`).join('\n');
const seconds = (run: Run): string => (run.durationMs / 1000).toFixed(1);

const rounds: (readonly [Run, Run])[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const pair = [await judged(1), await judged(4)] as const;
  rounds.push(pair);
  console.log(
    `${round + 1}. one at a time ${seconds(pair[0])} s (${pair[0].calls} calls), four at once ${seconds(pair[1])} s (${pair[1].calls} calls), ${verdicts(pair[0]) === verdicts(pair[1]) ? 'same verdicts' : 'OTHER VERDICTS'}`,
  );
}
const median = (of: 0 | 1): number =>
  rounds.map((pair) => pair[of].durationMs).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
const ratio = median(0) / median(1);
console.log(`four at once is ${ratio.toFixed(2)} times as fast, by the medians`);
const isSame = rounds.every(([one, four]) => verdicts(one) === verdicts(four));
process.exitCode = isSame && ratio > 1 ? 0 : 1;
