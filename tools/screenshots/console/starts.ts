import { LOOKS } from '../camera';
import { button, closeDialog, type Stage } from './stage';

/** What sessions are counted by, and the ways to start one: the lists, the dialog, an address, a key. */
export const starts = async ({ camera, page, origin }: Stage): Promise<void> => {
  const dialog = page.getByRole('dialog');
  await page.goto(`${origin}/settings/types`);
  await page.getByText('No session types yet').waitFor();
  await camera.shoot('types-empty');
  for (const [name, spanish, needsCode] of [
    ['Billing', 'Facturación', true],
    ['Installation', 'Instalación', false],
  ] as const) {
    await button(page, 'Add type').click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByLabel('Español').fill(spanish);
    if (needsCode) await dialog.getByLabel('Needs a tracking code').check();
    else await dialog.getByLabel('Standard').check();
    if (needsCode) await camera.shoot('type-new', LOOKS);
    await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
    await page.getByRole('row', { name: new RegExp(name) }).waitFor();
  }
  await camera.shoot('types', LOOKS);
  await page.goto(`${origin}/settings/codes`);
  await button(page, 'Add code').click();
  await dialog.getByRole('textbox', { name: 'Code' }).fill('4711');
  await dialog.getByRole('textbox', { name: 'What it stands for' }).fill('Sales');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /4711/ }).waitFor();
  await camera.shoot('codes');
  await page.goto(`${origin}/settings/keys`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await camera.shoot('keys-empty');
  await button(page, 'Make key').click();
  await camera.shoot('key-new', LOOKS);
  await closeDialog(page);
  await page.goto(`${origin}/`);
  await button(page, 'Start session').waitFor();
  await page.keyboard.press('d');
  await dialog.getByLabel(/^What for/).fill('Invoices do not save as PDF');
  await dialog.getByRole('combobox', { name: 'Session type' }).click();
  await page.getByRole('option', { name: 'Billing' }).click();
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await dialog.getByText('This session type needs a tracking code.').waitFor();
  await camera.shoot('start', LOOKS);
  await closeDialog(page);
};
