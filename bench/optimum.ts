/**
 * How far from the shortest are the counterexamples: for every flaw, the suite's own beside a breadth-first search for a
 * shorter one over the model and the flawed reference together. `npm run optimum -- [SEED] [LIMIT]`; LIMIT bounds the
 * programs that one search performs. Exit code 1 when a shorter program was found.
 */
import process from 'node:process';
import { flawedTarget, flaws } from '../adapters/index.ts';
import { formatOperation, mediapackage as profile } from '../model/index.ts';
import { optimumOf, runSuite } from '../properties/index.ts';

const seed = Number(process.argv[2] ?? 1);
const limit = Number(process.argv[3] ?? 20_000);
if (!Number.isInteger(seed) || !(limit > 0))
  throw new RangeError(`npm run optimum -- SEED LIMIT: two whole numbers, not "${process.argv.slice(2).join(' ')}"`);

let proven = 0;
let open = 0;
let shorter = 0;
const shrinking: number[] = [];
for (const { name, breaks } of flaws) {
  const run = await runSuite(flawedTarget(name), {
    profile,
    depth: 'default',
    seed,
    suite: { name: 'optimum', version: '0' },
  });
  const counterexample = run.requirements.find(({ id }) => id === breaks)?.counterexample;
  if (counterexample === undefined) {
    console.log(`${name}: not caught`);
    process.exitCode = 1;
    continue;
  }
  const { program } = counterexample;
  shrinking.push(counterexample.shrinking?.operations ?? 0);
  const best = await optimumOf(name, breaks, program.length, limit);
  if (best.program !== undefined) {
    shorter += 1;
    process.exitCode = 1;
    console.log(
      `${name}: ${program.length}, and ${best.length} is enough: ${best.program.map(formatOperation).join('; ')}`,
    );
  } else if (best.complete) proven += 1;
  else {
    open += 1;
    console.log(`${name}: ${program.length}; nothing shorter among ${best.tried} programs, which are not all`);
  }
}
const median = shrinking.toSorted((a, b) => a - b)[shrinking.length >> 1] ?? 0;
console.log(
  `seed ${seed}: ${proven} of ${flaws.length} as short as can be, ${shorter} not, ${open} open; ` +
    `${median} operations to shrink in the median, ${Math.max(...shrinking)} at most`,
);
