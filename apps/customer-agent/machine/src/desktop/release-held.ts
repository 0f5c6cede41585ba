import { takeBackLent } from './lent-record';
import { connectX } from './x-connection';

// A program of its own, run when the agent died: lets go of every key and button that was pressed by XTEST, and takes lent
// keys back. What a person holds down stays down: their keyboard is another device.

const BUTTONS = [1, 2, 3];

const main = async (): Promise<void> => {
  const connection = await connectX();
  const xtest = await connection.extension('xtest');
  xtest.GrabControl(true);
  const down = await connection.ask<Buffer>((reply) => connection.X.QueryKeymap(reply));
  for (let keycode = 8; keycode < 256; keycode += 1)
    if ((down[keycode >> 3] ?? 0) & (1 << (keycode & 7)))
      xtest.FakeInput(xtest.KeyRelease, keycode, 0, 0, 0, 0);
  for (const button of BUTTONS) xtest.FakeInput(xtest.ButtonRelease, button, 0, 0, 0, 0);
  await takeBackLent(connection);
  await connection.close();
};

main().catch(() => process.exit(1));
