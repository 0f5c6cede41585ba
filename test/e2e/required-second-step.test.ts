import type { Browser } from 'playwright-core';
import { AccountPages } from '../support/account-pages';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { Site } from '../support/site';

jest.setTimeout(240_000);

const LUCA = { name: 'Luca Bianchi', email: 'luca@norvia.example', password: 'seven lamps by the harbour' };
const NORA = { name: 'Nora Lindqvist', email: 'nora@norvia.example', password: 'nine boats behind the isle' };
const REQUIRE = 'Require two-step sign-in of everybody';

let site: Site;
let browser: Browser;
let ana: AccountPages;
let luca: AccountPages;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  await (await CsrPage.open(browser, site)).setUp();
  ana = await AccountPages.open(browser, site);
  await ana.firstStep(ANA.email, ANA.password);
  await ana.home.waitFor();
  await ana.openUsers();
  luca = await AccountPages.open(browser, site);
  await luca.welcome(await ana.addUser(LUCA.name, LUCA.email), LUCA.password);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const require = async (): Promise<void> => {
  await ana.page.goto(`${site.origin}/settings`);
  await ana.page.getByRole('checkbox', { name: REQUIRE }).check();
  await ana.button('Save').click();
};
const setUpPage = (who: AccountPages) => who.page.getByRole('heading', { name: 'Set up two-step sign-in' });

test('SEC-A4 an administrator without two-step sign-in is told to turn it on first; then it can be required', async () => {
  await require();
  await ana.page.getByText('Turn on two-step sign-in for your own account first').waitFor();
  await ana.openAccount();
  await ana.button('Turn on').click();
  await ana.turnOn(ANA.password);
  await ana.keepCodes();
  await luca.page.goto(`${site.origin}/settings/account`);
  await luca.button('Change password').waitFor();
  await require();
  await ana.page.getByText('Settings saved').waitFor();
});

test('SEC-A4 an open console of somebody without it goes to setting it up, and afterwards on from where it was', async () => {
  await setUpPage(luca).waitFor();
  expect(await luca.button('Change password').count()).toBe(0);
  await luca.page.reload();
  await setUpPage(luca).waitFor();
  await luca.button('Set it up').click();
  await luca.turnOn(LUCA.password);
  await luca.keepCodes();
  await luca.button('Change password').waitFor();
  await luca.page.getByText('Your organisation requires it.').waitFor();
  expect([await luca.button('New recovery codes').count(), await luca.button('Turn off').count()]).toEqual([
    1, 0,
  ]);
});

test('SEC-A4 somebody new sets it up before anything else, or leaves', async () => {
  await ana.openUsers();
  const nora = await AccountPages.open(browser, site);
  await nora.choosePassword(await ana.addUser(NORA.name, NORA.email), NORA.password);
  await setUpPage(nora).waitFor();
  await nora.button('Sign out').click();
  await nora.button('Sign in').waitFor();
  await nora.firstStep(NORA.email, NORA.password);
  await nora.button('Set it up').click();
  await nora.turnOn(NORA.password);
  await nora.keepCodes();
  await nora.home.waitFor();
  expect(nora.person.faults).toEqual([]);
});

test('it stands in the record of changes', async () => {
  await ana.page.goto(`${site.origin}/settings/audit`);
  await ana.page.getByText(`${REQUIRE}: No → Yes`).waitFor();
  expect([...ana.person.faults, ...luca.person.faults]).toEqual([]);
});
