import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { Camera } from './camera';
import { entrance, settings, signIn } from './console/entrance';
import { mainSession } from './console/main-session';
import { several } from './console/several';
import { troubles } from './console/troubles';
import { drawDesktop } from './desktop-picture';
import { startServer } from './server';

const FOLDER = resolve(process.argv[2] ?? join('test-results', 'screenshots', 'console'));

/** Takes a picture of every screen of the console, against a server of its own: `node tools/run.mjs tools/screenshots/console [folder]`. */
async function main(): Promise<void> {
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // As root there is no sandbox; host candidates without mDNS names let the far side find this machine.
    args: ['--no-sandbox', '--disable-features=WebRtcHideLocalIpsWithMdns'],
  });
  const camera = await Camera.open(browser, FOLDER);
  const { page } = camera;
  try {
    const picture = await drawDesktop(browser);
    const origin = process.env.CONSOLE_ORIGIN ?? server.origin;
    const stage = { camera, page, origin, picture };
    await entrance(stage, server.setupLink);
    await settings(stage);
    await signIn(stage);
    await mainSession(stage);
    await several(stage);
    await troubles(stage);
    console.log(`Pictures are in ${FOLDER}`);
  } catch (error) {
    await page.screenshot({ path: join(FOLDER, 'failed.png') });
    throw error;
  } finally {
    for (const fault of camera.faults) console.error(`The page said: ${fault}`);
    await browser.close();
    await server.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
