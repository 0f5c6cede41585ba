import { readFile } from 'node:fs/promises';
import { newId } from '@relevo/client';
import { personalDataFile } from '@relevo/contracts';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage, MARIA } from '../support/customer';
import { queueOf } from '../support/queue';
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
  const dialog = live.page.getByRole('dialog', { name: 'Erase 1 entry?' });
  await dialog.getByLabel('Your password').fill('not mine');
  await dialog.getByRole('button', { name: 'Erase for ever' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Your password').fill(ANA.password);
  await dialog.getByRole('button', { name: 'Erase for ever' }).click();
  await live.page.getByText('There is no customer of this name.').waitFor();
  await page.getByText('my card ends in 4711', { exact: true }).waitFor({ state: 'detached' });
});

test('W5 who was expected and who waits at a queue are found too; the dialog says who waits now, and their page that they wait no more', async () => {
  const { page } = ana;
  const name = 'Rosa Gil';
  await ana.rest('POST', '/site/queues', queueOf('help', { name: 'Help desk' }));
  await ana.rest('POST', '/sessions', { sessionId: newId(), subject: 'Printer', customerName: name });
  const rosa = await CustomerPage.open(browser, { viewport: { width: 390, height: 844 } });
  const enter = async (button: string) => {
    await rosa.page.getByLabel('Your name').fill(name);
    await rosa.page.getByLabel('What is it about?').fill('Printer');
    await rosa.button(button).click();
    await rosa.page.getByText(`You are waiting as ${name}.`).waitFor();
  };
  await rosa.page.goto(`${site.origin}/q/help`);
  await enter('Get in line');

  await page.goto(`${site.origin}/settings/customers`);
  const search = async () => {
    await page.getByRole('searchbox', { name: 'Name of the customer' }).fill('rosa');
    await ana.button('Find').click();
  };
  await search();
  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  await row('Live').waitFor();
  await row('Help desk').filter({ hasText: 'Waits now' }).getByRole('checkbox', { name }).check();
  await ana.button('Erase…').click();
  const dialog = page.getByRole('dialog', { name: 'Erase 1 entry?' });
  await dialog.getByText('A customer waits at this moment.').waitFor();
  await dialog.getByLabel('Your password').fill(ANA.password);
  await dialog.getByRole('button', { name: 'Erase for ever' }).click();
  await row('Help desk').waitFor({ state: 'detached' });
  await row('Live').waitFor();
  await rosa.heading('You are not waiting any more').waitFor();
  expect(rosa.person.faults).toEqual([]);
});
