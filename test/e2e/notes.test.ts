import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { MARIA } from '../support/customer';
import { CutLine } from '../support/cut-line';
import { meet } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(180_000);

const JORGE = 'Jorge Peña';

let site: Site;
let browser: Browser;
let ana: CsrPage;
let jorge: CsrPage;
/** How Ana's console reaches the server. */
let line: CutLine;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  const first = await CsrPage.open(browser, site);
  await first.setUp();
  jorge = await first.colleague(browser, JORGE);
  line = await CutLine.to(site.origin);
  ana = await CsrPage.open(browser, { origin: line.url, setupLink: '' });
  await ana.signIn();
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await site?.close();
});
afterEach(() => {
  expect([ana, jorge].flatMap(({ person }) => person.faults)).toEqual([]);
});

const comesIn = async (): Promise<void> => {
  await ana.askIn(JORGE);
  await jorge.ring(ANA.name).waitFor();
  await jorge.comeIn(ANA.name);
};

/** Waits until the field of the notes holds this text. */
const holds = (csr: CsrPage, text: string): Promise<unknown> =>
  until(`the notes ${JSON.stringify(text)}`, PATIENCE_MS, async () =>
    (await csr.notes.inputValue()) === text ? true : null,
  );

test('W36 W41 two CSRs share the notes: versions, a reload, a line that is away, two at once, the reason of a transfer', async () => {
  const maria = await meet(ana, browser);
  const heard: string[] = [];
  maria.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(String(payload))),
  );
  // Her page opens its line anew, so that all of it is listened to.
  await maria.page.reload();
  await maria.isIn();
  await comesIn();

  // By the key alone: the panel opens and the field has the focus; Ctrl+Enter saves.
  await ana.page.getByRole('tab', { name: 'Participants' }).click();
  await ana.press('n');
  await until('the focus', PATIENCE_MS, async () =>
    (await ana.notes.evaluate((field) => field === document.activeElement)) ? true : null,
  );
  await ana.type('Zwölf shares are full');
  await ana.page.getByText('Not saved yet; kept in this browser').waitFor();
  await ana.page.reload();
  await holds(ana, 'Zwölf shares are full');
  await ana.notes.press('Control+Enter');
  await ana.page.getByText(/^Saved \d\d:\d\d$/).waitFor();
  await jorge.tool('Notes').click();
  await holds(jorge, 'Zwölf shares are full');
  await jorge.page.getByText(new RegExp(`^Saved \\d\\d:\\d\\d by ${ANA.name}$`)).waitFor();

  // Both write on the same version; Ana's line is away when she saves.
  line.cut();
  await ana.notes.fill('Zwölf shares are full\nTold IT');
  await ana.button('Save').click();
  await ana.page.getByText('Not saved yet: the line is away').waitFor();
  await jorge.notes.fill('Zwölf shares are full\nMoved the archive');
  await jorge.saveNotes();
  line.mend();
  const conflict = ana.page.getByRole('alert', { name: 'Two versions of the notes' });
  await conflict.getByText(`${JORGE} saved this while you were writing`).waitFor();
  await conflict.getByText('Moved the archive').waitFor();
  await holds(ana, 'Zwölf shares are full\nTold IT');
  await conflict.getByRole('button', { name: 'Put both together' }).click();
  await ana.saveNotes();
  await holds(jorge, 'Zwölf shares are full\nMoved the archive\nTold IT');

  // An older version is read and taken up again.
  const versions = jorge.page.getByRole('region', { name: 'Versions' });
  await versions.getByRole('group').last().locator('summary').click();
  await versions.getByRole('button', { name: 'Take up again' }).click();
  await jorge.saveNotes();
  await holds(ana, 'Zwölf shares are full');
  expect(await versions.getByRole('listitem').count()).toBe(4);

  // Why the session changed hands stands in the notes of both.
  await ana.transferTo(JORGE, 'Zwölf Uhr: my shift ends');
  await ana.openPanel('Notes');
  for (const csr of [ana, jorge])
    await csr.page.getByRole('region', { name: 'Versions' }).getByText('Zwölf Uhr: my shift ends').waitFor();
  await jorge.endSession();
  await maria.heading('The session is over').waitFor();
  expect(heard.join('\n')).toContain('session.ended');
  expect(heard.join('\n')).not.toContain('Zwölf');
  expect(await maria.page.content()).not.toContain('Zwölf');
  expect(maria.person.faults).toEqual([]);
});

test('W44 W46 the end takes the notes along: what ends is shown, by the keyboard alone, and a former owner may not end', async () => {
  const maria = await meet(ana, browser);
  await comesIn();
  await ana.tool('End session').click();
  const dialog = (csr: CsrPage) => csr.page.getByRole('dialog', { name: 'End the session?' });
  await dialog(ana).getByText(`Connected: ${MARIA}, ${JORGE}`).waitFor();
  const field = dialog(ana).getByRole('textbox', { name: 'Notes of this session' });
  await until('the focus', PATIENCE_MS, async () =>
    (await field.evaluate((element) => element === document.activeElement)) ? true : null,
  );
  await ana.type('All shares are well');
  await ana.press('Escape');
  await dialog(ana).waitFor({ state: 'detached' });
  await ana.tool('End session').click();
  expect(await field.inputValue()).toBe('All shares are well');
  await dialog(ana).getByRole('button', { name: 'Cancel' }).click();

  // While the dialog is open the session changes hands: the refusal is said, and nothing ends.
  await ana.transferTo(JORGE, 'Shift');
  expect(await ana.whyNot('End session')).toBe('Only the CSR responsible for the session can do this.');
  await jorge.tool('End session').click();
  await dialog(jorge).getByRole('textbox').fill('Jorge was here');
  await ana.openPanel('Notes');
  await ana.saveNotes();
  await dialog(jorge).getByText(`${ANA.name} saved this while you were writing`).waitFor();
  await dialog(jorge).getByText('Your text is not saved with the end.').waitFor();
  await dialog(jorge).getByRole('button', { name: 'Put both together' }).click();
  const end = dialog(jorge).getByRole('button', { name: 'Save notes and end' });
  await end.focus();
  await jorge.press('Enter');
  await maria.heading('The session is over').waitFor();
  await holds(ana, 'All shares are well\n\nJorge was here');
  // Notes are written after the end too.
  await ana.notes.fill('All shares are well, says IT');
  await ana.saveNotes();
});
