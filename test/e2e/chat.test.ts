import { randomUUID } from 'node:crypto';
import type { SessionView } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage, MARIA } from '../support/customer';
import { Site } from '../support/site';

jest.setTimeout(180_000);

const JORGE = 'Jorge Peña';
const LUCA = 'Luca Ferri';

let site: Site;
let browser: Browser;
let ana: CsrPage;
let jorge: CsrPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
  jorge = await ana.colleague(browser, JORGE);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Every frame that a page gets by its sockets from now on. */
const frames = (page: CsrPage['page']): string[] => {
  const got: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => got.push(String(payload))));
  return got;
};

/** Two CSRs at their consoles, María at a computer, Luca on a small phone; Luca comes after María's first line. */
const four = async () => {
  await ana.startSession();
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  const heard = { maria: frames(maria.page), luca: [] as string[] };
  await maria.join(link);
  await ana.admit(MARIA);
  await maria.isIn();
  await ana.openPanel('Chat');
  await maria.say('Before anybody else');
  await ana.hears(['Before anybody else']);
  await ana.askIn(JORGE);
  await jorge.ring(ANA.name).waitFor();
  await jorge.comeIn(ANA.name);
  await jorge.openPanel('Chat');
  const second = await ana.invite();
  const luca = await CustomerPage.open(browser, { viewport: { width: 360, height: 740 } });
  heard.luca = frames(luca.page);
  await luca.join(second.link, LUCA);
  await ana.admit(LUCA);
  await luca.isIn();
  await ana.openPanel('Chat');
  return { maria, luca, heard };
};

test('W14 W15 two CSRs and two customers: each sees what was for them, marked as private, and what became of their own lines', async () => {
  const { maria, luca, heard } = await four();
  // Luca came later: what María said before is not his to read. Jorge helps: he reads it.
  await jorge.hears(['Before anybody else']);
  expect(await luca.chat()).toEqual([]);

  await ana.sendTo(JORGE);
  await ana.say('The NAS was moved last night');
  await jorge.line('The NAS was moved').getByText('to you only').waitFor();
  await ana.sendTo('All representatives');
  await ana.say('Careful with the invoices');
  await jorge.line('Careful with the invoices').getByText('to representatives only').waitFor();
  await luca.sendTo('Jorge');
  await luca.say('Is my file safe?');
  await jorge.line('Is my file safe?').getByText('to you only').waitFor();
  await maria.sendTo('All representatives');
  await maria.say('Luca must not see this');
  await ana.line('Luca must not see this').getByText('to representatives only').waitFor();
  await ana.sendTo('Everyone');
  await ana.say('Everything works again');

  const all = 'Everything works again';
  await luca.hears(['Is my file safe?', all]);
  await maria.hears(['Before anybody else', 'Luca must not see this', all]);
  await ana.hears([
    'Before anybody else',
    'The NAS was moved last night',
    'Careful with the invoices',
    'Luca must not see this',
    all,
  ]);
  await jorge.hears([
    'Before anybody else',
    'The NAS was moved last night',
    'Careful with the invoices',
    'Is my file safe?',
    'Luca must not see this',
    all,
  ]);
  // Nor did any of it come to their browsers.
  const [marias, lucas] = [heard.maria.join('\n'), heard.luca.join('\n')];
  for (const text of ['The NAS was moved', 'Careful with', 'Is my file safe'])
    expect(marias).not.toContain(text);
  for (const text of ['The NAS was moved', 'Careful with', 'Luca must not', 'Before anybody'])
    expect(lucas).not.toContain(text);
  for (const got of [marias, lucas]) expect(got).toContain(all);

  // Luca's phone shows the chat only when he looks there.
  await luca.line(all).scrollIntoViewIfNeeded();
  // All had it on their screens: the names are told when the mark is pressed, those who may not read a line are not among them.
  const markOf = (text: string) => ana.line(text).getByRole('button');
  const marked = async (text: string): Promise<string> =>
    (await markOf(text).getAttribute('aria-label')) ?? '';
  await until('read by all', PATIENCE_MS, async () =>
    (await marked(all)).startsWith('Read.') ? true : null,
  );
  for (const name of [JORGE, MARIA, LUCA]) expect(await marked(all)).toContain(name);
  expect(await marked('The NAS was moved')).toBe(`Read. Read by ${JORGE}`);
  await luca.line('Is my file safe?').getByRole('button', { name: 'Read', exact: true }).click();
  await luca.line('Is my file safe?').getByText('Read by Jorge').waitFor();

  // A reload takes neither what was said, nor what became of it, nor the choice and the text that was not sent.
  await ana.sendTo(JORGE);
  await ana.page.getByLabel('Write a message').fill('Half a thou');
  await ana.page.reload();
  await ana.toolbar.waitFor();
  await ana.page.getByText(`Only ${JORGE} and you read this`).waitFor();
  expect(await ana.page.getByLabel('Write a message').inputValue()).toBe('Half a thou');
  await ana.hears([
    'Before anybody else',
    'The NAS was moved last night',
    'Careful with the invoices',
    'Luca must not see this',
    all,
  ]);
  await until('read, after a reload', PATIENCE_MS, async () =>
    (await marked(all)).startsWith('Read.') ? true : null,
  );
  expect([ana, jorge, maria, luca].flatMap(({ person }) => person.faults)).toEqual([]);
  await ana.endSession();
});

test('W15 what was written for few goes to more only after a yes, by keyboard too, and not to others when its reader has left', async () => {
  const { maria, luca } = await four();
  await ana.sendTo(JORGE);
  const field = ana.page.getByLabel('Write a message');
  await field.fill('Only for Jorge');
  // By keyboard alone: the list opens, the arrow goes to the first choice, Enter takes it.
  await ana.button(/^Send to: /).focus();
  await ana.page.keyboard.press('Enter');
  await ana.page.getByRole('menuitemradio', { name: 'Everyone' }).waitFor();
  await ana.page.locator('[role=menuitemradio]:focus').filter({ hasText: 'Everyone' }).waitFor();
  await ana.page.keyboard.press('Enter');
  const warning = ana.page.getByText(/^You wrote this for Jorge Peña\. .+ would read it, too\.$/);
  await warning.waitFor();
  expect(await warning.textContent()).toContain(MARIA);
  // Enter in the field sends nothing while the question stands.
  await field.press('Enter');
  expect(await field.inputValue()).toBe('Only for Jorge');
  await ana.button('Keep it private').click();
  await warning.waitFor({ state: 'detached' });
  await field.press('Enter');
  await jorge.line('Only for Jorge').getByText('to you only').waitFor();
  expect(await maria.chat()).toEqual(['Before anybody else']);

  await luca.sendTo('Jorge');
  await luca.page.getByLabel(/^Write to /).fill('For Jorge alone');
  await luca.sendTo('Everyone');
  await luca.page.getByText(/^You wrote this for Jorge\./).waitFor();
  await luca.button('Keep it private').click();

  // Jorge leaves: the half-written line is not sent to anybody else.
  await field.fill('Second for Jorge');
  await jorge.tool('Leave').click();
  await jorge.page.getByRole('heading', { name: 'You have left this session' }).waitFor();
  await ana.page.getByText(`Not here any more: ${JORGE}. Choose who reads this.`).waitFor();
  await field.press('Enter');
  expect(await field.inputValue()).toBe('Second for Jorge');
  expect(await ana.button('Send').isDisabled()).toBe(true);
  await luca.page.getByText('Not here any more: Jorge. Choose who reads this.').waitFor();
  expect(await luca.button('Send').isDisabled()).toBe(true);
  await ana.sendTo('Everyone');
  await ana.button('Send to Everyone').click();
  await field.press('Enter');
  await maria.hears(['Before anybody else', 'Second for Jorge']);
  expect([ana, maria, luca].flatMap(({ person }) => person.faults)).toEqual([]);
  await ana.endSession();
});

test('W14 W15 whoever writes is shown to those for whom the line will be, and no more when they stop', async () => {
  const { maria, luca } = await four();
  await ana.sendTo(JORGE);
  await ana.page.getByLabel('Write a message').pressSequentially('Psst');
  await jorge.page.getByText(`${ANA.name} is writing…`).waitFor();
  await ana.sendTo('Everyone');
  await ana.button('Send to Everyone').click();
  await maria.page.getByLabel(/^Write to /).pressSequentially('Hola');
  await ana.page.getByText(`${MARIA} is writing…`).waitFor();
  await luca.page.getByText('María is writing…').first().waitFor();
  // It was told to Jorge alone: on the customers' pages it never stood.
  expect(await maria.page.getByText('Ana is writing…').count()).toBe(0);
  await maria.button('Send').click();
  await ana.page.getByText(`${MARIA} is writing…`).waitFor({ state: 'detached' });
  await jorge.page.getByText(`${ANA.name} is writing…`).waitFor({ state: 'detached' });
  await ana.endSession();
});

test('W14 SEC-X1 an address becomes a link that opens outside and says where it leads; a longer talk is read back page by page', async () => {
  await ana.startSession();
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.join(link);
  await ana.admit(MARIA);
  await maria.isIn();
  await ana.openPanel('Chat');
  await ana.say('See https://status.norvia.example/now, and javascript:alert(1)');
  const line = maria.line('See https');
  await line.getByText('Leads away from this page, to status.norvia.example').waitFor();
  const [address] = await line.locator('a').evaluateAll((links) =>
    links.map((one) => {
      const { href, target, rel } = one as HTMLAnchorElement;
      return { href, target, rel };
    }),
  );
  expect(address).toEqual({
    href: 'https://status.norvia.example/now',
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
  });
  expect(await line.locator('a').count()).toBe(1);

  const { conversationId: conversation } = await ana.rest<SessionView>('GET', `/sessions/${ana.sessionId}`);
  const count = 260;
  for (let n = 1; n <= count; n += 1)
    await ana.rest('POST', `/streams/${conversation}/commands`, {
      commandId: randomUUID(),
      stream: conversation,
      type: 'message.post',
      data: { messageId: randomUUID(), text: `Line ${n}`, to: 'everyone', sentAt: n },
    });
  await ana.page.reload();
  await ana.toolbar.waitFor();
  await ana.line(`Line ${count}`).waitFor();
  const log = ana.page.getByRole('log', { name: 'Messages' });
  // Only what is near the window is drawn.
  expect(await log.getByRole('article').count()).toBeLessThan(100);
  const wanted = Array.from({ length: count }, (_, i) => `Line ${i + 1}`);
  await until('all lines, in order', PATIENCE_MS, async () =>
    JSON.stringify((await ana.chat()).slice(1)) === JSON.stringify(wanted) ? true : null,
  );
  // Whoever reads what was said before stays there when a new line comes, and is told of it.
  await log.evaluate((box) => {
    box.scrollTop = 0;
  });
  await ana.line('Line 1').first().waitFor();
  await maria.say('And another');
  await ana.button('1 new message').waitFor();
  expect(await ana.line('And another').count()).toBe(0);
  await ana.button('1 new message').click();
  await ana.line('And another').waitFor();
  await ana.button('1 new message').waitFor({ state: 'detached' });
  expect([ana, maria].flatMap(({ person }) => person.faults)).toEqual([]);
  await ana.endSession();
});
