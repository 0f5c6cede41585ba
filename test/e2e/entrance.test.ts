import type { InviteView, SessionView, SiteSettings } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { v7 as uuid } from 'uuid';
import { startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import { CustomerPage, MARIA } from '../support/customer';
import { Site } from '../support/site';

jest.setTimeout(120_000);

let site: Site;
let browser: Browser;
let ana: CsrPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test('W6 the console is for who signed in: others get to the sign-in page, a wrong password stays there', async () => {
  const nobody = await CsrPage.open(browser, site);
  await nobody.page.goto(`${site.origin}/`);
  await nobody.page.getByLabel('E-mail').fill('ana@norvia.example');
  await nobody.page.getByRole('textbox', { name: 'Password' }).fill('a quiet green kettle sinks');
  await nobody.button('Sign in').click();
  await nobody.page.getByText('E-mail or password is wrong.').waitFor();
  expect(await nobody.startButton.count()).toBe(0);
  await nobody.signIn();
  expect(await nobody.startButton.count()).toBe(1);
});

test('W2 nobody enters before the CSR has started the session', async () => {
  const { id } = await ana.rest<SessionView>('POST', '/sessions', { sessionId: uuid(), start: false });
  const { link } = await ana.rest<InviteView>('POST', `/sessions/${id}/invites`, { inviteId: uuid() });
  const maria = await CustomerPage.open(browser);
  await maria.page.goto(link);
  await maria.page.getByText(/^The session has not started yet\./).waitFor();
  expect(await maria.button('Join').count()).toBe(0);

  await ana.rest('POST', `/sessions/${id}/start`);
  await maria.button('Try again').click();
  await maria.page.getByLabel('Your name').fill(MARIA);
  await maria.button('Join').click();
  await maria.heading('Ana will let you in').waitFor();
});

test('W3 W11 a link lets one person in, without an account; the same link lets nobody else in', async () => {
  await ana.startSession();
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.join(link);
  await maria.heading('Ana will let you in').waitFor();
  expect(await maria.page.getByLabel('Password').count()).toBe(0);
  await ana.admit(MARIA);
  await maria.isIn();

  const second = await CustomerPage.open(browser);
  await second.page.goto(link);
  await second.page.getByText('This link has been used already. Ask for a new one.').waitFor();
  expect(await second.button('Join').count()).toBe(0);
  await ana.page.getByText(/^An invite of this session was tried again/).waitFor();
});

test('W9 W11 several customers enter, by link and by spoken code; a withdrawn invite lets nobody in', async () => {
  await ana.startSession();
  await ana.openPanel('Participants');
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.join(link);
  await ana.admit(MARIA);
  await maria.isIn();

  // At the address that is read out, and also by way of the site's own, where others sign in.
  const { code, place } = await ana.invite();
  const jon = await CustomerPage.open(browser);
  await jon.page.goto(`http://${place}`);
  await jon.page.getByLabel('Nine-digit code').waitFor();
  await jon.page.goto(`${site.origin}/`);
  await jon.page.getByRole('link', { name: 'Is somebody helping you? Enter their nine digits' }).click();
  await jon.page.getByLabel('Nine-digit code').fill(code);
  await jon.button('Continue').click();
  await jon.page.getByLabel('Your name').fill('Jon Etxeberria');
  await jon.button('Join').click();
  await ana.admit('Jon Etxeberria');
  await jon.isIn();
  expect(await ana.people()).toEqual(['Ana Ruiz (You)', MARIA, 'Jon Etxeberria']);

  const withdrawn = await ana.invite();
  await ana.withdrawInvite();
  const late = await CustomerPage.open(browser);
  await late.page.goto(withdrawn.link);
  await late.page.getByText('This link was withdrawn. Ask for a new one.').waitFor();
  expect(await late.button('Join').count()).toBe(0);
});

test('W23 remote control says why it cannot be used until a customer has entered', async () => {
  await ana.startSession();
  expect(await ana.whyNot('Remote control')).toBe('Possible as soon as a customer has joined.');
  await ana.tool('Remote control').click({ force: true });
  expect(await ana.page.getByRole('menu').count()).toBe(0);
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.join(link);
  await maria.heading('Ana will let you in').waitFor();
  expect(await ana.whyNot('Remote control')).toBe('Possible as soon as a customer has joined.');
  await ana.admit(MARIA);
  await maria.isIn();
  await ana.tool('Remote control').click();
  await ana.page.getByRole('menuitem', { name: 'See the screen', exact: true }).waitFor();
  expect(await ana.whyNot('Remote control')).toBeNull();
});

test('W8 tools that are not built yet are there, and say so', async () => {
  await ana.startSession();
  for (const name of ['Audio', 'Video', 'File transfer', 'Customer system info', 'Record'])
    expect(await ana.whyNot(name)).toBe('Not part of this version yet.');
  for (const name of ['Invite', 'Participants', 'Chat', 'Notes', 'End session'])
    expect(await ana.whyNot(name)).toBeNull();
});

test('SEC-J5 whoever waits is shown nothing of the session, and goes away when they are not let in', async () => {
  await ana.startSession();
  await ana.openPanel('Chat');
  await ana.say('Only for who is in');
  const { link } = await ana.invite();
  const stranger = await CustomerPage.open(browser);
  await stranger.join(link, 'Mallory');
  await stranger.heading('Ana will let you in').waitFor();
  expect(await stranger.page.getByRole('log').count()).toBe(0);
  expect(await stranger.page.getByRole('button').allTextContents()).toEqual(['Leave session']);
  await ana.button('Decline Mallory').first().click();
  await stranger.heading('You were not let in').waitFor();
});

test('W2 a customer who was called unexpectedly stops the call: it is over for everybody, and the CSR reads why', async () => {
  await ana.startSession();
  const helper = await CustomerPage.open(browser);
  await helper.join((await ana.invite()).link, 'Jon Etxeberria');
  await ana.admit('Jon Etxeberria');
  await helper.isIn();

  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.page.goto(link);
  await maria.button('I was called unexpectedly').click();
  await maria.button('Go back').click();
  await maria.button('I was called unexpectedly').click();
  await maria.button('Stop and report').click();
  await maria.heading('You stopped the call').waitFor();
  await ana.page.getByText(/^The customer said that the call was unexpected, and ended it\./).waitFor();
  await helper.heading('The session is over').waitFor();
  await maria.page.reload();
  await maria.page.getByLabel('Your name').waitFor({ state: 'detached' });
  expect(await maria.button('Join').count()).toBe(0);
});

test('W2 where the site lets customers in at once, nobody waits and the CSR is told who came', async () => {
  await ana.page.goto(`${site.origin}/settings`);
  const choice = ana.page.getByRole('radiogroup', { name: 'Who lets customers in' });
  await choice.getByRole('radio', { name: 'Nobody: they are in at once' }).check();
  await ana.button('Save').click();
  await until('the setting is kept', PATIENCE_MS, async () =>
    (await ana.rest<SiteSettings>('GET', '/site/settings')).admission === 'automatic' ? true : null,
  );
  await ana.page.goto(`${site.origin}/`);
  await ana.startSession();
  await ana.openPanel('Participants');
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.join(link);
  await maria.isIn();
  expect(await ana.people()).toEqual(['Ana Ruiz (You)', MARIA]);
  expect(await ana.button(`Admit ${MARIA}`).count()).toBe(0);
});
