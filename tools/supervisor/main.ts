import { dataFolderOf, ROOT } from './checkout';
import { startEarly } from './early-server';
import { onceAskedToEnd } from './endings';

const say = (line: string): void => console.log(line);

/** `npm start`: runs Relevo until it is asked to stop. */
async function main(): Promise<void> {
  const unknown = process.argv.slice(2).find((argument) => argument !== '--lan');
  if (unknown !== undefined)
    throw new Error(
      `"${unknown}" is not understood. Usage: npm start [-- --lan]; everything else is set by variables.`,
    );
  const lan = process.argv.includes('--lan');
  const dataFolder = dataFolderOf(process.env);
  const terminal = process.stdout.isTTY;
  const options = { env: process.env, root: ROOT, dataFolder, lan, terminal, say };
  const server = startEarly(options);
  const supervisor = await import('./supervisor.js')
    .then(({ Supervisor }) => new Supervisor(options, server))
    .catch(async (error: unknown) => {
      await server.process.stop();
      throw error;
    });
  let asked = false;
  onceAskedToEnd(
    (reason) => {
      asked = true;
      say(`Stopping (${reason}) …`);
      void supervisor.stop().then(() => process.exit(0), fail);
    },
    () => supervisor.hurry(),
  );
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
