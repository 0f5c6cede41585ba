import { until } from '@relevo/testing';
import type { Page } from 'playwright-core';
import { type Camera, LOOKS } from '../camera';
import type { DesktopPicture } from '../desktop-picture';
import { ANA } from '../far-csr';
import { FarDevice } from '../far-device';

export interface Stage {
  readonly camera: Camera;
  readonly page: Page;
  readonly origin: string;
  readonly picture: DesktopPicture;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Before anybody is in: set-up with its complaints, sign-in with its refusals. */
export const entrance = async ({ camera, page, origin }: Stage, setupLink: string): Promise<void> => {
  await page.goto(`${origin}/setup`);
  await page.getByRole('heading', { name: 'The link is not complete.' }).waitFor();
  await camera.shoot('setup-no-token', LOOKS.slice(0, 1));
  await page.goto(setupLink);
  await page.getByLabel('Your name').fill(ANA.name);
  await page.getByLabel('E-mail').fill('ana@');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await button(page, 'Create administrator').click();
  await camera.shoot('setup-wrong');
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password', { exact: true }).fill(ANA.password);
  await button(page, 'Create administrator').click();
  await page.getByRole('heading', { name: /Ana/ }).waitFor();
  await camera.shoot('home-empty', LOOKS);
};

/** Sign-in after signing out. */
export const signIn = async ({ camera, page, origin }: Stage): Promise<void> => {
  await button(page, `Account of ${ANA.name}`).click();
  await camera.shoot('account-menu');
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await camera.shoot('sign-in', LOOKS);
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password', { exact: true }).fill('not this one');
  await button(page, 'Sign in').click();
  await page.getByRole('alert').waitFor();
  await camera.shoot('sign-in-wrong');
  await page.getByLabel('Password', { exact: true }).fill(ANA.password);
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: /Ana/ }).waitFor();
};

export const settings = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Organisation').fill('Norvia Support');
  await camera.shoot('settings', LOOKS);
  await page.getByLabel('A link is valid for').fill('0');
  await camera.shoot('settings-wrong', LOOKS.slice(0, 1));
  await page.getByLabel('A link is valid for').fill('15');
  await button(page, 'Save').click();
  await page.getByText('Settings saved').waitFor();
  await page.goto(origin);
};

/** Reads the invite link out of the open dialog. */
export const inviteLink = async (page: Page): Promise<string> => {
  await button(page, 'Invite').click();
  const field = page.getByRole('textbox', { name: 'Invite link' });
  await field.waitFor();
  return field.inputValue();
};

const closeDialog = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

/** The main session, from nobody to control and back. */
export const mainSession = async (stage: Stage): Promise<void> => {
  const { camera, page, origin, picture } = stage;
  await page.keyboard.press('n');
  await page.getByRole('toolbar').waitFor();
  await camera.shoot('session-nobody', LOOKS);
  const link = await inviteLink(page);
  await camera.shoot('invite', LOOKS);
  await page.getByRole('button', { name: 'New invite' }).click();
  await page
    .getByRole('button', { name: /Withdraw the invite/ })
    .nth(1)
    .waitFor();
  await page
    .getByRole('button', { name: /Withdraw the invite/ })
    .nth(0)
    .click();
  await page.getByText('Withdrawn').waitFor();
  await camera.shoot('invite-list');
  await closeDialog(page);
  const maria = await FarDevice.join(link, 'María Gómez', {
    origin,
    kind: 'page',
    deviceName: 'Firefox 140, Linux',
    can: [],
  });
  await page.getByRole('button', { name: 'Admit María Gómez' }).first().waitFor();
  await camera.shoot('session-door', LOOKS);
  await page.getByRole('button', { name: 'Admit María Gómez' }).first().click();
  await page.getByText('María Gómez is here').waitFor();
  await until('the link of the page', 20_000, async () =>
    (await page.getByText('Good').count()) > 0 ? true : null,
  );
  await camera.shoot('session-agent');
  await button(page, 'Chat').click();
  await camera.shoot('chat-empty', LOOKS.slice(0, 1));
  await talk(stage, maria);
  await button(page, 'Remote control').click();
  await camera.shoot('remote-menu-agent');
  await page.getByRole('menuitem', { name: 'Ask to start the agent' }).click();
  const machine = await maria.attach({
    origin,
    kind: 'machine',
    deviceName: 'PC-RECEPCION',
    can: ['screen.view', 'input.control'],
  });
  await page.getByRole('button', { name: 'Ask to see the screen' }).waitFor();
  await camera.shoot('session-ask');
  await button(page, 'Remote control').click();
  await camera.shoot('remote-menu', LOOKS);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Ask to see the screen' }).click();
  await page.getByRole('button', { name: 'Cancel the request to see the screen' }).waitFor();
  await camera.shoot('session-asked', LOOKS);
  await machine.deny('screen.view');
  await page.getByText('María did not allow').first().waitFor();
  await camera.shoot('session-denied', LOOKS.slice(0, 1));
  await page.getByRole('button', { name: 'Ask to see the screen' }).click();
  await machine.allow('screen.view', picture);
  await page.getByRole('button', { name: 'Stop seeing the screen' }).waitFor();
  await shown(page);
  await camera.shoot('session-view', LOOKS);
  await button(page, 'Remote control').click();
  await page.getByRole('menuitem', { name: 'Control mouse and keyboard' }).click();
  await page.getByRole('button', { name: 'Cancel the request to control' }).waitFor();
  await camera.shoot('session-view-asked-control', LOOKS);
  await machine.allow('input.control');
  await page.getByRole('textbox', { name: /Keyboard and pointer/ }).waitFor();
  await camera.shoot('session-control', LOOKS);
  await page.getByRole('textbox', { name: /Keyboard and pointer/ }).focus();
  await camera.shoot('session-capture', LOOKS);
  await page.getByRole('textbox', { name: /Keyboard and pointer/ }).click({ position: { x: 60, y: 40 } });
  await page.keyboard.type('x\n');
  const moved = [
    'picture.ack',
    'input.heartbeat',
    'input.pointer',
    'input.button',
    'input.text',
    'input.key',
  ];
  await until('keys and pointer at the far end', 5000, async () =>
    moved.every((type) => machine.heard.includes(type)) ? true : null,
  );
  await page.keyboard.press('Control+Alt+Shift+Escape');
  await page.getByRole('button', { name: /Size of the picture/ }).click();
  await camera.shoot('scale-menu', LOOKS.slice(0, 1));
  await page.getByRole('menuitemradio', { name: 'Actual size' }).click();
  await camera.shoot('session-actual-size', LOOKS.slice(0, 1));
  await page.getByRole('button', { name: /Size of the picture/ }).click();
  await page.getByRole('menuitemradio', { name: 'Fit to the window' }).click();
  await page.getByRole('button', { name: 'All events' }).click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('events', LOOKS);
  await closeDialog(page);
  await button(page, 'Participants').click();
  await camera.shoot('participants', LOOKS);
  await FarDevice.join(link, 'Somebody', { origin, kind: 'page', deviceName: 'x', can: [] }).catch(
    () => null,
  );
  await page.getByText('was tried again').waitFor();
  await camera.shoot('invite-again');
  await page.getByRole('button', { name: 'Hide this notice' }).click();
  await machine.end('input.control', 'customer');
  await page.getByRole('button', { name: 'Stop seeing the screen' }).waitFor();
  await camera.shoot('session-control-ended', LOOKS.slice(0, 1));
};

const shown = (page: Page) =>
  until('the picture', 20_000, async () => ((await page.locator('canvas').count()) > 0 ? true : null));

const talk = async ({ page }: Stage, maria: FarDevice): Promise<void> => {
  const say = async (text: string) => {
    await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
    await page.keyboard.press('Enter');
    await page.getByText(text).waitFor();
  };
  const hear = async (text: string) => {
    maria.session.post(text);
    await page.getByText(text).waitFor();
  };
  await hear('Hola, desde esta mañana no puedo guardar las facturas en PDF.');
  await say(
    'Thank you, María. I see the message. The shared folder does not answer, your invoices are safe.',
  );
  await hear('El cierre es a las cinco. ¿Estará listo?');
  await say('Yes. I am changing the folder now.\nhttps://help.norvia.example/export');
};

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
  await page.getByRole('tab', { name: /María/ }).click();
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
  await page.getByRole('link', { name: /Open the session with María/ }).click();
  await button(page, 'End session').click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot('end', LOOKS);
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await page.getByRole('heading', { name: 'This session is over' }).waitFor();
  await camera.shoot('session-ended', LOOKS);
  await page.getByRole('tab', { name: /Luca/ }).click();
  await page.getByRole('button', { name: 'Ask to see the screen' }).click();
  await luca.allowVideo(picture);
  await page.locator('video').waitFor();
  await until('a size of the video', 20_000, () =>
    page.locator('video').evaluate((video: HTMLVideoElement) => (video.videoWidth > 0 ? true : null)),
  );
  await camera.shoot('session-video');
};

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
