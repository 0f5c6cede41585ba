import 'reflect-metadata';
import { join } from 'node:path';
import type { XDesktop } from '@relevo/testing';
import { ROOT } from '../supervisor/checkout';
import { DataFolder, FolderInUse } from '../supervisor/data-folder';
import { onceAskedToEnd } from '../supervisor/endings';
import { removeDataFolder } from '../supervisor/postgres/place';
import { freePort } from '../supervisor/postgres/server';
import { Supervisor } from '../supervisor/supervisor';
import { customerDesktop } from './customer-desktop';
import { showInTab } from './desktop-tab';
import { demoEnvironment } from './environment';
import { makeCsr, startSession } from './session';

const FOLDER = join(ROOT, 'data', 'demo');

const say = (line: string): void => console.log(line);

const instructions = (origin: string, sessionId: string, email: string, password: string, tab: string) => `
The demo runs. Open both in your browser, side by side:

  1. You as the CSR       ${origin}/sessions/${sessionId}
     e-mail               ${email}
     password             ${password}

  2. The customer's desktop
     ${tab}

On the customer's desktop press "Connect". In the console admit the customer, then press "Remote control":
the desktop asks, and you answer there. Nothing here is kept; Ctrl-C ends everything.
`;

/** Both sides on one machine, in a data folder that is thrown away. */
class Demo {
  private desktop: XDesktop | null = null;
  private supervisor: Supervisor | null = null;

  async start(): Promise<void> {
    const holder = DataFolder.holderOf(FOLDER);
    if (holder) throw new FolderInUse(FOLDER, holder);
    removeDataFolder(FOLDER);
    const port = process.env.PORT?.trim() || String(await freePort());
    const env = demoEnvironment(process.env, { PORT: port, DATA_DIR: FOLDER });
    this.supervisor = new Supervisor({
      env,
      root: ROOT,
      dataFolder: FOLDER,
      lan: false,
      terminal: true,
      say: () => {},
    });
    await this.supervisor.start();
    const origin = `http://localhost:${port}`;
    const csr = await makeCsr(env);
    const { sessionId, link } = await startSession(origin, csr);
    this.desktop = await customerDesktop(FOLDER);
    const tab = await showInTab(this.desktop, FOLDER);
    this.runAgent(this.desktop, link);
    say(instructions(origin, sessionId, csr.email, csr.password, tab));
  }

  async ended(): Promise<void> {
    await this.supervisor?.ended();
  }

  async stop(): Promise<void> {
    await this.desktop?.close();
    await this.supervisor?.stop();
    removeDataFolder(FOLDER);
  }

  private runAgent(desktop: XDesktop, link: string): void {
    const main = join(ROOT, 'dist/apps/customer-agent/machine/src/main.js');
    const agent = desktop.run(process.execPath, [main, link], { cwd: ROOT });
    void agent.exited.then((code) => {
      if (code) say(`The program on the customer's desktop failed:\n${agent.output()}`);
    });
  }
}

async function main(): Promise<void> {
  const demo = new Demo();
  let asked = false;
  const started = demo.start();
  onceAskedToEnd(() => {
    asked = true;
    say('Ending the demo …');
    void started
      .catch(() => {})
      .then(() => demo.stop())
      .then(() => process.exit(0), fail);
  });
  try {
    await started;
    await demo.ended();
  } catch (error) {
    if (asked) return;
    await demo.stop();
    fail(error);
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

main().catch(fail);
