import type { Page } from 'playwright-core';
import { CUSTOMER_LOOKS, LOOKS } from '../camera';
import { colleague, helpFrom, onPhone } from './people';
import { button, closeDialog, inviteLink, type Stage } from './stage';

const [DESK = { width: 1440, scheme: 'light', language: 'en' } as const] = LOOKS;

const say = async (page: Page, text: string): Promise<void> => {
  const field = page.getByLabel('Write a message');
  await field.fill(text);
  await field.press('Enter');
};

const sendTo = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^Send to: / }).click();
  await page.getByRole('menu').getByText(name, { exact: true }).click();
  await page.keyboard.press('Escape');
};

/** A talk of two CSRs and two customers, some of it private, at console and phone. */
export const chat = async (stage: Stage): Promise<void> => {
  const { camera, page, origin } = stage;
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  const nuria = await colleague(stage, browser, 'Nuria Vidal', 'csr');
  await page.goto(origin);
  await page.getByRole('button', { name: 'Start session' }).click();
  await page.getByRole('toolbar').waitFor();
  const customers: Page[] = [];
  for (const name of ['María Gómez', 'Luca Ferri']) {
    const link = await inviteLink(page);
    await closeDialog(page);
    customers.push(await onPhone(browser, link, name));
    await button(page, `Admit ${name}`).first().click();
    await customers.at(-1)?.getByRole('heading', { name: 'What Ana can do now' }).waitFor();
  }
  const [maria, luca] = customers as [Page, Page];
  await helpFrom(stage, 'Nuria Vidal', nuria);
  for (const console_ of [page, nuria])
    await console_.getByRole('tab', { name: 'Chat', exact: true }).click();
  await maria.getByLabel(/^Write to /).fill('Hello, since this morning I cannot save the invoices as PDF.');
  await button(maria, 'Send').click();
  await say(
    page,
    'Thank you, María. The shared folder does not answer: see https://status.norvia.example/shares',
  );
  await sendTo(nuria, 'Ana Ruiz');
  await say(nuria, 'The NAS was moved last night.\u2028Try \\\\nas2\\facturas.');
  await sendTo(page, 'All representatives');
  await say(page, 'I tell them when it is back.');
  await maria.getByLabel('Send to').selectOption({ label: 'Nuria' });
  await maria.getByLabel(/^Write to /).fill('Are my files safe?');
  await button(maria, 'Send').click();
  await luca.getByLabel(/^Write to /).pressSequentially('I have');
  await page.getByText('Luca Ferri is writing…').waitFor();
  await page.getByLabel('Write a message').fill('The old share is read-only');
  await camera.shoot('chat', LOOKS);
  await page.getByRole('button', { name: /^Send to: / }).click();
  await camera.shoot('chat-send-to', [DESK]);
  await page.getByRole('menu').getByText('Everyone', { exact: true }).click();
  await page.getByText('would read it, too').waitFor();
  await camera.shoot('chat-wider', LOOKS.slice(0, 2));
  await button(page, 'Keep it private').click();
  const phone = camera.of(maria);
  await maria.getByRole('log').scrollIntoViewIfNeeded();
  await phone.shoot('customer-chat', CUSTOMER_LOOKS);
  await maria.getByLabel(/^Write to /).fill('I wrote this for Nuria');
  await maria.getByLabel('Send to').selectOption({ label: 'Everyone' });
  await maria.getByText('would read it, too').waitFor();
  await phone.shoot('customer-chat-wider', CUSTOMER_LOOKS.slice(0, 2));
};
