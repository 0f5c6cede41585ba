import { join, resolve } from 'node:path';
import { CHECK_PATH } from '@relevo/contracts';
import { type Browser, chromium, type Page } from 'playwright-core';
import { Camera, CUSTOMER_LOOKS } from './camera';
import { button, joinAs, openConsole } from './customer-steps';
import { FarCsr } from './far-csr';
import { guests } from './guests';
import { startServer } from './server';

const FOLDER = resolve(process.argv[2] ?? join('test-results', 'screenshots', 'customer'));
const PARTS = process.argv.slice(3);
const PHONE = CUSTOMER_LOOKS.slice(0, 1);

/** Before the session: a code, problems, the invite, its warning. */
const entrance = async (camera: Camera, origin: string, csr: FarCsr): Promise<void> => {
  const { page } = camera;
  await page.goto(`${origin}/join`);
  await page.getByLabel('Nine-digit code').fill('12345');
  await button(page, 'Continue').click();
  await camera.shoot('code', CUSTOMER_LOOKS);
  await page.getByLabel('Nine-digit code').fill('123456789');
  await button(page, 'Continue').click();
  await page.getByRole('alert').waitFor();
  await camera.shoot('problem-unknown', CUSTOMER_LOOKS);
  const { link, inviteId } = await csr.invite();
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByLabel('Your name').waitFor();
  await camera.shoot('invite', CUSTOMER_LOOKS);
  await button(page, 'Join').click();
  await camera.shoot('invite-no-name', PHONE);
  await button(page, 'I was called unexpectedly').click();
  await camera.shoot('invite-unexpected', PHONE);
  await csr.command('invite.revoke', { inviteId });
  await page.reload();
  await page.getByRole('alert').waitFor();
  await camera.shoot('problem-revoked', PHONE);
};

/** Whether support would work from here: it does, and a proxy that cuts web sockets. */
const connectionCheck = async (camera: Camera, browser: Browser, origin: string): Promise<void> => {
  const page = await (await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })).newPage();
  const theirs = camera.of(page);
  await page.goto(`${origin}${CHECK_PATH}`);
  await page.getByText('Support works from here.').waitFor();
  await theirs.shoot('check', CUSTOMER_LOOKS);
  await page.routeWebSocket(/socket/, (socket) => socket.close());
  await page.reload();
  await page.getByText('Support does not work from here').waitFor();
  await theirs.shoot('check-no-line', CUSTOMER_LOOKS);
  await page.context().close();
};

/** The safety code, from unchecked to checked. */
const compare = async ({ camera, page }: { camera: Camera; page: Page }, console_: Page): Promise<void> => {
  await page.getByRole('region', { name: 'Safety code' }).waitFor();
  await camera.shoot('safety', CUSTOMER_LOOKS);
  await button(page, 'They match').click();
  await page.getByText('You said that they match').waitFor();
  await camera.shoot('safety-waiting', PHONE);
  await console_.getByRole('button', { name: 'María says it matches' }).click();
  await console_.getByRole('button', { name: 'They match' }).click();
  await page.getByText('Safety code checked').waitFor();
  await camera.shoot('safety-checked', CUSTOMER_LOOKS);
};

/** In the session: waiting, in, asked, alone, over. */
const stay = async (
  camera: Camera,
  browser: Browser,
  origin: string,
  csr: FarCsr,
  stopServer: () => void,
): Promise<void> => {
  const { page } = camera;
  const { link } = await csr.invite();
  const participantId = await joinAs(page, link, 'María Gómez');
  await page.getByRole('heading', { name: 'Ana will let you in' }).waitFor();
  await camera.shoot('waiting', CUSTOMER_LOOKS);
  await csr.command('participant.admit', { participantId });
  await page.getByRole('heading', { name: 'What Ana can do now' }).waitFor();
  await camera.shoot('session-nothing', CUSTOMER_LOOKS);
  await compare({ camera, page }, await openConsole(browser, origin, csr.session.id));
  await csr.say('Hello María. Tell me what you see.');
  await page.getByLabel('Write to Ana').fill('The invoices do not save as PDF since this morning.');
  await button(page, 'Send').click();
  await csr.say('I see. I would like to look at your screen. You will be asked first.');
  await page.getByText('You will be asked first').waitFor();
  await csr.command('agent.suggest', {});
  await page.getByText('Ana asks you to start').waitFor();
  await camera.shoot('session-agent-asked', PHONE);
  // A line that breaks just then.
  await page.route('**/devices/codes', (route) => route.fulfill({ status: 503 }), { times: 1 });
  await button(page, 'Show me how').click();
  await page.getByRole('alert').waitFor();
  await camera.shoot('session-agent-refused', CUSTOMER_LOOKS);
  await button(page, 'Show me how').click();
  await page.getByText('npm run agent').waitFor();
  await camera.shoot('session-agent-steps', CUSTOMER_LOOKS);
  await csr.command('grant.request', {
    requestId: crypto.randomUUID(),
    capability: 'screen.view',
    minutes: null,
    participantId: null,
  });
  await page.getByRole('dialog').waitFor();
  await camera.shoot('consent', CUSTOMER_LOOKS);
  await button(page, 'Allow').click();
  await button(page, 'Stop everything').waitFor();
  await camera.shoot('session-sharing', CUSTOMER_LOOKS);
  await button(page, 'Stop everything').click();
  await page.getByText('Nothing. Ana asks you').waitFor();
  stopServer();
  await page.getByText('The line is down').waitFor();
  await page.getByLabel('Write to Ana').fill('Are you there?');
  await button(page, 'Send').click();
  await page.getByText('Goes when the line is back').waitFor();
  await camera.shoot('session-offline', CUSTOMER_LOOKS);
  await button(page, 'Leave session').click();
  await page.getByRole('heading', { name: 'You have left' }).waitFor();
  await camera.shoot('left', CUSTOMER_LOOKS);
  await receipt(camera);
};

/** The other ways out. */
const endings = async (camera: Camera, csr: FarCsr): Promise<void> => {
  const { page } = camera;
  const participantId = await joinAs(page, (await csr.invite()).link, 'Luca Ferri');
  await csr.command('participant.decline', { participantId });
  await page.getByRole('heading', { name: 'You were not let in' }).waitFor();
  await camera.shoot('declined', PHONE);
  const other = await csr.another('');
  await page.goto('about:blank');
  await page.goto((await other.invite()).link);
  await button(page, 'I was called unexpectedly').click();
  await button(page, 'Stop and report').click();
  await page.getByRole('heading', { name: 'You stopped the call' }).waitFor();
  await camera.shoot('reported', PHONE);
  const third = await csr.another('');
  await joinAs(page, (await third.invite()).link, 'Eva Roca');
  await page.getByRole('heading', { name: 'Ana will let you in' }).waitFor();
  await third.command('session.end', {});
  await page.getByRole('heading', { name: 'The session is over' }).waitFor();
  await camera.shoot('ended', CUSTOMER_LOOKS);
  const fourth = await csr.another('Invoices');
  const inside = await joinAs(page, (await fourth.invite()).link, 'María Gómez');
  await fourth.command('participant.admit', { participantId: inside });
  await page.getByRole('heading', { name: 'What Ana can do now' }).waitFor();
  await fourth.command('session.end', {});
  await page.getByRole('heading', { name: 'The session is over' }).waitFor();
  await page.getByRole('region', { name: 'Your receipt' }).waitFor();
  await camera.shoot('closing', CUSTOMER_LOOKS);
  await page.getByRole('radio', { name: '4 of 5' }).check();
  await page.getByRole('textbox').fill('The invoices save again. Thank you!');
  await button(page, 'Send').click();
  await page.getByText(/^Thank you\./).waitFor();
  await camera.shoot('closing-answered', CUSTOMER_LOOKS);
};

/** The file that a customer keeps, as a browser shows it. */
const receipt = async (camera: Camera): Promise<void> => {
  const { page } = camera;
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Download the receipt').click(),
  ]);
  const path = join(FOLDER, 'receipt.html');
  await file.saveAs(path);
  await page.goto(`file://${path}`);
  await camera.shoot('receipt', PHONE);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.screenshot({ path: join(FOLDER, 'receipt-1280-en-light.png'), fullPage: true });
};

/** A phone has no way to show its screen. */
const phone = async (browser: Browser, csr: FarCsr): Promise<void> => {
  const camera = await Camera.open(browser, FOLDER, {
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36',
  });
  const other = await csr.another('Your phone');
  const participantId = await joinAs(camera.page, (await other.invite()).link, 'María Gómez');
  await other.command('participant.admit', { participantId });
  await camera.page.getByRole('heading', { name: 'Your screen cannot be shown' }).waitFor();
  await camera.shoot('phone', CUSTOMER_LOOKS.slice(0, 2));
};

/** The codes are not the same. */
const differing = async (camera: Camera, browser: Browser, origin: string, csr: FarCsr): Promise<void> => {
  const { page } = camera;
  const other = await csr.another('');
  const participantId = await joinAs(page, (await other.invite()).link, 'Luca Ferri');
  await other.command('participant.admit', { participantId });
  const console_ = await openConsole(browser, origin, other.session.id);
  await button(page, 'They do not match').click();
  await page.getByText('The codes do not match').waitFor();
  await camera.shoot('safety-differs', CUSTOMER_LOOKS);
  await console_.close();
  await button(page, 'Leave session').click();
  await page.getByRole('heading', { name: 'You have left' }).waitFor();
};

/** Takes a picture of every screen of the customer's page, or of some parts: `node tools/run.mjs tools/screenshots/customer [folder] [parts]`. */
async function main(): Promise<number> {
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  });
  // A list of permissions would deny those that are not in it, the screen's too.
  const camera = await Camera.open(browser, FOLDER, { permissions: undefined });
  try {
    const csr = await FarCsr.start(server.origin, server.setupLink, 'Your invoices do not save as PDF');
    const { origin } = server;
    const parts: Readonly<Record<string, () => Promise<void>>> = {
      entrance: () => entrance(camera, origin, csr),
      check: () => connectionCheck(camera, browser, origin),
      endings: () => endings(camera, csr),
      phone: () => phone(browser, csr),
      differing: () => differing(camera, browser, origin, csr),
      guests: () => guests(camera, browser, origin, csr),
      stay: () => stay(camera, browser, origin, csr, () => void server.stop()),
    };
    for (const [name, shoot] of Object.entries(parts))
      if (PARTS.length === 0 || PARTS.includes(name)) await shoot();
    console.log(`Pictures are in ${FOLDER}`);
    return camera.faults.length;
  } catch (error) {
    // A page that is gone is no reason to hide what went wrong before.
    await camera.page.screenshot({ path: join(FOLDER, 'failed.png') }).catch(() => undefined);
    throw error;
  } finally {
    for (const fault of camera.faults) console.error(`Wrong: ${fault}`);
    await browser.close();
    await server.stop();
  }
}

main().then(
  (faults) => process.exit(faults === 0 ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
