import { until } from '@relevo/testing';
import { LOOKS } from '../camera';
import { FarDevice } from '../far-device';
import { button, closeDialog, inviteLink, type Stage, shown } from './stage';

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
  await compare(stage, machine);
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

/** The safety code, from unchecked to checked. */
const compare = async ({ camera, page }: Stage, machine: FarDevice): Promise<void> => {
  await button(page, 'Safety code not checked').click();
  await page.getByRole('dialog').getByLabel('Safety code').waitFor();
  await camera.shoot('safety', LOOKS);
  await page.getByRole('dialog').getByRole('button', { name: 'They match' }).click();
  await button(page, 'Waiting for María to compare').waitFor();
  await camera.shoot('safety-waiting', LOOKS);
  await machine.compared(true);
  await button(page, 'Safety code matches').waitFor();
  await camera.shoot('safety-checked', LOOKS);
};

const talk = async ({ page }: Stage, maria: FarDevice): Promise<void> => {
  const say = async (text: string) => {
    await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
    await page.keyboard.press('Enter');
    await page.getByText(text, { exact: true }).waitFor();
  };
  const hear = async (text: string) => {
    maria.session.post(text);
    await page.getByText(text, { exact: true }).waitFor();
  };
  await hear('Hola, desde esta mañana no puedo guardar las facturas en PDF.');
  await say(
    'Thank you, María. I see the message. The shared folder does not answer, your invoices are safe.',
  );
  await hear('El cierre es a las cinco. ¿Estará listo?');
  await say('Yes. I am changing the folder now.\nhttps://help.norvia.example/export');
};
