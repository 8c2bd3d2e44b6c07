/**
 * `npm run pages`: writes docs/requirements, a page for each requirement, and docs/flaws.md, what is said of each flaw.
 * With `--check` it writes nothing, shows how the pages would differ, and ends with exit code 1 where they do.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { write } from '../dist/cli/files.js';
import { counterexamplesIn, flawPage } from '../dist/dev/pages/flaw-page.js';
import { requirementPages } from '../dist/dev/pages/requirement-pages.js';
import { differ, root } from './setup.mjs';

async function writePages(docs) {
  rmSync(join(docs, 'requirements'), { recursive: true, force: true });
  for (const [path, text] of requirementPages()) {
    const file = join(docs, 'requirements', path);
    mkdirSync(dirname(file), { recursive: true });
    await write(file, text);
  }
  const counterexamples = counterexamplesIn(readFileSync(join(root, 'docs', 'strength.md'), 'utf8'));
  await write(join(docs, 'flaws.md'), await flawPage(counterexamples));
}

if (process.argv.includes('--check')) {
  const scratch = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
  await writePages(scratch);
  const stale = ['requirements', 'flaws.md'].filter((name) => differ(join('docs', name), join(scratch, name)));
  rmSync(scratch, { recursive: true, force: true });
  console.log(stale.length === 0 ? 'The pages are up to date.' : '`npm run pages` writes them anew.');
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  await writePages(join(root, 'docs'));
  console.log('docs/requirements and docs/flaws.md are written');
}
