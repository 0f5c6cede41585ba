import type { Browser } from 'playwright-core';
import { type Camera, CUSTOMER_LOOKS } from './camera';
import { button, joinAs, openConsole } from './customer-steps';
import type { FarCsr } from './far-csr';

/** An expert from outside beside the owner: the question, who can do what, and the end (W39). */
export const guests = async (
  camera: Camera,
  browser: Browser,
  origin: string,
  csr: FarCsr,
): Promise<void> => {
  const { page } = camera;
  const other = await csr.another('Invoices');
  const participantId = await joinAs(page, (await other.invite()).link, 'María Gómez');
  await other.command('participant.admit', { participantId });
  const ana = await openConsole(browser, origin, other.session.id);
  await page.getByRole('region', { name: 'Safety code' }).waitFor();
  const request = { capability: 'screen.view', minutes: null, participantId: null } as const;
  await other.command('grant.request', { requestId: crypto.randomUUID(), ...request });
  await button(page, 'Allow').click();
  await button(page, 'Stop everything').waitFor();
  const marco = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await marco.goto(await other.expertLink(['screen.view']));
  await marco.getByLabel('Your name').fill('Marco Bruni');
  await button(marco, 'Come in').click();
  await button(marco, 'Remote control').click();
  await marco.getByRole('menuitem', { name: 'See the screen' }).click();
  await page.getByRole('dialog').getByText('Safety code').waitFor();
  await camera.shoot('consent-guest', CUSTOMER_LOOKS);
  await button(page, 'Allow').click();
  await page.getByRole('region', { name: /^Marco Bruni/ }).waitFor();
  await camera.shoot('session-guest', CUSTOMER_LOOKS);
  await marco.getByRole('tab', { name: 'Chat', exact: true }).click();
  await marco.getByLabel('Write a message').fill('The driver of the printer is the old one.');
  await marco.keyboard.press('Enter');
  await page.getByText('is the old one').scrollIntoViewIfNeeded();
  await camera.shoot('session-guest-chat', CUSTOMER_LOOKS.slice(0, 2));
  await other.command('session.end', {});
  await page.getByRole('heading', { name: 'The session is over' }).waitFor();
  await page.getByRole('region', { name: 'Your receipt' }).waitFor();
  await camera.shoot('closing-guest', CUSTOMER_LOOKS.slice(0, 2));
  await marco.context().close();
  await ana.context().close();
};
