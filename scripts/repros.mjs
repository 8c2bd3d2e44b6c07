/**
 * `npm run repros`: performs the script of every broken verdict, in each language, on the emulator that it is about, where it has to end
 * with exit code 1, and on the reference, where it has to end with 0. Goes by the runs that `npm run emulators` left in .emulators/runs.
 * Names as arguments choose some emulators; `--flaws` takes the flaw catalogue and `serve` in their place, `--language NAME` one language.
 * A verdict that no script can show is told with the reason.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPython } from './install-python.mjs';
import { build, install, root } from './setup.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { flaws: { type: 'boolean', default: false }, language: { type: 'string' } },
});
const tools = join(root, '.emulators', 'aws', 'bin');
const env = {
  ...process.env,
  PATH: [tools, process.env.PATH].join(delimiter),
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};
const COMMANDS = { 'aws-cli': 'bash', javascript: process.execPath, python: join(tools, 'python') };

/** Performs a script on an endpoint; gives its exit code and what it said last. */
function perform(language, path, endpoint) {
  return new Promise((resolve) => {
    const child = spawn(COMMANDS[language], [path, endpoint], { env, timeout: 120_000 });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('close', (code) => resolve({ code, said: said.trim().split('\n').at(-1) }));
  });
}

/** Performs the scripts of a run; gives how many ended as they have to, and tells the others. */
async function check(run, ids, endpoint, reference, { scriptOf, NotTold }, languages, folder) {
  const counts = { asTheyHaveTo: 0, otherwise: 0, untold: 0 };
  for (const id of ids) {
    for (const language of languages) {
      let script;
      try {
        script = scriptOf(run, id, language);
      } catch (error) {
        if (!(error instanceof NotTold)) throw error;
        counts.untold += 1;
        console.log(`  ${id}, ${language}: no script, since ${error.message}`);
        continue;
      }
      const path = join(folder, script.file);
      writeFileSync(path, script.text);
      for (const [where, url, due] of [
        [run.target.name, endpoint, 1],
        ['the reference', reference.url, 0],
      ]) {
        const { code, said } = await perform(language, path, url);
        if (code === due) counts.asTheyHaveTo += 1;
        else {
          counts.otherwise += 1;
          console.log(`  ${id}, ${language}, on ${where}: exit code ${code} and not ${due}: ${said}`);
        }
      }
    }
  }
  return counts;
}

const brokenIn = (run) =>
  run.requirements.filter(({ counterexample }) => counterexample !== undefined).map(({ id }) => id);

/** What is to be checked: a run, the requirements, and how to start the endpoint. */
async function* emulators({ emulatorNames, emulatorTarget }, profile) {
  for (const name of positionals.length > 0 ? positionals : emulatorNames) {
    const file = join(root, '.emulators', 'runs', `${name}.json`);
    if (!existsSync(file)) {
      console.log(`${name}: there is no run of it; npm run emulators makes one`);
      continue;
    }
    const run = JSON.parse(readFileSync(file, 'utf8'));
    const target = await emulatorTarget(name, { profile });
    yield { name, run, ids: brokenIn(run), endpoint: target.describe().endpoint, close: () => target.close() };
  }
}

async function* flawedReferences({ flaws, flawedTarget, serveReference }, profile, { runSuite }) {
  const suite = { name: 'repros', version: '0' };
  for (const { name, breaks } of flaws) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const run = await runSuite(flawedTarget(name, { profile }), { profile, depth: 'default', seed: 1, suite });
    const server = await serveReference({ profile, flaw: name });
    const ids = brokenIn(run).filter((id) => id === breaks);
    yield { name, run, ids, endpoint: server.url, close: () => server.close() };
  }
}

if (install() !== 0 || build() !== 0) {
  process.exitCode = 1;
} else {
  await installPython('aws');
  const adapters = await import('../dist/adapters/index.js');
  const { mediapackage: profile } = await import('../dist/model/index.js');
  const reports = await import('../dist/reports/index.js');
  const properties = await import('../dist/properties/index.js');
  const languages = values.language === undefined ? reports.scriptLanguages : [values.language];
  // Inside the project, where the AWS SDK is found.
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'repros-'));
  const reference = await adapters.serveReference({ profile });
  const total = { asTheyHaveTo: 0, otherwise: 0, untold: 0 };
  try {
    const all = values.flaws ? flawedReferences(adapters, profile, properties) : emulators(adapters, profile);
    for await (const { name, run, ids, endpoint, close } of all) {
      const counts = await check(run, ids, endpoint, reference, reports, languages, folder);
      await close();
      for (const key of Object.keys(total)) total[key] += counts[key];
      console.log(
        `${name}: ${ids.length} broken, ${counts.asTheyHaveTo} scripts ended as they have to, ${counts.otherwise} did not, ${counts.untold} cannot be written`,
      );
    }
  } finally {
    await reference.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${total.asTheyHaveTo} as they have to, ${total.otherwise} otherwise, ${total.untold} not written`);
  process.exitCode = total.otherwise > 0 || total.asTheyHaveTo === 0 ? 1 : 0;
}
