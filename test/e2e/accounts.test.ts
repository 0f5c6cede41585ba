import { until } from '@relevo/testing';
import { generateSync } from 'otplib';
import type { Browser } from 'playwright-core';
import { AccountPages } from '../support/account-pages';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { Site } from '../support/site';

jest.setTimeout(240_000);

const LUCA = { name: 'Luca Bianchi', email: 'luca@norvia.example', password: 'seven lamps by the harbour' };
const NEXT = 'nine boats behind the island';
const STEP_MS = 30_000;

let site: Site;
let browser: Browser;
let ana: AccountPages;
let luca: AccountPages;
let secret = '';
let recovery: string[] = [];
let used = 0;

/** A code that was not used yet: the next step's as soon as the server takes it. */
const freshCode = async (): Promise<string> => {
  const step = await until('a new time step', 2 * STEP_MS, async () => {
    const next = Math.floor(Date.now() / STEP_MS) + 1;
    return next > used ? next : null;
  });
  used = step;
  return generateSync({ secret, epoch: (step * STEP_MS) / 1000 });
};

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
afterEach(() => {
  expect([...ana.person.faults, ...luca.person.faults]).toEqual([]);
});

test('SEC-A6 two-step sign-in is turned on with the typed key, and its recovery codes are shown once', async () => {
  await luca.openAccount();
  await luca.button('Turn on').click();
  ({ recovery } = await luca.turnOn(LUCA.password, (shown) => {
    secret = shown;
    return freshCode();
  }));
  expect(recovery).toHaveLength(10);
  const [file] = await Promise.all([
    luca.page.waitForEvent('download'),
    luca.dialog.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('relevo-recovery-codes.txt');
  await luca.keepCodes();
  await luca.page.getByText('10 recovery codes are left.').waitFor();
});

test('SEC-A6 signing in asks for the code; a wrong one stays there, a right one enters, once', async () => {
  await luca.signOut(LUCA.name);
  await luca.firstStep(LUCA.email, LUCA.password);
  await luca.page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await luca.showCode('Six-digit code', '000000');
  await luca.page.getByText('This code is not right, or was used already.').waitFor();
  expect(await luca.home.count()).toBe(0);
  const code = await freshCode();
  await luca.showCode('Six-digit code', code);
  await luca.home.waitFor();

  await luca.signOut(LUCA.name);
  await luca.firstStep(LUCA.email, LUCA.password);
  await luca.showCode('Six-digit code', code);
  await luca.page.getByText('This code is not right, or was used already.').waitFor();
});

test('SEC-A6 a recovery code enters in place of the telephone, and one less is left', async () => {
  await luca.firstStep(LUCA.email, LUCA.password);
  await luca.button('Use a recovery code instead').click();
  await luca.showCode('Recovery code', recovery[0] ?? '');
  await luca.home.waitFor();
  await luca.openAccount();
  await luca.page.getByText('9 recovery codes are left.').waitFor();
});

test('SEC-A4 an administrator resets password and second step: the console is signed out, the link brings its owner back', async () => {
  await ana.openUsers();
  await ana.act(LUCA.name, 'Reset sign-in…');
  await ana.dialog.getByLabel(/^Two-step sign-in: turn it off/).check();
  await ana.dialog.getByRole('button', { name: 'Reset' }).click();
  const link = await ana.handedLink();
  await ana.page.getByRole('row', { name: LUCA.name }).getByText('Waits for their link').waitFor();
  await luca.page.goto(`${site.origin}/`);
  await luca.firstStep(LUCA.email, LUCA.password);
  await luca.page.getByText('E-mail or password is wrong.').waitFor();
  await luca.welcome(link, NEXT);
  await luca.openAccount();
  await luca.button('Turn on').waitFor();
  await luca.page.goto(link);
  await luca.page.getByText('This link does not work any more.').waitFor();
});

test('SEC-A4 whoever is disabled is out of an open console at once, on a page that says why; enabled, they enter again', async () => {
  await luca.page.goto(`${site.origin}/`);
  await luca.home.waitFor();
  await ana.openUsers();
  await ana.act(LUCA.name, 'Disable…');
  await ana.dialog.getByRole('button', { name: 'Disable' }).click();
  await luca.page.getByRole('heading', { name: 'Your account was disabled' }).waitFor();
  await luca.page.reload();
  await luca.page.getByRole('heading', { name: 'Your account was disabled' }).waitFor();
  expect(await luca.home.count()).toBe(0);
  await luca.firstStep(LUCA.email, NEXT);
  await luca.page.getByText('E-mail or password is wrong.').waitFor();
  await ana.act(LUCA.name, 'Enable');
  await ana.page.getByText(`${LUCA.name} can sign in again`).waitFor();
  await luca.firstStep(LUCA.email, NEXT);
  await luca.home.waitFor();
});

test('an administrator cannot shut themselves out, is told why, and reads what was done', async () => {
  await ana.openUsers();
  await ana.button(`Actions for ${ANA.name}`).click();
  const disable = ana.page.getByRole('menuitem', { name: 'Disable…' });
  expect(await disable.getAttribute('data-disabled')).toBe('true');
  expect(await disable.getAttribute('title')).toBe(
    'This cannot be done to your own account. Ask another administrator.',
  );
  await ana.page.keyboard.press('Escape');
  await ana.page.getByRole('link', { name: 'Record of changes' }).click();
  await ana.page.getByText(`${ANA.name} disabled ${LUCA.name}`).waitFor();
  await ana.page.getByText(`${LUCA.name} turned two-step sign-in on`).waitFor();
  await ana.page.getByText(`${LUCA.name} used a recovery code`).waitFor();
});

test('SEC-A4 a sign-in elsewhere is listed and ended from here; somebody who is no administrator sees no users', async () => {
  const phone = await AccountPages.open(browser, site);
  await phone.firstStep(LUCA.email, NEXT);
  await phone.home.waitFor();
  await luca.openAccount();
  await luca.button('End all others').click();
  await phone.page.getByText('You are signed out.').waitFor();
  expect(await luca.page.getByRole('link', { name: 'Users' }).count()).toBe(0);
  await luca.page.goto(`${site.origin}/settings/users`);
  await luca.page.getByText('You are not allowed to do this.').waitFor();
});

test('W48 a person’s language goes with them to every browser, from their first sign-in on; refusals are in it too', async () => {
  await luca.page.goto(`${site.origin}/`);
  await luca.home.waitFor();
  await luca.button(`Account of ${LUCA.name}`).click();
  await luca.page.getByRole('menuitemradio', { name: 'Italiano' }).click();
  await luca.button('Avvia sessione').waitFor();
  expect(await luca.page.locator('html').getAttribute('lang')).toBe('it');
  const phone = await AccountPages.open(browser, site);
  await phone.firstStep(LUCA.email, NEXT);
  await phone.button('Avvia sessione').waitFor();
  await phone.page.goto(`${site.origin}/settings/users`);
  await phone.page.getByText('Non ha l’autorizzazione per farlo.').waitFor();

  await ana.openUsers();
  await ana.button('Add user').click();
  await ana.dialog.getByLabel('Name').fill('Elena Vidal');
  await ana.dialog.getByLabel('E-mail').fill('elena@norvia.example');
  await ana.dialog.getByRole('radio', { name: 'Español' }).check();
  await ana.dialog.getByRole('button', { name: 'Create and show the link' }).click();
  const elena = await AccountPages.open(browser, site);
  await elena.choosePassword(await ana.handedLink(), NEXT);
  await elena.button('Nueva sesión').waitFor();
  expect([...phone.person.faults, ...elena.person.faults]).toEqual([]);
});
