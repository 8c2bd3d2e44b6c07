/**
 * `npm run mutation`: StrykerJS, pinned, on the model and on the judging code; takes about an hour on two cores. Writes the score of
 * each file and every mutant that survived, with the reason where one is known (mutation-reasons.mjs), into docs/mutation.md.
 * `npm run mutation -- --report` writes the page from the last results alone. Exit code 1 when fewer than 85 % were killed.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonFor } from './mutation-reasons.mjs';
import { install, root, run } from './setup.mjs';

// Node 20 is too old for Stryker 10; Stryker itself needs a TypeScript that is written in JavaScript.
const PACKAGES = ['@stryker-mutator/core@9.6.1', '@stryker-mutator/vitest-runner@9.6.1', 'typescript@5.9.3'];
const LEAST = 0.85;
const PARTS = ['model', 'judging'];
const home = join(root, '.mutation');

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

const mutate = (part) =>
  run(join(home, 'node_modules', '.bin', 'stryker'), ['run', 'stryker.config.mjs'], {
    shell: false,
    env: { ...process.env, MUTATED: part },
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
      files.set(path, { lines: source.split('\n'), mutants });
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pageOf(files) {
  const all = [...files.values()].flatMap(({ mutants }) => mutants);
  const count = (mutants, test) => mutants.filter(test).length;
  const row = (name, mutants) =>
    `| ${name} | ${[count(mutants, isKilled), count(mutants, isLeft)].join(' | ')} | ${percent(
      count(mutants, isKilled),
      count(mutants, (one) => isKilled(one) || isLeft(one)),
    )} |`;
  const left = [...files].flatMap(([path, { lines, mutants }]) =>
    mutants.filter(isLeft).map((mutant) => {
      const line = lines[mutant.location.start.line - 1] ?? '';
      const what = mutant.mutatorName + (mutant.replacement === undefined ? '' : ` to ${mutant.replacement}`);
      return {
        place: `${path}:${mutant.location.start.line}:${mutant.location.start.column}`,
        what,
        line: line.trim(),
        reason: reasonFor({ path, line, ...mutant }),
      };
    }),
  );
  const reasons = grouped(left);
  return [
    '# Mutation testing',
    '',
    'StrykerJS on the model and the judging code, with those of the tests that are fast; `npm run mutation` makes this page. Mutants of what a module builds when it',
    'is loaded (tables of requirements, of errors) are left out: each would cost a run of all tests. Those that survived stand below under a reason that is told by the place',
    'they stand in; nobody went through them one by one.',
    '',
    '| file | killed | survived | score |',
    '|---|---|---|---|',
    ...[...files].map(([path, { mutants }]) => row(`\`${path}\``, mutants)),
    row('all', all),
    '',
    ...[...reasons].flatMap(([reason, mutants]) => [
      `## ${reason}`,
      '',
      ...mutants.map(({ place, what, line }) => `- \`${place}\` ${code(what)} in ${code(line)}`),
      '',
    ]),
  ].join('\n');
}

function grouped(left) {
  const groups = new Map();
  for (const one of left) groups.set(one.reason, [...(groups.get(one.reason) ?? []), one]);
  return groups;
}

let failed = install() !== 0;
if (!failed && !process.argv.includes('--report'))
  failed = installStryker() !== 0 || PARTS.some((part) => mutate(part) !== 0);
if (failed) process.exitCode = 1;
else {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  const files = mutantsByFile();
  await writeFileAtomic(join(root, 'docs', 'mutation.md'), pageOf(files));
  const all = [...files.values()].flatMap(({ mutants }) => mutants);
  const [killed, left] = [all.filter(isKilled).length, all.filter(isLeft).length];
  console.log(`${killed} of ${killed + left} mutants killed (${percent(killed, killed + left)}): docs/mutation.md`);
  if (killed / (killed + left) < LEAST) process.exitCode = 1;
}
