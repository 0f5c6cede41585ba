import { LOOKS } from '../camera';
import { FarDevice } from '../far-device';
import { button, closeDialog, inviteLink, type Stage, shown } from './stage';

/** What goes wrong: a lost line, a lost server, somebody who left, a call that was unexpected, a sign-out elsewhere. */
export const troubles = async (stage: Stage): Promise<void> => {
  const { camera, page, origin, picture } = stage;
  await page.goto(`${origin}/sessions/00000000-0000-7000-8000-000000000000`);
  await page.getByRole('link', { name: 'Go to home' }).waitFor();
  await camera.shoot('session-unknown', LOOKS.slice(0, 1));
  await page.goto(origin);
  await page.getByRole('button', { name: 'Start session' }).click();
  const link = await inviteLink(page);
  await closeDialog(page);
  const paula = await FarDevice.join(link, 'Paula Navas', {
    origin,
    kind: 'machine',
    deviceName: 'PC-CAJA',
    can: ['screen.view', 'input.control'],
  });
  await page.getByRole('button', { name: 'Admit Paula Navas' }).first().click();
  await page.getByRole('button', { name: 'Ask to see the screen' }).click();
  await paula.allow('screen.view', picture);
  await shown(page);
  await camera.context.setOffline(true);
  await page.getByText('The server is away').waitFor({ timeout: 40_000 });
  await button(page, 'Chat').click();
  await page.getByRole('textbox', { name: 'Write a message' }).fill('One moment, the line is bad.');
  await page.keyboard.press('Enter');
  await page.getByText('Sending…').waitFor();
  await camera.shoot('server-away', LOOKS);
  await camera.context.setOffline(false);
  await page.getByText('Sending…').waitFor({ state: 'detached', timeout: 20_000 });
  paula.vanish();
  await page.getByText('The line to Paula').waitFor({ timeout: 60_000 });
  await camera.shoot('link-lost', LOOKS);
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Start session' }).click();
  const second = await inviteLink(page);
  await closeDialog(page);
  const tom = await FarDevice.join(second, 'Tom Becker', {
    origin,
    kind: 'page',
    deviceName: 'Safari, iPhone',
    can: [],
  });
  await page.getByRole('button', { name: 'Admit Tom Becker' }).first().click();
  await page.getByRole('heading', { name: 'Tom Becker is here' }).waitFor();
  await tom.compared(false);
  await button(page, 'Safety codes differ').waitFor();
  await camera.shoot('safety-differs', LOOKS);
  tom.session.command('participant.leave', {});
  await page.getByRole('heading', { name: 'Nobody is here any more' }).waitFor();
  await camera.shoot('session-gone', LOOKS.slice(0, 1));
  await page.getByRole('button', { name: 'Invite the customer' }).click();
  const third = await page.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await closeDialog(page);
  await tom.rest.reportCall({ proof: { token: third.slice(third.indexOf('#') + 1) } });
  await page.getByRole('heading', { name: 'This session is over' }).waitFor();
  await camera.shoot('session-reported');
  await page.evaluate(() =>
    fetch('/api/v1/sign-out-everywhere', {
      method: 'POST',
      headers: { 'x-relevo': '1', 'content-type': 'application/json' },
      body: '{}',
    }),
  );
  await page.getByText('You are signed out.').waitFor({ timeout: 20_000 });
  await camera.shoot('signed-out');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('your sessions are still live').waitFor();
  await camera.shoot('sign-in-again', LOOKS.slice(0, 1));
};
