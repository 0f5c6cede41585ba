import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { Camera } from './camera';
import { ownAccount, users } from './console/accounts';
import { chat } from './console/chat';
import { entrance, settings, signIn } from './console/entrance';
import { history } from './console/history';
import { look } from './console/look';
import { mainSession } from './console/main-session';
import { notes } from './console/notes';
import { personalData } from './console/personal-data';
import { post } from './console/post';
import { queues } from './console/queues';
import { quiet } from './console/quiet';
import { requiredStep } from './console/required-step';
import { roles } from './console/roles';
import { several } from './console/several';
import { starts } from './console/starts';
import { teams } from './console/teams';
import { troubles } from './console/troubles';
import { webhooks } from './console/webhooks';
import { drawDesktop } from './desktop-picture';
import { startServer } from './server';

const FOLDER = resolve(process.argv[2] ?? join('test-results', 'screenshots', 'console'));

/** What is pictured after the entrance, in this order. */
const PARTS = {
  settings,
  ownAccount,
  users,
  requiredStep,
  signIn,
  mainSession,
  several,
  roles,
  chat,
  notes,
  look,
  personalData,
  post,
  starts,
  history,
  teams,
  webhooks,
  queues,
  quiet,
  troubles,
};
const wanted = process.argv.slice(3);

/** Takes a picture of every screen of the console, against a server of its own: `node tools/run.mjs tools/screenshots/console [folder [part …]]`. */
async function main(): Promise<number> {
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
    for (const [name, take] of Object.entries(PARTS))
      if (wanted.length === 0 || wanted.includes(name)) await take(stage);
    console.log(`Pictures are in ${FOLDER}`);
    return camera.faults.length;
  } catch (error) {
    // A page that is gone is no reason to hide what went wrong before.
    await page.screenshot({ path: join(FOLDER, 'failed.png') }).catch(() => undefined);
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
