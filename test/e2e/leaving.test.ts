import type { Browser } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import type { CustomerPage } from '../support/customer';
import { attach, meet, takeControl } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(120_000);

let site: Site;
let browser: Browser;
let desk: AgentDesk;
let ana: CsrPage;
let maria: CustomerPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
  await ana.set({ deviceLostSeconds: 8 });
});
beforeEach(async () => {
  desk = await AgentDesk.open();
  maria = await meet(ana, browser);
  await attach(maria, desk);
  await takeControl(ana, desk);
});
afterEach(async () => {
  await desk?.close();
  await site.comeBack();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test('W45 a customer leaves on the page: every device of theirs leaves too; they have no way to end it for all', async () => {
  expect(await maria.button(/^End/).count()).toBe(0);
  await maria.leave();
  await desk.bordered(false);
  await desk.titled(/^Help for /);
  await ana.holdsNothing();
  await ana.openPanel('Participants');
  expect(await ana.people()).toEqual(['Ana Ruiz (You)']);
  // For the CSR the session goes on.
  expect(await ana.whyNot('End session')).toBeNull();
});

test('W45 a customer leaves in the agent’s window while the server is away', async () => {
  await site.goAway();
  await desk.press('Leave session');
  await desk.bordered(false);
  await ana.hands.waitFor({ state: 'detached' });
  // Once there is a server again, it misses the agent, and the log says that all is over.
  await site.comeBack();
  await ana.holdsNothing();
});

test('W44 the CSR ends the session at any time, for everybody', async () => {
  await ana.endSession();
  await ana.page.getByRole('heading', { name: 'This session is over' }).waitFor();
  await maria.heading('The session is over').waitFor();
  await desk.bordered(false);
  await desk.titled(/^Help for /);
  await ana.holdsNothing();
  expect(await ana.whyNot('Remote control')).not.toBeNull();
  // Nothing leads back in.
  await maria.page.reload();
  await maria
    .heading('The session is over')
    .or(maria.heading('Enter your code'))
    .or(maria.page.getByRole('alert'))
    .waitFor();
});
