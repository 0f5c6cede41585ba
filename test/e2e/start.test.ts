import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StartedSession } from '@relevo/contracts';
import type { Browser, Locator, Page } from 'playwright-core';
import { v7 as uuid } from 'uuid';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { Site } from '../support/site';

jest.setTimeout(180_000);

let site: Site;
let browser: Browser;
let ana: CsrPage;
let page: Page;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
  page = ana.page;
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => {
  expect(ana.person.faults).toEqual([]);
});

const dialog = (): Locator => page.getByRole('dialog');
const home = async (): Promise<void> => {
  await page.goto(`${site.origin}/`);
  await ana.startButton.waitFor();
};
const withDetails = async (): Promise<void> => {
  await home();
  await page.keyboard.press('d');
  await dialog()
    .getByLabel(/^What for/)
    .waitFor();
};
const inSession = () => page.waitForURL(/\/sessions\//);
const chip = (): Locator => page.getByRole('button', { name: /^Type and code/ });
const choose = async (name: string): Promise<void> => {
  await dialog().getByRole('combobox', { name: 'Session type' }).click();
  await page.getByRole('option', { name, exact: true }).click();
};

test('W7 the lists begin empty with words; a type and codes are added by the keyboard, what is wrong is said beside it', async () => {
  await page.goto(`${site.origin}/settings/types`);
  await page.getByText('No session types yet').waitFor();
  await ana.button('Add type').focus();
  await page.keyboard.press('Enter');
  await dialog().getByRole('textbox', { name: 'Name' }).waitFor();
  await page.keyboard.press('Enter');
  await dialog().getByText('Write a name of at most 60 characters.').waitFor();
  await page.keyboard.type('Billing');
  await dialog().getByLabel('Español').fill('Facturación');
  await dialog().getByLabel('Needs a tracking code').press('Space');
  await dialog().getByRole('textbox', { name: 'Name' }).press('Enter');
  await page.getByRole('row', { name: /Billing.*Facturación.*Needs a tracking code/ }).waitFor();
  await ana.button('Add type').click();
  await dialog().getByRole('textbox', { name: 'Name' }).fill('billing');
  await dialog().getByRole('textbox', { name: 'Name' }).press('Enter');
  await dialog().getByRole('alert').getByText('The list has this already').waitFor();
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Installation');
  await dialog().getByLabel('Standard').check();
  await dialog().getByRole('textbox', { name: 'Name' }).press('Enter');
  await page.getByRole('row', { name: /Installation.*Standard/ }).waitFor();
  await page.goto(`${site.origin}/settings/codes`);
  await page.getByText('No tracking codes yet').waitFor();
  for (const [code, label] of [
    ['4711', 'Sales'],
    ['PRT-EU', 'Printers'],
  ] as const) {
    await ana.button('Add code').click();
    await dialog().getByRole('textbox', { name: 'Code' }).fill(code);
    await dialog().getByRole('textbox', { name: 'What it stands for' }).fill(label);
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: new RegExp(`${code}.*${label}`) }).waitFor();
  }
});

test('W7 an archived type goes from the list with an undo that brings it back; the order changes by a button', async () => {
  await page.goto(`${site.origin}/settings/types`);
  await ana.button('Actions for Billing').click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByRole('row', { name: /Billing/ }).waitFor({ state: 'detached' });
  await ana.button('Undo').click();
  await page.getByRole('row', { name: /Billing/ }).waitFor();
  await ana.button('Move Installation up').click();
  await page.getByRole('row').nth(1).getByText('Installation').waitFor();
});

test('W7 the start dialog asks for the code that the type requires, and the session bears what was chosen', async () => {
  await withDetails();
  await choose('Billing');
  await dialog()
    .getByLabel(/^Customer’s name/)
    .fill('María Gómez');
  await dialog().getByRole('button', { name: 'Start session' }).click();
  await dialog().getByText('This session type needs a tracking code.').waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  const code = dialog().getByRole('combobox', { name: /^Tracking code/ });
  await code.fill('sal');
  await page.getByRole('option', { name: /4711/ }).click();
  await dialog().getByRole('button', { name: 'Start session' }).click();
  await inSession();
  await page.getByRole('heading', { name: 'María Gómez' }).waitFor();
  await page.getByText('(expected)').waitFor();
  expect(await chip().textContent()).toBe('Billing · 4711');
  await home();
  await page.getByText(/Billing · 4711/).waitFor();
});

test('W7 the owner changes it during the session, and the drawer keeps the history', async () => {
  await page
    .getByRole('link', { name: /^Open the session/ })
    .first()
    .click();
  await inSession();
  await chip().click();
  await choose('Installation');
  await dialog()
    .getByRole('combobox', { name: /^Tracking code/ })
    .fill('NOPE');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().getByText('This tracking code is not in the list of your organisation.').waitFor();
  await dialog()
    .getByRole('combobox', { name: /^Tracking code/ })
    .fill('prt-eu');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Type and code: Installation · PRT-EU' }).waitFor();
  await page.getByRole('button', { name: /^All/ }).click();
  await dialog().getByText('You counted the session as: Billing · 4711').waitFor();
  await dialog().getByText('You counted the session as: Installation · PRT-EU').waitFor();
});

test('W4 one press starts with the site’s standard, and with what its CSR has saved once they have', async () => {
  await home();
  await page.keyboard.press('n');
  await inSession();
  await page.getByRole('button', { name: 'Type and code: Installation' }).waitFor();
  await withDetails();
  await choose('Billing');
  await dialog()
    .getByRole('combobox', { name: /^Tracking code/ })
    .fill('4711');
  await dialog()
    .getByLabel(/^What for/)
    .fill('Invoices');
  await dialog().getByLabel('Take type, code and subject with one press from now on').check();
  await dialog().getByRole('button', { name: 'Start session' }).click();
  await inSession();
  await home();
  await ana.startButton.click();
  await inSession();
  await page.getByRole('button', { name: 'Type and code: Billing · 4711' }).waitFor();
  await page.getByText('Invoices').first().waitFor();
});

test('W4 a saved choice that does not hold any more opens the details with the reason', async () => {
  await page.goto(`${site.origin}/settings/codes`);
  await ana.button('Actions for 4711').click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByRole('row', { name: /4711/ }).waitFor({ state: 'detached' });
  await home();
  await ana.startButton.click();
  await dialog().getByText('This tracking code is not used any more. Choose another one.').waitFor();
  await dialog()
    .getByRole('combobox', { name: /^Tracking code/ })
    .fill('PRT-EU');
  await dialog().getByRole('button', { name: 'Start session' }).click();
  await inSession();
});

/** A page of somebody else. */
const aStranger = (html: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(html),
    );
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
const liveSessions = async (): Promise<number> =>
  (await page.evaluate(
    async () => (await (await fetch('/api/v1/sessions?state=live')).json()).sessions.length,
  )) as number;

test('W4 a bookmark starts when its person opens it, once: going back starts nothing', async () => {
  await home();
  const before = await liveSessions();
  await page.goto(`${site.origin}/start?subject=From%20a%20bookmark&code=PRT-EU`);
  await inSession();
  await page.getByText('From a bookmark').first().waitFor();
  await page.goBack();
  await ana.startButton.waitFor();
  expect(await liveSessions()).toBe(before + 1);
});

test('W4 what another site opens starts nothing before a press, straight or by way of the sign-in page', async () => {
  await home();
  const before = await liveSessions();
  for (const path of ['/start?subject=Evil', `/sign-in?to=${encodeURIComponent('/start?subject=Evil')}`]) {
    const stranger = await aStranger(`<a href="${site.origin}${path}">A nice picture</a>`);
    const { port } = stranger.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByRole('link', { name: 'A nice picture' }).click();
    await page.getByRole('heading', { name: 'Start a session?' }).waitFor();
    await page.getByText('Evil').waitFor();
    expect(await liveSessions()).toBe(before);
    stranger.close();
  }
  await page.getByRole('main').getByRole('button', { name: 'Start session' }).click();
  await inSession();
  await page.getByText('Evil').first().waitFor();
});

test('W4 who is not signed in signs in first, and the address is not lost', async () => {
  const other = await CsrPage.open(browser, site);
  await other.page.goto(`${site.origin}/start?subject=After%20signing%20in`);
  await other.page.getByLabel('E-mail').fill(ANA.email);
  await other.page.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
  await other.button('Sign in').click();
  await other.page.waitForURL(/\/sessions\//);
  await other.page.getByText('After signing in').first().waitFor();
  await other.page.context().close();
});

test('W4 SEC-A3 a key is made and shown once; with it a program starts a session, which rings in the console; ended, it is refused', async () => {
  await page.goto(`${site.origin}/settings/keys`);
  await page.getByText('No API keys').waitFor();
  await ana.button('Make key').click();
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Ticket system');
  await dialog().getByRole('button', { name: 'Make and show the key' }).click();
  await dialog().getByText('Write your password.').waitFor();
  await dialog().getByRole('textbox', { name: 'Your password' }).fill('not my password at all');
  await dialog().getByRole('button', { name: 'Make and show the key' }).click();
  await dialog().getByRole('alert').waitFor();
  await dialog().getByRole('textbox', { name: 'Your password' }).fill(ANA.password);
  await dialog().getByRole('button', { name: 'Make and show the key' }).click();
  const secret = await dialog().getByRole('textbox', { name: 'API key' }).inputValue();
  await dialog().getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: new RegExp(`Ticket system.*${secret.slice(-4)}`) }).waitFor();
  const start = () =>
    fetch(`${site.origin}/api/v1/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        sessionId: uuid(),
        subject: 'Ticket 77',
        customerName: 'Luis Prieto',
        invite: true,
      }),
    });
  const answer = (await (await start()).json()) as StartedSession;
  expect(answer.invite?.link).toContain('/join#');
  const ring = page.getByRole('alertdialog', { name: 'Ticket system started a session for you' });
  await ring.getByText('Luis Prieto').waitFor();
  await ring.getByRole('button', { name: 'Open' }).click();
  await inSession();
  expect(page.url()).toContain(answer.id);
  await ring.waitFor({ state: 'detached' });
  await page.goto(`${site.origin}/settings/keys`);
  await ana.button('End the key Ticket system').click();
  await dialog().getByRole('button', { name: 'End' }).click();
  await page.getByText('The key Ticket system has ended').waitFor();
  expect((await start()).status).toBe(401);
});
