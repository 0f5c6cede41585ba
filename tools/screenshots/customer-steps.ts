import type { Browser, Page } from 'playwright-core';
import { ANA } from './far-csr';

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** The id of the customer who waits or is in, as the CSR's REST answers know it. */
export const joinAs = async (page: Page, link: string, name: string): Promise<string> => {
  await page.goto('about:blank');
  await page.goto(link);
  const joined = page.waitForResponse((answer) => answer.url().endsWith('/invites/join'));
  await page.getByLabel('Your name').fill(name);
  await button(page, 'Join').click();
  return ((await (await joined).json()) as { participantId: string }).participantId;
};

/** The CSR's console with this session open: only with a link to it can the customer be asked. */
export const openConsole = async (browser: Browser, origin: string, sessionId: string): Promise<Page> => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password', { exact: true }).fill(ANA.password);
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: /Ana/ }).waitFor();
  await page.goto(`${origin}/sessions/${sessionId}`);
  return page;
};
