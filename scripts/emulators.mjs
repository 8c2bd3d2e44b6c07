/**
 * `npm run emulators`: installs every emulator that can be had, runs the suite against each, and writes what was found: a page
 * for each (docs/emulators/NAME.md), all of them side by side (docs/emulators/matrix.md), and the runs themselves, as JSON and as
 * HTML to look at (matrix.html leads to the others), into .emulators/runs. Names as arguments choose some, and those that take too
 * long to build otherwise; `--install` only installs. An emulator that cannot be had is told
 * with the reason, and left out; the exit code is 0 when at least one was run, and none of the suite's own errors came.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CARGO_EMULATORS, installCargo } from './install-cargo.mjs';
import { GO_EMULATORS, installGo } from './install-go.mjs';
import { installPython } from './install-python.mjs';
import { build, install, root, run } from './setup.mjs';

const SEED = 1;
const runs = join(root, '.emulators', 'runs');
const pages = join(root, 'docs', 'emulators');
const cli = (...args) =>
  run(process.execPath, ['dist/cli.js', ...args], { shell: false, stdio: ['ignore', 'ignore', 2] });

function installerOf(name) {
  if (name in GO_EMULATORS) return installGo;
  return name in CARGO_EMULATORS ? installCargo : installPython;
}

/** Whether an emulator is built only when it is named, as that takes over a quarter of an hour; once it is there it is run like any other. */
const isDear = (name) => name === 'winterbaume' && !existsSync(join(root, '.emulators', name, '.installed'));

/** Runs the suite against one emulator; gives its run, or undefined with the reason told. */
async function judge(name) {
  const file = join(runs, `${name}.json`);
  rmSync(file, { force: true });
  try {
    await installerOf(name)(name);
  } catch (error) {
    console.log(`${name}: could not be installed: ${error.message}`);
    return undefined;
  }
  if (process.argv.includes('--install')) return undefined;
  const code = cli('run', '--target', name, '--seed', String(SEED), '--report', `json=${file}`);
  if (!existsSync(file)) {
    console.log(`${name}: could not be run (exit code ${code})`);
    return undefined;
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Writes the page of every run, and all runs side by side. */
async function write(results, emulatorPage, { headline, htmlReport, matrixHtml, matrixMarkdown, matrixOf }) {
  // Not there before the build.
  const { write: writeFile } = await import('../dist/cli/files.js');
  mkdirSync(pages, { recursive: true });
  for (const result of results) {
    await writeFile(join(pages, `${result.target.name}.md`), emulatorPage(result, `checks/${result.target.name}.md`));
    await writeFile(join(runs, `${result.target.name}.html`), htmlReport(result));
    console.log(`${headline(result)} (${result.calls} API calls, ${Math.round(result.durationMs / 1000)} s)`);
  }
  const matrix = matrixOf(results);
  await writeFile(join(pages, 'matrix.md'), matrixMarkdown(matrix));
  const links = matrix.columns.map(({ name }, index) => [name, `${results[index].target.name}.html`]);
  await writeFile(join(runs, 'matrix.html'), matrixHtml(matrix, Object.fromEntries(links)));
  console.log(`To look at: ${join('.emulators', 'runs', 'matrix.html')}`);
}

if (install() !== 0 || build() !== 0) {
  process.exitCode = 1;
} else {
  const { emulatorNames } = await import('../dist/adapters/index.js');
  const reports = await import('../dist/reports/index.js');
  const { emulatorPage } = await import('../dist/dev/pages/emulator-page.js');
  const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const unknown = asked.filter((name) => !emulatorNames.includes(name));
  if (unknown.length > 0) {
    console.log(`No known emulator: ${unknown.join(', ')}. Known: ${emulatorNames.join(', ')}.`);
    process.exitCode = 2;
  } else {
    mkdirSync(runs, { recursive: true });
    const results = [];
    for (const name of asked.length > 0 ? asked : emulatorNames) {
      if (asked.length === 0 && isDear(name)) {
        console.log(`${name}: not built, as that takes long; npm run emulators -- ${name} does it`);
        continue;
      }
      const result = await judge(name);
      if (result !== undefined) results.push(result);
    }
    if (!process.argv.includes('--install')) {
      // What was not run this time is shown as it was found the last time.
      for (const name of emulatorNames) {
        const file = join(runs, `${name}.json`);
        if (!results.some(({ target }) => target.name === name) && existsSync(file))
          results.push(JSON.parse(readFileSync(file, 'utf8')));
      }
      results.sort((a, b) => emulatorNames.indexOf(a.target.name) - emulatorNames.indexOf(b.target.name));
      if (results.length > 0) await write(results, emulatorPage, reports);
      process.exitCode = results.length === 0 || results.some(({ harnessErrors }) => harnessErrors.length > 0) ? 1 : 0;
    }
  }
}
