/**
 * `node dev/independent/judge.mjs [variants|pairs|faults] [--seeds 1,2,3] [--only NAME,...] [--styles plain,deletion=after-400-ms] [--at-once 2]`
 *
 * Holds the suite against the independent server: a variant is allowed, so nobody may be accused; a fault has to be caught,
 * with a root that its row names. Every run is the command line's own, over HTTP and in real time. The last line counts.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, '..', '..', 'dist', 'cli.js');
const REGIONS = { 'aws-us-gov': 'us-gov-west-1,us-gov-east-1', 'aws-cn': 'cn-north-1,cn-northwest-1' };
const BUDGETS = ['--settle', '1s', '--budget-calls', '2000', '--budget-time', '20s'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '1' },
    only: { type: 'string' },
    styles: { type: 'string', default: 'plain' },
    'at-once': { type: 'string', default: '2' },
    profile: { type: 'string', default: 'default' },
  },
});
const { variants, faults } = JSON.parse(execFileSync('python3', [join(here, 'catalogue.py')], { encoding: 'utf8' }));
const folder = mkdtempSync(join(tmpdir(), 'slr-independent-'));

/** The run of the suite against a server with these options, as its JSON; undefined when none was written. */
async function judged(name, options, seed) {
  const server = spawn('python3', [join(here, 'server.py'), ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [url] = await new Promise((resolve, reject) => {
      server.once('exit', () => reject(new Error(`the server did not start with ${options.join(' ')}`)));
      createInterface(server.stdout).once('line', (line) => resolve([line]));
    });
    const file = join(folder, `${name.replaceAll(/\W+/g, '-')}-${seed}.json`);
    const began = Date.now();
    const partition = Object.keys(REGIONS).find((one) => name.includes(one));
    const regions = partition === undefined ? [] : ['--regions', REGIONS[partition]];
    const args = ['run', '--target', url, '--seed', String(seed), '--profile', values.profile, ...BUDGETS, ...regions];
    await new Promise((resolve) => {
      spawn(process.execPath, [cli, ...args, '--report', `json=${file}`], { stdio: 'ignore' }).once('exit', resolve);
    });
    return { ...JSON.parse(readFileSync(file, 'utf8')), seconds: (Date.now() - began) / 1000 };
  } finally {
    server.kill();
  }
}

const broken = (run) => run.requirements.filter(({ verdict }) => verdict === 'broken');
const roots = (run) => broken(run).flatMap(({ id, followsFrom }) => (followsFrom === undefined ? [id] : []));
const doubtful = (run) => run.requirements.flatMap(({ id, verdict }) => (verdict === 'inconclusive' ? [id] : []));

/** What is wrong with a run, in words; nothing when it is as it should be. */
function complaint(run, blamed) {
  const found = roots(run);
  const strangers = found.filter((id) => !blamed.includes(id));
  return [
    ...(blamed.length > 0 && !found.some((id) => blamed.includes(id)) ? ['missed'] : []),
    ...(strangers.length > 0 ? [`accuses ${strangers.join(' ')}`] : []),
    ...(run.harnessErrors.length > 0 ? ['harness error'] : []),
    ...(run.seconds > 24 ? [`takes ${run.seconds.toFixed(0)} s`] : []),
    ...(run.calls > 2400 ? [`takes ${run.calls} calls`] : []),
    ...(doubtful(run).length > 0 ? [`leaves open ${doubtful(run).join(' ')}`] : []),
  ].join('; ');
}

const option = (style) => (style === 'plain' ? [] : style.split('+').flatMap((one) => ['--variant', one]));
const each = Object.entries(variants).flatMap(([name, all]) => all.map((value) => `${name}=${value}`));
const pairs = each.flatMap((one, index) =>
  each.slice(index + 1).flatMap((other) => (one.split('=')[0] === other.split('=')[0] ? [] : [`${one}+${other}`])),
);
const wanted = (name) => values.only === undefined || values.only.split(',').some((part) => name.includes(part));
const styles = values.styles.split(',');
const jobs = {
  variants: ['plain', ...each].map((style) => [style, option(style), []]),
  pairs: pairs.map((style) => [style, option(style), []]),
};
jobs.faults = styles.flatMap((style) =>
  Object.entries(faults).map(([fault, blamed]) => [
    `${fault} (${style})`,
    ['--fault', fault, ...option(style)],
    blamed,
  ]),
);
const queue = (positionals.length > 0 ? positionals : ['variants', 'faults'])
  .flatMap((kind) => jobs[kind] ?? [])
  .filter(([name]) => wanted(name))
  .flatMap((job) => values.seeds.split(',').map((seed) => [...job, Number(seed)]));

let right = 0;
const total = queue.length;
const calls = [];
await Promise.all(
  Array.from({ length: Number(values['at-once']) }, async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      const [name, options, blamed, seed] = job;
      const run = await judged(name, options, seed);
      const wrong = complaint(run, blamed);
      calls.push(run.calls);
      if (wrong === '') right += 1;
      console.log(
        `${wrong === '' ? 'right' : 'WRONG'} ${name}, seed ${seed}: ${wrong === '' ? roots(run).join(' ') || 'nobody accused' : wrong} (${run.calls} calls, ${run.seconds.toFixed(1)} s)`,
      );
    }
  }),
);
rmSync(folder, { recursive: true, force: true });
console.log(`${right} of ${total} right`);
process.exitCode = right === total ? 0 : 1;
