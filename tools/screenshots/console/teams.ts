import { LOOKS } from '../camera';
import { colleague } from './people';
import { button, closeDialog, type Stage } from './stage';

/** Teams: the settings, and what is looked through by them. */
export const teams = async (stage: Stage): Promise<void> => {
  const { camera, page, origin } = stage;
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  const rosa = await colleague(stage, browser, 'Rosa Conti', 'supervisor');
  await button(rosa, 'Start session').click();
  await rosa.getByRole('toolbar').waitFor();
  const lead = await colleague(stage, browser, 'Elena Vidal', 'supervisor');

  await page.goto(`${origin}/settings/teams`);
  await page.getByText('No teams yet').waitFor();
  await camera.shoot('teams-empty');
  const dialog = page.getByRole('dialog');
  const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
  const add = async (team: string, ...members: string[]): Promise<void> => {
    await button(page, 'Add team').click();
    await name.fill(team);
    if (members.length === 0) return;
    await dialog.getByRole('combobox', { name: 'Members' }).click();
    for (const member of members) await page.getByRole('option', { name: member }).click();
    await page.keyboard.press('Tab');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
  };
  const save = async (): Promise<void> => {
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await add('Billing', 'Rosa Conti', 'Elena Vidal');
  await camera.shoot('team-new', LOOKS);
  await save();
  await add('Technical help', 'Rosa Conti');
  await save();
  await add('Night shift');
  await save();
  await camera.shoot('teams', LOOKS);
  await add('billing');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The list has this already').waitFor();
  await camera.shoot('team-taken');
  await closeDialog(page);

  await page.goto(`${origin}/settings/queues`);
  await button(page, 'Add queue').first().click();
  await page.getByRole('radio', { name: 'Only these' }).click();
  await page.getByRole('combobox', { name: 'Add a team' }).click();
  await page.getByRole('option', { name: 'Billing' }).click();
  await dialog.getByText('Rosa Conti', { exact: true }).waitFor();
  await camera.shoot('queue-by-team');
  await closeDialog(page);

  await page.goto(`${origin}/history`);
  await page.getByRole('combobox', { name: 'Team' }).click();
  await page.getByRole('option', { name: 'Billing' }).click();
  await page.waitForURL(/team=/);
  await page.getByRole('cell', { name: 'Rosa Conti' }).first().waitFor();
  await camera.shoot('history-by-team', LOOKS);
  await page.goto(`${origin}/reports`);
  await page.getByRole('heading', { name: 'By team' }).scrollIntoViewIfNeeded();
  await page.locator('[data-part="team"] svg.recharts-surface').waitFor();
  await camera.shoot('reports-by-team', LOOKS);

  await lead.goto(origin);
  await lead.getByRole('combobox', { name: 'Team' }).waitFor();
  await camera.of(lead).shoot('home-by-team', LOOKS);
  await lead.goto(`${origin}/wall-board`);
  await lead.getByRole('combobox', { name: 'Team' }).click();
  await lead.getByRole('option', { name: 'Billing' }).click();
  await lead.waitForURL(/team=/);
  await lead.getByRole('heading', { name: 'Today' }).waitFor();
  await camera.of(lead).shoot('wall-board-by-team', LOOKS);
  for (const one of [rosa, lead]) await one.context().close();
  await page.goto(`${origin}/`);
};
