import { until } from '@relevo/testing';
import { LOOKS } from '../camera';
import { FarDevice } from '../far-device';
import { button, closeDialog, inviteLink, type Stage, shown } from './stage';

/** Several sessions at once, the home page with them, and the end. */
export const several = async ({ camera, page, origin, picture }: Stage): Promise<void> => {
  await page.getByRole('button', { name: 'Start session' }).click();
  await page.getByRole('heading', { name: 'Nobody has joined yet' }).waitFor();
  const link = await inviteLink(page);
  await closeDialog(page);
  const luca = await FarDevice.join(link, 'Luca Ferri', {
    origin,
    kind: 'page',
    deviceName: 'Chrome 141, Windows',
    can: ['screen.view'],
  });
  await page.getByRole('button', { name: 'Admit Luca Ferri' }).first().click();
  await page.getByRole('heading', { name: 'Luca Ferri is here' }).waitFor();
  await page.getByRole('button', { name: 'Start session' }).click();
  await page.getByRole('heading', { name: 'Nobody has joined yet' }).waitFor();
  luca.session.post('Buongiorno');
  luca.session.post('La stampante non risponde più.');
  await page.getByRole('img', { name: '2 unread messages' }).first().waitFor();
  await page.getByRole('navigation', { name: 'Open sessions' }).getByRole('link', { name: /María/ }).click();
  await page.getByRole('heading', { name: 'María Gómez' }).waitFor();
  await shown(page);
  await camera.shoot('session-tabs', LOOKS);
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { name: 'My live sessions' }).waitFor();
  await camera.shoot('home', LOOKS);
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await camera.shoot('keys', LOOKS);
  await closeDialog(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: /^Search sessions/ }).waitFor();
  await camera.shoot('palette', LOOKS);
  await page.keyboard.type('maria');
  await camera.shoot('palette-found', LOOKS.slice(0, 1));
  await page.keyboard.type(' or nobody');
  await camera.shoot('palette-nothing', LOOKS.slice(0, 1));
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: /Open the session with María/ }).click();
  await button(page, 'End session').click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('end', LOOKS);
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await page.getByRole('heading', { name: 'This session is over' }).waitFor();
  await camera.shoot('session-ended', LOOKS);
  await page.getByRole('navigation', { name: 'Open sessions' }).getByRole('link', { name: /Luca/ }).click();
  await page.getByRole('button', { name: 'Ask to see the screen' }).click();
  await luca.allowVideo(picture);
  await page.locator('video').waitFor();
  await until('a size of the video', 20_000, () =>
    page.locator('video').evaluate((video: HTMLVideoElement) => (video.videoWidth > 0 ? true : null)),
  );
  await camera.shoot('session-video');
};
