/**
 * `npm run mutation`: StrykerJS, pinned, on the model and on the judging code; takes about an hour on two cores. Writes the score of
 * each file and every mutant that survived, with what it does (mutation-survivors.mjs), into docs/mutation.md.
 * `npm run mutation -- --report [MINUTES]` writes the page from the last results alone, and spends so many minutes at most on what the
 * survivors do; those whose turn did not come are told as such, and the next time goes on with them. Exit code 1 when fewer than 85 % were killed.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examine } from './mutation-survivors.mjs';
import { build, install, root, run } from '../../scripts/setup.mjs';

// Node 20 is too old for Stryker 10; Stryker itself needs a TypeScript that is written in JavaScript.
const PACKAGES = ['@stryker-mutator/core@9.6.1', '@stryker-mutator/vitest-runner@9.6.1', 'typescript@5.9.3'];
const LEAST = 0.85;
const PARTS = ['model', 'judging'];
const home = join(root, '.mutation');
const RECORDED = join(home, 'recorded.json');

/** Installs Stryker where the tests' own vitest is found from. */
function installStryker() {
  const stamp = join(home, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === PACKAGES.join('\n')) return 0;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const code = run('npm', ['install', '--prefix', home, '--legacy-peer-deps', '--no-audit', '--no-fund', ...PACKAGES]);
  if (code === 0) writeFileSync(stamp, PACKAGES.join('\n'));
  return code;
}

/** Keeps what the model allows and what is said of each flaw before anything is mutated, for recorded.check.ts. */
async function record() {
  const { flaws } = await import('../../dist/adapters/index.js');
  const { specification } = await import('../../dist/dev/pages/specification/pages.js');
  const { counterexamplesIn, flawSection } = await import('../../dist/dev/pages/flaw-page.js');
  const programs = counterexamplesIn(readFileSync(join(root, 'docs', 'strength.md'), 'utf8'));
  const said = flaws.map(async (flaw) => [flaw.name, await flawSection(flaw, programs.get(flaw.name) ?? [])]);
  const allowed = [...specification].map(([path, text]) => [path, text()]);
  const texts = { specification: Object.fromEntries(allowed), flaws: Object.fromEntries(await Promise.all(said)) };
  writeFileSync(RECORDED, JSON.stringify(texts));
}

const mutate = (part) =>
  run(join(home, 'node_modules', '.bin', 'stryker'), ['run', 'dev/mutation/stryker.config.mjs'], {
    shell: false,
    env: { ...process.env, MUTATED: part, RECORDED },
  });

const isKilled = ({ status }) => status === 'Killed' || status === 'Timeout';
const isLeft = ({ status }) => status === 'Survived' || status === 'NoCoverage';
const percent = (part, of) => `${of === 0 ? '-' : ((100 * part) / of).toFixed(1)} %`;
const code = (text) => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 80)}\``;

/** The mutants of every file, by the reports of all parts. */
function mutantsByFile() {
  const files = new Map();
  for (const part of PARTS) {
    const report = JSON.parse(readFileSync(join(home, `${part}.json`), 'utf8'));
    for (const [path, { source, mutants }] of Object.entries(report.files)) {
      files.set(path, { source, mutants });
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Those that the fast tests did not kill. */
const survivorsOf = (files) =>
  [...files].flatMap(([path, { source, mutants }]) =>
    mutants.filter(isLeft).map((mutant) => ({ path, source, mutant })),
  );

/** Why a survivor is one, by what it does. */
const REASONS = {
  verdicts: 'A gap of the fast tests: verdicts may differ, first where it says so',
  texts: 'Only texts for people differ, of which no test asserts more than that they are there',
  unexamined: 'Not examined yet',
  nothing: 'Nothing differs wherever the comparison looked: what tells it apart is not come to, or nothing does',
};

const doingOf = (result) => result?.differs ?? 'unexamined';

function pageOf(files, survivors, { recorded, results }) {
  const all = [...files.values()].flatMap(({ mutants }) => mutants);
  const count = (mutants, test) => mutants.filter(test).length;
  const doing = new Map(survivors.map(({ mutant }, index) => [mutant, results[index]]));
  const row = (name, mutants) => {
    const [killed, left] = [count(mutants, isKilled), count(mutants, isLeft)];
    const of = (what) => count(mutants, (one) => isLeft(one) && doingOf(doing.get(one)) === what);
    const cells = [killed, percent(killed, killed + left), ...Object.keys(REASONS).map(of)];
    return `| ${name} | ${cells.join(' | ')} |`;
  };
  const left = survivors.map(({ path, source, mutant }, index) => ({
    place: `${path}:${mutant.location.start.line}:${mutant.location.start.column}`,
    what: mutant.mutatorName + (mutant.replacement === undefined ? '' : ` to ${mutant.replacement}`),
    line: (source.split('\n')[mutant.location.start.line - 1] ?? '').trim(),
    where: results[index]?.where,
    reason: REASONS[doingOf(results[index])],
  }));
  return [
    '# Mutation testing',
    '',
    'StrykerJS on the model and the judging code, with those of the tests that are fast, and with what the model allows and what is said of each flaw, which is to be what it',
    'was before; `npm run mutation` makes this page. Mutants of what a module builds when it',
    'is loaded (tables of requirements, of errors) are left out: each would cost a run of all tests.',
    '',
    `Each mutant that survived was then put into a build of its own, and ${recorded.toLocaleString('en-US')} things that the model and the judge do were compared with what they`,
    'do without it: what is allowed along all tours, how the suite judges conforming and flawed targets, and how it judges outcomes of any kind. What came of that is why',
    'the mutant stands where it stands below.',
    '',
    '| file | killed | score | survived: verdicts may differ | texts differ | not examined yet | nothing differs |',
    '|---|---|---|---|---|---|---|',
    ...[...files].map(([path, { mutants }]) => row(`\`${path}\``, mutants)),
    row('all', all),
    '',
    ...[...grouped(left)].flatMap(([reason, mutants]) => [
      `## ${reason}`,
      '',
      ...mutants.map(
        ({ place, what, line, where }) =>
          `- \`${place}\` ${code(what)} in ${code(line)}${where === undefined ? '' : `: ${where}`}`,
      ),
      '',
    ]),
  ].join('\n');
}

function grouped(left) {
  const groups = new Map(Object.values(REASONS).map((reason) => [reason, []]));
  for (const one of left) groups.get(one.reason).push(one);
  return [...groups].filter(([, mutants]) => mutants.length > 0);
}

let failed = install() !== 0 || build() !== 0;
if (!failed && !process.argv.includes('--report')) {
  failed = installStryker() !== 0;
  if (!failed) await record();
  if (!failed) failed = PARTS.some((part) => mutate(part) !== 0);
}
if (failed) process.exitCode = 1;
else {
  const { write } = await import('../../dist/cli/files.js');
  const files = mutantsByFile();
  const survivors = survivorsOf(files);
  const minutes = Number(process.argv[process.argv.indexOf('--report') + 1] ?? Number.NaN);
  const examined = await examine(
    root,
    home,
    survivors,
    process.argv.includes('--report') && minutes >= 0 ? minutes : Infinity,
  );
  await write(join(root, 'docs', 'mutation.md'), pageOf(files, survivors, examined));
  const all = [...files.values()].flatMap(({ mutants }) => mutants);
  const [killed, left] = [all.filter(isKilled).length, all.filter(isLeft).length];
  console.log(`${killed} of ${killed + left} mutants killed (${percent(killed, killed + left)}): docs/mutation.md`);
  if (killed / (killed + left) < LEAST) process.exitCode = 1;
}
