import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage, MARIA } from '../support/customer';
import { attach, meet, takeControl } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(180_000);

const JORGE = 'Jorge Peña';
const SOFIA = 'Sofia Conti';
const MARCO = 'Marco Bruni';

let site: Site;
let browser: Browser;
let ana: CsrPage;
let jorge: CsrPage;
let sofia: CsrPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
  jorge = await ana.colleague(browser, JORGE);
  sofia = await ana.colleague(browser, SOFIA, 'supervisor');
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => {
  expect([ana, jorge, sofia].flatMap(({ person }) => person.faults)).toEqual([]);
});

/** What the customer's device signed of one kind, by the log. */
const facts = async (who: CsrPage, session: string, type: string) => {
  const { records } = await who.rest<{ records: { content?: { body: string } }[] }>(
    'GET',
    `/streams/${session}/events?since=0&limit=500`,
  );
  const events = records.flatMap(({ content }) =>
    content ? [JSON.parse(content.body) as { type: string; data: { reason?: string; words?: string } }] : [],
  );
  return events.filter((event) => event.type === type).map(({ data }) => data);
};

test('W39 W40 W41 W42 W43 SEC-C8 a colleague is asked in, takes over, and asks anew: with the transfer the computer lets go', async () => {
  const desk = await AgentDesk.open();
  try {
    const maria = await meet(ana, browser);
    await attach(maria, desk);
    await takeControl(ana, desk);
    const session = ana.sessionId;

    // Jorge's console rings on its home page; everybody sees him come.
    await ana.askIn(JORGE);
    await jorge.ring(ANA.name).waitFor();
    await jorge.comeIn(ANA.name);
    expect(jorge.sessionId).toBe(session);
    await maria.page.getByText(`${JORGE} has come to help.`).waitFor();
    expect(await jorge.whyNot('End session')).toBe('Only the CSR responsible for the session can do this.');
    expect(await jorge.picture.hands.count()).toBe(0);

    // The transfer: the red border goes, nobody drives, the customer is told by whom she is helped now.
    await ana.transferTo(JORGE, 'My shift ends');
    await desk.bordered(false);
    await ana.holdsNothing();
    await jorge.holdsNothing();
    await maria.page.getByText(/^Jorge helps you from now on/).waitFor();
    await maria.page.getByRole('region', { name: 'What Jorge can do now' }).waitFor();
    expect(await maria.page.getByText('My shift ends').count()).toBe(0);
    await jorge.page.getByText('My shift ends').first().waitFor();
    expect(await ana.whyNot('Remote control')).toBe('Only the CSR responsible for the session can do this.');
    expect(await ana.whyNot('End session')).toBe('Only the CSR responsible for the session can do this.');
    const ends = await until('the computer’s own word', PATIENCE_MS, async () => {
      const told = await facts(ana, session, 'grant.ended');
      return told.length === 2 ? told : null;
    });
    expect(ends.map(({ reason }) => reason)).toEqual(['transferred', 'transferred']);

    // Jorge asks, the prompt names him, and he drives.
    await jorge.askFor('Control mouse and keyboard');
    await desk.press('Allow');
    await jorge.controls();
    await desk.bordered(true);
    // What María read in front of her computer, signed there.
    const words = (await facts(jorge, session, 'grant.given')).map((given) => given.words ?? '');
    expect(
      words.map((text) => (text.includes('Jorge') ? 'Jorge' : text.includes('Ana') ? 'Ana' : text)),
    ).toEqual(['Ana', 'Ana', 'Jorge', 'Jorge']);

    // The former owner leaves; the session goes on. Control ends with its owner's word.
    await ana.tool('Leave').click();
    await ana.page.getByRole('heading', { name: 'You have left this session' }).waitFor();
    await desk.bordered(true);
    await jorge.endSession();
    await desk.bordered(false);
    await maria.heading('The session is over').waitFor();
    expect(maria.person.faults).toEqual([]);
  } finally {
    await desk.close();
  }
});

test('W40 a colleague declines a ring, and comes by a link after signing in', async () => {
  await meet(ana, browser);
  await jorge.page.goto(`${site.origin}/`);
  await ana.askIn(JORGE);
  await jorge.ring(ANA.name).waitFor();
  await jorge
    .ring(ANA.name)
    .getByRole('button', { name: /^Decline/ })
    .click();
  await jorge.ring(ANA.name).waitFor({ state: 'detached' });
  await ana.tool('Invite').click();
  const dialog = ana.page.getByRole('dialog', { name: 'Invite', exact: true });
  await dialog.getByRole('tab', { name: 'Support representative' }).click();
  await dialog.getByText('did not come').waitFor();
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link for a colleague' }).inputValue();
  await ana.page.keyboard.press('Escape');
  await jorge.signOutAs(JORGE);
  await jorge.page.goto(link);
  await jorge.page.getByLabel('E-mail').fill('jorge@norvia.example');
  await jorge.page.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
  await jorge.button('Sign in').click();
  await jorge.page.getByRole('heading', { name: `${ANA.name} asks you to help` }).waitFor();
  await jorge.button('Come in').click();
  await jorge.toolbar.waitFor();
  await ana.openPanel('Participants');
  await until('Jorge is here', PATIENCE_MS, async () => ((await ana.people()).includes(JORGE) ? true : null));
  // W47: the key of this tool, not to be pressed by a slip, stands in the list of keys.
  expect(await jorge.tool('Leave').getAttribute('aria-keyshortcuts')).toBe('Shift+L');
  await jorge.press('?');
  const keys = jorge.page.getByRole('dialog', { name: 'Keyboard' });
  await keys.getByText('Shift+L').waitFor();
  await jorge.press('Escape');
  await keys.waitFor({ state: 'hidden' });
  await jorge.press('Shift+L');
  await jorge.page.getByRole('heading', { name: 'You have left this session' }).waitFor();
  await ana.endSession();
});

test('W39 SEC-A2 SEC-A4 SEC-C8 an expert from outside does what was ticked, as a guest by name, until the owner sends them out', async () => {
  const desk = await AgentDesk.open();
  const marco = await CsrPage.open(browser, site);
  try {
    const maria = await meet(ana, browser);
    await attach(maria, desk);
    await ana.openPanel('Chat');
    await ana.say('before the expert came');
    const link = await ana.expertLink('Ask for mouse and keyboard');
    await marco.page.goto(link);
    await marco.page.getByRole('heading', { name: `${ANA.name} asks for your help` }).waitFor();
    expect(await marco.page.getByRole('listitem').allTextContents()).toEqual([
      'Chat with everybody in the session, from now on',
      'Ask the customer to show you their screen',
      'Ask the customer for mouse and keyboard',
    ]);
    await marco.comeAsExpert(link, MARCO);
    await maria.page
      .getByText(`${MARCO} has come in: an expert from outside, guest of ${ANA.name}.`)
      .waitFor();

    // Who is somebody here already does not become somebody else by a link.
    const another = await ana.expertLink();
    for (const [who, name] of [
      [marco, MARCO],
      [jorge, JORGE],
    ] as const) {
      await who.page.goto('about:blank');
      await who.page.goto(another);
      await who.page.getByText(`You are signed in here as ${name}.`).waitFor();
    }
    await marco.page.goto(`${site.origin}/sessions/${ana.sessionId}`);
    await marco.toolbar.waitFor();

    // One session and nothing beside it, whatever address is typed.
    expect(marco.sessionId).toBe(ana.sessionId);
    expect(await marco.page.getByRole('navigation').count()).toBe(0);
    for (const path of ['/', '/settings/users', '/history']) {
      await marco.page.goto(`${site.origin}${path}`);
      await marco.toolbar.waitFor();
      expect(marco.sessionId).toBe(ana.sessionId);
    }
    expect(await marco.whyNot('End session')).toBe('Experts from outside cannot do this.');
    expect(await marco.whyNot('Invite')).toBe('Experts from outside cannot do this.');
    expect(await marco.whyNot('Notes')).toMatch(/^This was not allowed to you/);
    await marco.openPanel('Chat');
    await marco.say('Marco here');
    await maria.line('Marco here').waitFor();
    await maria.line('Marco here').getByText('guest', { exact: true }).waitFor();
    expect(await marco.chat()).toEqual(['Marco here']);

    // Under the eyes of the owner; the window in front of the computer says whose guest asks.
    expect(await marco.whyNot('Remote control')).toMatch(/once they see the screen/);
    await ana.askFor('See the screen');
    await desk.press('Allow');
    await ana.picture.hands.or(ana.running).first().waitFor();
    await marco.askFor('Control mouse and keyboard');
    await desk.press('Allow');
    await marco.controls();
    await desk.bordered(true);
    // María's page says of each what is theirs.
    const his = maria.page.getByRole('region', { name: new RegExp(`^${MARCO} .*guest of ${ANA.name}`) });
    await his.getByText('Use your mouse and keyboard').waitFor();
    expect(await maria.page.getByText('Use your mouse and keyboard').count()).toBe(1);
    const words = (await facts(ana, ana.sessionId, 'grant.given')).map((given) => given.words ?? '');
    expect(words.map((text) => /guest of Ana Ruiz\n.*\nFrom outside, not from /.test(text))).toEqual([
      false,
      true,
      true,
    ]);

    await ana.openPanel('Participants');
    await ana.page.getByText(`Expert, guest of ${ANA.name}`).waitFor();
    await ana.button(`What to do about ${MARCO}`).click();
    await ana.page.getByRole('menuitem', { name: 'Send out of the session' }).click();
    await marco.page.getByRole('heading', { name: 'Your part in this session is over' }).waitFor();
    await desk.bordered(false);
    await maria.page.getByText('Marco has left.').waitFor();
    await marco.page.goto(link);
    await marco.page.getByRole('heading', { name: 'This link does not open' }).waitFor();
    await marco.page.goto(`${site.origin}/sessions/${ana.sessionId}`);
    await marco.button('Sign in').waitFor();
    await ana.endSession();
    expect([...maria.person.faults, ...marco.person.faults]).toEqual([]);
  } finally {
    await desk.close();
  }
});

test('W12 W13 another customer becomes the primary one: what the former showed ends, and both are told', async () => {
  const desk = await AgentDesk.open();
  try {
    const maria = await meet(ana, browser);
    await attach(maria, desk);
    await takeControl(ana, desk);
    const { link } = await ana.invite();
    const luca = await CustomerPage.open(browser);
    await luca.join(link, 'Luca Ferri');
    await ana.admit('Luca Ferri');
    await luca.isIn();
    await luca.page.getByText('María’s computer is being helped.').waitFor();
    await ana.openPanel('Participants');
    await ana.button('What to do about Luca Ferri').click();
    await ana.page.getByRole('menuitem', { name: 'Make primary customer' }).click();
    await desk.bordered(false);
    await ana.holdsNothing();
    await luca.page.getByText(/^From now on Ana helps on your computer/).waitFor();
    await maria.page.getByText(/^Luca’s computer is helped now/).waitFor();
    await ana.endSession();
    expect([...maria.person.faults, ...luca.person.faults]).toEqual([]);
  } finally {
    await desk.close();
  }
});

test('W43 a parked session runs nothing; the same link brings the customer back when it goes on', async () => {
  await ana.startSession();
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.join(link);
  await ana.admit(MARIA);
  await maria.isIn();
  await ana.tool('End session').click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Park', exact: true }).click();
  await ana.page.getByRole('heading', { name: 'This session is parked' }).waitFor();
  await maria.page.getByText('Ana goes on later').waitFor();
  expect(await ana.whyNot('Remote control')).toMatch(/parked/);
  await maria.page.goto('about:blank');
  await ana.button('Go on').click();
  await maria.page.goto(link);
  await maria.isIn();
  await ana.endSession();
  await maria.heading('The session is over').waitFor();
});

test('W43 a quiet session is warned of in every tab, also one that opens later; kept open it stays, else the server parks it', async () => {
  // The shortest that there is: a warning after half a minute, parked after a whole one.
  await ana.set({ idleParkMinutes: 1 });
  const maria = await meet(ana, browser);
  const warning = (on: CsrPage) => on.page.getByText(/^Nothing has happened here for 1 minute/);
  await warning(ana).waitFor({ timeout: PATIENCE_MS });
  const later = await ana.anotherTab();
  await later.page.goto(ana.page.url());
  await warning(later).waitFor();
  expect(await maria.page.getByText(/Nothing has happened/).count()).toBe(0);
  await later.button('Keep it open').click();
  for (const tab of [ana, later]) await warning(tab).waitFor({ state: 'detached' });
  await later.page.close();
  await warning(ana).waitFor({ timeout: PATIENCE_MS });
  await ana.page.getByRole('heading', { name: 'This session is parked' }).waitFor({ timeout: PATIENCE_MS });
  await ana.page.getByText('Nothing had happened here for a while.').waitFor();
  await maria.page.getByText('Ana goes on later').waitFor();
  await ana.set({ idleParkMinutes: 0 });
  await ana.button('Go on').click();
  await ana.endSession();
  await maria.heading('The session is over').waitFor();
});

test('SEC-C12 a supervisor joins before everybody’s eyes, and takes over when the owner is lost', async () => {
  const maria = await meet(ana, browser);
  const session = ana.sessionId;
  await sofia.page.goto(`${site.origin}/`);
  await sofia.button(`Join the session with ${MARIA} visibly`).click();
  await sofia.toolbar.waitFor();
  await maria.page.getByText(`${SOFIA}, a supervisor, has come in.`).waitFor();
  expect(await sofia.button('Take over').count()).toBe(0);
  await ana.page.goto('about:blank');
  await sofia.button('Take over').click();
  const dialog = sofia.page.getByRole('dialog', { name: `Take over from ${ANA.name}` });
  await dialog.getByLabel('Why').fill('Her computer died');
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await maria.page.getByText(/^Sofia helps you from now on/).waitFor();
  expect(await maria.page.getByText('Her computer died').count()).toBe(0);
  await ana.page.goto(`${site.origin}/sessions/${session}`);
  await ana.page.getByText(`${SOFIA} is responsible`, { exact: true }).waitFor();
  await sofia.endSession();
  await maria.heading('The session is over').waitFor();
});
