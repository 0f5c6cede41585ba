import type { Page } from 'playwright-core';
import { LOOKS } from '../camera';
import { button, type Stage } from './stage';

const parkAfter = async (page: Page, origin: string, minutes: string): Promise<void> => {
  await page.goto(`${origin}/settings`);
  await page.getByLabel('Park a session after').fill(minutes);
  await button(page, 'Save').click();
  await page.getByText('Settings saved').waitFor();
};

/** A session in which nothing happens, and how long sessions are kept. */
export const quiet = async ({ camera, page, origin }: Stage): Promise<void> => {
  await parkAfter(page, origin, '1');
  await page.getByLabel('Keep names and words for').fill('90');
  await button(page, 'Save').click();
  await page.getByText('No session is that old yet.').waitFor();
  await camera.shoot('settings-retention', LOOKS);
  await button(page, 'Cancel').click();
  await page.goto(origin);
  await page.getByRole('button', { name: 'Start session' }).click();
  await page.getByRole('toolbar').waitFor();
  await page.getByText(/^Nothing has happened here/).waitFor({ timeout: 60_000 });
  await camera.shoot('idle-warning', LOOKS);
  await page.getByText('Nothing had happened here for a while.').waitFor({ timeout: 60_000 });
  await camera.shoot('parked-idle', LOOKS.slice(0, 1));
  await parkAfter(page, origin, '60');
};
