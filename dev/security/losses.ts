/**
 * `npm run losses -- [MOMENTS] [SEED]`: runs that are killed, or whose disk is full, at so many (300) moments: a report is the
 * old one or the whole new one, every loss is told with exit code 4, and the next run leaves nothing unfinished. Ends with exit
 * code 1 where any of that fails.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const [moments = 300, seed = 1] = process.argv.slice(2).map(Number);
const CLI = fileURLToPath(new URL('../../cli.js', import.meta.url));
const FILES = ['run.json', 'run.html', 'run.xml'];
const REPORTS = '--report json=run.json --report html=run.html --report junit=run.xml --steps steps';
const OLD = 'what was there before\n';

/** Longest that a run takes, about, in milliseconds; 512-byte blocks of the largest report. */
const [LONGEST_MS, BLOCKS] = [1500, 800];

let state = seed;
const random = (below: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

function run(cwd: string, limit: string, killAfter?: number): Promise<{ code: number | null; stderr: string }> {
  const command = `trap '' XFSZ; ${limit} exec node '${CLI}' run --profile quick --seed 1 ${REPORTS}`;
  const child = spawn('/bin/sh', ['-c', command], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stderr })));
}

const ENDS: Readonly<Record<string, string>> = { 'run.json': '}', 'run.html': '</html>', 'run.xml': '</testsuites>' };
const isNew = (text: string, name: string): boolean => text.trimEnd().endsWith(ENDS[name] ?? '') && text.length > 1000;

const tally = { killed: 0, 'lost and told': 0, whole: 0 };
const complaints: string[] = [];

async function moment(number: number): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'slr-losses-'));
  for (const name of FILES) writeFileSync(join(cwd, name), OLD);
  const isKill = number % 3 !== 0;
  const limit = isKill ? '' : `ulimit -f ${random(BLOCKS)};`;
  const { code, stderr } = await run(cwd, limit, isKill ? random(LONGEST_MS) : undefined);
  const complain = (what: string): void =>
    void complaints.push(`moment ${number} (${isKill ? 'kill' : limit}): ${what}`);
  for (const name of FILES) {
    const text = readFileSync(join(cwd, name), 'utf8');
    if (text !== OLD && !isNew(text, name)) complain(`${name} is neither the old nor the new one`);
    if (text === OLD && code === 0) complain(`${name} is the old one, and the exit code 0`);
    if (text === OLD && code === 4 && !stderr.includes(`${name} cannot be written`))
      complain(`the loss of ${name} is not told`);
  }
  if (code !== null && code !== 0 && code !== 4) complain(`exit code ${code}`);
  tally[code === null ? 'killed' : code === 4 ? 'lost and told' : 'whole'] += 1;
  const after = await run(cwd, '');
  const left = readdirSync(cwd).filter((name) => !FILES.includes(name) && name !== 'steps');
  if (after.code !== 0 || left.length > 0)
    complain(`the next run ended with ${after.code} and left ${left.join(', ')}`);
  rmSync(cwd, { recursive: true });
}

let next = 0;
const worker = async (): Promise<void> => {
  while (next < moments) await moment(next++);
};
await Promise.all([worker(), worker()]);
for (const complaint of complaints.slice(0, 20)) console.log(complaint);
console.log(`${moments} moments: ${JSON.stringify(tally)}, ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;
