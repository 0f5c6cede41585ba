import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { type CustomerPage, MARIA } from '../support/customer';
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

const survey = (maria: CustomerPage) => maria.page.getByRole('region', { name: /problem solved/ });

test('W46 at the end a customer sees who helped and how long, says how it went, and the CSR reads it', async () => {
  const maria = await meet(ana, browser, { viewport: { width: 360, height: 740 } });
  await ana.endSession();
  await maria.heading('The session is over').waitFor();
  await maria.page.getByText('Helped by').waitFor();
  await maria.page.getByText(ANA.name, { exact: true }).waitFor();
  await maria.page.getByText('Less than a minute').waitFor();
  const send = survey(maria).getByRole('button');
  expect(await send.isDisabled()).toBe(true);
  // By the keyboard alone, as a screen reader's person goes.
  await survey(maria).getByRole('radio', { name: '1 of 5' }).focus();
  await maria.page.keyboard.press('Space');
  for (const _ of [2, 3, 4]) await maria.page.keyboard.press('ArrowRight');
  await survey(maria).getByRole('textbox').fill('The printer works');
  await send.click();
  await survey(maria)
    .getByText(/^Thank you\./)
    .waitFor();
  const said = ana.page.getByRole('list', { name: 'What customers said' });
  await said.getByText('4 of 5 solved').waitFor();
  await said.getByText(MARIA).waitFor();
  // Changed while the page is open; the last word counts.
  await survey(maria).getByRole('radio', { name: '5 of 5' }).check();
  await survey(maria).getByRole('button', { name: 'Send the change' }).click();
  await said.getByText('5 of 5 solved').waitFor();
  expect(await said.getByRole('listitem').count()).toBe(1);
  expect(await maria.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  // Who leaves the page has answered: the session is not there any more.
  await maria.page.reload();
  await maria.heading('The session is over').waitFor({ state: 'detached' });
  expect(maria.person.faults).toEqual([]);
});

test('W45 W46 who leaves answers too, and is told when it cannot be sent', async () => {
  const maria = await meet(ana, browser);
  await site.goAway();
  await maria.leave();
  await maria.page.getByText(ANA.name, { exact: true }).waitFor();
  await survey(maria).getByRole('radio', { name: '3 of 5' }).check();
  await survey(maria).getByRole('button', { name: 'Send' }).click();
  await survey(maria)
    .getByText(/^Not sent: /)
    .waitFor();
  await site.comeBack();
  await ana.page
    .getByText(`${MARIA.split(' ')[0]} left`)
    .first()
    .waitFor();
  await survey(maria).getByRole('button', { name: 'Send' }).click();
  await survey(maria)
    .getByText(/^Thank you\./)
    .waitFor();
  await ana.page
    .getByText(/says how well it was solved: 3 of 5/)
    .first()
    .waitFor();
  await ana.endSession();
});
