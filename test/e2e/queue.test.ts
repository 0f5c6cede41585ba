import { newId } from '@relevo/client';
import type { QueueView } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage, MARIA } from '../support/customer';
import { queueOf } from '../support/queue';
import { Site } from '../support/site';

jest.setTimeout(180_000);

const JORGE = 'Jorge Peña';
const PABLO = 'Pablo Ruiz';

let site: Site;
let browser: Browser;
let ana: CsrPage;
let jorge: CsrPage;
let maria: CustomerPage;
let pablo: CustomerPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
  jorge = await ana.colleague(browser, JORGE);
  const phone = { viewport: { width: 390, height: 844 } };
  [maria, pablo] = [await CustomerPage.open(browser, phone), await CustomerPage.open(browser, phone)];
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => {
  expect([ana, jorge, maria, pablo].flatMap(({ person }) => person.faults)).toEqual([]);
});

const waits = (csr: CsrPage) => csr.page.getByRole('region', { name: 'Waiting customers' });
const enter = async (customer: CustomerPage, slug: string, name: string, about: string): Promise<void> => {
  await customer.page.goto(`${site.origin}/q/${slug}`);
  await customer.page.getByLabel('Your name').fill(name);
  await customer.page.getByLabel('What is it about?').fill(about);
  await customer.button('Get in line').click();
  await customer.page.getByText(`You are waiting as ${name}.`).waitFor();
};

test('W5 an administrator makes a queue; two customers wait, each is helped by one CSR, and their pages go over by themselves', async () => {
  await ana.page.goto(`${site.origin}/settings/queues`);
  await ana.button('Add queue').click();
  const dialog = ana.page.getByRole('dialog', { name: 'Add queue' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Technical help');
  await dialog.getByText(`${site.origin}/q/technical-help`).waitFor();
  await dialog.getByLabel('Wrap-up after a session').fill('600');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await ana.page.getByRole('row', { name: /Technical help/ }).waitFor();
  // The record says it as people call it.
  await ana.page.goto(`${site.origin}/settings/audit`);
  await ana.page.getByText('Who takes the next customer: Whoever picks first').waitFor();
  await ana.page.getByText('Served by: Everybody').waitFor();
  await ana.page.goto(`${site.origin}/`);
  await waits(ana).getByText('Nobody is waiting.').waitFor();

  await enter(maria, 'technical-help', MARIA, 'Printer is on fire');
  await maria.heading('You are next').waitFor();
  await enter(pablo, 'technical-help', PABLO, 'Invoices');
  await pablo.heading('Number 2 in line').waitFor();

  // Both consoles tell at once: in the list, the longest first, and in front of the title.
  for (const csr of [ana, jorge]) {
    await waits(csr).getByText('Invoices').waitFor();
    expect(await waits(csr).getByRole('listitem').locator('b').allTextContents()).toEqual([MARIA, PABLO]);
    expect(await csr.page.title()).toMatch(/^\(2\) /);
  }

  // A reload keeps the place.
  await maria.page.reload();
  await maria.heading('You are next').waitFor();

  await ana.button(`Help ${MARIA}`).click();
  await ana.toolbar.waitFor();
  await maria.heading(`${ANA.name} wants to help you`).waitFor();
  await maria.page.getByText('Technical help').first().waitFor();
  expect(await maria.page.getByLabel('Your name').inputValue()).toBe(MARIA);
  await maria.button('Join').click();
  await ana.admit(MARIA);
  await maria.isIn();

  await pablo.heading('You are next').waitFor();
  await jorge.button(`Help ${PABLO}`).click();
  await jorge.toolbar.waitFor();
  expect(jorge.sessionId).not.toBe(ana.sessionId);
  await pablo.heading(`${JORGE} wants to help you`).waitFor();
  await pablo.button('Join').click();
  await jorge.admit(PABLO);
  await pablo.isIn();
  await jorge.openPanel('Notes');
  expect(await jorge.notes.inputValue()).toContain('What is it about?: Invoices');
  expect(await pablo.page.getByText('What is it about?').count()).toBe(0);
  for (const csr of [ana, jorge]) await csr.endSession();
  for (const customer of [maria, pablo]) await customer.heading('The session is over').waitFor();
});

test('W5 who had a session of a queue wraps up, sees for how long, and is ready again at the press of a button', async () => {
  await ana.page.goto(`${site.origin}/`);
  await ana.page.getByText('Nobody is given to you while you wrap up.').waitFor();
  await ana.page.getByText(/^(9:\d\d|10:00) left$/).waitFor();
  await ana.button('You are: Wrapping up').waitFor();
  await ana.button('Ready now').click();
  await ana.button('You are: Ready').waitFor();
  await ana.page.getByText('Nobody is given to you while you wrap up.').waitFor({ state: 'hidden' });
});

/** Counts the tones that the page makes and the notices that it shows; `looked` = whether somebody looks at it. */
const listen = (): void => {
  const heard = { tones: 0, notices: [] as string[], looked: false };
  const { createOscillator } = BaseAudioContext.prototype;
  BaseAudioContext.prototype.createOscillator = function (this: BaseAudioContext) {
    heard.tones += 1;
    return createOscillator.call(this);
  };
  window.Notification = class extends Notification {
    // Without a screen, Chromium says `denied` here whatever it was granted.
    static override get permission(): NotificationPermission {
      return 'granted';
    }
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      heard.notices.push(`${title}: ${options?.body}`);
    }
  };
  document.hasFocus = () => heard.looked;
  Object.assign(window, { heard });
};
interface Heard {
  tones: number;
  notices: string[];
  looked: boolean;
}

test('W5 an arrival is heard, shown on the desktop and counted in the title, as the person wants it', async () => {
  const { page } = ana;
  await page.context().grantPermissions(['notifications'], { origin: site.origin });
  await page.addInitScript(listen);
  await page.goto(`${site.origin}/`);
  await waits(ana).getByText('Nobody is waiting.').waitFor();
  const heard = () => page.evaluate(() => (window as unknown as { heard: Heard }).heard);
  const titled = (title: RegExp) =>
    until(`the title ${title}`, PATIENCE_MS, async () => (title.test(await page.title()) ? true : null));
  const turn = async (what: string): Promise<void> => {
    await ana.button(/^You are: /).click();
    await page.getByRole('dialog', { name: 'How you stand' }).getByRole('switch', { name: what }).click();
    await page.keyboard.press('Escape');
  };
  expect(await page.title()).not.toMatch(/^\(/);

  // Nobody looks at the page: two tones, and a notice on the desktop.
  await turn('Notice on the desktop');
  await enter(maria, 'technical-help', MARIA, 'Router');
  await titled(/^\(1\) /);
  const notices = [`${MARIA} is waiting: Technical help`];
  expect(await heard()).toMatchObject({ tones: 2, notices });

  // Whoever looks at it needs no notice.
  await page.evaluate(() => Object.assign((window as unknown as { heard: Heard }).heard, { looked: true }));
  await enter(pablo, 'technical-help', PABLO, 'Toner');
  await titled(/^\(2\) /);
  expect(await heard()).toMatchObject({ tones: 4, notices });

  await turn('Sound when a customer comes');
  await maria.button('Stop waiting').click();
  await titled(/^\(1\) /);
  await enter(maria, 'technical-help', MARIA, 'Modem');
  await titled(/^\(2\) /);
  expect(await heard()).toMatchObject({ tones: 4, notices });
  for (const customer of [maria, pablo]) await customer.button('Stop waiting').click();
  await titled(/^[^(]/);
});

test('W5 who is away or full cannot pick, and reads why; colleagues see how they stand', async () => {
  await ana.page.goto(`${site.origin}/`);
  await enter(maria, 'technical-help', MARIA, 'Again');
  await ana.button(/^You are: /).click();
  const menu = ana.page.getByRole('dialog', { name: 'How you stand' });
  await menu.getByRole('radio', { name: 'Away' }).click();
  // Nobody is away without a reason: a usual one stands there at once.
  const said = (why: string): Promise<true> =>
    until(`it is said: ${why}`, PATIENCE_MS, async () => {
      const { colleagues } = await jorge.rest<{ colleagues: { away: string }[] }>('GET', '/colleagues');
      return colleagues[0]?.away === why ? true : null;
    });
  await said('Break');
  await menu.getByRole('combobox', { name: 'Why' }).click();
  if (process.env.LOOK_AT) await ana.page.screenshot({ path: `${process.env.LOOK_AT}/away.png` });
  await ana.page.getByRole('option', { name: 'Lunch' }).click();
  const help = ana.button(`Help ${MARIA}`);
  await ana.page.getByText('You are away. Say that you are ready first.').waitFor({ state: 'attached' });
  expect(await help.getAttribute('aria-disabled')).toBe('true');
  await said('Lunch');
  await jorge
    .rest<{ colleagues: object[] }>('GET', '/colleagues')
    .then(({ colleagues }) =>
      expect(colleagues).toMatchObject([{ name: ANA.name, standing: 'away', away: 'Lunch' }]),
    );
  await menu.getByRole('radio', { name: 'Ready' }).click();
  const sessionId = newId();
  await ana.rest('POST', '/sessions', { sessionId });
  await menu.getByLabel('Customers at once').fill('1');
  await menu.getByText('You have 1 now.').waitFor();
  await ana.page.getByText('You have as many customers as you take at once.').waitFor({ state: 'attached' });
  await ana.page.keyboard.press('Escape');
  await maria.button('Stop waiting').click();
  await maria.heading('You are not waiting any more').waitFor();
  await waits(ana).getByText('Nobody is waiting.').waitFor();
});

test('W5 a customer is offered to one console, which passes them on to the other', async () => {
  const made = queueOf('turns', { name: 'In turn', assignment: 'roundRobin' });
  const { queues } = await ana.rest<{ queues: QueueView[] }>('POST', '/site/queues', made);
  expect(queues.map(({ slug }) => slug)).toContain('turns');
  for (const csr of [ana, jorge]) await csr.rest('PUT', '/me/availability', { state: 'ready', capacity: 5 });
  await enter(maria, 'turns', MARIA, 'Scanner');
  const offer = (csr: CsrPage) => csr.page.getByRole('alertdialog', { name: `${MARIA} waits for you` });
  await until('an offer', PATIENCE_MS, async () =>
    (await offer(ana).isVisible()) || (await offer(jorge).isVisible()) ? true : null,
  );
  const first = (await offer(ana).isVisible()) ? ana : jorge;
  const second = first === ana ? jorge : ana;
  await offer(first).waitFor();
  await offer(first)
    .getByRole('button', { name: `Let a colleague help ${MARIA}` })
    .click();
  await offer(second)
    .getByRole('button', { name: `Help ${MARIA}`, exact: true })
    .click();
  await second.page.waitForURL(/\/sessions\//);
  await maria.heading(/wants to help you$/).waitFor();
});

test('W5 W48 outside the hours the page says when somebody is there, in the customer’s language, and takes a call-back', async () => {
  const day = ((new Date(Date.now() + 2 * 86_400_000).getUTCDay() + 6) % 7) + 1;
  const hours = { zone: 'UTC', spans: [{ day, from: 540, to: 1020 }] };
  await ana.rest('POST', '/site/queues', queueOf('office', { name: 'Office', hours }));
  const { page } = pablo;
  await page.goto(`${site.origin}/q/office`);
  await page.getByText('Nobody is here now').waitFor();
  await page.getByText(/^We are here again on /).waitFor();
  await page.getByLabel('Language').selectOption('es');
  await page.getByText('Ahora no hay nadie').waitFor();
  await page.getByLabel('Su nombre').fill(PABLO);
  await page.getByLabel('What is it about?').fill('Licence');
  await pablo.button('Pedir una llamada').click();
  await page.getByText('Escriba un teléfono o un correo electrónico.').waitFor();
  await page.getByLabel('Teléfono o correo electrónico').fill('+34 600 111 222');
  await pablo.button('Pedir una llamada').click();
  await pablo.heading('Le llamaremos').waitFor();
  await ana.page.goto(`${site.origin}/`);
  const calls = ana.page.getByRole('region', { name: 'To call back' });
  await calls.getByText('+34 600 111 222').waitFor();
  await calls.getByRole('button', { name: `${PABLO} was called back` }).click();
  await calls.waitFor({ state: 'hidden' });
  await pablo.heading('Petición atendida').waitFor();
});

test('W5 a queue that is not there says so', async () => {
  await maria.page.goto(`${site.origin}/q/nowhere`);
  await maria.heading('There is no queue at this address').waitFor();
});
