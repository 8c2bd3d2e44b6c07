/**
 * `npm run sizes`: lines of each room of the building, without tests and fixtures, and of the tests. Exit code 1 when the building or the
 * tests are larger than they may be, or a room holds more than its share.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { root } from './setup.mjs';

const MOST = { building: 22_500, tests: 13_000, share: 1 / 3 };
const OUTSIDE = /^(\.|node_modules|dist|coverage|docs|scripts|index\.ts|[\w.]+\.config\.ts)/;

const sources = readdirSync(root, { withFileTypes: true })
  .filter(({ name }) => !OUTSIDE.test(name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(`${root}/${entry.name}`, { recursive: true }).map((path) => `${entry.name}/${path}`)
      : [entry.name],
  )
  .filter((path) => path.endsWith('.ts'));
const isTest = (path) => /\.(test|fixture)\.ts$|^properties\/traces\//.test(path);
const isBuilding = (path) => !isTest(path) && !/^(dev|examples)\//.test(path);

/** A room is a floor, or a folder of it. */
const roomOf = (path) => path.split('/').slice(0, -1).slice(0, 2).join('/') || 'cli';

/** Lines and files by name. */
function count(paths, nameOf) {
  const counts = new Map();
  for (const path of paths.toSorted()) {
    const { lines = 0, files = 0 } = counts.get(nameOf(path)) ?? {};
    const more = readFileSync(`${root}/${path}`, 'utf8').split('\n').length - 1;
    counts.set(nameOf(path), { lines: lines + more, files: files + 1 });
  }
  return counts;
}

const say = (name, lines, files, note) =>
  console.log(`${name.padEnd(28)}${String(lines).padStart(7)}${String(files).padStart(7)}  ${note}`.trimEnd());

const building = sources.filter(isBuilding);
const whole = count(building, () => 'the building').get('the building');
const tests = count(sources.filter(isTest), () => 'tests').get('tests');
const over = [];

say('room', 'lines', 'files', 'of the building');
for (const [name, { lines, files }] of count(building, roomOf)) {
  say(name, lines, files, `${((100 * lines) / whole.lines).toFixed(1)} %`);
  if (lines > whole.lines * MOST.share) over.push(`${name} holds more than a third of the building`);
}
say('the building', whole.lines, whole.files, `at most ${MOST.building}`);
say('tests, fixtures, recordings', tests.lines, tests.files, `at most ${MOST.tests}`);
if (whole.lines > MOST.building) over.push('the building has too many lines');
if (tests.lines > MOST.tests) over.push('the tests have too many lines');
for (const one of over) console.log(`Too large: ${one}`);
process.exitCode = over.length > 0 ? 1 : 0;
