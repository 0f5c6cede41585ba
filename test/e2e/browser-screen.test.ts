import type { Browser } from 'playwright-core';
import { startWholeChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import type { CustomerPage } from '../support/customer';
import { meet } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(120_000);

const GREEN = [0, 160, 80] as const;

let site: Site;
let browser: Browser;
let ana: CsrPage;
let maria: CustomerPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startWholeChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
});
beforeEach(async () => {
  maria = await meet(ana, browser);
  await maria.openTabToShow(`rgb(${GREEN.join(',')})`);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test('W23 W25 a browser shows the screen after Allow and the browser’s own question, and stops at a press', async () => {
  await ana.askFor('See the screen');
  const question = maria.page.getByRole('dialog', { name: 'May Ana see your screen?' });
  await question.waitFor();
  expect(await ana.picture.video.count()).toBe(0);
  await question.getByRole('button', { name: 'Allow', exact: true }).click();
  await ana.picture.videoShows(GREEN);
  // A browser can only show: there is nothing to type or click into.
  expect(await ana.picture.hands.count()).toBe(0);

  await maria.button('Stop: See your screen').click();
  await ana.picture.video.waitFor({ state: 'detached' });
  await ana.holdsNothing();
  await maria.now.getByText('Nothing. Ana asks you before anything happens.').waitFor();
});

test('W25 nothing is shown when the customer does not allow it', async () => {
  await ana.askFor('See the screen');
  await maria.button('Don’t allow').click();
  await ana.page.getByText('María did not allow you to see the screen').first().waitFor();
  expect(await ana.picture.video.count()).toBe(0);
});

test('W23 control is refused while the customer has only a browser, with the reason', async () => {
  await ana.tool('Remote control').click();
  const control = ana.page.getByRole('menuitem', { name: 'Control mouse and keyboard', exact: true });
  expect(await control.getAttribute('aria-disabled')).toBe('true');
  await ana.page
    .getByText(/^The customer’s device cannot do this yet\./)
    .first()
    .waitFor();
});

test('W45 leaving ends the picture at once, also while the server is away', async () => {
  await ana.askFor('See the screen');
  await maria.button('Allow').click();
  await ana.picture.videoShows(GREEN);
  await site.goAway();
  await maria.leave();
  await ana.picture.video.waitFor({ state: 'detached' });
  await site.comeBack();
  await ana.page.getByText('María left').first().waitFor();
  await ana.holdsNothing();
});

test('W23 a phone cannot show its screen, and the page says why', async () => {
  const phone = await meet(ana, browser, {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  });
  await phone.heading('Your screen cannot be shown from this device').waitFor();
  await ana.tool('Remote control').click();
  const view = ana.page.getByRole('menuitem', { name: 'See the screen', exact: true });
  expect(await view.getAttribute('aria-disabled')).toBe('true');
});
