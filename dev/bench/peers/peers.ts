/**
 * The suite beside other ways to test the same machine, against every flaw, in one run:
 * `npm run peers -- [SEED] [--markdown FILE]`. All are judged by the same model, so what differs is what they choose to do.
 * With `--markdown` the table takes the place of the one in FILE.
 */
import { parseArgs } from 'node:util';
import { flaws } from '../../../adapters/index.ts';
import { withSection } from '../../../reports/index.ts';
import { commandsOf } from './commands.ts';
import { hypothesisOf } from './hypothesis.ts';
import { suite } from './suite.ts';
import { walksOf } from './walks.ts';
import { forms, type Find, type Way } from './way.ts';

const MOST = 10_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { markdown: { type: 'string' }, python: { type: 'string' } },
});
const seed = Number(positionals[0] ?? 1);
if (!Number.isInteger(seed)) throw new RangeError(`npm run peers -- SEED: a whole number, not "${positionals[0]}"`);

const hypothesis = values.python === undefined ? undefined : hypothesisOf(values.python);
const WAYS: readonly (readonly [string, Way])[] = [
  ['slr-conformance, profile `default`', suite],
  ['`fc.commands`', commandsOf(false)],
  ['`fc.commands`, the world read after each command', commandsOf(true)],
  ...(hypothesis === undefined ? [] : [['Hypothesis `RuleBasedStateMachine`', hypothesis.way] as const]),
  ['uniform walks of 10 operations', walksOf(10)],
  ['uniform walks of 50 operations', walksOf(50)],
];

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Infinity;
const mean = (numbers: readonly number[]): string =>
  (numbers.reduce((a, b) => a + b, 0) / Math.max(1, numbers.length)).toFixed(2);
const percent = (part: number): string => `${((100 * part) / flaws.length).toFixed(1)} %`;

const table = [
  "| way to test | caught within 1,000 calls | within 10,000 | calls to catch, median | counterexample, mean | the suite's, same flaws |",
  '|---|---|---|---|---|---|',
];
console.log(`${flaws.length} flaws, ${forms.length} forms of operations, seed ${seed}`);
for (const line of table) console.log(line);
/** What the suite, which comes first, made of each flaw. */
let own: readonly (Find | undefined)[] | undefined;
for (const [name, way] of WAYS) {
  const finds: (Find | undefined)[] = [];
  for (const { name: flaw } of flaws) finds.push(await way(flaw, seed, MOST));
  const after = finds.map((find) => find?.after ?? Infinity);
  own ??= finds;
  const shown = finds.flatMap((find, index) => {
    const [theirs, ours] = [find?.length, own?.[index]?.length];
    return theirs === undefined || ours === undefined ? [] : [{ theirs, ours }];
  });
  const median = middle(after);
  const row = `| ${[
    name,
    percent(after.filter((n) => n <= 1000).length),
    percent(after.filter((n) => n <= MOST).length),
    Number.isFinite(median) ? median : 'never',
    mean(shown.map(({ theirs }) => theirs)),
    mean(shown.map(({ ours }) => ours)),
  ].join(' | ')} |`;
  table.push(row);
  console.log(row);
}
await hypothesis?.close();
if (values.markdown !== undefined) await writeSection(values.markdown);

/** Puts the table into a Markdown file, in place of the one that is there. */
async function writeSection(file: string): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  const { write } = await import('../../../cli/files.ts');
  const text = [
    `The same ${flaws.length} flaws, and the same ${forms.length} forms of operations, met by other ways to test, each until something differed or ${MOST.toLocaleString('en')} API calls were`,
    'sent. All are judged by the same model, so what differs is what they choose to do; each with the default settings of its library, one command or rule for each',
    'kind of operation, its form drawn. What making a counterexample small took is not counted; walks do not make it small. A flaw that was not caught counts as later than all others.',
    `\`npm run peers -- ${seed} --markdown docs/strength.md\` makes this table.`,
    '',
    ...table,
  ];
  const before = await readFile(file, 'utf8').catch(() => '');
  await write(file, withSection(before, 'Beside other ways to test', `${text.join('\n')}\n`));
}
