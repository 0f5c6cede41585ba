import type { Page } from 'playwright-core';
import { type Camera, CUSTOMER_LOOKS, LOOKS } from '../camera';
import { FarDevice } from '../far-device';
import { colleague, onPhone } from './people';
import { button, closeDialog, inviteLink, type Stage } from './stage';

const [DESK = { width: 1440, scheme: 'light', language: 'en' } as const] = LOOKS;
const TWO = LOOKS.slice(0, 3);

const openColleagues = async (page: Page): Promise<void> => {
  await button(page, 'Invite').click();
  await page.getByRole('tab', { name: 'Support representative' }).click();
};

/** Colleagues, transfer of control, several customers, parking and supervisors, at console and customer's page. */
export const roles = async (stage: Stage): Promise<void> => {
  const { camera, page, origin } = stage;
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  const jorge = await colleague(stage, browser, 'Jorge Peña', 'csr');
  const sofia = await colleague(stage, browser, 'Sofia Conti', 'supervisor');
  await page.goto(origin);
  await page.getByRole('button', { name: 'Start session' }).click();
  await page.getByRole('toolbar').waitFor();
  const link = await inviteLink(page);
  await closeDialog(page);
  const maria = await onPhone(browser, link);
  const phone = camera.of(maria);
  await button(page, 'Admit María Gómez').first().click();
  await maria.getByRole('heading', { name: 'What Ana can do now' }).waitFor();
  await askJorge(stage, jorge);
  await maria.getByText('has come to help').waitFor();
  await phone.shoot('customer-colleague', CUSTOMER_LOOKS);
  await jorge.getByRole('heading', { name: /^You help/ }).waitFor();
  await camera.of(jorge).shoot('assistant', TWO);
  const second = await inviteLink(page);
  await closeDialog(page);
  await FarDevice.join(second, 'Luca Ferri', { origin, kind: 'page', deviceName: 'Chrome', can: [] });
  await button(page, 'Admit Luca Ferri').first().click();
  await button(page, 'What to do about Luca Ferri').click();
  await camera.shoot('promote-menu', [DESK]);
  await page.keyboard.press('Escape');
  await button(page, 'What to do about Jorge Peña').click();
  await page.getByRole('menuitem', { name: 'Transfer control…' }).click();
  await page.getByLabel('Why').fill('My shift ends. The shared folder is the cause; see the chat.');
  await camera.shoot('transfer', LOOKS);
  await page.getByRole('dialog').getByRole('button', { name: 'Transfer control' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await jorge.getByText('handed this session over to you').waitFor();
  await camera.of(jorge).shoot('handed-over', TWO);
  await camera.shoot('former-owner', [DESK]);
  await maria.getByText('Jorge helps you from now on').waitFor();
  await phone.shoot('customer-transferred', CUSTOMER_LOOKS);
  await leaveAndPark(stage, jorge, phone);
  await supervise(stage, sofia, jorge, phone);
};

const askJorge = async ({ camera, page }: Stage, jorge: Page): Promise<void> => {
  await openColleagues(page);
  await page.getByText('Jorge Peña').waitFor();
  await camera.shoot('invite-colleague', LOOKS);
  await button(page, 'Make a link').click();
  await page.getByRole('textbox', { name: 'Link for a colleague' }).waitFor();
  await button(page, 'Ask Jorge Peña in').click();
  await page.getByText('Ringing…').waitFor();
  await camera.shoot('invite-ringing', [DESK]);
  await closeDialog(page);
  await jorge.getByRole('alertdialog').waitFor();
  await camera.of(jorge).shoot('ring', LOOKS);
  await jorge.getByRole('button', { name: /^Come in/ }).click();
  await jorge.getByRole('toolbar').waitFor();
};

const leaveAndPark = async ({ camera, page }: Stage, jorge: Page, phone: Camera): Promise<void> => {
  await button(page, 'Leave').click();
  await page.getByRole('heading', { name: 'You have left this session' }).waitFor();
  await camera.shoot('left-session', [DESK]);
  await button(page, 'Close the tab').click();
  await button(jorge, 'End session').click();
  await jorge.getByRole('dialog').waitFor();
  await camera.of(jorge).shoot('end-or-park', TWO);
  await button(jorge, 'Park').click();
  await jorge.getByRole('heading', { name: 'This session is parked' }).waitFor();
  await camera.of(jorge).shoot('parked', TWO);
  await phone.page.getByText('Jorge goes on later').waitFor();
  await phone.shoot('customer-parked', CUSTOMER_LOOKS);
  await button(jorge, 'Go on').click();
};

const supervise = async (stage: Stage, sofia: Page, jorge: Page, phone: Camera): Promise<void> => {
  const { camera, origin } = stage;
  await sofia.goto(origin);
  await sofia.getByRole('heading', { name: 'Live sessions of colleagues' }).waitFor();
  await sofia.getByText('María Gómez').first().waitFor();
  await camera.of(sofia).shoot('live-sessions', LOOKS);
  await button(sofia, 'Join the session with María Gómez visibly').click();
  await sofia.getByRole('toolbar').waitFor();
  await phone.page.getByText('a supervisor, has come in').waitFor();
  await phone.shoot('customer-supervisor', CUSTOMER_LOOKS.slice(0, 2));
  await jorge.goto('about:blank');
  await button(sofia, 'Take over').click();
  await sofia.getByLabel('Why').fill('Jorge’s computer does not answer');
  await camera.of(sofia).shoot('take-over', TWO);
  await sofia.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
  await sofia.getByText('You took this session over').waitFor();
  await button(sofia, 'Participants').click();
  await camera.of(sofia).shoot('taken-over', TWO);
};
