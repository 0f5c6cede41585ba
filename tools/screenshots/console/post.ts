import { LOOKS } from '../camera';
import { button, closeDialog, type Stage } from './stage';

/** Mail and SMS: their settings, and what an invite looks like on its way. */
export const post = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.goto(`${origin}/settings/mail`);
  await button(page, 'Mail server: Change').waitFor();
  await camera.shoot('mail-none', LOOKS);
  await button(page, 'Mail server: Change').click();
  await page.getByLabel('Mails come from').fill('support@norvia.example');
  await camera.shoot('mail-form');
  await page.goto(`${origin}/`);
  await button(page, 'Start session').click();
  await page.getByRole('toolbar').waitFor();
  await button(page, 'Invite').click();
  const dialog = page.getByRole('dialog', { name: 'Invite', exact: true });
  await dialog.getByRole('button', { name: 'Show the message' }).click();
  await dialog.getByLabel('Text', { exact: true }).waitFor();
  await camera.shoot('invite-message', LOOKS);
  await closeDialog(page);
  await button(page, 'End session').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await page.getByRole('heading', { name: 'This session is over' }).waitFor();
  await page.goto(`${origin}/`);
};
