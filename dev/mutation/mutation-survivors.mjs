/**
 * What the mutants do that survived the fast tests: each is put into a copy of the build, and what the model and the judge do then
 * (dev/bench/behaviour.ts) is compared with what they do without it. The results are kept, so that a run that was broken off goes on.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

/** In milliseconds; a comparison takes five seconds on an idle core. */
const LONGEST = 120_000;

const OPTIONS = {
  module: 'ESNext',
  target: 'ES2023',
  rewriteRelativeImportExtensions: true,
  verbatimModuleSyntax: true,
};

/** Mutants that put one operator in the place of another: what stands around must not bind more tightly than they do. */
const OPERATORS = new Set(['LogicalOperator', 'EqualityOperator', 'ArithmeticOperator']);

/** The text of a file with a mutant in it; lines and columns count from 1. */
function mutated(source, { location: { start, end }, mutatorName, replacement }) {
  const lines = source.split('\n');
  const offset = ({ line, column }) =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const text = OPERATORS.has(mutatorName) ? `(${replacement})` : replacement;
  return source.slice(0, offset(start)) + text + source.slice(offset(end));
}

/** Compares the build in a folder with the record; the output of a comparison that ended in good order is JSON. */
function compare(folder, record) {
  const child = spawn(process.execPath, [join(folder, 'dist', 'dev', 'bench', 'compare-behaviour.js'), record], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST);
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal !== null) resolve({ differs: 'verdicts', where: 'it comes to no end' });
      else if (code !== 0) resolve({ differs: 'verdicts', where: 'it throws' });
      else resolve(JSON.parse(said));
    });
  });
}

const keyOf = (path, source, { location: { start, end }, replacement }) =>
  JSON.stringify([path, source.length, start, end, replacement]);

/**
 * What each mutant does, in their order: `{ differs: 'verdicts' | 'texts' | 'nothing', where?, of? }`, or undefined for those whose
 * turn did not come within `minutes`. `mutants` are `{ path, source, mutant }`; the build must be that of the sources.
 */
export async function examine(root, home, mutants, minutes = Infinity) {
  const end = Date.now() + minutes * 60_000;
  const { transpileModule } = createRequire(join(home, 'package.json'))('typescript');
  const record = join(home, 'behaviour.txt');
  rmSync(record, { force: true });
  const kept = join(home, 'survivors.json');
  const folders = Array.from({ length: availableParallelism() }, (_, index) => join(home, `build-${index}`));
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  }
  const { recorded } = await compare(folders[0], record);
  const again = await compare(folders[0], record);
  if (again.differs !== 'nothing') throw new Error(`The behaviour is not the same twice: ${JSON.stringify(again)}`);
  // What was compared with another record tells nothing of this one.
  const of = createHash('sha1').update(readFileSync(record)).digest('hex');
  const before = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
  const known = before.of === of ? before.known : {};
  let next = 0;
  const work = async (folder) => {
    while (next < mutants.length && Date.now() < end) {
      const { path, source, mutant } = mutants[next];
      next += 1;
      const key = keyOf(path, source, mutant);
      if (known[key] !== undefined) continue;
      const built = join(folder, 'dist', path.replace(/\.ts$/, '.js'));
      const original = readFileSync(built);
      mkdirSync(dirname(built), { recursive: true });
      writeFileSync(
        built,
        transpileModule(mutated(source, mutant), { compilerOptions: OPTIONS, fileName: path }).outputText,
      );
      known[key] = await compare(folder, record);
      writeFileSync(built, original);
      writeFileSync(kept, JSON.stringify({ of, known }));
      if (next % 20 === 0) console.log(`survivors: ${next} of ${mutants.length} examined`);
    }
  };
  await Promise.all(folders.map(work));
  for (const folder of folders) rmSync(folder, { recursive: true });
  return { recorded, results: mutants.map(({ path, source, mutant }) => known[keyOf(path, source, mutant)]) };
}
