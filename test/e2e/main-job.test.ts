import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { startWholeChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage, MARIA } from '../support/customer';
import { attach, meet, takeControl } from '../support/road';
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
  [site, browser] = await Promise.all([Site.start(), startWholeChromium()]);
});
beforeEach(async () => {
  desk = await AgentDesk.open();
});
afterEach(() => desk?.close());
afterAll(async () => {
  await browser?.close();
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
  await attach(maria, desk);

  // The CSR asks, the customer answers in front of the computer.
  await ana.askFor('Control mouse and keyboard');
  expect(await ana.picture.hands.count()).toBe(0);
  await desk.press('Allow');
  await ana.controls();
  await desk.bordered(true);
  await maria.button('Stop: Use your mouse and keyboard').waitFor();

  // A command in a real terminal, through the picture.
  const terminal = await desk.terminal('Terminal of María');
  await ana.picture.click({ x: terminal.x + 200, y: terminal.y + 100 });
  await ana.type("echo 'héllo ñ 漢 #!@{}~|' > proof.txt");
  await ana.press('Enter');
  expect(await desk.fileWith('proof.txt', '\n')).toBe('héllo ñ 漢 #!@{}~|\n');

  // A window, dragged by its title.
  const title = { x: terminal.x + 150, y: terminal.y - 8 };
  const place = async () => (await desk.desktop.windows()).find(({ id }) => id === terminal.id);
  await ana.picture.drag(title, { x: title.x + 170, y: title.y + 120 }, async () => {
    const window = await place();
    return window?.x === terminal.x + 170 && window.y === terminal.y + 120;
  });
  // Until then every click is part of the drag, also the customer's own.
  await desk.letGo();
  expect(await place()).toEqual({ ...terminal, x: terminal.x + 170, y: terminal.y + 120 });

  // And it is over for everybody.
  await desk.press('Stop everything');
  await ana.holdsNothing();
  await desk.bordered(false);
  await ana.endSession();
  await maria.heading('The session is over').waitFor();
  expect([...ana.person.faults, ...maria.person.faults]).toEqual([]);
});

describe('Stop, while the CSR types', () => {
  let ana: CsrPage;
  let maria: CustomerPage;

  beforeEach(async () => {
    ana = await CsrPage.open(browser, site);
    await ana.signIn();
    maria = await meet(ana, browser);
    await attach(maria, desk);
  });

  test.each([
    ['in the agent’s window', () => desk.press('Stop everything')],
    ['with the stop keys', () => desk.desktop.key('Ctrl+Alt+Shift+S')],
    ['on the customer’s page', () => maria.button('Stop everything').click()],
    ['in the console', () => ana.button('Stop controlling').click()],
  ])('W25 SEC-C5 %s ends control: the terminal gets nothing more', async (_, stop) => {
    await takeControl(ana, desk);
    // Every character arrives in the file by itself.
    const file = `typed-${randomUUID()}`;
    const terminal = await desk.terminal(file, `stty -icanon -echo; exec cat > ${file}`);
    const inside = { x: terminal.x + 100, y: terminal.y + 100 };
    await ana.picture.click(inside);
    const typing = ana.page.keyboard.type('x'.repeat(400), { delay: 10 });
    await desk.fileWith(file, /x{10}/);

    await stop();
    await desk.bordered(false);
    // Whoever sits there goes on with their own keyboard; what is typed in the console goes nowhere.
    await desk.desktop.click(inside.x, inside.y);
    await desk.desktop.focused(terminal);
    await desk.desktop.type('mine');
    await desk.fileWith(file, 'mine');
    await ana.picture.hands.waitFor({ state: 'detached' });
    await typing;
    await ana.type('xxxx');
    await desk.desktop.type('!');
    // The stop keys are the customer's own, so the terminal gets them too: as control characters.
    expect((await desk.fileWith(file, '!')).replaceAll(/\p{Cc}/gu, '')).toMatch(/^x{10,399}mine!$/);
  });
});
