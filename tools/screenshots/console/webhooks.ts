import { LOOKS } from '../camera';
import { button, closeDialog, type Stage } from './stage';

/** Other programs that are told what happens: the list, the form, the secret, and what was sent. */
export const webhooks = async ({ camera, page, origin }: Stage): Promise<void> => {
  const dialog = page.getByRole('dialog');
  await page.goto(`${origin}/settings/webhooks`);
  await page.getByText('No webhooks yet').waitFor();
  await camera.shoot('webhooks-empty');
  await button(page, 'Add webhook').first().click();
  await dialog.getByLabel('Address').fill('https://10.0.0.1/relevo');
  await camera.shoot('webhook-new', LOOKS);
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByRole('textbox', { name: 'Secret' }).waitFor();
  await camera.shoot('webhook-secret');
  await button(page, 'Done').click();
  await button(page, 'Actions for 10.0.0.1').click();
  await page.getByRole('menuitem', { name: 'Send a test' }).click();
  await dialog.getByText('Not delivered').waitFor();
  await camera.shoot('webhook-deliveries', LOOKS);
  await closeDialog(page);
  await page.goto(`${origin}/settings/webhooks`);
  await page.getByRole('row', { name: /10\.0\.0\.1/ }).waitFor();
  await camera.shoot('webhooks', LOOKS);
  await page.goto(`${origin}/`);
};
