/** `npm run pages`: writes docs/requirements, a page for each requirement, docs/specification, what is allowed of each operation, and docs/flaws.md, what is said of each flaw. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { write } from '../dist/cli/files.js';
import { counterexamplesIn, flawPage } from '../dist/dev/pages/flaw-page.js';
import { requirementPages } from '../dist/dev/pages/requirement-pages.js';
import { specification } from '../dist/dev/pages/specification/pages.js';
import { root } from './setup.mjs';

for (const [name, pages] of [
  ['requirements', requirementPages()],
  ['specification', new Map([...specification].map(([path, text]) => [path, text()]))],
]) {
  const folder = join(root, 'docs', name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    await write(join(folder, path), text);
  }
  console.log(`${pages.size} pages in docs/${name}`);
}

const counterexamples = counterexamplesIn(readFileSync(join(root, 'docs', 'strength.md'), 'utf8'));
await write(join(root, 'docs', 'flaws.md'), await flawPage(counterexamples));
console.log(`${counterexamples.size} flaws in docs/flaws.md`);
