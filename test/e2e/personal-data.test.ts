import { readFile } from 'node:fs/promises';
import { personalDataFile } from '@relevo/contracts';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
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
afterEach(() => expect(ana.person.faults).toEqual([]));

test('an administrator finds a customer, saves what is known, and erases it; a live session and a wrong password are refused in words', async () => {
  const { page } = ana;
  const maria = await meet(ana, browser);
  await maria.say('my card ends in 4711');
  await ana.openPanel('Chat');
  await page.getByText('my card ends in 4711', { exact: true }).waitFor();
  const live = await ana.anotherTab();
  const find = async () => {
    await live.page.getByRole('searchbox', { name: 'Name of the customer' }).fill(MARIA.slice(0, 4));
    await live.button('Find').click();
  };
  await live.page.goto(`${site.origin}/settings/customers`);
  await find();
  const row = live.page.getByRole('row').filter({ hasText: MARIA });
  await row.getByRole('checkbox', { name: MARIA }).check();
  await live.page.getByText('A session that is still going on cannot be erased: end it first.').waitFor();
  expect(await live.button('Erase…').isDisabled()).toBe(true);

  await ana.endSession();
  await find();
  await row.getByText('Over').waitFor();
  await row.getByRole('checkbox', { name: MARIA }).check();
  const [file] = await Promise.all([
    live.page.waitForEvent('download'),
    live.button('Save what is known').click(),
  ]);
  const saved = personalDataFile.parse(JSON.parse(await readFile(await file.path(), 'utf8')));
  expect(saved.sessions.map(({ name, lines }) => [name, lines.map(({ text }) => text)])).toEqual([
    [MARIA, ['my card ends in 4711']],
  ]);

  await live.button('Erase…').click();
  const dialog = live.page.getByRole('dialog', { name: 'Erase what 1 session holds?' });
  await dialog.getByLabel('Your password').fill('not mine');
  await dialog.getByRole('button', { name: 'Erase for ever' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Your password').fill(ANA.password);
  await dialog.getByRole('button', { name: 'Erase for ever' }).click();
  await live.page.getByText('There is no customer of this name.').waitFor();
  await page.getByText('my card ends in 4711', { exact: true }).waitFor({ state: 'detached' });
});
