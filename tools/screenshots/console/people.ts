import type { ChangedAccount } from '@relevo/contracts';
import type { Browser, Page } from 'playwright-core';
import { button, type Stage } from './stage';

const PASSWORD = 'seven lamps by the harbour';

/** Another person who works here, in a browser of their own. */
export const colleague = async (
  { page, origin }: Stage,
  browser: Browser,
  name: string,
  role: string,
): Promise<Page> => {
  const email = `${name.split(' ')[0]?.toLowerCase()}.${Date.now()}@norvia.example`;
  const answer = await page.request.post(`${origin}/api/v1/accounts`, {
    headers: { 'x-relevo': '1', origin },
    data: { name, email, role, language: 'en' },
  });
  const { link } = (await answer.json()) as ChangedAccount;
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const other = await context.newPage();
  await other.goto(link?.url ?? '');
  await other.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await button(other, 'Save and sign in').click();
  await button(other, 'Start session').waitFor();
  return other;
};

/** A customer on a phone, at the door. */
export const onPhone = async (browser: Browser, link: string, name = 'María Gómez'): Promise<Page> => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 } });
  const customer = await context.newPage();
  await customer.goto(link);
  await customer.getByLabel('Your name').fill(name);
  await button(customer, 'Join').click();
  return customer;
};

/** Asks a colleague in, who comes. */
export const helpFrom = async ({ page }: Stage, name: string, other: Page): Promise<void> => {
  await button(page, 'Invite').click();
  await page.getByRole('tab', { name: 'Support representative' }).click();
  await button(page, `Ask ${name} in`).click();
  await page.getByText('Ringing…').waitFor();
  await page.keyboard.press('Escape');
  await other.getByRole('button', { name: /^Come in/ }).click();
  await other.getByRole('toolbar').waitFor();
};
