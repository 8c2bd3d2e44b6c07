/** `npm run pages`: writes docs/requirements, a page for each requirement and one that lists them. */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { requirementPages } from '../dist/reports/requirement-pages.js';
import { root } from './setup.mjs';

const folder = join(root, 'docs', 'requirements');
const pages = requirementPages();
rmSync(folder, { recursive: true, force: true });
for (const [path, text] of pages) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  await writeFileAtomic(join(folder, path), text);
}
console.log(`${pages.size} pages in docs/requirements`);
