import { until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage, MARIA } from '../support/customer';
import { Site } from '../support/site';

jest.setTimeout(240_000);

const TOOLS = [
  'Invite',
  'Participants',
  'Chat',
  'Audio',
  'Video',
  'Remote control',
  'File transfer',
  'Customer system info',
  'Notes',
  'Record',
  'End session',
];

let site: Site;
let browser: Browser;
let desk: AgentDesk;

beforeAll(async () => {
  [site, browser, desk] = await Promise.all([Site.start(), startChromium(), AgentDesk.open()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
  await site?.close();
});

test('W1 W6 W8 W14 W25 the main job: from an empty data folder to a command typed on the customer’s computer', async () => {
  // The CSR: first administrator, out and in again, one primary action.
  const ana = await CsrPage.open(browser, site);
  await ana.setUp();
  await ana.signOut();
  await ana.signIn();
  await ana.startButton.click();
  await ana.toolbar.waitFor();
  expect(await ana.toolNames()).toEqual(TOOLS);
  await ana.openPanel('Participants');
  expect(await ana.people()).toEqual([`${ANA.name} (You)`]);

  // The customer: a link, a name, a wait.
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.join(link);
  await maria.heading('Ana will let you in').waitFor();
  await ana.admit(MARIA);
  await maria.isIn();
  expect(await ana.people()).toEqual([`${ANA.name} (You)`, MARIA]);

  // They talk.
  await maria.say('Hello, the invoice is not saved');
  await ana.openPanel('Chat');
  await ana.hears(['Hello, the invoice is not saved']);
  await ana.say('I will have a look');
  await maria.hears(['Hello, the invoice is not saved', 'I will have a look']);

  // The page leads to the agent, which does nothing yet.
  await desk.attach(await maria.agentCommand());
  await maria.page.getByText(/^The Relevo agent runs on /).waitFor();

  // The CSR asks, the customer answers in front of the computer.
  await ana.askFor('Control mouse and keyboard');
  expect(await ana.hands.count()).toBe(0);
  await desk.press('Allow');
  await ana.controls();
  await desk.bordered(true);
  await maria.button('Stop: Use your mouse and keyboard').waitFor();

  // A command in a real terminal, through the picture.
  const terminal = await desk.terminal('Terminal of María');
  await ana.click({ x: terminal.x + 200, y: terminal.y + 100 });
  await ana.type("echo 'héllo ñ 漢 #!@{}~|' > proof.txt");
  await ana.press('Enter');
  expect(await desk.fileWith('proof.txt', '\n')).toBe('héllo ñ 漢 #!@{}~|\n');

  // A window, dragged by its title.
  const title = { x: terminal.x + 150, y: terminal.y - 8 };
  await ana.drag(title, { x: title.x + 170, y: title.y + 120 });
  const moved = await until('the window at its new place', 10_000, async () => {
    const [window] = (await desk.desktop.windows()).filter(({ id }) => id === terminal.id);
    return window && window.x !== terminal.x && window.y === terminal.y + 120 ? window : null;
  });
  expect(moved).toEqual({ ...terminal, x: terminal.x + 170, y: terminal.y + 120 });

  // And it is over for everybody.
  await desk.press('Stop everything');
  await ana.holdsNothing();
  await desk.bordered(false);
  await ana.endSession();
  await maria.heading('The session is over').waitFor();
  expect([...ana.person.faults, ...maria.person.faults]).toEqual([]);
});
