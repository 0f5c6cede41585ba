import { readFileSync } from 'node:fs';
import { until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import { MARIA } from '../support/customer';
import { meet } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(240_000);

let site: Site;
let browser: Browser;
let ana: CsrPage;
let sofia: CsrPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
  sofia = await ana.colleague(browser, 'Sofia Conti', 'supervisor');
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => {
  expect([...ana.person.faults, ...sofia.person.faults]).toEqual([]);
});

const open = async (who: CsrPage, search = ''): Promise<void> => {
  await who.page.goto(`${site.origin}/history${search}`);
  await who.page.getByRole('heading', { name: 'History', level: 1 }).waitFor();
};
const row = (who: CsrPage, name: string | RegExp) => who.page.getByRole('row', { name });

test('the history teaches while it is empty, and finds a session by what the address says', async () => {
  await open(sofia, '?of=own');
  await sofia.page.getByText('No sessions yet').waitFor();
  const maria = await meet(ana, browser);
  await ana.openPanel('Chat');
  await ana.say('The printer is on fire');
  await ana.line('The printer is on fire').waitFor();
  await ana.openPanel('Notes');
  await ana.notes.fill('Fire put out.');
  await ana.saveNotes();
  await ana.endSession();
  await maria.heading('The session is over').waitFor();
  await maria.page.close();
  await open(ana, '?of=own');
  await row(ana, /María Gómez.*Ended/).waitFor();
  await ana.page.getByLabel('Search', { exact: true }).fill('nobody of this name');
  await ana.page.getByText('Nothing fits').waitFor();
  await ana.page.waitForURL(/text=nobody/);
  await ana.page.reload();
  await ana.page.getByText('Nothing fits').waitFor();
  await ana.button('Clear filters').last().click();
  await row(ana, /María Gómez/).waitFor();
});

test('a supervisor reads the log of a session in which she had no part, is told that it stands in the audit list, and verifies it', async () => {
  await open(sofia);
  await row(sofia, /María Gómez.*Ana Ruiz.*Ended/)
    .getByRole('link', { name: MARIA })
    .click();
  await sofia.page.getByText('That you read it stands in the audit list').waitFor();
  const timeline = sofia.page.getByRole('region', { name: 'What happened' });
  await timeline.getByText('Ana ended the session').waitFor();
  await timeline.getByText('The printer is on fire').waitFor();
  await timeline.getByText('Fire put out.').waitFor();
  await sofia.button('Verify').click();
  await sofia.page.getByText(/^Session: whole\. \d+ entries/).waitFor();
  await sofia.page.getByText(/^Chat: whole\. \d+ entries/).waitFor();
  await ana.page.goto(`${site.origin}/settings/audit`);
  await ana.page.getByText(/^Sofia Conti read session \d{9}/).waitFor();
});

/** Adds a team as an administrator does in the settings. */
const addTeam = async (name: string, member: string): Promise<void> => {
  const dialog = ana.page.getByRole('dialog');
  await ana.button('Add team').click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await dialog.getByRole('combobox', { name: 'Members' }).click();
  await ana.page.getByRole('option', { name: member }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row(ana, new RegExp(`^${name} ${member}`)).waitFor();
};

test('an administrator makes teams, and a supervisor finds the sessions of one', async () => {
  await ana.page.goto(`${site.origin}/settings/teams`);
  await ana.page.getByText('No teams yet').waitFor();
  await addTeam('North', 'Ana Ruiz');
  await addTeam('South', 'Sofia Conti');
  await ana.button('Add team').click();
  await ana.page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('north');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await ana.page.getByText('The list has this already').waitFor();
  await ana.page.goto(`${site.origin}/settings/queues`);
  await ana.button('Add queue').click();
  await ana.page.getByRole('radio', { name: 'Only these' }).click();
  await ana.page.getByRole('combobox', { name: 'Add a team' }).click();
  await ana.page.getByRole('option', { name: 'North' }).click();
  await ana.page.getByRole('dialog').getByText('Ana Ruiz', { exact: true }).waitFor();
  await open(sofia);
  const choose = async (team: string): Promise<void> => {
    await sofia.page.getByRole('combobox', { name: 'Team' }).click();
    await sofia.page.getByRole('option', { name: team }).click();
  };
  await choose('South');
  await sofia.page.getByText('Nothing fits').waitFor();
  await choose('North');
  await row(sofia, /María Gómez.*Ana Ruiz/).waitFor();
  await sofia.page.waitForURL(/team=/);
  await sofia.page.reload();
  await row(sofia, /María Gómez.*Ana Ruiz/).waitFor();
  const chosen = sofia.page.getByRole('combobox', { name: 'Team' });
  await until('the team that was chosen', 5000, async () =>
    (await chosen.inputValue()) === 'North' ? true : null,
  );
});

test('what is shown is kept as a file', async () => {
  await open(sofia, '?state=ended');
  await row(sofia, /María Gómez/).waitFor();
  await sofia.button('Export').click();
  const [download] = await Promise.all([
    sofia.page.waitForEvent('download'),
    sofia.page.getByRole('menuitem', { name: /^CSV/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('relevo-sessions.csv');
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`,${MARIA},Ana Ruiz,`);
});

test('a time zone of one’s own holds for every moment that is shown, and in every browser', async () => {
  const { sessions } = await sofia.rest<{ sessions: { begunAt: number }[] }>('GET', '/site/history');
  const begunAt = sessions[0]?.begunAt ?? 0;
  const inTokyo = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  }).format(begunAt);
  await open(sofia);
  await row(sofia, /María Gómez/).waitFor();
  expect(await sofia.page.getByText(inTokyo).count()).toBe(0);
  await sofia.page.goto(`${site.origin}/settings/account`);
  const zone = sofia.page.getByRole('combobox', { name: 'Time zone' });
  await zone.click();
  await zone.fill('Tokyo');
  await sofia.page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  await sofia.page.getByText('Time zone saved').waitFor();
  await open(sofia);
  await sofia.page.getByText(inTokyo).first().waitFor();
  await sofia.page.reload();
  await sofia.page.getByText(inTokyo).first().waitFor();
});

test('reports count the sessions of some days, as charts, as tables and as files', async () => {
  const { page } = sofia;
  await page.goto(`${site.origin}/reports`);
  await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
  const byCsr = page.getByRole('region', { name: 'By representative' });
  await byCsr.locator('svg.recharts-surface').waitFor();
  await byCsr.getByText('As a table').click();
  await byCsr.getByRole('row', { name: /^Ana Ruiz 1 1 00:/ }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    byCsr.getByRole('button', { name: /^Export By representative/ }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('\r\nAna Ruiz,1,1,');
  const byTeam = page.getByRole('region', { name: 'By team' }).first();
  await byTeam.getByText('As a table').click();
  await byTeam.getByRole('row', { name: /^North 1 1 00:/ }).waitFor();
  await page.getByRole('combobox', { name: 'Team' }).click();
  await page.getByRole('option', { name: 'South' }).click();
  await page.getByText('No sessions in these days').waitFor();
  // What is chosen once more is not chosen.
  await page.getByRole('combobox', { name: 'Team' }).click();
  await page.getByRole('option', { name: 'South' }).click();
  await byCsr.waitFor();
  await page.getByLabel('To', { exact: true }).fill('2020-01-31');
  await page.getByText('These days cannot be shown').waitFor();
  await page.getByLabel('From', { exact: true }).fill('2020-01-01');
  await page.getByText('No sessions in these days').waitFor();
  await page.reload();
  await page.getByText('No sessions in these days').waitFor();
});
