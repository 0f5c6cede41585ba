import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import { Site } from '../support/site';
import { WebhookServer } from '../support/webhook';

jest.setTimeout(180_000);

let site: Site;
let browser: Browser;
let ana: CsrPage;
let server: WebhookServer;

beforeAll(async () => {
  server = await WebhookServer.start();
  [site, browser] = await Promise.all([
    Site.start({ env: { OUTBOUND_ALLOW: '127.0.0.1/32' } }),
    startChromium(),
  ]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
});
afterEach(() => {
  expect(ana.person.faults).toEqual([]);
});

test('a webhook is added with its secret shown once, tested, and what was not taken is sent again', async () => {
  const { page } = ana;
  const { host } = new URL(server.url);
  const dialog = page.getByRole('dialog');
  await page.goto(`${site.origin}/settings/webhooks`);
  await page.getByText('No webhooks yet').waitFor();
  await ana.button('Add webhook').first().click();
  await dialog.getByLabel('Address').fill('nonsense');
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await dialog.getByText('Write a whole address that begins with https://.').waitFor();
  await dialog.getByLabel('Address').fill(server.url);
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
  expect(secret).toMatch(/^whsec_/);
  await ana.button('Done').click();
  await page.getByRole('row', { name: new RegExp(`${host}.*None yet`) }).waitFor();
  expect(await page.content()).not.toContain(secret);
  server.answer = () => ({ status: 410, body: 'gone fishing' });
  await ana.button(`Actions for ${host}`).click();
  await page.getByRole('menuitem', { name: 'Send a test' }).click();
  await dialog.getByRole('row', { name: /^Test .*Not delivered.*410 · gone fishing/ }).waitFor();
  server.answer = () => ({ status: 204 });
  await dialog.getByRole('button', { name: /^Send Test of .* again$/ }).click();
  await dialog.getByRole('row', { name: /^Test .*Delivered/ }).waitFor();
  const [first, second] = server.calls;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  await page.keyboard.press('Escape');
  await ana.button(`Actions for ${host}`).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No webhooks yet').waitFor();
});
