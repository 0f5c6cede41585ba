import { LOOKS } from '../camera';
import { button, type Stage } from './stage';

/** What is known of one customer. */
export const personalData = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.goto(`${origin}/settings/customers`);
  const name = page.getByRole('searchbox');
  await name.waitFor();
  await camera.shoot('customers-empty', LOOKS);
  await name.fill('a');
  await name.fill('nobody of this name');
  await button(page, 'Find').click();
  await page.getByText('There is no customer of this name.').waitFor();
  await camera.shoot('customers-nobody');
  await name.fill('Mar');
  await button(page, 'Find').click();
  await page.getByRole('checkbox').first().check();
  await camera.shoot('customers-found', LOOKS);
  const erase = button(page, 'Erase…');
  if (await erase.isEnabled()) {
    await erase.click();
    await page.getByRole('dialog').waitFor();
    await camera.shoot('customers-erase', LOOKS);
    await page.keyboard.press('Escape');
  }
  await page.goto(`${origin}/`);
};

/** Who waits at a queue among what is known of customers, and the question before they are taken off it. */
export const chooseWaiting = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.goto(`${origin}/settings/customers`);
  await page.getByRole('searchbox').fill('mar');
  await button(page, 'Find').click();
  for (const state of ['Waits now', 'Call-back wanted'])
    await page.getByRole('row').filter({ hasText: state }).first().getByRole('checkbox').check();
  await camera.shoot('customers-waiting', LOOKS);
  await button(page, 'Erase…').click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('customers-erase-waiting', LOOKS);
  await page.keyboard.press('Escape');
  await page.goto(`${origin}/`);
  await page.getByText('Cannot sign in').waitFor();
};
