import type { EventPage } from '@relevo/contracts';
import {
  evolveSession,
  type HiddenEvent,
  noSession,
  readRecord,
  type SessionEvent,
  type SessionState,
} from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser, Page } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import type { CustomerPage } from '../support/customer';
import { attach, meet, takeControl } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(240_000);

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
  await ana.openPanel('Chat');
});
afterEach(async () => {
  await desk?.close();
  await site.comeBack();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A terminal that writes every character at once into a file; the CSR has clicked into it. */
const typingInto = async (file: string) => {
  const terminal = await desk.terminal(file, `stty -icanon -echo; exec cat > ${file}`);
  await ana.picture.click({ x: terminal.x + 100, y: terminal.y + 100 });
};

const ENDED = { status: 'ended', active: false };

/** The session as the log has it. */
const logOf = async (csr: CsrPage): Promise<SessionState> => {
  const { sessionId } = csr;
  const { records } = await csr.rest<EventPage>('GET', `/streams/${sessionId}/events?limit=500`);
  return records
    .map((record) => readRecord(record) as SessionEvent | HiddenEvent)
    .reduce(evolveSession, noSession(sessionId));
};

/** Something that a reload would take away. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { loadedOnce: true }) && undefined);
const marked = (page: Page) => page.evaluate(() => 'loadedOnce' in window);

/** Waits until both pages show exactly these lines; what was written at the same time may stand in any order, the same on both. */
const bothHear = async (lines: readonly string[]): Promise<void> => {
  await until(`both hear ${JSON.stringify(lines)}`, PATIENCE_MS, async () => {
    const [one, other] = [await ana.chat(), await maria.chat()];
    const same = JSON.stringify(one) === JSON.stringify(other);
    return same && JSON.stringify(one.toSorted()) === JSON.stringify(lines.toSorted()) ? true : null;
  });
};

test('SEC-C5 kill -9 of the server while it is chatted and controlled: control goes on, Stop works, and all continue without a reload', async () => {
  for (const { page } of [ana, maria]) await mark(page);
  await ana.say('before');
  await bothHear(['before']);
  await typingInto('typed');

  await site.goAway();
  await ana.type('without a server');
  await desk.fileWith('typed', 'without a server');
  await maria.say('María, meanwhile');
  await maria.page.locator('.bubble-pending').waitFor();
  await ana.say('Ana, meanwhile');
  await ana.page.locator('article[data-pending]').waitFor();
  await site.comeBack();
  await bothHear(['before', 'María, meanwhile', 'Ana, meanwhile']);

  // The same control, never interrupted.
  await ana.controls();
  await desk.bordered(true);
  const terminal = await desk.titled(/^typed$/);
  await ana.picture.click({ x: terminal.x + 100, y: terminal.y + 100 });
  await ana.type(', and with one');
  await desk.fileWith('typed', 'without a server, and with one');

  await site.goAway();
  await desk.press('Stop everything');
  await desk.bordered(false);
  await ana.picture.hands.waitFor({ state: 'detached' });
  await ana.type('lost');
  await site.comeBack();
  await ana.holdsNothing();
  expect(desk.file('typed')).toBe('without a server, and with one');
  await ana.say('after');
  await bothHear(['before', 'María, meanwhile', 'Ana, meanwhile', 'after']);
  expect(await Promise.all([ana, maria].map(({ page }) => marked(page)))).toEqual([true, true]);
  expect([...ana.person.faults, ...maria.person.faults]).toEqual([]);
});

test('a console and a customer’s page that are reloaded are back where they were', async () => {
  await ana.say('one');
  await maria.say('two');
  await bothHear(['one', 'two']);
  const { sessionId } = ana;

  await ana.page.reload();
  await ana.toolbar.waitFor();
  expect(ana.sessionId).toBe(sessionId);
  await ana.openPanel('Chat');
  await maria.page.reload();
  await maria.isIn();
  await maria.page.getByText(/^The Relevo agent runs on /).waitFor();
  await bothHear(['one', 'two']);
  await maria.say('three');
  await ana.say('four');
  await bothHear(['one', 'two', 'three', 'four']);
  // The same person with the same key: what was allowed goes on.
  await ana.controls();
  await desk.bordered(true);
  await typingInto('again');
  await ana.type('driven on');
  await desk.fileWith('again', 'driven on');
});

test('SEC-C6 kill -9 of the agent while keys and a button are held leaves nothing behind; a new agent has no grant and asks', async () => {
  await typingInto('held');
  // A key that the X server repeats for as long as it is down, and a drag; Shift and letters go only with what they make.
  await ana.page.keyboard.down('ArrowDown');
  await ana.page.mouse.down();
  await until('key and button are held', PATIENCE_MS, async () =>
    (await desk.desktop.held()) === 2 ? true : null,
  );
  await desk.crashAgent();
  await desk.letGo();
  await desk.bordered(false);
  const left = desk.file('held');
  await ana.page.keyboard.up('ArrowDown');
  await ana.page.mouse.up();

  // Both pages show that it is over; what is done in the console has no effect.
  await ana.page.getByText('The agent of María cannot be reached any more').first().waitFor();
  await ana.holdsNothing();
  await maria.button('Show me how').waitFor();
  const over = Object.values((await logOf(ana)).grants);
  expect(over.map(({ status, active }) => ({ status, active }))).toEqual([ENDED, ENDED]);
  expect(await desk.desktop.held()).toBe(0);
  expect(desk.file('held')).toBe(left);

  await attach(maria, desk);
  await ana.button('Remote control').waitFor();
  expect(await ana.picture.hands.count()).toBe(0);
  await desk.bordered(false);
  await takeControl(ana, desk);
  const all = Object.values((await logOf(ana)).grants);
  expect(all.slice(over.length).map(({ status }) => status)).toEqual(['given', 'given']);
  expect(all.slice(0, over.length)).toEqual(over);
  await typingInto('again');
  await ana.type('driven again');
  await desk.fileWith('again', 'driven again');
});
