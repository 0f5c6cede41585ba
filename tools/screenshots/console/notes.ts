import { LOOKS } from '../camera';
import { FarDevice } from '../far-device';
import { button, closeDialog, inviteLink, type Stage } from './stage';

const TWO = LOOKS.slice(0, 3);

/** Notes with versions, two who wrote at once, and the end that takes the notes along. */
export const notes = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.goto(origin);
  await button(page, 'Start session').click();
  await page.getByRole('toolbar').waitFor();
  const sessionId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const link = await inviteLink(page);
  await closeDialog(page);
  await FarDevice.join(link, 'María Gómez', { origin, kind: 'page', deviceName: 'Chrome', can: [] });
  await button(page, 'Admit María Gómez').first().click();
  await button(page, 'Notes').click();
  const field = page.getByRole('textbox', { name: 'Notes of this session' });
  await field.waitFor();
  await camera.shoot('notes-empty', [...LOOKS.slice(0, 1)]);
  const save = async (text: string): Promise<void> => {
    await field.fill(text);
    await button(page, 'Save').click();
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor();
  };
  const found = 'Invoices do not save as PDF.\nThe shared folder R:\\invoices is full (98 %).';
  await save('Invoices do not save as PDF.');
  await save(found);
  await page.locator('summary').last().click();
  await camera.shoot('notes', LOOKS);
  await field.fill(`${found}\nTold IT: ticket 4471.`);
  await camera.shoot('notes-draft', TWO);
  // Another window of the same person was faster.
  const events = await page.request.get(`${origin}/api/v1/streams/${sessionId}/events?since=0&limit=500`);
  const { head } = (await events.json()) as { head: { seq: number } };
  const commandId = crypto.randomUUID();
  const data = { base: head.seq, text: `${found}\nMoved the archive of 2024 to S:.` };
  const answer = await page.request.post(`${origin}/api/v1/streams/${sessionId}/commands`, {
    headers: { 'x-relevo': '1', origin },
    data: { commandId, stream: sessionId, type: 'note.save', data },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  await page.getByRole('alert', { name: 'Two versions of the notes' }).waitFor();
  await camera.shoot('notes-conflict', LOOKS);
  await button(page, 'Put both together').click();
  await button(page, 'End session').click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('end-notes', LOOKS);
  await button(page, 'Save notes and end').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await camera.shoot('ended-notes', TWO);
};
