import type { Browser } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import type { CustomerPage } from '../support/customer';
import { CutLine } from '../support/cut-line';
import { attach, meet, takeControl } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(120_000);

let site: Site;
let browser: Browser;
let desk: AgentDesk;
/** The agent's own way to the server; everybody else has another. */
let line: CutLine;
let ana: CsrPage;
let maria: CustomerPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  line = await CutLine.to(site.origin);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
  await ana.set({ deviceLostSeconds: 8 });
});
beforeEach(async () => {
  desk = await AgentDesk.open();
  maria = await meet(ana, browser);
  await attach(maria, desk, line.url);
  await takeControl(ana, desk);
});
afterEach(async () => {
  await desk?.close();
  line.mend();
  await site.comeBack();
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
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
  await ana.picture.hands.waitFor({ state: 'detached' });
  // Once there is a server again, it misses the agent, and the log says that all is over.
  await site.comeBack();
  await ana.holdsNothing();
});

test('W45 a customer leaves on the page while the server is away: the console passes it on, and the agent lets go', async () => {
  await site.goAway();
  await maria.leave();
  await desk.bordered(false);
  await maria.page.getByText('cannot see or do anything on your device').waitFor();
  await ana.picture.hands.waitFor({ state: 'detached' });
  await site.comeBack();
  await ana.holdsNothing();
});

test('SEC-C5 a customer stops on the page while the agent’s own line is cut: the console passes it on, and the agent lets go', async () => {
  line.cut();
  await maria.button('Stop everything').click();
  await desk.bordered(false);
  await ana.picture.hands.waitFor({ state: 'detached' });
  // The computer itself has not confirmed it in the log: the page does not claim that it has.
  await maria.now.getByText('Stopping… your computer confirms it.').first().waitFor();
  line.mend();
  await ana.holdsNothing();
  await maria.now.getByText('Stopping…').first().waitFor({ state: 'detached' });
});

test('SEC-C5 a customer stops in the agent’s window while its own line is cut: the pages hear it later', async () => {
  line.cut();
  await desk.press('Stop everything');
  await desk.bordered(false);
  await ana.picture.hands.waitFor({ state: 'detached' });
  line.mend();
  await ana.holdsNothing();
  await maria.button('Stop: Use your mouse and keyboard').waitFor({ state: 'detached' });
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

test('W45 with server and console away the page says where to press Stop, and what was left undone is done later', async () => {
  await site.goAway();
  await ana.page.close();
  await maria.leave();
  await maria.page.getByText('could not be told').waitFor();
  expect(await maria.page.getByText('cannot see or do anything').count()).toBe(0);
  await desk.press('Stop everything');
  await desk.bordered(false);
  await site.comeBack();
  await maria.page.getByText('cannot see or do anything on your device').waitFor();
  ana = await CsrPage.open(browser, site);
  await ana.signIn();
});
