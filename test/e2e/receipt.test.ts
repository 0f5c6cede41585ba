import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkReceipt } from '@relevo/client';
import type { EventPage, Receipt } from '@relevo/contracts';
import { readRecord, type SessionEvent } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { startWholeChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import type { CustomerPage } from '../support/customer';
import { attach, meet, takeControl } from '../support/road';
import { ROOT, Site } from '../support/site';

jest.setTimeout(180_000);

let site: Site;
let browser: Browser;
let ana: CsrPage;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-receipt-'));
  [site, browser] = await Promise.all([Site.start(), startWholeChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

const card = (maria: CustomerPage) => maria.page.getByRole('region', { name: 'Your receipt' });

/** Downloads the receipt as the customer does. Returns the file's name. */
const downloads = async (maria: CustomerPage): Promise<string> => {
  const [file] = await Promise.all([
    maria.page.waitForEvent('download'),
    card(maria).getByRole('button', { name: 'Download the receipt' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^relevo-\d{9}\.html$/);
  const path = join(folder, `${Math.random()}-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return path;
};

const read = async (file: string): Promise<Receipt> => {
  const { verdict, receipt } = await checkReceipt(readFileSync(file, 'utf8'));
  if (!receipt) throw new Error(verdict);
  return receipt;
};

/** What the program for checking says, and the code with which it ends. */
const verify = (...args: string[]) => {
  const end = spawnSync(process.execPath, ['tools/run.mjs', 'tools/verify-receipt', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: end.status, said: `${end.stdout}${end.stderr}` };
};

const log = async (session: string): Promise<EventPage> =>
  ana.rest('GET', `/streams/${session}/events?since=0&limit=500`);

test('W46 the receipt is made on the customer’s device: downloaded, checked offline, and told apart from any edit', async () => {
  const maria = await meet(ana, browser);
  const session = ana.sessionId;
  await maria.openTabToShow('rgb(0,160,80)');
  await ana.askFor('See the screen');
  await maria.button('Allow').click();
  await ana.picture.videoShows([0, 160, 80]);
  await maria.button('Stop: See your screen').click();
  await ana.holdsNothing();
  await ana.openPanel('Notes');
  await ana.notes.fill('She shouts at me');
  await ana.saveNotes();
  await ana.endSession();
  await maria.heading('The session is over').waitFor();
  await card(maria).getByText('See the screen').waitFor();
  const file = await downloads(maria);
  const receipt = await read(file);
  expect(receipt).toMatchObject({
    given: [{ capability: 'screen.view', csr: ANA.name, why: 'customer' }],
    over: { how: 'ended' },
    differences: [],
  });
  // The heads are those of the server's log, hidden places and all.
  const { records } = await log(session);
  for (const { stream, kind, seq, hash } of receipt.streams)
    if (kind === 'session')
      expect([stream, hash]).toEqual([session, records.find((record) => record.seq === seq)?.hash]);
  expect(receipt.streams.map(({ kind }) => kind)).toEqual(['session', 'conversation']);
  expect(readFileSync(file, 'utf8')).not.toContain('shouts');

  expect(verify(file)).toEqual({ code: 0, said: expect.stringMatching(/^good:/) });
  // The key is the one that the log has for this device.
  const attached = records
    .map((record) => readRecord(record) as SessionEvent)
    .find((event) => event.type === 'device.attached');
  expect(receipt.device.key).toBe(attached?.type === 'device.attached' && attached.data.key);
  const forged = join(folder, 'forged.html');
  writeFileSync(forged, readFileSync(file, 'utf8').replace('you stopped it', 'its time was over'));
  expect(verify(forged)).toEqual({ code: 1, said: expect.stringMatching(/^edited:/) });
  expect(verify(file, '--key', 'T'.repeat(43))).toEqual({
    code: 1,
    said: expect.stringMatching(/^wrong key:/),
  });
  expect(verify(join(ROOT, 'README.md'))).toEqual({ code: 1, said: expect.stringMatching(/^unreadable:/) });
  expect(verify()).toMatchObject({ code: 2 });
  expect(verify(join(folder, 'none.html'))).toMatchObject({ code: 2 });

  // People read it in any browser, and nothing in it runs or loads.
  const reader = await maria.person.anotherTab();
  await reader.goto(`file://${file}`);
  await reader.getByRole('heading', { name: 'Receipt of a support session' }).waitFor();
  await reader.getByRole('cell', { name: 'See the screen' }).waitFor();
  expect(maria.person.faults).toEqual([]);
});

test('W45 W46 who leaves with the server gone has a receipt too: what the record lacks is named', async () => {
  const maria = await meet(ana, browser);
  await maria.openTabToShow('rgb(0,160,80)');
  await ana.askFor('See the screen');
  await maria.button('Allow').click();
  await ana.picture.videoShows([0, 160, 80]);
  await until('the yes in the log', PATIENCE_MS, async () => {
    const { records } = await log(ana.sessionId);
    return records.some((r) => r.content?.body.includes('activity.started')) ? true : null;
  });
  await site.goAway();
  await maria.leave();
  await card(maria).getByText('Something that your device signed is not in the record').waitFor();
  const file = await downloads(maria);
  const receipt = await read(file);
  expect(receipt.over?.how).toBe('left');
  expect(receipt.given).toMatchObject([{ capability: 'screen.view', csr: ANA.name, to: expect.any(Number) }]);
  expect(receipt.differences.map(({ kind, what }) => `${kind} ${what}`)).toContain('missing grant.ended');
  expect(verify(file).code).toBe(0);
  await site.comeBack();
  await ana.page.getByText('María left').first().waitFor();
  await ana.endSession();
});

test('W46 what was allowed on the computer itself stands in the receipt with that computer’s signed words', async () => {
  const desk = await AgentDesk.open();
  try {
    const maria = await meet(ana, browser);
    await attach(maria, desk);
    await takeControl(ana, desk);
    await ana.endSession();
    await desk.bordered(false);
    await maria.heading('The session is over').waitFor();
    const receipt = await until('the last words of the computer', PATIENCE_MS, async () => {
      const made = await read(await downloads(maria));
      return made.given.length === 2 && made.given.every(({ to }) => to !== null) ? made : null;
    });
    expect(receipt.given.map(({ capability }) => capability).sort()).toEqual([
      'input.control',
      'screen.view',
    ]);
    const [first] = receipt.given;
    expect(first?.deviceId).not.toBe(receipt.device.id);
    expect(receipt.reports.some(({ deviceId }) => deviceId === first?.deviceId)).toBe(true);
    expect(receipt.differences).toEqual([]);
    expect(maria.person.faults).toEqual([]);
  } finally {
    await desk.close();
  }
});
