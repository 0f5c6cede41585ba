import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser, Locator } from 'playwright-core';
import { startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import { MARIA } from '../support/customer';
import { meet } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(180_000);

let site: Site;
let browser: Browser;
let ana: CsrPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => {
  expect(ana.person.faults).toEqual([]);
});

const KEYS = {
  Invite: 'I',
  Participants: 'P',
  Chat: 'C',
  Audio: 'A',
  Video: 'V',
  'Remote control': 'R',
  'File transfer': 'F',
  'Customer system info': 'S',
  Notes: 'N',
  Record: 'O',
  'End session': 'E',
};

const hasFocus = (field: Locator): Promise<unknown> =>
  until('the focus', PATIENCE_MS, async () =>
    (await field.evaluate((one) => one === document.activeElement)) ? true : null,
  );
/** Takes the focus away from any field, so that single keys are commands. */
const letGo = (): Promise<void> =>
  ana.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
const find = async (text: string): Promise<void> => {
  await ana.press('Control+k');
  await hasFocus(palette());
  await ana.type(text);
};
const palette = (): Locator => ana.page.getByRole('textbox', { name: /^Search sessions/ });

test('W47 each of the eleven tools has a key, which opens it or says why it cannot be used', async () => {
  await ana.startSession();
  await ana.page.getByRole('dialog', { name: 'Invite', exact: true }).or(ana.toolbar).first().waitFor();
  await ana.page.keyboard.press('Escape');
  for (const [name, key] of Object.entries(KEYS))
    expect(await ana.tool(name).getAttribute('aria-keyshortcuts')).toBe(key);

  await ana.press('i');
  const invite = ana.page.getByRole('dialog', { name: 'Invite', exact: true });
  await invite.waitFor();
  // While a dialog is open, keys belong to it.
  await ana.press('e');
  expect(await ana.page.getByRole('dialog').count()).toBe(1);
  await ana.press('Escape');
  await invite.waitFor({ state: 'hidden' });

  for (const key of ['a', 'v', 'f', 's', 'o']) {
    await letGo();
    await ana.press(key);
  }
  for (const name of ['Audio', 'Video', 'File transfer', 'Customer system info', 'Record'])
    await ana.page.getByText(`${name}: Not part of this version yet.`).waitFor();
  // Nobody is here yet, so there is nothing to drive.
  await ana.press('r');
  await ana.page.getByText(`Remote control: ${await ana.whyNot('Remote control')}`).waitFor();
  expect(await ana.page.getByRole('menu').count()).toBe(0);

  await ana.press('c');
  await hasFocus(ana.page.getByLabel('Write a message'));
  await ana.type('pine');
  expect(await ana.page.getByLabel('Write a message').inputValue()).toBe('pine');
  await letGo();
  await ana.press('n');
  await hasFocus(ana.notes);
  await letGo();
  await ana.press('e');
  await ana.page.getByRole('dialog', { name: 'End the session?' }).waitFor();
  await ana.press('Escape');
});

test('W26 where an administrator has turned all file transfer off, its tool says so', async () => {
  const why = (reason: string) =>
    until(reason, PATIENCE_MS, async () => ((await ana.whyNot('File transfer')) === reason ? true : null));
  await why('Not part of this version yet.');
  await ana.set({ basicFileTransfer: false });
  await ana.page.reload();
  await why('The administrator has turned file transfer off.');
  await ana.set({ basicFileTransfer: true });
  await ana.page.reload();
  await why('Not part of this version yet.');
});

test('W47 Ctrl+K finds commands, people, numbers and places; what is refused says why', async () => {
  await meet(ana, browser);
  const { sessionId } = ana;
  const [given = ''] = MARIA.split(' ');
  await ana.page.getByRole('link', { name: 'Home' }).click();
  await ana.startButton.waitFor();

  // By a name without its accents.
  await find(given.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
  await ana.press('Enter');
  await ana.page.waitForURL(new RegExp(sessionId));
  await ana.toolbar.waitFor();

  // From the field in which one writes, and back to it.
  await ana.press('c');
  await hasFocus(ana.page.getByLabel('Write a message'));
  await find('remote');
  await ana.press('Enter');
  await ana.page.getByRole('menu', { name: 'Remote control' }).waitFor();
  await ana.press('Escape');

  await letGo();
  await find('record');
  await ana.page.getByRole('dialog').getByText('Not part of this version yet.').waitFor();
  await ana.press('Enter');
  await ana.page.getByText('Record: Not part of this version yet.').waitFor();

  await find('nobody is called this');
  await ana.page.getByText(/^Nothing found/).waitFor();
  await ana.press('Escape');
  await palette().waitFor({ state: 'hidden' });
  await ana.button('Search and commands').click();
  await hasFocus(palette());
  await ana.type('record of changes');
  await ana.press('Enter');
  await ana.page.getByRole('heading', { name: 'Record of changes' }).waitFor();
});
