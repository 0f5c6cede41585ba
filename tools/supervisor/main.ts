import { resolve } from 'node:path';
import { onceAskedToEnd } from './endings';
import { Supervisor } from './supervisor';

const ROOT = resolve(__dirname, '../../..');

const say = (line: string): void => console.log(line);

/** `npm start`: runs Relevo until it is asked to stop. */
async function main(): Promise<void> {
  const dataFolder = resolve(ROOT, process.env.DATA_DIR?.trim() || 'data');
  const terminal = process.stdout.isTTY;
  const supervisor = new Supervisor({ env: process.env, root: ROOT, dataFolder, terminal, say });
  let asked = false;
  onceAskedToEnd((reason) => {
    asked = true;
    say(`Stopping (${reason}) …`);
    void supervisor.stop().then(() => process.exit(0), fail);
  });
  try {
    await supervisor.start();
    await supervisor.ended();
  } catch (error) {
    if (asked) return;
    await supervisor.stop();
    fail(error);
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

main().catch(fail);
