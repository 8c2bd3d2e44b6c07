/**
 * `npm run hostile-output -- [CASES] [SEED]`: so many (20,000) runs, targets, baselines and programs whose texts mean no good. Every report
 * of them is read by its own consumer, next to the report of the same run with plain words: a browser's reader of HTML, GitHub's of Markdown
 * and of commands in a log, xmllint, a terminal, JSON. Every script is read by the parser of its language, and some thousand are performed on a
 * listener, with credentials in the home that nobody is to read. Nothing may be executed, fetched, sent or hidden. Ends with exit code 1
 * where anything was. Without what
 * `node scripts/test-tools.mjs` installs, scripts for Python and the AWS CLI are not performed.
 */
import { parse } from 'acorn';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { validateXML } from 'xmllint-wasm';
import type { Target } from '../../adapters/index.ts';
import type { Io } from '../../cli/io.ts';
import { main } from '../../cli/main.ts';
import { runSuite, type Run } from '../../properties/index.ts';
import { harmless, junitReport, NotTold, scriptLanguages, scriptOf, type ScriptLanguage } from '../../reports/index.ts';
import { mediapackage as profile } from '../../services/index.ts';
import { bases, command, drawing, poisoned, poisonous, type Draw } from './cases.ts';
import { startListener } from './listener.ts';
import { poisons } from './poison.ts';
import { complaintsAbout, readScreen } from './reports.ts';

const [cases = 20_000, seed = 1, first = 0, step = 0] = process.argv.slice(2, 6).map(Number);
const [, , , , , , place = ''] = process.argv;
const texts = Object.values(poisons('http://127.0.0.1:1/trap', '/nonexistent'));

/** Of a hundred cases, so many are targets that are judged, and so many are command lines; all others are runs that somebody forged. */
const [TARGETS, COMMANDS] = [2, 10];

/** Scripts that are performed of each language: the AWS CLI takes a second for every call. */
const PERFORMED: Readonly<Record<ScriptLanguage, number>> = { 'aws-cli': 60, javascript: 400, python: 1500 };

const ENDINGS: Readonly<Record<ScriptLanguage, string>> = { 'aws-cli': 'sh', javascript: 'mjs', python: 'py' };

/** What was found, and how often; the first case of each. */
class Findings {
  readonly #found = new Map<string, { readonly at: string; times: number }>();

  add(complaint: string, at: string, times = 1): void {
    const known = this.#found.get(complaint);
    if (known === undefined) this.#found.set(complaint, { at, times });
    else known.times += times;
  }

  tell(): void {
    for (const [complaint, { at, times }] of [...this.#found].slice(0, 30))
      console.log(`FOUND ${times} times, first in ${at}: ${complaint}`);
  }

  get all() {
    return [...this.#found].map(([complaint, { at, times }]) => ({ complaint, at, times }));
  }
}

/** The scripts of a run, into the folder; what is none of its language is complained of. */
function writeScripts(run: Run, at: number, draw: Draw): readonly string[] {
  const shown = run.requirements.filter(({ counterexample }) => counterexample !== undefined);
  const id = shown[draw(shown.length)]?.id;
  const language = scriptLanguages[at % 3] as ScriptLanguage;
  if (id === undefined) return [];
  try {
    const script = scriptOf(run, id, language).text;
    writeFileSync(join(place, language, `${at}.${ENDINGS[language]}`), script);
    if (language === 'javascript') parse(script, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true });
    return /^[ -~\n]*$/.test(script) ? [] : [`a script for ${language} is not plain ASCII`];
  } catch (error) {
    return error instanceof NotTold ? [] : [`a script for ${language}: ${String(error).slice(0, 300)}`];
  }
}

/** The suite's own command line, as it is used; what it says is read on a terminal. */
async function performed(draw: Draw, base: Parameters<typeof command>[2]): Promise<readonly string[]> {
  const { argv, stdin, file } = command(draw, texts, base);
  const path = join(place, `file-${process.pid}.json`);
  if (file !== undefined) writeFileSync(path, file);
  let said = '';
  const output = { write: (some: string) => void (said += harmless(some)), isTerminal: false, columns: undefined };
  const io: Io = { stdout: output, stderr: output, env: {}, readStdin: async () => stdin, onInterrupt: () => () => {} };
  const code = await main(
    argv.map((word) => (word === 'FILE' ? path : word)),
    io,
  );
  const { complaints, things } = await readScreen(said);
  return [
    ...complaints.map((one) => `${argv[0]}: ${one}`),
    ...[...things].map((thing) => `${argv[0]}: ${thing} in a log`),
    // A run in which the suite failed is told with 4 here too.
    ...([0, 1, 2, 3, ...(argv[0] === 'baseline' ? [4] : [])].includes(code)
      ? []
      : [`${argv[0]} ended with ${code}: ${said.slice(0, 300)}`]),
  ];
}

const judged = (target: Target, own: number): Promise<Run> =>
  runSuite(target, { profile, depth: 'quick', seed: own, suite: { name: 'hostile', version: '0' }, budgetCalls: 60 });

/** A schema for any report, so that `xmllint` tells whether it is XML. */
const ANY = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="testsuites"><xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element></xs:schema>`;

/** A part of the cases, in a process of its own: what it found is its last line. */
async function part(): Promise<void> {
  const all = await bases();
  const known = new Map<string, Set<string>>();
  const findings = new Findings();
  const tally = { runs: 0, targets: 0, 'command lines': 0, texts: 0 };
  let junit: { fileName: string; contents: string }[] = [];
  for (let at = first; at < cases; at += step) {
    const draw = drawing(seed * 1_000_003 + at);
    const base = all[draw(all.length)] as (typeof all)[number];
    const kind = at % 100;
    if (kind >= TARGETS && kind < TARGETS + COMMANDS) {
      tally['command lines'] += 1;
      for (const complaint of await performed(draw, base)) findings.add(complaint, `case ${at}`);
      continue;
    }
    const twin = kind < TARGETS ? undefined : base.spoilt(draw, texts);
    tally[twin === undefined ? 'targets' : 'runs'] += 1;
    tally.texts += twin?.texts.size ?? 0;
    const run =
      twin?.run ??
      (await runSuite(poisonous(draw, texts), {
        profile,
        depth: 'quick',
        seed: at,
        suite: { name: 'hostile', version: '0' },
        budgetCalls: 60,
      }));
    // A target that is drawn in the same way says plain words alone.
    const honest = twin?.twin ?? (await judged(poisonous(drawing(seed * 1_000_003 + at), ['word']), at));
    const beside = { run: honest, texts: twin?.texts ?? new Map<string, string>() };
    for (const complaint of await complaintsAbout(run, known, beside)) findings.add(complaint, `case ${at}`);
    for (const complaint of writeScripts(run, at, draw)) findings.add(complaint, `case ${at}`);
    junit.push({ fileName: `${at}.xml`, contents: junitReport(run) });
    if (junit.length >= 100 || at + step >= cases) {
      const { errors } = await validateXML({ xml: junit, schema: ANY });
      for (const { message, loc } of errors) findings.add(`junit is no XML: ${message}`, `case ${loc?.fileName ?? ''}`);
      junit = [];
    }
  }
  console.log(JSON.stringify({ tally, found: findings.all }));
}

/** All cases, in as many processes as there are processors. */
async function reports(findings: Findings, folder: string): Promise<void> {
  const jobs = availableParallelism();
  const tally: Record<string, number> = {};
  const one = (index: number): Promise<void> =>
    new Promise((resolve) => {
      const args = [fileURLToPath(import.meta.url), cases, seed, index, jobs, folder].map(String);
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (some: string) => (said += some));
      child.once('close', (code) => {
        if (code !== 0) findings.add(`a process ended with ${code}`, `part ${index}`);
        const last = said.trim().split('\n').at(-1) ?? '';
        const told = JSON.parse(last === '' ? '{"tally":{},"found":[]}' : last) as {
          tally: Record<string, number>;
          found: Findings['all'];
        };
        for (const [name, count] of Object.entries(told.tally)) tally[name] = (tally[name] ?? 0) + count;
        for (const { complaint, at, times } of told.found) findings.add(complaint, at, times);
        resolve();
      });
    });
  await Promise.all(Array.from({ length: jobs }, (_, index) => one(index)));
  console.log(
    Object.entries(tally)
      .map(([name, count]) => `${count.toLocaleString('en-US')} ${name}`)
      .join(', '),
  );
}

const PARSE = 'import ast, sys\nfor path in sys.stdin.read().split(): ast.parse(open(path, "rb").read(), path)';

/** Every script as its language reads it; then some of them performed, each on an endpoint that says another text. */
async function scripts(findings: Findings, folder: string): Promise<void> {
  const of = (language: ScriptLanguage) =>
    readdirSync(join(folder, language)).map((name) => join(folder, language, name));
  const complain = (
    what: string,
    { status, stderr }: { readonly status: number | null; readonly stderr: string },
  ): void => {
    if (status !== 0) findings.add(`${what}: ${stderr.slice(0, 400)}`, 'scripts');
  };
  const bash = 'while read -r path; do bash -n "$path" || exit 1; done';
  complain('bash', spawnSync('bash', ['-c', bash], { input: `${of('aws-cli').join('\n')}\n`, encoding: 'utf8' }));
  const tools = fileURLToPath(new URL('../../../.emulators/aws/bin', import.meta.url));
  const bin = existsSync(join(tools, 'aws')) ? tools : undefined;
  if (bin !== undefined)
    complain(
      'Python',
      spawnSync(join(bin, 'python'), ['-c', PARSE], { input: of('python').join('\n'), encoding: 'utf8' }),
    );
  const listener = await startListener(bin);
  const says = poisons(listener.trap, listener.home);
  const draw = drawing(seed);
  const perform = async (language: ScriptLanguage): Promise<void> => {
    const some = of(language).slice(0, language === 'javascript' || bin !== undefined ? PERFORMED[language] : 0);
    let told = 0;
    for (const path of some) {
      const { code, said } = await listener.perform(path, language, poisoned(draw, Object.values(says)));
      const { complaints, things } = await readScreen(said);
      for (const complaint of [...complaints, ...things]) findings.add(`${language}: ${complaint}`, path);
      if (code === null || code > 2) findings.add(`${language}: exit code ${code}: ${said.slice(0, 300)}`, path);
      if (code !== 2) told += 1;
    }
    console.log(`${some.length} of ${of(language).length} scripts for ${language} were performed; ${told} could tell`);
  };
  await Promise.all(scriptLanguages.map(perform));
  for (const complaint of listener.complaints()) findings.add(complaint, 'scripts');
  await listener.close();
}

if (step > 0) await part();
else {
  // Inside the project, where the AWS SDK is found.
  const cache = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'hostile-output-'));
  for (const language of scriptLanguages) mkdirSync(join(folder, language));
  const findings = new Findings();
  await reports(findings, folder);
  await scripts(findings, folder);
  rmSync(folder, { recursive: true });
  findings.tell();
  console.log(`seed ${seed}: ${findings.all.length} found`);
  process.exitCode = findings.all.length === 0 ? 0 : 1;
}
