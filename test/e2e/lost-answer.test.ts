import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage } from '../support/customer';
import { Site } from '../support/site';

jest.setTimeout(240_000);

const JOIN = '**/invites/join';
const WAITING = 'Ana will let you in';

let site: Site;
let browser: Browser;
let ana: CsrPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
  await ana.startButton.click();
  await ana.toolbar.waitFor();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A customer whose first join is counted by the server while no answer comes to the page until the line is mended. */
const loses = async (onCounted: () => Promise<void> = async () => undefined) => {
  const customer = await CustomerPage.open(browser);
  let counted = false;
  let mended = false;
  await customer.page.route(JOIN, async (route) => {
    if (mended) return route.continue();
    if (!counted) {
      counted = true;
      await route.fetch();
      await onCounted();
    }
    return route.abort();
  });
  const mend = (): void => {
    mended = true;
  };
  return { customer, mend };
};

test('SEC-J1 W45 a server killed between a join and its answer: the page comes in by itself, once', async () => {
  const { customer: maria, mend } = await loses(() => site.crash());
  const lost = maria.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/invites/join'));
  await maria.join((await ana.invite()).link, 'María');
  await lost;
  mend();
  await maria.heading(WAITING).waitFor({ timeout: 60_000 });
  await ana.openPanel('Participants');
  await ana.admit('María');
  await maria.isIn();
  expect(await ana.people()).toEqual([`${ANA.name} (You)`, 'María']);
});

test('SEC-J1 a line that stays away: the page says so, and Try again is the same join', async () => {
  const { customer: luca, mend } = await loses();
  await luca.join((await ana.invite()).link, 'Luca');
  await luca.button('Try again').waitFor({ timeout: 60_000 });
  await luca.page.getByText('The service did not answer.').waitFor();
  mend();
  await luca.button('Try again').click();
  await luca.heading(WAITING).waitFor();
});

test('SEC-J1 a page that is reloaded before the answer goes on with the same join', async () => {
  const { customer: paula, mend } = await loses();
  const lost = paula.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/invites/join'));
  await paula.join((await ana.invite()).link, 'Paula');
  await lost;
  mend();
  await paula.page.reload();
  await paula.heading(WAITING).waitFor();
  await ana.admit('Paula');
  await paula.isIn();
});
