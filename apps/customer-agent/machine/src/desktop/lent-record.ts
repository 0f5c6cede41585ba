import type { XConnection } from './x-connection';

/** On the root window, so that it outlives whoever lent: pairs of keycode and symbol. */
const PROPERTY = '_RELEVO_LENT_KEYS';
const FORMAT_32 = 32;
const MOST = 248;

const recordOf = async ({ X, ask }: XConnection) => ({
  atom: await ask<number>((reply) => X.InternAtom(false, PROPERTY, reply)),
  type: X.atoms['CARDINAL'] ?? 0,
});

/** Notes which keys bear which symbols for now: to be called before the keyboard map is changed. Resolves when it stands there. */
export const noteLent = async (connection: XConnection, lent: ReadonlyMap<number, number>): Promise<void> => {
  const { X, root } = connection;
  const { atom, type } = await recordOf(connection);
  const pairs = [...lent].flatMap(([symbol, keycode]) => [keycode, symbol]);
  X.ChangeProperty(0, root, atom, type, FORMAT_32, pairs);
};

/** Takes one key back, unless somebody has set another layout since: then it is not ours any more. */
export const takeBackKey = async (
  { X, ask }: XConnection,
  keycode: number,
  symbol: number,
): Promise<void> => {
  const rows = await ask<number[][]>((reply) => X.GetKeyboardMapping(keycode, 1, reply));
  if (rows[0]?.[0] === symbol) X.ChangeKeyboardMapping(keycode, 1, [0]);
};

/** Takes back what an agent that was killed has lent and could not take back itself. Only while no agent lends. */
export const takeBackLent = async (connection: XConnection): Promise<void> => {
  const { X, root, ask, display } = connection;
  const { atom } = await recordOf(connection);
  const { data } = await ask<{ data: Buffer }>((reply) =>
    X.GetProperty(1, root, atom, 0, 0, 2 * MOST, reply),
  );
  // Any program can write there: what is no key of this keyboard is passed over.
  for (let at = 0; at + 8 <= data.length; at += 8) {
    const [keycode, symbol] = [data.readUInt32LE(at), data.readUInt32LE(at + 4)];
    if (keycode < display.min_keycode || keycode > display.max_keycode || symbol === 0) continue;
    await takeBackKey(connection, keycode, symbol);
  }
};
