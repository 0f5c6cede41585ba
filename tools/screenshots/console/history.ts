import { LOOKS } from '../camera';
import { FarDevice } from '../far-device';
import { button, closeDialog, inviteLink, type Stage } from './stage';

/** Sessions that were: the list, one of them, and what is said where nothing fits. */
export const history = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.goto(origin);
  await button(page, 'Start session').click();
  await page.getByRole('toolbar').waitFor();
  const link = await inviteLink(page);
  await closeDialog(page);
  await FarDevice.join(link, 'Lucía Prieto', { origin, kind: 'page', deviceName: 'Chrome', can: [] });
  await button(page, 'Admit Lucía Prieto').first().click();
  await page.getByRole('tab', { name: 'Chat', exact: true }).click();
  const field = page.getByLabel('Write a message');
  await field.fill('Please open the folder with your invoices.\nI will wait.');
  await field.press('Enter');
  await button(page, 'Notes').click();
  await page
    .getByRole('textbox', { name: 'Notes of this session' })
    .fill('The shared folder was full (98 %).\nMoved the archive of 2024 to S:.');
  await button(page, 'Save').click();
  await page.getByText(/^Saved \d\d:\d\d$/).waitFor();
  await button(page, 'End session').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goto(`${origin}/history?of=own`);
  await page.getByRole('link', { name: 'Lucía Prieto' }).waitFor();
  await camera.shoot('history', LOOKS);
  await page.getByLabel('Search', { exact: true }).fill('nobody of this name');
  await page.getByText('Nothing fits').waitFor();
  await camera.shoot('history-nothing');
  await button(page, 'Clear filters').last().click();
  await page.getByRole('link', { name: 'Lucía Prieto' }).click();
  await button(page, 'Verify').click();
  await page.getByText(/^Chat: whole/).waitFor();
  await camera.shoot('history-session', LOOKS);
  await page.goto(`${origin}/reports?of=own`);
  await page.locator('svg.recharts-surface').first().waitFor();
  await camera.shoot('reports', LOOKS);
  await page.goto(`${origin}/reports?from=2020-01-01&to=2020-01-31`);
  await page.getByText('No sessions in these days').waitFor();
  await camera.shoot('reports-empty');
  await page.goto(`${origin}/settings/account`);
  await page.getByRole('combobox', { name: 'Time zone' }).click();
  await camera.shoot('time-zone');
  await page.keyboard.press('Escape');
  await page.goto(`${origin}/`);
};
