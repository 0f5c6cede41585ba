import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage, MARIA } from '../support/customer';
import { Site } from '../support/site';
import { linkIn, MailServer } from '../support/smtp';

jest.setTimeout(240_000);

const NEXT = 'nine boats behind the island';

let mails: MailServer;
let site: Site;
let browser: Browser;
let ana: CsrPage;

beforeAll(async () => {
  mails = await MailServer.start();
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await mails?.close();
});
afterEach(() => expect(ana.person.faults).toEqual([]));

/** For a person to look at, when a folder is named. */
const shoot = async (name: string, on = ana): Promise<void> => {
  const folder = process.env.LOOK_AT;
  if (folder) await on.page.screenshot({ path: `${folder}/${name}.png` });
};

test('W11 without a mail server the CSR sees the mail, as text and as it looks, and can copy it', async () => {
  await ana.startSession();
  await ana.tool('Invite').click();
  const dialog = ana.page.getByRole('dialog', { name: 'Invite', exact: true });
  await dialog.getByText('This site cannot send e-mails yet.').waitFor();
  await dialog.getByRole('button', { name: 'Show the message' }).click();
  const text = dialog.getByLabel('Text', { exact: true });
  await text.waitFor();
  expect(await text.inputValue()).toMatch(/\/join#[\w-]{22}\n/);
  const look = dialog.frameLocator('iframe');
  await look.getByRole('heading', { name: 'Ana Ruiz would like to help you' }).waitFor();
  expect(await look.locator('a.button').getAttribute('href')).toMatch(/\/join#…$/);
  await shoot('preview');
  await ana.page.keyboard.press('Escape');
  await ana.endSession();
});

test('W10 W11 an administrator sets up mail; the link goes out, its state is told, and the customer comes in by it', async () => {
  const { page } = ana;
  await page.goto(`${site.origin}/settings/mail`);
  await page.getByRole('button', { name: 'Mail server: Change' }).click();
  await page.getByLabel('Mails come from').fill('support@norvia.example');
  await page.getByRole('textbox', { name: 'Server' }).fill(mails.url);
  await shoot('settings-form');
  await ana.button('Save').click();
  await page.getByLabel('Send a trial to').fill('ana@norvia.example');
  await ana.button('Send a trial').click();
  await page.getByText('It was taken.').waitFor();
  expect((await mails.mailTo('ana@norvia.example')).mail.subject).toMatch(/^A trial mail of /);
  await shoot('settings-mail');

  // W10: it opens by itself because this CSR wants it so.
  await page.goto(`${site.origin}/settings/account`);
  await page.getByRole('checkbox', { name: 'Open the invite dialog by itself' }).check();
  await until('it is kept', PATIENCE_MS, async () =>
    (await ana.rest<{ autoInvite: boolean }>('GET', '/me')).autoInvite ? true : null,
  );
  await page.goto(`${site.origin}/`);
  await ana.startSession();
  const dialog = page.getByRole('dialog', { name: 'Invite', exact: true });
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('nonsense');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByText('Write one whole e-mail address.').waitFor();

  mails.refuse = (address) => (address.startsWith('nobody') ? { code: 550, text: 'no such mailbox' } : null);
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('nobody@example.org');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByText('Did not reach nobody@example.org').waitFor();
  await dialog.getByText('It says that this address does not exist.').waitFor();

  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('maria@example.org');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByText('Sent to maria@example.org').waitFor();
  await shoot('sent');
  const link = linkIn(await mails.mailTo('maria@example.org'));
  await page.keyboard.press('Escape');

  const maria = await CustomerPage.open(browser);
  await maria.join(link);
  await ana.admit(MARIA);
  await maria.isIn();

  // The link is used: sending it again makes a fresh one.
  await ana.tool('Invite').click();
  const before = mails.arrived.length;
  await dialog.getByRole('button', { name: 'Send again to maria@example.org' }).click();
  const again = await mails.mailTo('maria@example.org', before);
  expect(linkIn(again)).not.toBe(link);
  await dialog.getByText('Sent to maria@example.org').nth(1).waitFor();
  await page.keyboard.press('Escape');
  await ana.endSession();
});

test('W9 W11 an invite that was never sent is sent from the list; one that was withdrawn is replaced and sent', async () => {
  const { page } = ana;
  await page.goto(`${site.origin}/`);
  await ana.startSession();
  const dialog = page.getByRole('dialog', { name: 'Invite', exact: true });
  const sends = async (to: string): Promise<string> => {
    const before = mails.arrived.length;
    await dialog.getByRole('textbox', { name: 'E-mail address' }).last().fill(to);
    await dialog.getByRole('button', { name: 'Send', exact: true }).last().click();
    await dialog.getByText(`Sent to ${to}`).waitFor();
    return linkIn(await mails.mailTo(to, before));
  };
  await dialog.getByRole('button', { name: 'New invite' }).click();
  await dialog.getByRole('button', { name: /^Send the invite made/ }).click();
  await shoot('send-from-list');
  const first = await sends('first@example.org');

  await dialog.getByRole('button', { name: 'New invite' }).click();
  await dialog
    .getByRole('button', { name: /^Withdraw the invite made/ })
    .first()
    .click();
  await dialog.getByText('Withdrawn').waitFor();
  await dialog.getByRole('button', { name: /^Send a new one in place of/ }).click();
  const second = await sends('second@example.org');
  expect(second).not.toBe(first);
  await shoot('sent-anew');
  await page.keyboard.press('Escape');
  const maria = await CustomerPage.open(browser);
  await maria.join(second);
  await ana.admit(MARIA);
  await maria.isIn();
  await ana.endSession();
});

test('SEC-A5 a forgotten password is chosen anew by the link that came by mail', async () => {
  const there = await CsrPage.open(browser, site);
  const { page } = there;
  await page.goto(`${site.origin}/sign-in`);
  // Both pages have a field for the e-mail.
  const forgotten = async (): Promise<void> => {
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await there.button('Send the link').waitFor();
  };
  await forgotten();
  await shoot('forgotten', there);
  const before = mails.arrived.length;
  for (const email of ['nobody@norvia.example', ANA.email]) {
    await page.getByLabel('E-mail').fill(email);
    await there.button('Send the link').click();
    await page.getByText(`If there is an account with ${email}, a mail is on its way.`).waitFor();
    await shoot('forgotten-done', there);
    await page.getByRole('link', { name: 'Back to sign-in' }).click();
    await forgotten();
  }
  const mail = await mails.mailTo(ANA.email, before);
  await page.goto(linkIn(mail));
  await page.getByRole('textbox', { name: 'Password' }).fill(NEXT);
  await shoot('new-password', there);
  await there.button('Save and sign in').click();
  await there.startButton.waitFor();
  const told = await mails.mailTo(ANA.email, mails.arrived.indexOf(mail) + 1);
  expect(told.mail.subject).toMatch(/^Your password for .+ was changed$/);
  // Whoever was signed in before is not any more.
  await ana.page.goto(`${site.origin}/`);
  await ana.button('Sign in').waitFor();
  expect(mails.arrived.some(({ to }) => to.includes('nobody@norvia.example'))).toBe(false);
});
