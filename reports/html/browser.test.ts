import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport, matrixHtml, matrixOf } from '../index.ts';
import { deviating, runWith, undecided } from '../run.fixture.ts';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.fixture.ts';

const executablePath = findBrowser(process.env['PATH']);
if (executablePath === undefined) {
  const reason = 'no Chromium was found on the PATH, so that the HTML cannot be looked at';
  if (process.env['CI'] === 'true') throw new Error(reason);
  console.log(`skipped: ${reason}`);
}

const HOSTILE = '</details><script>document.title = "taken"</script><img src=x onerror="document.title = \'taken\'">';

const pages = {
  'a run that deviates': htmlReport(deviating),
  'a run that conforms': htmlReport(runWith({})),
  'a run without a verdict, on a target that says hostile things': htmlReport({
    ...undecided,
    target: { name: HOSTILE, isolation: HOSTILE, endpoint: 'javascript:document.title="taken"' },
  }),
  'runs side by side': matrixHtml(matrixOf([deviating, runWith({}), undecided]), { 'moto 5.2.5': 'moto.html' }),
} as const;

type PageName = keyof typeof pages;

/** Each colour scheme and each width once. */
const WAYS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 390 },
] as const;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.skipIf(executablePath === undefined)('the pages in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-html-'));
  let browser: Browser;
  beforeAll(async () => {
    // Chromium's own sandbox does not work for root.
    const chromiumSandbox = process.getuid?.() !== 0;
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: BROWSER_ARGUMENTS, chromiumSandbox });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page from its file; gives it with everything that it asked for and complained about. */
  async function open(name: PageName, settings: Parameters<Browser['newPage']>[0] = {}) {
    const file = join(folder, `${Object.keys(pages).indexOf(name)}.html`);
    writeFileSync(file, pages[name]);
    const address = pathToFileURL(file).href;
    const page = await browser.newPage(settings);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => request.url() === address || said.push(`asked for ${request.url()}`));
    await page.goto(address);
    return { page, said };
  }

  const shown = (page: Page, rows: string): Promise<number> => page.locator(`${rows}:visible`).count();

  for (const name of Object.keys(pages) as readonly PageName[])
    for (const { colorScheme, width } of WAYS)
      it(`${name}, ${colorScheme}, ${width} pixels wide: loads nothing, says nothing, fits, and passes axe`, async () => {
        const { page, said } = await open(name, { colorScheme, viewport: { width, height: 900 } });
        const title = await page.title();
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate<{ violations: readonly Violation[] }>('axe.run()');
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)).toEqual([]);
        expect(said).toEqual([]);
        expect(title).not.toBe('taken');
        expect(await page.title()).toBe(title);
        await page.close();
      });

  it('a verdict is filtered away by keyboard, and found again', async () => {
    const { page } = await open('a run that deviates');
    const all = await shown(page, 'tr[data-verdict]');
    await page.locator('#show-holds').focus();
    await page.keyboard.press('Space');
    expect(await shown(page, 'tr[data-verdict=holds]')).toBe(0);
    expect(await shown(page, 'tr[data-verdict=broken]')).toBe(4);
    await page.keyboard.press('Space');
    expect(await shown(page, 'tr[data-verdict]')).toBe(all);
    await page.close();
  });

  it('a requirement is found by typing, and the page says when none is left', async () => {
    const { page } = await open('a run that deviates');
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('suffix creation');
    expect(await page.locator('tr[data-verdict]:visible th code').allInnerTexts()).toEqual(['creation/suffix']);
    await page.keyboard.type('zzz');
    expect(await shown(page, 'tr[data-verdict]')).toBe(0);
    expect(await page.getByText('No requirement is left by these filters.').isVisible()).toBe(true);
    await page.close();
  });

  it('a finding is folded by keyboard, and unfolded by the link to it', async () => {
    const { page } = await open('a run that deviates');
    const finding = page.locator('#permissions-name');
    await finding.locator('> summary').focus();
    await page.keyboard.press('Enter');
    expect(await finding.locator('.sequence').isVisible()).toBe(false);
    await page.locator('a[href="#permissions-name"]').focus();
    await page.keyboard.press('Enter');
    await finding.locator('.sequence').waitFor();
    await page.close();
  });

  it('everything but finding by words works with scripts off', async () => {
    const { page, said } = await open('a run that deviates', { javaScriptEnabled: false });
    expect(await page.locator('#find').isVisible()).toBe(false);
    await page.locator('#show-broken').focus();
    await page.keyboard.press('Space');
    expect(await shown(page, 'tr[data-verdict=broken]')).toBe(0);
    await page.locator('#editing-trust > summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#editing-trust .sequence').isVisible()).toBe(false);
    expect(said).toEqual([]);
    await page.close();
  });

  it('the matrix shows what is broken somewhere, and what is not the same everywhere', async () => {
    const { page } = await open('runs side by side');
    await page.locator('#show-all').focus();
    await page.keyboard.press('ArrowRight');
    expect(await shown(page, 'tr.row')).toBe(4);
    await page.keyboard.press('ArrowRight');
    expect(await shown(page, 'tr.row')).toBe(11);
    await page.close();
  });
});
