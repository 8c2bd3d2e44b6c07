/**
 * `node scripts/picture.mjs RUN.json [ID]`: takes the picture in the README, docs/finding.png: the verdict of a saved run, and its finding
 * of a requirement. Needs a Chromium on the PATH.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { htmlReport } from '../dist/reports/index.js';
import { root } from './setup.mjs';

const [file, id = 'permissions/name'] = process.argv.slice(2);
const run = JSON.parse(readFileSync(file, 'utf8'));
// Where it was served, and how long it took, is of no interest to anyone else.
const { endpoint: _, ...target } = run.target;
const found = run.requirements.filter((one) => one.id === id);
const others = run.requirements.filter((one) => one.id !== id);
const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-picture-'));
const executablePath = spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim();
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
try {
  const page = join(folder, 'run.html');
  writeFileSync(page, htmlReport({ ...run, target, requirements: [...found, ...others] }));
  const tab = await browser.newPage({ viewport: { width: 960, height: 720 }, deviceScaleFactor: 1.5 });
  await tab.goto(pathToFileURL(page).href);
  const bottom = await tab.locator('details.finding').first().boundingBox();
  const height = Math.ceil(bottom.y + bottom.height + 16);
  await tab.screenshot({
    path: join(root, 'docs', 'finding.png'),
    fullPage: true,
    clip: { x: 0, y: 0, width: 960, height },
  });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
