/**
 * The long proof that nothing conforming is accused: many operations on every personality of the reference. Exit code 1 when
 * anything is broken, inconclusive, or the suite's own fault.
 *
 *   npm run soak                      200,000 operations on arbitrary, 50,000 on each other personality
 *   npm run soak -- SEED OPERATIONS   another seed, that many operations on each
 */
import process from 'node:process';
import { personalities, referenceTarget, type PersonalityName } from '../../adapters/index.ts';
import { mediapackage } from '../../services/index.ts';
import { runSuite, type Run } from '../../properties/index.ts';

const USUAL: Readonly<Record<PersonalityName, number>> = {
  prompt: 50_000,
  slow: 50_000,
  eventual: 50_000,
  arbitrary: 200_000,
};

const seed = Number(process.argv[2] ?? 1);
const each = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
if (!Number.isInteger(seed) || seed < 0 || (each !== undefined && !(each > 0)))
  throw new Error(`npm run soak -- SEED OPERATIONS: two whole numbers, not "${process.argv.slice(2).join(' ')}"`);

const judge = (run: Run) => ({
  broken: run.requirements.filter((row) => row.verdict === 'broken').map((row) => row.id),
  inconclusive: run.requirements.filter((row) => row.verdict === 'inconclusive').map((row) => row.id),
  holds: run.requirements.filter((row) => row.verdict === 'holds').length,
});

let bad = false;
console.log(`seed ${seed}`);
for (const name of Object.keys(personalities) as PersonalityName[]) {
  const run = await runSuite(referenceTarget({ profile: mediapackage, personality: name }), {
    profile: mediapackage,
    depth: 'deep',
    seed,
    budgetOperations: each ?? USUAL[name],
    suite: { name: 'slr-conformance', version: 'soak' },
  });
  const { broken, inconclusive, holds } = judge(run);
  const faults = run.harnessErrors.length;
  bad ||= broken.length + inconclusive.length + faults > 0;
  console.log(
    `${name.padEnd(10)} ${run.operations} operations, ${run.calls} calls, ${(run.durationMs / 1000).toFixed(1)} s: ` +
      `${holds} hold, ${broken.length} broken, ${inconclusive.length} inconclusive, ${faults} harness errors`,
  );
  for (const id of [...broken, ...inconclusive]) console.log(`  ${id}`);
  for (const fault of run.harnessErrors) console.log(`  ${fault.message}`);
}
process.exitCode = bad ? 1 : 0;
