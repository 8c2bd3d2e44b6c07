import axe from 'axe-core';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER_ARGUMENTS, findBrowser } from '../../reports/html/browser.fixture.ts';
import { startServer } from './index.ts';

const executablePath = findBrowser(process.env['PATH']);
if (executablePath === undefined) {
  const reason = 'no Chromium was found on the PATH, so that the page of the server cannot be looked at';
  if (process.env['CI'] === 'true') throw new Error(reason);
  console.log(`skipped: ${reason}`);
}

const HOSTILE = '<img src=x onerror="document.title = \'taken\'">';
const common = { region: 'us-east-1', accessKeyId: '111122223333' } as const;

describe.skipIf(executablePath === undefined)('the page of a server', () => {
  let browser: Browser;
  beforeAll(async () => {
    // Chromium's own sandbox does not work for root.
    const chromiumSandbox = process.getuid?.() !== 0;
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: BROWSER_ARGUMENTS, chromiumSandbox });
  }, 60_000);
  afterAll(() => browser?.close());

  it('shows accounts, roles, uses and refusals as they come, asks nobody else, and passes axe', async () => {
    await using server = await startServer();
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => request.url().startsWith(`${server.url}/`) || said.push(request.url()));
    await page.goto(server.url);
    await page.getByText('reference:prompt').waitFor();
    server.cloud.call({
      ...common,
      service: 'iam',
      action: 'CreateServiceLinkedRole',
      input: { AWSServiceName: 'mediapackage.amazonaws.com' },
    });
    server.cloud.call({ ...common, service: 'mediapackage', action: 'CreateChannel', input: { Id: 'news' } });
    const log = { Id: 'news', EgressAccessLogs: {} };
    server.cloud.call({ ...common, service: 'mediapackage', action: 'ConfigureLogs', input: log });
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=${HOSTILE.replaceAll(/[ /]/g, '')}/20260101/us-east-1/iam/aws4_request`,
    };
    await fetch(server.url, { method: 'POST', headers, body: 'Action=GetRole&Version=2010-05-08&RoleName=none' });
    await page.getByRole('cell', { name: 'news in us-east-1' }).waitFor();
    await page.getByRole('cell', { name: 'AWSServiceRoleForMediaPackage' }).waitFor();
    await page.getByRole('cell', { name: 'iam:GetRole NoSuchEntity' }).waitFor();
    expect(await page.title()).toBe('slr-conformance serve');
    expect(said).toEqual([]);
    await page.close();

    // A page of its own without the server's policy, which lets no foreign script in, axe's neither.
    const copy = await browser.newPage({ bypassCSP: true });
    await copy.goto(server.url);
    await copy.getByText('reference:prompt').waitFor();
    await copy.addScriptTag({ content: axe.source });
    const { violations } = (await copy.evaluate('axe.run()')) as { violations: readonly { readonly id: string }[] };
    expect(violations.map(({ id }) => id)).toEqual([]);
    await copy.close();
  }, 60_000);

  it('is shown to no page of another site', async () => {
    await using server = await startServer();
    const page = await browser.newPage();
    await page.setContent(`<iframe src="${server.url}/"></iframe>`);
    await page.frames()[1]?.waitForLoadState();
    expect(await page.frames()[1]?.title()).not.toBe('slr-conformance serve');
    await page.close();
  }, 60_000);
});
